// The caller of an operation and the okms domain that it works in, from a client certificate or a
// bearer token. Knows no transport.

import type { Caller } from '../../domain/access/identity.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { authenticationErrors } from '../../domain/errors/access/authentication.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { OkmsDomainStore } from '../../domain/ports.js'
import { redactedPath } from '../../domain/text/redacted-path.js'
import type { Authentication, PresentedCertificate } from './authentication.js'

export interface Callers {
  /**
   * The holder of a certificate. Refuses as Authentication does, and CallerOfAnotherDomain or DomainNotOfCaller.
   * @param asked The domain that the request names, in lower case; undefined: that of the certificate.
   */
  byCertificate (certificate: PresentedCertificate, asked?: string): Caller
  /** The bearer of a token, which may reach several domains. Refuses as above, and DomainNotFound. */
  byToken (text: string, asked: string): Caller
}

export interface CallersOptions {
  readonly authentication: Authentication
  readonly domains: Pick<OkmsDomainStore, 'find'>
}

export function createCallers ({ authentication, domains }: CallersOptions): Callers {
  function refuseOtherDomain (asked: string, own: readonly string[]): void {
    if (own.includes(asked)) return
    if (domains.find(asked) !== undefined) {
      throw refusal(authenticationErrors.CallerOfAnotherDomain, own.join(', '), asked)
    }
    throw refusal(authenticationErrors.DomainNotOfCaller, redactedPath(asked), own.join(', '))
  }

  return {
    byCertificate (certificate, asked) {
      const { okmsId, credentialId, identities } = authentication.byCertificate(certificate)
      if (asked !== undefined) refuseOtherDomain(asked, [okmsId])
      return { okmsId, credentialId, identities }
    },

    byToken (text, asked) {
      const { tokenId, identities, okmsIds, everyDomain } = authentication.byToken(text, asked)
      if (!everyDomain) refuseOtherDomain(asked, okmsIds)
      else if (domains.find(asked) === undefined) throw refusal(accessErrors.DomainNotFound, redactedPath(asked))
      return { okmsId: asked, credentialId: null, tokenId, identities }
    }
  }
}
