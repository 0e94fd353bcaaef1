// What the map keeps and forgets.

import { describe, expect, it } from 'vitest'
import { createLruMap } from '../../src/domain/lru-map.js'

describe('a map of recently used entries', () => {
  it('returns an entry until it is forgotten', () => {
    const map = createLruMap<number, string>(2)
    for (const key of [1, 2, 3]) map.set(key, `value ${key}`)
    expect([1, 2, 3].map((key) => map.get(key))).toEqual(['value 1', 'value 2', 'value 3'])
    for (const key of [1, 2, 3]) map.delete(key)
    expect([1, 2, 3].map((key) => map.get(key))).toEqual([undefined, undefined, undefined])
  })

  it('forgets a value wherever it was moved by being asked for', () => {
    const map = createLruMap<number, string>(1)
    map.set(1, 'old')
    map.set(2, 'other')
    expect(map.get(1)).toBe('old')
    map.delete(1)
    expect(map.get(1)).toBeUndefined()
  })

  it('holds at most twice its capacity, and keeps what is asked for', () => {
    const map = createLruMap<number, string>(10)
    map.set(0, 'in use')
    for (let key = 1; key <= 1000; key++) {
      map.set(key, 'passing')
      map.get(0)
    }
    const held = Array.from({ length: 1001 }, (_, key) => map.get(key)).filter((value) => value !== undefined)
    expect(held.length).toBeLessThanOrEqual(20)
    expect(held).toContain('in use')
  })
})
