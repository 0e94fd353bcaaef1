// A cache of decoded rows, so that not every request reads them again.

// The cache is coherent because rows change in one way only: this process has exclusive use of the folder (folder-lock.ts), through one
// connection, and each change removes its row from the cache in the same turn of the event loop. Missing rows are not cached.

/** A store with cached rows, for stores that change these rows directly. */
export interface RowCache {
  forgetRows (): void
}
