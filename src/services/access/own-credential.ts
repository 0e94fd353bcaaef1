// What a caller may know of the token or the certificate that it presented. Nothing in it is secret.

import type { Clocks } from '../../domain/clock.js'
import type { Caller } from '../../domain/access/identity.js'
import { authenticationErrors } from '../../domain/errors/access/authentication.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { CredentialStore, TokenStore } from '../../domain/ports.js'
import type { ClockOfCredential } from './authentication.js'

export interface OwnCredential {
  readonly kind: 'token' | 'certificate'
  /** The id of the token, or of the credential: a UUID, which is no proof of anything. */
  readonly id: string
  readonly name: string
  /** Epoch milliseconds, as `expiresAt`. */
  readonly createdAt: number
  /** null if it does not expire. */
  readonly expiresAt: number | null
  /** By the clock by which it expires, in epoch milliseconds. */
  readonly now: number
}

export type OwnCredentialOf = (caller: Caller) => OwnCredential

export interface OwnCredentialsOptions {
  readonly tokens: Pick<TokenStore, 'find'>
  readonly credentials: Pick<CredentialStore, 'find'>
  readonly clocks: Clocks
  /** By default the clock of its domain. */
  readonly clockOf?: ClockOfCredential | undefined
}

export function createOwnCredentials (options: OwnCredentialsOptions): OwnCredentialOf {
  const { tokens, credentials, clocks, clockOf = ({ okmsId }) => clocks.of(okmsId) } = options

  return ({ okmsId, credentialId, tokenId = '' }) => {
    const credential = credentialId === null ? undefined : credentials.find(credentialId)
    if (credential !== undefined) {
      const { name, createdAt, notAfter } = credential
      const now = clockOf(credential)()
      return { kind: 'certificate', id: credential.credentialId, name, createdAt, expiresAt: notAfter, now }
    }
    const token = tokens.find(tokenId)
    if (token === undefined) throw refusal(authenticationErrors.TokenInvalid)
    const { name, createdAt, expiresAt } = token
    return { kind: 'token', id: token.tokenId, name, createdAt, expiresAt, now: clocks.of(okmsId)() }
  }
}
