// The ROCA fingerprint is found where it is and nowhere else.

import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { toInteger } from '../../../../src/crypto/integers.js'
import { hasRocaFingerprint } from '../../../../src/crypto/keys/checks/roca-fingerprint.js'
import { rsaKeys } from '../../../fixtures/rsa-keys.js'

const member = (text: string): bigint => toInteger(Buffer.from(text, 'base64url'))

describe('hasRocaFingerprint', () => {
  // The product of the first 39 primes, as the faulty library used for its smallest keys;
  // larger ones used multiples of it.
  const product = [
    2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n, 59n, 61n, 67n, 71n, 73n, 79n, 83n, 89n,
    97n, 101n, 103n, 107n, 109n, 113n, 127n, 131n, 137n, 139n, 149n, 151n, 157n, 163n, 167n
  ].reduce((a, b) => a * b)

  it('is found in every power of 65537 modulo the product of small primes', () => {
    let power = 1n
    for (let exponent = 0; exponent < 200; exponent++) {
      expect(hasRocaFingerprint(toInteger(randomBytes(230)) * product + power), `exponent ${exponent}`).toBe(true)
      power = power * 65537n % product
    }
    expect(hasRocaFingerprint(member(rsaKeys.roca.n))).toBe(true)
    expect(hasRocaFingerprint(member(rsaKeys.roca.p))).toBe(true)
  })

  it('needs one exponent common to all primes, not one for each', () => {
    // Powers of 65537 modulo 3 and 11 with exponents of different parity: 2 = 65537^1 mod 3, 1 = 65537^0 mod 11.
    let value = 1n
    while (value % 3n !== 2n || value % 11n !== 1n) value += product / 33n
    expect(hasRocaFingerprint(value)).toBe(false)
  })

  it('is not found in honest or random numbers', () => {
    for (const name of ['rsa2048', 'rsa3072', 'rsa4096'] as const) {
      expect(hasRocaFingerprint(member(rsaKeys[name].n))).toBe(false)
    }
    for (let i = 0; i < 5000; i++) expect(hasRocaFingerprint(toInteger(randomBytes(256)) | 1n)).toBe(false)
  })
})
