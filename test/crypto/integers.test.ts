// Large integers: conversions and arithmetic agree with plain BigInt definitions.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bitLength, exactSquareRoot, gcd, inverse, toInteger, toOctets } from '../../src/crypto/integers.js'

const large = fc.bigInt({ min: 0n, max: 1n << 2048n })

describe('integers', () => {
  it('toOctets and toInteger undo each other, in the fewest octets or in a fixed width', () => {
    fc.assert(fc.property(large, (value) => {
      expect(toInteger(toOctets(value))).toBe(value)
      expect(toOctets(value, 300)).toHaveLength(300)
      expect(toInteger(toOctets(value, 300))).toBe(value)
      if (value > 0n) expect(toOctets(value)[0]).not.toBe(0)
    }))
    expect(toInteger(Buffer.alloc(0))).toBe(0n)
  })

  it('bitLength counts binary digits', () => {
    fc.assert(
      fc.property(large, (value) => { expect(bitLength(value)).toBe(value === 0n ? 0 : value.toString(2).length) })
    )
  })

  it('inverse times the value is 1, and is missing exactly when there is a common factor', () => {
    fc.assert(fc.property(large, fc.bigInt({ min: 2n, max: 1n << 1024n }), (value, modulus) => {
      const found = inverse(value, modulus)
      if (gcd(value, modulus) === 1n) expect(found! * value % modulus).toBe(1n)
      else expect(found).toBeUndefined()
    }))
  })

  it('exactSquareRoot finds the root of squares and nothing else', () => {
    fc.assert(fc.property(large, (root) => {
      expect(exactSquareRoot(root * root)).toBe(root)
      expect(exactSquareRoot(root * root + 1n)).toBe(root === 0n ? 1n : undefined)
      if (root > 1n) expect(exactSquareRoot(root * root - 1n)).toBeUndefined()
    }))
    expect(exactSquareRoot(-4n)).toBeUndefined()
  })
})
