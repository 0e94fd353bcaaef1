// Numbers that look random and repeat with their seed, so that a run with faults can be repeated. Not for cryptography.

/** The greatest seed: 32 bits. */
export const maxSeed = 2 ** 32 - 1

/**
 * Numbers from 0 to below 1, evenly distributed: Mulberry32 by Tommy Ettinger, a counter of 32 bits whose values are
 * mixed. It passes gjrand, and repeats after 2^32 numbers.
 */
export function randomSequence (seed: number): () => number {
  let counter = seed >>> 0
  return () => {
    counter = (counter + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(counter ^ (counter >>> 15), counter | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
