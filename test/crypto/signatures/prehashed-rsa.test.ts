// RSA encodings of ready digests: every length of modulus, and signatures that are nearly right.

import {
  constants, createHash, generateKeyPairSync, privateEncrypt, publicDecrypt, sign as nativeSign
} from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signatureAlgorithms } from '../../../src/domain/keys/algorithms.js'
import { toInteger, toOctets } from '../../../src/crypto/integers.js'
import { sign, verify } from '../../../src/crypto/signatures/signature.js'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import { keyFrom, webcryptoSign, webcryptoVerify, type TestKey } from '../signature-keys.js'

const message = Buffer.from('the message')
const digestOf = (hash: string) => createHash(hash).update(message).digest()
const digest = digestOf('sha256')
const key = keyFrom(rsaKeys.rsa2048)
const { privateKey } = key.signing
const { RS256, PS256, PS512 } = signatureAlgorithms

const isRight = (algorithm: typeof RS256 | typeof PS256, signature: Buffer) =>
  verify(algorithm, key.verifying, digest, signature, { isDigest: true })
const raw = (encoded: Buffer) => privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encoded)

// A PSS encoding is a bit shorter than the modulus: with 1025 bits it is a whole octet shorter, with 1026 it
// has one bit in its first octet.
it.each([1024, 1025, 1026, 1031, 1032])('PS256 and RS256 agree with WebCrypto for a modulus of %d bits', async (modulusLength) => {
  const jwk = generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ format: 'jwk' })
  const odd = keyFrom(jwk as TestKey['material'])
  for (const algorithm of [RS256, PS256]) {
    for (let round = 0; round < 8; round++) {
      const signature = await sign(algorithm, odd.signing, digest, { isDigest: true })
      expect(await webcryptoVerify(algorithm, odd, message, signature)).toBe(true)
      expect(await verify(algorithm, odd.verifying, digest, await webcryptoSign(algorithm, odd, message), {
        isDigest: true
      })).toBe(true)
    }
  }
})

// RFC 8017 section 9.2: DigestInfo and 11 octets more; section 9.1.1: two hashes and 2 octets more.
it.each([
  ['RS384', 'sha384', 616, 624], ['RS512', 'sha512', 744, 752], ['PS384', 'sha384', 776, 784],
  ['PS512', 'sha512', 1024, 1040]
] as const)('%s of %s: a modulus of %d bits is too short and throws, one of %d bits is not', async (name, hash, tooShort, enough) => {
  const signWith = async (modulusLength: number) => {
    const jwk = generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ format: 'jwk' })
    return await sign(signatureAlgorithms[name], keyFrom(jwk as TestKey['material']).signing, digestOf(hash), {
      isDigest: true
    })
  }
  await expect(signWith(tooShort)).rejects.toThrow('too short')
  expect(await signWith(enough)).toHaveLength(enough / 8)
})

it.each(['rsa3072', 'rsa4096'] as const)('%s: WebCrypto accepts PS512 and RS512', async (name) => {
  const large = keyFrom(rsaKeys[name])
  for (const algorithm of [PS512, signatureAlgorithms.RS512]) {
    const signature = await sign(algorithm, large.signing, digestOf('sha512'), { isDigest: true })
    expect(await webcryptoVerify(algorithm, large, message, signature)).toBe(true)
  }
})

describe('a PSS signature', () => {
  it.each([0, 20, 31, 33, 64])('with a salt of %d bytes is false: it must be as long as the hash', async (saltLength) => {
    const signature = nativeSign('sha256', message, {
      key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength
    })
    expect(await isRight(PS256, signature)).toBe(false)
    expect(await verify(PS256, key.verifying, message, signature, { isDigest: false })).toBe(false)
  })

  // Section 9.1.2 step 10. The hash covers the salt only, so nothing else notices octets in place of the padding.
  it.each([[0, true], [1, false]])('with a padding octet of %d is right: %s', async (octet, right) => {
    const salt = Buffer.alloc(32, 7)
    const hash = createHash('sha256').update(Buffer.alloc(8)).update(digest).update(salt).digest()
    const block = Buffer.concat([Buffer.alloc(190), Buffer.of(1), salt])
    block[100] = octet
    const masked = Buffer.alloc(block.length)
    for (let at = 0; at < block.length; at += 32) {
      const counter = Buffer.alloc(4)
      counter.writeUInt32BE(at / 32)
      const mask = createHash('sha256').update(hash).update(counter).digest()
      for (let index = at; index < Math.min(at + 32, block.length); index++) {
        masked[index] = block[index]! ^ mask[index - at]!
      }
    }
    masked[0]! &= 0x7f
    expect(await isRight(PS256, raw(Buffer.concat([masked, hash, Buffer.of(0xbc)])))).toBe(right)
  })

  it('is false with a trailer other than bc, or a set bit beyond the encoding', async () => {
    const signature = await sign(PS256, key.signing, digest, { isDigest: true })
    const encoded = publicDecrypt({ key: key.verifying.publicKey, padding: constants.RSA_NO_PADDING }, signature)
    expect(await isRight(PS256, raw(encoded))).toBe(true)
    const trailer = Buffer.from(encoded)
    trailer[255] = 0xcc
    expect(await isRight(PS256, raw(trailer))).toBe(false)
    const topBit = Buffer.from(encoded)
    topBit[0]! |= 0x80
    if (key.verifying.kty === 'RSA' && toInteger(topBit) < key.verifying.n) {
      expect(await isRight(PS256, raw(topBit))).toBe(false)
    }
  })
})

describe('a PKCS #1 signature', () => {
  const prefix = Buffer.from('3031300d060960864801650304020105000420', 'hex')
  const encodingOf = (content: Buffer, padding = 256 - content.length - 3) =>
    Buffer.concat([Buffer.of(0, 1), Buffer.alloc(padding, 0xff), Buffer.of(0), content])

  it('is right with exactly the encoding of RFC 8017 section 9.2: the control', async () => {
    expect(await isRight(RS256, raw(encodingOf(Buffer.concat([prefix, digest]))))).toBe(true)
  })

  it.each([
    [
      'an algorithm without its NULL',
      encodingOf(Buffer.concat([Buffer.from('302f300b0609608648016503040201', 'hex'), Buffer.of(4, 32), digest]))
    ],
    ['the digest alone', encodingOf(digest)],
    ['the identifier of another hash', encodingOf(Buffer.concat([Buffer.from('3031300d060960864801650304020205000420', 'hex'), digest]))],
    ['bytes after the digest (Bleichenbacher 2006)', Buffer.concat([encodingOf(Buffer.concat([prefix, digest]), 8), Buffer.alloc(256 - 8 - 3 - 51, 0xaa)])],
    ['padding of type 2', (() => { const e = encodingOf(Buffer.concat([prefix, digest])); e[1] = 2; return e })()],
    [
      'a padding octet changed',
      (() => { const e = encodingOf(Buffer.concat([prefix, digest])); e[9] = 0xfe; return e })()
    ]
  ])('is false with %s', async (_case, encoded) => {
    expect(await isRight(RS256, raw(encoded))).toBe(false)
  })
})

it.each([RS256, PS256])('$name: a signature of n, or of itself plus n, is false', async (algorithm) => {
  if (key.verifying.kty !== 'RSA') throw new Error('unreachable')
  const { n } = key.verifying
  const signature = toInteger(await sign(algorithm, key.signing, digest, { isDigest: true }))
  for (const value of [n, n + 1n, signature + n].filter((large) => large < 2n ** 2048n)) {
    expect(await isRight(algorithm, toOctets(value, 256))).toBe(false)
    expect(await verify(algorithm, key.verifying, message, toOctets(value, 256), { isDigest: false })).toBe(false)
  }
})
