// Rows that were read lately, decoded, so that not every request reads them again.

// Coherent because a row has one way to change: this process alone has the folder (folder-lock.ts), through one connection, and
// whatever changes a row forgets it in the same turn of the event loop. Nothing is kept of rows that are not there.

export interface RowCache<Key, Row> {
  get (key: Key): Row | undefined
  keep (key: Key, row: Row): void
  forget (key: Key): void
  clear (): void
}

/** A store with a cache, for those that change its rows past it. */
export interface ForgetsRows {
  forgetRows (): void
}

/**
 * Keeps between `capacity` and twice as many rows: when the younger half is full, it becomes the older one, and what was in that and was
 * not asked for since is gone. A hit in the younger half costs one look into a Map, where a list in order of use costs three.
 */
export function createRowCache<Key, Row> (capacity: number): RowCache<Key, Row> {
  let younger = new Map<Key, Row>()
  let older = new Map<Key, Row>()

  function keep (key: Key, row: Row): void {
    if (younger.size >= capacity) {
      older = younger
      younger = new Map()
    }
    younger.set(key, row)
  }

  return {
    get (key) {
      const row = younger.get(key)
      if (row !== undefined) return row
      const old = older.get(key)
      if (old !== undefined) keep(key, old)
      return old
    },
    keep,
    forget (key) {
      younger.delete(key)
      older.delete(key)
    },
    clear () {
      younger = new Map()
      older = new Map()
    }
  }
}
