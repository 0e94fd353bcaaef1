// Calls that come in one turn of the event loop are answered together, each with its own outcome.

import { describe, expect, it } from 'vitest'
import { batched } from '../../src/services/batch.js'

describe('calls of one turn', () => {
  it('are handled together, each with its outcome; later ones separately', async () => {
    const handled: Array<readonly number[]> = []
    const double = batched((entries: readonly number[]) => {
      handled.push(entries)
      return entries.map((entry) => 2 * entry)
    })
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6])
    expect(await double(4)).toBe(8)
    expect(handled).toEqual([[1, 2, 3], [4]])
  })

  it('all fail when the handling does, and the next ones do not', async () => {
    let isBroken = true
    const call = batched((entries: readonly string[]) => {
      if (isBroken) throw new Error('broken')
      return entries
    })
    expect(await Promise.allSettled([call('a'), call('b')]))
      .toMatchObject([{ reason: { message: 'broken' } }, { reason: { message: 'broken' } }])
    isBroken = false
    expect(await call('c')).toBe('c')
  })

  it('that come while others are handled wait for their own turn', async () => {
    const handled: Array<readonly string[]> = []
    let inner: Promise<string> | undefined
    const call = batched((entries: readonly string[]): readonly string[] => {
      handled.push(entries)
      inner ??= call('inner')
      return entries
    })
    expect(await call('outer')).toBe('outer')
    expect(await inner).toBe('inner')
    expect(handled).toEqual([['outer'], ['inner']])
  })
})
