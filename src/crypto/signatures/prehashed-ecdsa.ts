// ECDSA signatures of ready digests (FIPS 186-5 section 6.4). node:crypto always hashes its input, so
// it signs and verifies a fixed message, and a little arithmetic moves the signature, or the key, from
// that message's hash to the digest.

import { createHash, KeyObject, randomBytes, subtle } from 'node:crypto'
import type { Curve, HashName, SignatureAlgorithm } from '../../domain/keys/algorithms.js'
import { scalarFrom } from '../keys/ec-scalar.js'
import { addPoints, timesBasePoint, type Point } from '../keys/ec-point.js'
import { curveParameters } from '../keys/checks/ec-key-check.js'
import { bitLength, inverse, toInteger, toOctets } from '../integers.js'
import { signNatively, verifyNatively } from './native-signature.js'
import type { EcSigningKey, EcVerifyingKey } from '../keys/signing-key.js'

type EcAlgorithm = Extract<SignatureAlgorithm, { kty: 'EC' }>

/** Any message does; its signatures never leave this file. */
export const fixedMessage = Buffer.from('okms-emulator')

const fixedHash: Record<HashName, Buffer> = {
  sha256: createHash('sha256').update(fixedMessage).digest(),
  sha384: createHash('sha384').update(fixedMessage).digest(),
  sha512: createHash('sha512').update(fixedMessage).digest()
}

/** FIPS 186-5 section 6.4.1 step 2: the leftmost bits of a digest, as many as n has. Not reduced modulo n. */
function leftmostBits (crv: Curve, digest: Buffer): bigint {
  const surplus = 8 * digest.length - bitLength(curveParameters[crv].n)
  return surplus > 0 ? toInteger(digest) >> BigInt(surplus) : toInteger(digest)
}

const modulo = (value: bigint, modulus: bigint) => ((value % modulus) + modulus) % modulus

/**
 * With h the hash of the fixed message, a native signature has s = (h + r d) / k. Then s (z + r d) / (h + r d)
 * = (z + r d) / k signs the digest z with the same nonce k. The native signature is dropped: two signatures
 * with one nonce reveal the key.
 */
export async function signDigestEcdsa (algorithm: EcAlgorithm, key: EcSigningKey, digest: Buffer): Promise<Buffer> {
  const { n, width } = curveParameters[key.crv]
  const z = leftmostBits(key.crv, digest)
  const h = leftmostBits(key.crv, fixedHash[algorithm.hash])
  for (;;) {
    const native = await signNatively(algorithm, key.privateKey, fixedMessage)
    const s = movedToDigest({
      r: toInteger(native.subarray(0, width)), s: toInteger(native.subarray(width)), d: key.d, z, h, n
    })
    // Section 6.4.1 step 11: start again when s is 0.
    if (s !== 0n) return Buffer.concat([native.subarray(0, width), toOctets(s, width)])
  }
}

type Move = Readonly<Record<'r' | 's' | 'd' | 'z' | 'h' | 'n', bigint>>

/**
 * s (z + r d) / (h + r d) modulo n; 0 when there is none. BigInt takes a time that depends on the values, so both sides
 * of the division are multiplied by a random b, which it cancels: each number on the way is as random as b. Only b d
 * has d itself, and only the last numerator s.
 */
function movedToDigest ({ r, s, d, z, h, n }: Move): bigint {
  const b = scalarFrom(randomBytes, n)
  const brd = r * (b * d % n) % n
  const divisor = inverse((b * h + brd) % n, n)
  return divisor === undefined ? 0n : s * ((b * z + brd) % n) % n * divisor % n
}

/**
 * (r, s) is right for the digest z under Q when (z / s) G + (r / s) Q has the abscissa r. That is the same point as
 * (h / s) G + (r / s) Q' with Q' = Q + ((z - h) / r) G, which is what checking the fixed message under the key Q'
 * computes. Takes r and s from 1 to n - 1.
 */
export async function verifyDigestEcdsa (
  algorithm: EcAlgorithm, key: EcVerifyingKey, digest: Buffer, signature: Buffer
): Promise<boolean> {
  const { crv, x, y } = key
  const { n, width } = curveParameters[crv]
  const r = toInteger(signature.subarray(0, width))
  const h = leftmostBits(crv, fixedHash[algorithm.hash])
  const shift = modulo((leftmostBits(crv, digest) - h) * invert(r, n), n)
  if (shift === 0n) return await verifyNatively(algorithm, key.publicKey, fixedMessage, signature)
  const moved = addPoints(crv, { x, y }, timesBasePoint(crv, shift))
  if (moved) return await verifyNatively(algorithm, await pointKey(crv, moved), fixedMessage, signature)
  // Q' is the point at infinity, which is not a key: only (h / s) G remains.
  const s = toInteger(signature.subarray(width))
  return h % n !== 0n && timesBasePoint(crv, h * invert(s, n) % n).x % n === r
}

/** Inverse of a value from 1 to n - 1, n a prime. */
function invert (value: bigint, n: bigint): bigint {
  const found = inverse(value, n)
  if (found === undefined) throw new Error('zero has no inverse')
  return found
}

/**
 * WebCrypto reads a bare point, several times as fast as node:crypto reads a JWK (which it multiplies by n) or an SPKI.
 */
async function pointKey (crv: Curve, { x, y }: Point): Promise<KeyObject> {
  const { width } = curveParameters[crv]
  const point = Buffer.concat([Buffer.of(4), toOctets(x, width), toOctets(y, width)])
  return KeyObject.from(await subtle.importKey('raw', point, { name: 'ECDSA', namedCurve: crv }, true, ['verify']))
}
