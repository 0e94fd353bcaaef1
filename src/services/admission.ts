// Whether a client certificate is let in at all, where a refusal is a cut connection (service.md 2.6).

import { DomainError } from '../domain/errors.js'
import type { Authentication, PresentedCertificate } from './authentication.js'
import type { Authorisation } from './authorisation.js'

type Shown = PresentedCertificate & { readonly isAdmin: boolean }

export interface AdmissionOptions {
  readonly authentication: Pick<Authentication, 'byCertificate'>
  readonly authorisation: Pick<Authorisation, 'hasPolicy'>
  readonly refuseAllButAdmin: (certificate: Shown) => void
}

/** False for what authentication refuses, and for a credential none of whose identities has a policy. */
export function createAdmission ({ authentication, authorisation, refuseAllButAdmin }: AdmissionOptions): (certificate: Shown) => boolean {
  return (certificate) => {
    try {
      if (!certificate.isAdmin) return authorisation.hasPolicy(authentication.byCertificate(certificate).identities)
      refuseAllButAdmin(certificate)
      return true
    } catch (error) {
      if (error instanceof DomainError) return false
      throw error
    }
  }
}
