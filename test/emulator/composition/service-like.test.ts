// Which delays --service-like gives.

import { describe, expect, it } from 'vitest'
import { randomSequence } from '../../../src/domain/faults/random-sequence.js'
import { createSeededRandom } from '../../../src/crypto/random/seeded-random.js'
import { systemRandom } from '../../../src/crypto/random/system-random.js'
import { composeServiceLike } from '../../../src/emulator/composition/service-like.js'

const okmsId = '11111111-1111-4111-8111-111111111111'
const many = (delay: () => number) => Array.from({ length: 500 }, delay)
const delaysOf = (randomness = systemRandom) => composeServiceLike({ serviceLike: true }, randomness)!

it('gives none by default', () => {
  expect(composeServiceLike({ serviceLike: false }, systemRandom)).toBeUndefined()
})

describe('--service-like', () => {
  it.each([
    ['changes of policies and groups', many(delaysOf().delays.iam), 30_000, 60_000],
    ['a new credential', many(() => delaysOf().delays.credential(okmsId)), 2_000, 5_000]
  ])('%s take a different time each, in the range of the service', (_what, times, least, most) => {
    expect(Math.min(...times)).toBeGreaterThanOrEqual(least)
    expect(Math.max(...times)).toBeLessThanOrEqual(most)
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan((most - least) / 2)
  })

  it('every request takes near 30 ms', () => {
    const random = randomSequence(1)
    const times = many(() => delaysOf().everyRequest(random))
    expect(times.reduce((sum, time) => sum + time) / times.length).toBeCloseTo(30, 0)
  })

  it('repeats in deterministic mode', () => {
    const drawn = () => {
      const { delays: { iam, credential } } = delaysOf(createSeededRandom('a seed'))
      return [iam(), iam(), credential(okmsId), credential(okmsId)]
    }
    expect(drawn()).toEqual(drawn())
  })

  it('says in the log what is slow', () => {
    expect(delaysOf().note).toMatch(/about 30 ms.* after 30 to 60 s.* after 2 to 5 s/)
  })
})
