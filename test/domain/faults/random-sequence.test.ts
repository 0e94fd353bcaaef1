// Numbers that repeat with their seed, spread evenly.

import { describe, expect, it } from 'vitest'
import { maxSeed, randomSequence } from '../../../src/domain/faults/random-sequence.js'

const first = (seed: number, count: number) => {
  const next = randomSequence(seed)
  return Array.from({ length: count }, () => next())
}

describe('randomSequence', () => {
  it('repeats with its seed, on every machine', () => {
    expect(first(42, 3)).toEqual([0.6011037519201636, 0.44829055899754167, 0.8524657934904099])
    expect(first(42, 100)).toEqual(first(42, 100))
  })

  it.each([0, 1, 7, maxSeed])('seed %i: is even from 0 to below 1', (seed) => {
    const numbers = first(seed, 20_000)
    const tenths = Array.from({ length: 10 }, (_, tenth) =>
      numbers.filter((number) => Math.floor(number * 10) === tenth).length)
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...numbers)).toBeLessThan(1)
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200)
  })

  it('differs from seed to seed', () => {
    expect(new Set(Array.from({ length: 1000 }, (_, seed) => first(seed, 1)[0])).size).toBe(1000)
  })
})
