// Whether a factor of an imported RSA modulus is prime: Miller-Rabin (FIPS 186-5 appendix B.3.1).

import { randomBytes } from 'node:crypto'
import { modularPower, toInteger, toOctets } from '../../integers.js'

// crypto.checkPrimeSync always runs 64 rounds or more: 26 ms for an RSA-2048 key and 190 ms for RSA-4096, with the event loop held.
// FIPS 186-5 table B.1 asks for 5 rounds at 1024 bits and 4 above. A composite made to deceive passes 8 random bases once in 65536
// tries at best, and would weaken nobody's key but its maker's.
const rounds = 8

/** `candidate` is odd and has 1024 to 3072 bits. */
export function isProbablePrime (candidate: bigint): boolean {
  const minusOne = candidate - 1n
  let twos = 0
  while (((minusOne >> BigInt(twos)) & 1n) === 0n) twos++
  const odd = minusOne >> BigInt(twos)
  for (let round = 0; round < rounds; round++) {
    if (!passesRound(candidate, randomBase(candidate), odd, twos)) return false
  }
  return true
}

function passesRound (candidate: bigint, base: bigint, odd: bigint, twos: number): boolean {
  let power = modularPower(base, odd, candidate)
  if (power === 1n || power === candidate - 1n) return true
  for (let i = 1; i < twos; i++) {
    power = power * power % candidate
    if (power === candidate - 1n) return true
  }
  return false
}

/** From 2 to candidate - 2; 64 bits more than needed make the remainder's bias negligible. */
function randomBase (candidate: bigint): bigint {
  const length = toOctets(candidate).length + 8
  return 2n + toInteger(randomBytes(length)) % (candidate - 3n)
}

/** Smallest prime factor of the value among the primes up to 751 (SP 800-89 section 5.3.3), if any. */
export function smallFactor (value: bigint): number | undefined {
  const rest = value % smallPrimesProduct
  return smallPrimes.find((prime) => rest % BigInt(prime) === 0n)
}

function primesUpTo (limit: number): number[] {
  const primes: number[] = []
  for (let candidate = 2; candidate <= limit; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate)
  }
  return primes
}

export const smallPrimes: readonly number[] = primesUpTo(751)
const smallPrimesProduct = smallPrimes.reduce((product, prime) => product * BigInt(prime), 1n)
