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
  /** The okms domains that it may call; empty with `everyDomain`. */
  readonly okmsIds: readonly string[]
  /** Whether it may call every okms domain, those added later too. */
  readonly everyDomain: boolean
  /** Login of the user that it belongs to, which has at most one of this name; null for none. */
  readonly user: string | null
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
  /** The okms domains that its tokens may call; empty with `everyDomain`. */
  readonly okmsIds: readonly string[]
  /** Whether its tokens may call every okms domain, those added later too. */
  readonly everyDomain: boolean
  /** Kept for clients, which read them back; nothing here calls them. */
  readonly callbackUrls: readonly string[]
  readonly secretSha256: Buffer
  /** Epoch milliseconds. */
  readonly createdAt: number
}
