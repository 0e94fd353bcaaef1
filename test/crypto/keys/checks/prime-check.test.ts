// Primes and composites, the composites also of the kinds that deceive weaker tests.

import { generatePrimeSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { toInteger } from '../../../../src/crypto/integers.js'
import { isPrime } from '../../../../src/crypto/keys/checks/prime-check.js'
import { rsaKeys } from '../../../fixtures/rsa-keys.js'

const member = (text: string): bigint => toInteger(Buffer.from(text, 'base64url'))

/**
 * Strong pseudoprime to every prime base below 307, and a Carmichael number (F. Arnault, J.
 * Symbolic Computation 20, 1995).
 */
const arnault = (() => {
  const p = 29674495668685510550154174642905332730771991799853043350995075531276838753171770199594238596428121188033664754218345562493168782883n
  return p * (313n * (p - 1n) + 1n) * (353n * (p - 1n) + 1n)
})()

describe('isPrime', () => {
  it.each(['rsa2048', 'rsa3072', 'rsa4096'] as const)('takes the primes of %s, and not their neighbours or their product', async (name) => {
    const [p, q] = [member(rsaKeys[name].p), member(rsaKeys[name].q)]
    expect(await Promise.all([p, q, p + 2n, p - 1n].map((value) => isPrime(value)))).toEqual([true, true, false, false])
    expect(await isPrime(p * q)).toBe(false)
  })

  it('takes a prime less 1 that is divisible by a high power of 2', async () => {
    expect(await isPrime(generatePrimeSync(1024, { add: 1n << 64n, rem: 1n, bigint: true }))).toBe(true)
  })

  it.each([
    ['0', 0n, false], ['1', 1n, false], ['2', 2n, true], ['3', 3n, true], ['4', 4n, false], ['65537', 65537n, true],
    ['an even number of 1024 bits', 1n << 1023n, false],
    ['the Mersenne prime of 1279 bits', (1n << 1279n) - 1n, true],
    ['a Mersenne number that is not a prime', (1n << 1277n) - 1n, false],
    ['a Fermat number that is not a prime', (1n << 1024n) + 1n, false]
  ])('%s', async (_name, value, expected) => {
    expect(await isPrime(value)).toBe(expected)
  })

  it.each([
    ['561, the smallest Carmichael number', 561n],
    ['a strong pseudoprime to the bases 2 to 37', 318665857834031151167461n],
    ['a strong pseudoprime to every prime base below 307', arnault],
    ['the product of two primes in a key', member(rsaKeys.compositeFactor.p)],
    ['the square of a prime', member(rsaKeys.rsa2048.p) ** 2n]
  ])('is not deceived by %s', async (_name, value) => {
    for (let times = 0; times < 3; times++) expect(await isPrime(value)).toBe(false)
  })

  it('leaves the event loop free', async () => {
    let turns = 0
    let tested = false
    const turn = () => {
      turns++
      if (!tested) setImmediate(turn)
    }
    setImmediate(turn)
    expect(await isPrime(member(rsaKeys.rsa4096.p))).toBe(true)
    tested = true
    expect(turns).toBeGreaterThan(10)
  })
})
