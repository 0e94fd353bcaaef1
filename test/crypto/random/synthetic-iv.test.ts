// Initialization vectors of deterministic mode: no two inputs get the same.

import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { syntheticIv } from '../../../src/crypto/random/synthetic-iv.js'

const newIv = syntheticIv(Buffer.alloc(32, 1))
const hexOf = (aad: string, plaintext: string) => newIv(Buffer.from(aad), Buffer.from(plaintext)).toString('hex')

describe('a synthetic initialization vector', () => {
  it('has 96 bits, and is the same for the same input and key', () => {
    expect(hexOf('aad', 'plaintext')).toMatch(/^[0-9a-f]{24}$/)
    expect(hexOf('aad', 'plaintext')).toBe(hexOf('aad', 'plaintext'))
    expect(syntheticIv(Buffer.alloc(32, 2))(Buffer.from('aad'), Buffer.from('plaintext')).toString('hex'))
      .not.toBe(hexOf('aad', 'plaintext'))
  })

  it.each([
    ['the plaintext', ['aad', 'a'], ['aad', 'b']],
    ['the AAD', ['a', 'plaintext'], ['b', 'plaintext']],
    ['where the AAD ends', ['ab', 'c'], ['a', 'bc']],
    ['an empty plaintext', ['ab', ''], ['', 'ab']],
    ['a zero octet at the end', ['a', 'b'], ['a', 'b\0']]
  ] as const)('differs with %s', (_what, [aad, plaintext], [otherAad, otherPlaintext]) => {
    expect(hexOf(aad, plaintext)).not.toBe(hexOf(otherAad, otherPlaintext))
  })

  it('is equal for two inputs only if they are the same', () => {
    const bytes = fc.uint8Array({ maxLength: 3 })
    fc.assert(fc.property(bytes, bytes, bytes, bytes, (aad, plaintext, otherAad, otherPlaintext) => {
      const one = newIv(Buffer.from(aad), Buffer.from(plaintext))
      const other = newIv(Buffer.from(otherAad), Buffer.from(otherPlaintext))
      const isSame = Buffer.from(aad).equals(Buffer.from(otherAad)) &&
        Buffer.from(plaintext).equals(Buffer.from(otherPlaintext))
      return one.equals(other) === isSame
    }), { numRuns: 2000 })
  })

  it('does not repeat among many inputs of the same key', () => {
    const header = Buffer.from('header')
    const seen = new Set(Array.from({ length: 20_000 }, () => newIv(header, randomBytes(16)).toString('hex')))
    expect(seen.size).toBe(20_000)
  })
})
