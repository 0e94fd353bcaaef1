// Generates RSA keys on a separate thread, one after the other.

// Prime by prime, and not by generateKeyPair: a process that ends waits until native code returns. That is a quarter of
// a second for a prime of RSA-4096 and seconds for a key. It also takes half as long, as OpenSSL finds the primes of a
// key pair in smaller steps (2026-11-26, OpenSSL 3.0).

import { generatePrimeSync } from 'node:crypto'
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'

// Long work on every core would make the event loop wait for its turn. Linux keeps a nice value for each thread;
// elsewhere this would slow down the whole process.
if (process.platform === 'linux') {
  try {
    setPriority(workerData.niceness)
  } catch {
    // Where a sandbox forbids it, the work is done at the same priority as the rest.
  }
}

const e = 65537n

/**
 * FIPS 186-5 appendix A.1.3, with the primes of OpenSSL.
 * @param {number} modulusLength
 */
function generate (modulusLength) {
  const half = modulusLength / 2
  for (;;) {
    const [q = 0n, p = 0n] = [prime(half), prime(half)].sort((a, b) => a < b ? -1 : 1)
    const n = p * q
    const d = inverse(e, (p - 1n) / gcd(p - 1n, q - 1n) * (q - 1n))
    const qi = inverse(q, p)
    if (d === undefined || qi === undefined) continue
    if (isSound(modulusLength, { n, p, q, d })) return { n, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi }
  }
}

/** @param {number} bits */
const prime = (bits) => generatePrimeSync(bits, { bigint: true })

/**
 * The distance of the primes and the size of d (FIPS 186-5 appendix A.1.1), and a modulus of the full length.
 * @param {number} modulusLength
 * @param {{ n: bigint, p: bigint, q: bigint, d: bigint }} numbers
 */
function isSound (modulusLength, { n, p, q, d }) {
  const half = BigInt(modulusLength / 2)
  return n >> BigInt(modulusLength - 1) === 1n && p - q > 1n << (half - 100n) && d > 1n << half
}

/**
 * @param {bigint} a
 * @param {bigint} b
 */
function gcd (a, b) {
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}

/**
 * The inverse of `a` modulo `m`, or undefined when they have a common factor.
 * @param {bigint} a
 * @param {bigint} m
 */
function inverse (a, m) {
  let [r0, r1, t0, t1] = [m, a % m, 0n, 1n]
  while (r1 !== 0n) [r0, r1, t0, t1] = [r1, r0 % r1, t1, t0 - r0 / r1 * t1]
  if (r0 !== 1n) return undefined
  return t0 < 0n ? t0 + m : t0
}

/**
 * Base64urlUInt (RFC 7518 section 2).
 * @param {bigint} value
 */
function encode (value) {
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(hex.length + hex.length % 2, '0'), 'hex').toString('base64url')
}

parentPort?.on('message', (/** @type {number} */ modulusLength) => {
  const numbers = Object.entries(generate(modulusLength)).map(([name, value]) => [name, encode(value)])
  // A text in memory of its own, which its owner can erase.
  const jwk = new TextEncoder().encode(JSON.stringify({ kty: 'RSA', ...Object.fromEntries(numbers) }))
  parentPort?.postMessage(jwk, [jwk.buffer])
})
