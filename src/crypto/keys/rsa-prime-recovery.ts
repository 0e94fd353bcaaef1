// The primes of an RSA key of which only n, e and d are known (SP 800-56B revision 2 appendix C.2, deterministic).

import { exactSquareRoot, gcd } from '../integers.js'

/** p and q with p > q, or undefined when d is not an inverse of e. Whether they are primes is not checked here. */
export function recoverPrimes (
  n: bigint, e: bigint, d: bigint
): { readonly p: bigint, readonly q: bigint } | undefined {
  const multiple = d * e - 1n
  if (multiple <= 0n) return undefined
  const a = multiple * gcd(n - 1n, multiple)
  const m = a / n
  const r = a - m * n
  if ((n - r) % (m + 1n) !== 0n) return undefined
  const sum = (n - r) / (m + 1n) + 1n
  const difference = exactSquareRoot(sum * sum - 4n * n)
  if (difference === undefined || difference === 0n) return undefined
  const p = (sum + difference) / 2n
  const q = (sum - difference) / 2n
  return p * q === n && q > 1n ? { p, q } : undefined
}
