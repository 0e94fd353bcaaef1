// Whether a client certificate is accepted, when a rejection aborts the connection (service.md 2.6).

import { DomainError } from '../../domain/errors/domain-error.js'
import type { AdminCandidate } from './administration.js'
import type { Authentication } from './authentication.js'
import type { Authorisation } from './authorisation.js'

export interface AdmissionOptions {
  readonly authentication: Pick<Authentication, 'byCertificate'>
  readonly authorisation: Pick<Authorisation, 'hasPolicy'>
  readonly refuseAllButAdmin: (certificate: AdminCandidate) => void
}

/**
 * Why a certificate is rejected: it fails authentication, or none of its identities has a policy.
 * Undefined when it is accepted.
 */
export function createAdmission ({
  authentication, authorisation, refuseAllButAdmin
}: AdmissionOptions): (certificate: AdminCandidate) => string | undefined {
  function refusalOfCredential (certificate: AdminCandidate): string | undefined {
    const { identities } = authentication.byCertificate(certificate)
    return authorisation.hasPolicy(identities) ? undefined : `policy: no policy is for ${identities.join(', ')}`
  }

  return (certificate) => {
    try {
      if (!certificate.isAdmin) return refusalOfCredential(certificate)
      refuseAllButAdmin(certificate)
      return undefined
    } catch (error) {
      if (error instanceof DomainError) return error.message
      throw error
    }
  }
}
