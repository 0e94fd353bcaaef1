// A snapshot: the state of an okms domain, or of the whole server, to which a test can return.

/** Without what it holds. */
export interface Snapshot {
  /** Lower case UUID. */
  readonly snapshotId: string
  /** May be empty. */
  readonly name: string
  /** The domain; null for the whole server. */
  readonly okmsId: string | null
  /** Epoch milliseconds. */
  readonly createdAt: number
  /** How many domains it holds, keys that are not destroyed, and secrets. */
  readonly domains: number
  readonly serviceKeys: number
  readonly secrets: number
}

/** The client of the client files, which goes on working after a restore and a reset. */
export interface BuiltInClient {
  readonly okmsId: string
  readonly credentialId: string
}
