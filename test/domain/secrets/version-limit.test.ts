import { describe, expect, it } from 'vitest'
import { oldestAfterWrite, versionsToKeep } from '../../../src/domain/secrets/version-limit.js'

it.each([
  [0, 0, 10], [0, 15, 15], [5, 15, 5], [15, 5, 15], [3, 0, 3]
])('a secret with %i in a domain with %i keeps %i versions', (secret, domain, expected) => {
  expect(versionsToKeep({ maxVersions: secret }, { maxVersions: domain })).toBe(expected)
})

describe('the oldest version', () => {
  /** After so many writes, with the limit of each. */
  const after = (...limits: readonly number[]) =>
    limits.reduce((oldest, limit, index) => oldestAfterWrite(index + 1, oldest, limit), 0)
  const times = (count: number, limit: number) => Array.from({ length: count }, () => limit)

  // kv2/differences.md 38: 1 when the count reaches the limit, although nothing is removed yet.
  it.each([[1, 0], [9, 0], [10, 1], [11, 2], [25, 16]])('after %i writes with a limit of 10 is %i', (writes, expected) => {
    expect(after(...times(writes, 10))).toBe(expected)
  })

  it('moves at once when the limit is lowered, and never goes back', () => {
    expect(after(...times(20, 10), 3)).toBe(19)
    expect(after(...times(20, 10), 3, ...times(3, 10))).toBe(19)
    expect(after(...times(20, 10), 3, ...times(8, 10))).toBe(20)
  })

  it('is always the current one with a limit of 1', () => {
    expect(after(...times(7, 1))).toBe(7)
  })
})
