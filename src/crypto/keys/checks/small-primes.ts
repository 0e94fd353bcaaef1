// The primes up to 751: factors of a careless modulus (SP 800-89 section 5.3.3).

/** Smallest prime factor of the value among the small primes, if any. */
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
