// Bearer tokens and the service accounts that exchange a secret for them (service.md 2.1-2.3).
// The token itself is not stored.

export interface Token {
  /** Lower case UUID; the token's `jti`. */
  readonly tokenId: string
  /** The service account that it was issued to; null for a personal access token. */
  readonly clientId: string | null
  readonly name: string
  readonly description: string
  /** Identity URNs of the token. */
  readonly identities: readonly string[]
  /** The okms domains that it may call. */
  readonly okmsIds: readonly string[]
  /** SHA-256 of the token as it is sent. */
  readonly sha256: Buffer
  /** Epoch milliseconds, as `expiresAt`. */
  readonly createdAt: number
  /** null if it does not expire. */
  readonly expiresAt: number | null
}

export interface ServiceAccount {
  readonly clientId: string
  readonly name: string
  readonly description: string
  /** The okms domains that its tokens may call. */
  readonly okmsIds: readonly string[]
  readonly secretSha256: Buffer
  /** Epoch milliseconds. */
  readonly createdAt: number
}
