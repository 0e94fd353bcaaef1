// What a snapshot needs of the stores whose rows it holds.

import type { CachedRows } from '../sqlite/row-cache.js'

/**
 * Rows of okms domains. Each function runs inside the transaction of a snapshot, a restore or a reset, which calls
 * `forgetRows` when it ends.
 */
export interface DomainContent extends CachedRows {
  /** What `add` takes, one value for each row or group of rows, as JSON can hold it. Sealed parts are unsealed. */
  entries (okmsId: string): Iterable<unknown>
  /** Writes an entry into a domain, which may be another than the one that it came from. */
  add (okmsId: string, entry: unknown): void
  /** Removes every row of a domain, and erases sealed data. Returns how many sealed rows were erased. */
  clear (okmsId: string): number
}

/** Rows of the whole server, in the same way. */
export interface ServerContent extends CachedRows {
  entries (): Iterable<unknown>
  add (entry: unknown): void
  clear (): void
}
