// The fingerprint of moduli made by a faulty Infineon library, which can be factored (CVE-2017-15361, "ROCA").

import { gcd } from '../../integers.js'
import { smallPrimes } from './small-primes.js'

// The faulty primes are k * M + (65537 ^ a mod M), M the product of the first 39 primes or more. So such a modulus is a
// power of 65537 modulo each of them, and all by one common exponent. An ordinary modulus has this property with
// probability 2^-154 (Nemec, Sys and others, "The Return of Coppersmith's Attack", ACM CCS 2017).
const primes = smallPrimes.slice(1, 39)

export function hasRocaFingerprint (modulus: bigint): boolean {
  // All exponents that fit the primes so far: residue modulo period.
  let residue = 0n
  let period = 1n
  for (const prime of primes) {
    const logarithm = discreteLogarithm(Number(modulus % BigInt(prime)), prime)
    if (logarithm === undefined) return false
    const [exponent, order] = [BigInt(logarithm.exponent), BigInt(logarithm.order)]
    const common = gcd(period, order)
    if (residue % common !== exponent % common) return false
    while (residue % order !== exponent) residue += period
    period = period / common * order
  }
  return true
}

/** k with 65537 ^ k = value modulo a small prime, and the order of 65537 there; undefined when there is none. */
function discreteLogarithm (
  value: number, prime: number
): { readonly exponent: number, readonly order: number } | undefined {
  const generator = 65537 % prime
  let exponent: number | undefined
  let power = 1
  let order = 0
  do {
    if (power === value) exponent = order
    power = power * generator % prime
    order++
  } while (power !== 1)
  return exponent === undefined ? undefined : { exponent, order }
}
