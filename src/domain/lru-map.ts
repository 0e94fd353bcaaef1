// A map of bounded size that keeps the entries used most recently.

export interface LruMap<Key, Value> {
  get (key: Key): Value | undefined
  /** Returns the value. */
  set (key: Key, value: Value): Value
  delete (key: Key): void
  clear (): void
}

/**
 * Keeps between `capacity` and twice as many values. When the younger half is full, it replaces the older one,
 * and entries that were only in the older half are dropped. A hit in the younger half costs one Map operation; a
 * list in order of use costs three.
 */
export function createLruMap<Key, Value extends NonNullable<unknown>> (capacity: number): LruMap<Key, Value> {
  let younger = new Map<Key, Value>()
  let older = new Map<Key, Value>()

  function set (key: Key, value: Value): Value {
    if (younger.size >= capacity) {
      older = younger
      younger = new Map()
    }
    younger.set(key, value)
    return value
  }

  return {
    get (key) {
      const value = younger.get(key)
      if (value !== undefined) return value
      const old = older.get(key)
      return old === undefined ? undefined : set(key, old)
    },
    set,
    delete (key) {
      younger.delete(key)
      older.delete(key)
    },
    clear () {
      younger = new Map()
      older = new Map()
    }
  }
}
