// Whether RSA members form a valid key (SP 800-56B revision 2 section 6.4, SP 800-89 section
// 5.3.3, FIPS 186-5 appendix A.1).

import { rsaSizes } from '../../../domain/keys/algorithms.js'
import { bitLength, exactSquareRoot, inverse } from '../../integers.js'
import { firstFault, type KeyFault } from '../key-fault.js'
import { isPrime } from './prime-check.js'
import { hasRocaFingerprint } from './roca-fingerprint.js'
import { smallFactor } from './small-primes.js'

// OpenSSL takes exponents of at most 64 bits with moduli over 3072 bits, and a key must work in every
// operation whatever its size. Everyday exponents are 65537 and, in old keys, 3 and 17, which RFC 7518
// allows. Official clients hold 63 bits.
const maxExponentBits = 64

/** The first fault of a public key. */
export function rsaPublicFault (n: bigint, e: bigint): KeyFault | undefined {
  const size = bitLength(n)
  return firstFault([
    [() => rsaSizes.some((accepted) => accepted === size), 'n', `a modulus of ${size} bits; accepted: ${rsaSizes.join(', ')}`],
    [() => (n & 1n) === 1n, 'n', 'the modulus is even, so it is not a product of two large primes'],
    [() => e !== 1n, 'e', 'the public exponent is 1, which makes a signature equal its message; 65537 is usual'],
    [() => (e & 1n) === 1n, 'e', 'the public exponent is even, so it has no private exponent; 65537 is usual'],
    [() => bitLength(e) <= maxExponentBits, 'e', `the public exponent has ${bitLength(e)} bits; at most ${maxExponentBits} are accepted, 65537 is usual`],
    [() => smallFactor(n) === undefined, 'n', 'the modulus has a small prime factor, so it is not a product of two large primes'],
    [() => !hasRocaFingerprint(n), 'n', 'the modulus has the fingerprint of a faulty key generator and can be factored (CVE-2017-15361, ROCA); make a new key'],
    [() => exactSquareRoot(n) === undefined, 'n', 'the modulus is a square: its two primes are the same']
  ])
}

export interface RsaPrivateMembers {
  readonly d: bigint
  readonly p: bigint
  readonly q: bigint
  readonly dp: bigint
  readonly dq: bigint
  readonly qi: bigint
}

/** The first fault of the private members; n and e have passed rsaPublicFault. */
export async function rsaPrivateFault (
  n: bigint, e: bigint, members: RsaPrivateMembers
): Promise<KeyFault | undefined> {
  return rsaPrivateExponentFault(n, members.d) ?? arithmeticFault(n, e, members) ??
    // One after the other, so that an import takes one thread of the pool and leaves the others to signatures.
    await primalityFault('p', members.p) ?? await primalityFault('q', members.q)
}

function arithmeticFault (n: bigint, e: bigint, { d, p, q, dp, dq, qi }: RsaPrivateMembers): KeyFault | undefined {
  const half = bitLength(n) / 2
  return firstFault([
    [() => p !== q, 'q', 'the same as p; the two primes must differ'],
    [() => p * q === n, 'p', 'p times q is not n'],
    [() => bitLength(p) === half && bitLength(q) === half, 'p', `p and q must have ${half} bits each, half of n`],
    [() => bitLength(p > q ? p - q : q - p) > half - 100, 'q', 'too close to p, so n can be factored (FIPS 186-5 appendix A.1.3)'],
    [() => e * d % (p - 1n) === 1n && e * d % (q - 1n) === 1n, 'd', 'not the private exponent of n and e: e times d is not 1 modulo lcm(p - 1, q - 1)'],
    [() => dp === d % (p - 1n), 'dp', 'not d modulo p - 1'],
    [() => dq === d % (q - 1n), 'dq', 'not d modulo q - 1'],
    [() => qi < p && qi * q % p === 1n, 'qi', 'not the inverse of q modulo p']
  ])
}

async function primalityFault (member: 'p' | 'q', value: bigint): Promise<KeyFault | undefined> {
  return await isPrime(value) ? undefined : { member, why: 'not a prime' }
}

/** Checks of d that do not need the primes. */
export function rsaPrivateExponentFault (n: bigint, d: bigint): KeyFault | undefined {
  return firstFault([
    [() => d !== 1n, 'd', 'the private exponent is 1, which makes a signature equal its message'],
    [() => d < n, 'd', 'the private exponent is not smaller than n']
  ])
}

/**
 * The members that make the private operation fast (RFC 8017 section 3.2); undefined when p and q have a common factor.
 */
export function crtMembers (d: bigint, p: bigint, q: bigint): Pick<RsaPrivateMembers, 'dp' | 'dq' | 'qi'> | undefined {
  const qi = inverse(q, p)
  return qi === undefined ? undefined : { dp: d % (p - 1n), dq: d % (q - 1n), qi }
}
