// Small factors of a modulus.

import { describe, expect, it } from 'vitest'
import { toInteger } from '../../../../src/crypto/integers.js'
import { smallFactor } from '../../../../src/crypto/keys/checks/small-primes.js'
import { rsaKeys } from '../../../fixtures/rsa-keys.js'

const member = (text: string): bigint => toInteger(Buffer.from(text, 'base64url'))

describe('smallFactor', () => {
  it('names the smallest prime factor up to 751', () => {
    const prime = member(rsaKeys.rsa2048.p)
    expect(smallFactor(prime)).toBeUndefined()
    expect(smallFactor(prime * 751n)).toBe(751)
    expect(smallFactor(prime * 757n)).toBeUndefined()
    expect(smallFactor(prime * 751n * 3n)).toBe(3)
  })
})
