// A map that forgets what was not asked for longest, once it is full.

export interface LruMap<Value extends object> {
  /** The value kept under this key, made by `make` and kept when there is none. */
  get (key: string, make: () => Value): Value
  delete (key: string): void
}

/** @param capacity Largest number of values kept. */
export function createLruMap<Value extends object> (capacity: number): LruMap<Value> {
  // A Map iterates in order of insertion: the first key is the one asked for longest ago.
  const kept = new Map<string, Value>()

  return {
    get (key, make) {
      let value = kept.get(key)
      if (value === undefined) {
        value = make()
        const oldest = kept.keys().next()
        if (kept.size >= capacity && oldest.done !== true) kept.delete(oldest.value)
      } else {
        kept.delete(key)
      }
      kept.set(key, value)
      return value
    },
    delete (key) { kept.delete(key) }
  }
}
