// Private scalars of the NIST curves from random bytes.

import { bitLength, toInteger } from '../integers.js'

/**
 * From 1 to n - 1, n being the order of the base point: 64 bits more than n has make the bias negligible (FIPS 186-5
 * appendix A.2.1). BigInt takes a time that depends on the value.
 */
export function scalarFrom (bytes: (length: number) => Buffer, n: bigint): bigint {
  return toInteger(bytes(Math.ceil(bitLength(n) / 8) + 8)) % (n - 1n) + 1n
}
