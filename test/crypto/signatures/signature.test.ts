// Raw signatures: what they agree with, and what they refuse.

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SignatureAlgorithm } from '../../../src/domain/keys/algorithms.js'
import { curveParameters } from '../../../src/crypto/keys/checks/ec-key-check.js'
import { toInteger, toOctets } from '../../../src/crypto/integers.js'
import { sign, verify } from '../../../src/crypto/signatures/signature.js'
import { createSigningKey } from '../../../src/crypto/keys/signing-key.js'
import { everyAlgorithm, everyWay, keyFor, newEcKey, webcryptoSign, webcryptoVerify } from '../signature-keys.js'

const message = Buffer.from('the message that is signed')

const inputOf = (algorithm: SignatureAlgorithm, text: Buffer, isDigest: boolean) =>
  isDigest ? createHash(algorithm.hash).update(text).digest() : text

describe('a signature', () => {
  it.each(everyWay)('$name, isDigest $isDigest: WebCrypto accepts it', async ({ algorithm, isDigest }) => {
    const key = keyFor(algorithm)
    const signature = await sign(algorithm, key.signing, inputOf(algorithm, message, isDigest), { isDigest })
    expect(await webcryptoVerify(algorithm, key, message, signature)).toBe(true)
    expect(await webcryptoVerify(algorithm, key, Buffer.from('another message'), signature)).toBe(false)
  })

  it.each(everyWay)('$name, isDigest $isDigest: of WebCrypto is accepted, for its message alone', async ({ algorithm, isDigest }) => {
    const key = keyFor(algorithm)
    const signature = await webcryptoSign(algorithm, key, message)
    expect(await verify(algorithm, key.verifying, inputOf(algorithm, message, isDigest), signature, { isDigest }))
      .toBe(true)
    expect(await verify(
      algorithm, key.verifying, inputOf(algorithm, Buffer.from('another message'), isDigest), signature, { isDigest }
    )).toBe(false)
  })

  it.each(everyWay)('$name, isDigest $isDigest: is false with any bit changed', async ({ algorithm, isDigest }) => {
    const key = keyFor(algorithm)
    const input = inputOf(algorithm, message, isDigest)
    const signature = await sign(algorithm, key.signing, input, { isDigest })
    const changed = (bytes: Buffer) => fc.nat(8 * bytes.length - 1).map((bit) => {
      const copy = Buffer.from(bytes)
      copy[bit >> 3]! ^= 1 << (bit & 7)
      return copy
    })
    await fc.assert(
      fc.asyncProperty(changed(signature), async (other) =>
        !await verify(algorithm, key.verifying, input, other, { isDigest })),
      { numRuns: 40 }
    )
    await fc.assert(
      fc.asyncProperty(changed(input), async (other) =>
        !await verify(algorithm, key.verifying, other, signature, { isDigest })),
      { numRuns: 40 }
    )
  })

  it.each(everyWay)('$name, isDigest $isDigest: is false when it is shorter, longer, empty or made of one byte', async ({ algorithm, isDigest }) => {
    const key = keyFor(algorithm)
    const input = inputOf(algorithm, message, isDigest)
    const signature = await sign(algorithm, key.signing, input, { isDigest })
    const wrong = [
      Buffer.alloc(0), Buffer.from('bad signature\n'), signature.subarray(1), signature.subarray(0, -1),
      Buffer.concat([signature, Buffer.of(0)]), Buffer.concat([Buffer.of(0), signature]),
      Buffer.alloc(signature.length), Buffer.alloc(signature.length, 0xff), Buffer.alloc(signature.length, 1)
    ]
    for (const other of wrong) expect(await verify(algorithm, key.verifying, input, other, { isDigest })).toBe(false)
  })
})

describe('an ECDSA signature', () => {
  const ecWays = everyWay.filter(({ algorithm }) => algorithm.kty === 'EC')

  it.each(ecWays)('$name, isDigest $isDigest: is false when r or s is 0, n or greater', async ({ algorithm, isDigest }) => {
    if (algorithm.kty !== 'EC') throw new Error('unreachable')
    const { n, width } = curveParameters[algorithm.crv]
    const key = keyFor(algorithm)
    const input = inputOf(algorithm, message, isDigest)
    const signature = await sign(algorithm, key.signing, input, { isDigest })
    const [r, s] = [signature.subarray(0, width), signature.subarray(width)]
    const highest = Buffer.alloc(width, 0xff)
    for (const bad of [Buffer.alloc(width), toOctets(n, width), toOctets(n + 1n, width), highest]) {
      expect(await verify(algorithm, key.verifying, input, Buffer.concat([bad, s]), { isDigest })).toBe(false)
      expect(await verify(algorithm, key.verifying, input, Buffer.concat([r, bad]), { isDigest })).toBe(false)
    }
  })

  it.each(ecWays)('$name, isDigest $isDigest: is right with n - s too', async ({ algorithm, isDigest }) => {
    if (algorithm.kty !== 'EC') throw new Error('unreachable')
    const { n, width } = curveParameters[algorithm.crv]
    const key = keyFor(algorithm)
    const input = inputOf(algorithm, message, isDigest)
    const signature = await sign(algorithm, key.signing, input, { isDigest })
    const mirrored = Buffer.concat([
      signature.subarray(0, width), toOctets(n - toInteger(signature.subarray(width)), width)
    ])
    expect(await verify(algorithm, key.verifying, input, mirrored, { isDigest })).toBe(true)
  })

  it.each(ecWays)('$name, isDigest $isDigest: has a nonce of its own', async ({ algorithm, isDigest }) => {
    if (algorithm.kty !== 'EC') throw new Error('unreachable')
    const input = inputOf(algorithm, message, isDigest)
    const signatures = await Promise.all(
      Array.from({ length: 100 }, () => sign(algorithm, keyFor(algorithm).signing, input, { isDigest }))
    )
    expect(new Set(signatures.map((signature) => signature.subarray(0, signature.length / 2).toString('hex'))).size)
      .toBe(100)
  })
})

describe('faults of the program', () => {
  it.each(everyAlgorithm)('$name: a digest of a wrong length throws', async (algorithm) => {
    const key = keyFor(algorithm)
    for (const digest of [
      Buffer.alloc(0), Buffer.alloc(algorithm.digestLength - 1), Buffer.alloc(algorithm.digestLength + 1)
    ]) {
      await expect(sign(algorithm, key.signing, digest, { isDigest: true })).rejects.toThrow(`digest has ${algorithm.digestLength} bytes`)
      await expect(verify(algorithm, key.verifying, digest, Buffer.alloc(1), { isDigest: true })).rejects.toThrow(`digest has ${algorithm.digestLength} bytes`)
    }
  })

  it.each(everyAlgorithm)('$name: a key of another kind throws', async (algorithm) => {
    const other = algorithm.kty === 'EC' && algorithm.crv === 'P-256' ? newEcKey('P-384') : newEcKey('P-256')
    await expect(sign(algorithm, other.signing, message, { isDigest: false }))
      .rejects.toThrow(`${algorithm.name} does not fit`)
    await expect(verify(algorithm, other.verifying, message, Buffer.alloc(1), { isDigest: false }))
      .rejects.toThrow(`${algorithm.name} does not fit`)
  })

  it('a secret key makes no signing key', () => {
    expect(() => createSigningKey({ kty: 'oct', k: 'AAAA' })).toThrow('does not sign')
  })
})
