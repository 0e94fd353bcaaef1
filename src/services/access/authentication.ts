// Identifies the caller by client certificate or bearer token. Every request is checked again, because a credential can
// be revoked or expire while its connection is open.

import { rfc3339, type Clock, type Clocks } from '../../domain/clock.js'
import type { Credential } from '../../domain/access/credential.js'
import { authenticationErrors } from '../../domain/errors/access/authentication.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { CredentialStore, TokenStore, UserStore } from '../../domain/ports.js'
import type { Token } from '../../domain/access/token.js'
import { createTokenReader } from './tokens/token-reader.js'
import type { TokenUses } from './tokens/token-uses.js'

/** What the certificate itself says; see pki/peer-certificate.ts. */
export interface PresentedCertificate {
  readonly issuedByUs: boolean
  readonly issuer: string
  readonly serialHex: string
  readonly credentialId: string
  readonly notBefore: number
  readonly notAfter: number
}

export interface Authentication {
  /**
   * The token that this text is. Refuses TokenInvalid, UserDisabled and TokenExpired.
   * @param okmsId The domain that is called.
   */
  byToken (text: string, okmsId?: string): Token
  /**
   * The credential of the certificate. Refuses a foreign, unknown, revoked, not yet valid or
   * expired one, each with its own text.
   */
  byCertificate (certificate: PresentedCertificate): Credential
}

export type ClockOfCredential = (credential: Credential) => Clock

export interface AuthenticationOptions {
  readonly credentials: Pick<CredentialStore, 'find'>
  readonly tokens: Pick<TokenStore, 'find'>
  readonly users: Pick<UserStore, 'find'>
  readonly tokenUses?: Pick<TokenUses, 'note'> | undefined
  readonly clocks: Clocks
  /** The clock by which a credential expires; by default that of its domain. */
  readonly clockOf?: ClockOfCredential | undefined
}

export function createAuthentication (options: AuthenticationOptions): Authentication {
  const { credentials, tokens, users, tokenUses, clocks, clockOf = ({ okmsId }) => clocks.of(okmsId) } = options
  return {
    byToken: createTokenReader({ store: tokens, users, uses: tokenUses, clocks }),

    byCertificate (certificate) {
      if (!certificate.issuedByUs) throw refusal(authenticationErrors.CertificateForeign, certificate.issuer)
      const credential = credentials.find(certificate.credentialId)
      if (credential === undefined) throw refusal(authenticationErrors.CertificateUnknown, certificate.serialHex)
      if (credential.revokedAt !== null) throw refusal(authenticationErrors.CertificateRevoked, credential.credentialId)
      const now = clockOf(credential)()
      if (now < certificate.notBefore) {
        throw refusal(authenticationErrors.CertificateNotYetValid, rfc3339(certificate.notBefore))
      }
      if (now > certificate.notAfter) {
        throw refusal(authenticationErrors.CertificateExpired, rfc3339(certificate.notAfter))
      }
      return credential
    }
  }
}
