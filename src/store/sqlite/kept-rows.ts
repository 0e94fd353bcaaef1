// Rows that were read lately, decoded, so that not every request reads them again.

// Coherent because a row has one way to change: this process alone has the folder (folder-lock.ts), through one connection, and
// whatever changes a row forgets it in the same turn of the event loop. Nothing is kept of rows that are not there.

/** A store that keeps rows, for those that change them past it. */
export interface ForgetsRows {
  forgetRows (): void
}
