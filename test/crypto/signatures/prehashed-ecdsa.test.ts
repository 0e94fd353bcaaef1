// Signatures of ready digests against @noble/curves, and the corners of their arithmetic.

import { createHash, randomBytes } from 'node:crypto'
import { p256, p384, p521 } from '@noble/curves/nist.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signatureAlgorithms } from '../../../src/domain/keys/algorithms.js'
import { curveParameters } from '../../../src/crypto/keys/checks/ec-key-check.js'
import { addPoints, timesBasePoint } from '../../../src/crypto/keys/ec-point.js'
import { inverse, toInteger, toOctets } from '../../../src/crypto/integers.js'
import { fixedMessage, signDigestEcdsa, verifyDigestEcdsa } from '../../../src/crypto/signatures/prehashed-ecdsa.js'
import { verify } from '../../../src/crypto/signatures/signature.js'
import type { EcSigningKey, EcVerifyingKey } from '../../../src/crypto/keys/signing-key.js'
import { keyFrom, newEcKey, type TestKey } from '../signature-keys.js'

const noble = { 'P-256': p256, 'P-384': p384, 'P-521': p521 }
const noHash = { prehash: false, lowS: false } as const

const rows = (['ES256', 'ES384', 'ES512'] as const).map((name) => {
  const algorithm = signatureAlgorithms[name]
  const { n, width } = curveParameters[algorithm.crv]
  const hash = (message: Buffer) => createHash(algorithm.hash).update(message).digest()
  return { name, algorithm, crv: algorithm.crv, curve: noble[algorithm.crv], n, width, hash }
})

function ecKey (key: TestKey): { signing: EcSigningKey, verifying: EcVerifyingKey, d: Buffer, point: Buffer } {
  const { signing, verifying, material } = key
  if (signing.kty !== 'EC' || verifying.kty !== 'EC' || material.kty !== 'EC') throw new Error('not an EC key')
  const [x, y, d] = [material.x, material.y, material.d].map((member) => Buffer.from(member, 'base64url'))
  return { signing, verifying, d: d!, point: Buffer.concat([Buffer.of(4), x!, y!]) }
}

/** The key whose private scalar is d. */
function keyOf (crv: keyof typeof noble, d: bigint) {
  const { width } = curveParameters[crv]
  const point = noble[crv].Point.BASE.multiply(d).toAffine()
  const member = (value: bigint) => toOctets(value, width).toString('base64url')
  return ecKey(keyFrom({ kty: 'EC', crv, x: member(point.x), y: member(point.y), d: member(d) }))
}

describe.each(rows)('$name of a ready digest', ({ algorithm, crv, curve, n, width, hash }) => {
  const key = ecKey(newEcKey(crv))
  const other = ecKey(newEcKey(crv))

  it('agrees with noble both ways, for any digest', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: algorithm.digestLength, maxLength: algorithm.digestLength }), async (bytes) => {
          const digest = Buffer.from(bytes)
          const ours = await signDigestEcdsa(algorithm, key.signing, digest)
          expect(curve.verify(ours, digest, key.point, noHash)).toBe(true)
          const theirs = Buffer.from(curve.sign(digest, key.d, noHash))
          expect(await verifyDigestEcdsa(algorithm, key.verifying, digest, theirs)).toBe(true)
          expect(await verifyDigestEcdsa(algorithm, other.verifying, digest, theirs)).toBe(false)
        }
      ),
      { numRuns: 10 }
    )
  })

  const longest = 64
  it.each([
    ['the digest is that of the fixed message', hash(fixedMessage)],
    ['the digest is 0', Buffer.alloc(algorithm.digestLength)],
    ['the digest is n', toOctets(n, width)],
    ['the digest has every bit set', Buffer.alloc(algorithm.digestLength, 0xff)],
    ['the digest is longer than n', Buffer.concat([randomBytes(width), Buffer.alloc(longest, 0xa5)])],
    ['the digest is shorter than n', randomBytes(20)],
    ['the digest is one byte', Buffer.of(1)]
  ])('agrees with noble when %s', async (_case, digest) => {
    const ours = await signDigestEcdsa(algorithm, key.signing, digest)
    expect(curve.verify(ours, digest, key.point, noHash)).toBe(true)
    const theirs = Buffer.from(curve.sign(digest, key.d, noHash))
    expect(await verifyDigestEcdsa(algorithm, key.verifying, digest, theirs)).toBe(true)
    expect(await verifyDigestEcdsa(algorithm, other.verifying, digest, theirs)).toBe(false)
    expect(await verifyDigestEcdsa(algorithm, key.verifying, hash(digest), theirs)).toBe(false)
  })

  // Q' = Q + t G with t = (z - h) / r, so the digest h + t r moves the key by t G.
  const h = toInteger(hash(fixedMessage))
  const digestThatMovesBy = (t: bigint, r: bigint) => {
    const z = (((h + t * r) % n) + n) % n
    // P-521 takes 521 bits of a digest, so 66 bytes need 7 more bits in front of those that are cut off.
    return toOctets(crv === 'P-521' ? z << 7n : z, width)
  }

  /** A signature by noble whose r decides the digest: with the nonce k, s = (z + r d) / k. */
  const signWith = (d: bigint, k: bigint, t: bigint) => {
    const r = curve.Point.BASE.multiply(k).toAffine().x % n
    const digest = digestThatMovesBy(t, r)
    const s = (((h + t * r + r * d) * inverse(k, n)!) % n + n) % n
    return { digest, signature: Buffer.concat([toOctets(r, width), toOctets(s, width)]) }
  }
  const d = toInteger(key.d)

  it('is verified when the moved key is the point at infinity', async () => {
    const { digest, signature } = signWith(d, 12345n, n - d)
    expect(curve.verify(signature, digest, key.point, noHash)).toBe(true)
    expect(await verifyDigestEcdsa(algorithm, key.verifying, digest, signature)).toBe(true)
  })

  // The digests of ES512 are shorter than its n, so none leads there.
  it.runIf(algorithm.digestLength === width)('is false with an octet more, even when the moved key is the point at infinity', async () => {
    const { digest, signature } = signWith(d, 12345n, n - d)
    const middle = signature.length / 2
    const longer = Buffer.concat([signature.subarray(0, middle), Buffer.of(0), signature.subarray(middle)])
    expect(await verify(algorithm, key.verifying, digest, signature, { isDigest: true })).toBe(true)
    expect(await verify(algorithm, key.verifying, digest, longer, { isDigest: true })).toBe(false)
  })

  it('is false when the moved key is the point at infinity and s is wrong', async () => {
    const { digest, signature } = signWith(d, 12345n, n - d)
    signature[signature.length - 1]! ^= 1
    expect(curve.verify(signature, digest, key.point, noHash)).toBe(false)
    expect(await verifyDigestEcdsa(algorithm, key.verifying, digest, signature)).toBe(false)
  })

  it('is verified when the key is doubled', async () => {
    const { digest, signature } = signWith(d, 54321n, d)
    expect(curve.verify(signature, digest, key.point, noHash)).toBe(true)
    expect(await verifyDigestEcdsa(algorithm, key.verifying, digest, signature)).toBe(true)
    expect(await verifyDigestEcdsa(algorithm, other.verifying, digest, signature)).toBe(false)
  })

  it.each([1n, 2n])('works with the private scalars %d and its negative', async (scalar) => {
    for (const value of [scalar, n - scalar]) {
      const extreme = keyOf(crv, value)
      const digest = hash(Buffer.from('x'))
      const signature = await signDigestEcdsa(algorithm, extreme.signing, digest)
      expect(curve.verify(signature, digest, extreme.point, noHash)).toBe(true)
      expect(await verifyDigestEcdsa(algorithm, extreme.verifying, digest, signature)).toBe(true)
    }
  })

  it('shares its nonce with no other signature', async () => {
    const digest = hash(Buffer.from('x'))
    const signatures = await Promise.all(Array.from({ length: 200 }, () =>
      signDigestEcdsa(algorithm, key.signing, digest)))
    expect(new Set(signatures.map((signature) => signature.subarray(0, width).toString('hex'))).size).toBe(200)
  })
})

describe.each(rows)('points of $crv', ({ crv, curve, n }) => {
  const { Point } = curve
  const scalars = fc.bigInt({ min: 1n, max: n - 1n })

  it('are added as noble adds them', () => {
    fc.assert(fc.property(scalars, scalars, (a, b) => {
      const [left, right] = [Point.BASE.multiply(a), Point.BASE.multiply(b)]
      fc.pre(!left.add(right).is0())
      expect(addPoints(crv, left.toAffine(), right.toAffine())).toEqual(left.add(right).toAffine())
      expect(timesBasePoint(crv, a)).toEqual(left.toAffine())
    }), { numRuns: 10 })
  })

  it('are doubled, and cancel out', () => {
    const point = Point.BASE.multiply(n - 7n)
    expect(addPoints(crv, point.toAffine(), point.toAffine())).toEqual(point.double().toAffine())
    expect(addPoints(crv, point.toAffine(), point.negate().toAffine())).toBeUndefined()
  })
})
