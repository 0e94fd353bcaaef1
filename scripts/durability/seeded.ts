// Random choices that a seed repeats (mulberry32). The moments of a kill repeat only as far as the machine does.

export interface Seeded {
  /** From 0 to below `below`. */
  integer (below: number): number
  pick<T> (items: readonly T[]): T
}

export function createSeeded (seed: number): Seeded {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (below: number) => Math.floor(next() * below)
  return {
    integer,
    pick (items) {
      if (items.length === 0) throw new RangeError('nothing to pick from')
      return items[integer(items.length)] as (typeof items)[number]
    }
  }
}
