// Wrapped keys as JWE: jose on the other side both ways, published vectors, and attacks (RFC
// 7516, RFC 7518 sections 4.3 and 5).

import {
  constants, createHash, createPrivateKey, createPublicKey, publicEncrypt, randomBytes, randomUUID
} from 'node:crypto'
import { CompactEncrypt, compactDecrypt, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { contentDecryptions } from '../../../src/crypto/jose/content-decryption.js'
import { unwrapFromTransport, wrapForTransport } from '../../../src/crypto/jose/jwe-rsa-oaep.js'
import { keyWrappingAlgorithmNames, keyWrappingAlgorithms } from '../../../src/domain/keys/algorithms.js'
import { keyErrors } from '../../../src/domain/errors/keys.js'
import { DomainError } from '../../../src/domain/errors/domain-error.js'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import { cbcHmacVectors } from '../../vectors/aes-cbc-hmac.js'

const keyId = '4f3d6f6a-0c5b-4f0e-9d0e-0a7f5b1c2d3e'
const sizes = ['rsa2048', 'rsa3072', 'rsa4096'] as const
const pairs = new Map(sizes.map((name) => {
  const { kty, n, e } = rsaKeys[name]
  return [name, {
    jwk: { kty, n, e },
    key: createPrivateKey({ key: { ...rsaKeys[name] }, format: 'jwk' }),
    publicKey: createPublicKey({ key: { kty, n, e }, format: 'jwk' })
  }]
}))
const pair = (name: (typeof sizes)[number]) => pairs.get(name)!
const { key, publicKey } = pair('rsa2048')
const material = Buffer.from('thirty-two octets of key material')

const unwrap = (token: string, overrides: { key?: typeof key } = {}) =>
  unwrapFromTransport({ key, keyId, token, ...overrides })
const encode = (header: unknown) =>
  Buffer.from(typeof header === 'string' ? header : JSON.stringify(header)).toString('base64url')

async function refusal (token: string, overrides?: Parameters<typeof unwrap>[1]): Promise<DomainError> {
  const outcome: unknown = await unwrap(token, overrides).then(() => 'it was unwrapped', (error: unknown) => error)
  if (outcome instanceof DomainError) return outcome
  throw new Error(`no refusal: ${String(outcome)}`)
}

async function josesToken (
  header: Record<string, unknown>, plaintext: Uint8Array = material, name: (typeof sizes)[number] = 'rsa2048'
): Promise<string> {
  const alg = String(header['alg'])
  return await new CompactEncrypt(plaintext)
    .setProtectedHeader({ ...header, alg, enc: String(header['enc']) })
    .encrypt(await importJWK(pair(name).jwk, alg))
}

/** A token whose parts fit together, but for those that are given. */
async function tokenWith (
  parts: { header?: unknown, encryptedKey?: Buffer, iv?: Buffer, ciphertext?: Buffer, tag?: Buffer }, enc = 'A256GCM'
): Promise<string> {
  const [header, ...others] = (await josesToken({ alg: 'RSA-OAEP-256', enc })).split('.')
  const names = ['encryptedKey', 'iv', 'ciphertext', 'tag'] as const
  return [
    parts.header === undefined ? header : encode(parts.header),
    ...names.map((name, index) => parts[name]?.toString('base64url') ?? others[index])
  ].join('.')
}

describe('unwrapFromTransport', () => {
  describe.each(keyWrappingAlgorithmNames)('%s', (alg) => {
    it.each([...contentDecryptions.keys()])('unwraps what jose encrypts with %s', async (enc) => {
      expect(await unwrap(await josesToken({ alg, enc }))).toEqual(material)
      expect(await unwrap(await josesToken({ enc, typ: 'JOSE', kid: keyId.toUpperCase(), alg, cty: 'jwk+json' })))
        .toEqual(material)
    })

    it.each(sizes)('unwraps under a transport key of %s', async (name) => {
      expect(await unwrap(await josesToken({ alg, enc: 'A256GCM' }, material, name), { key: pair(name).key }))
        .toEqual(material)
    })
  })

  it.each(cbcHmacVectors)('agrees with RFC 7518 appendix B on $enc', ({ enc, cek, iv, aad, plaintext, ciphertext, tag }) => {
    expect(contentDecryptions.get(enc)!.decrypt({ key: cek, iv, aad, ciphertext, tag })).toEqual(plaintext)
    for (const part of [cek, iv, aad, ciphertext, tag]) {
      part[3]! ^= 1
      expect(contentDecryptions.get(enc)!.decrypt({ key: cek, iv, aad, ciphertext, tag })).toBeUndefined()
      part[3]! ^= 1
    }
  })

  const header = { alg: 'RSA-OAEP-256', enc: 'A256GCM' }
  it.each([
    ['four parts', () => 'a.b.c.d', 'not a compact JWE: got 4 parts'],
    ['a JWE cut short', async () => (await tokenWith({})).slice(0, 100), 'not a compact JWE: got 2 parts'],
    ['alg RSA1_5', () => tokenWith({ header: { ...header, alg: 'RSA1_5' } }), 'header member alg is RSA1_5; accepted: RSA-OAEP, RSA-OAEP-256'],
    ['alg RSA-OAEP-512, which RFC 7518 does not have', () => tokenWith({ header: { ...header, alg: 'RSA-OAEP-512' } }), 'header member alg is RSA-OAEP-512;'],
    ['alg dir', () => tokenWith({ header: { ...header, alg: 'dir' } }), 'header member alg is dir;'],
    ['alg none', () => tokenWith({ header: { ...header, alg: 'none' } }), 'header member alg is none;'],
    ['no alg', () => tokenWith({ header: { enc: 'A256GCM' } }), 'header member alg is missing;'],
    [
      'an alg that every object has', () => tokenWith({ header: { ...header, alg: 'constructor' } }),
      'header member alg is constructor;'
    ],
    ['an unknown enc', () => tokenWith({ header: { ...header, enc: 'A256CTR' } }), 'header member enc is A256CTR; accepted: A128GCM, A192GCM, A256GCM, A128CBC-HS256, A192CBC-HS384, A256CBC-HS512'],
    ['no enc', () => tokenWith({ header: { alg: header.alg } }), 'header member enc is missing;'],
    [
      'an enc that is a list', () => tokenWith({ header: { ...header, enc: ['A256GCM'] } }),
      'header member enc is not a string;'
    ],
    ['crit', () => tokenWith({ header: { ...header, crit: ['exp'], exp: 1 } }), 'header member crit is not accepted: no extension is understood'],
    ['an empty crit', () => tokenWith({ header: { ...header, crit: [] } }), 'header member crit is not accepted'],
    ['zip', () => tokenWith({ header: { ...header, zip: 'DEF' } }), 'header member zip is not accepted'],
    ['b64', () => tokenWith({ header: { ...header, b64: false } }), 'header member b64 is not accepted'],
    ['a duplicate member', () => tokenWith({ header: '{"alg":"RSA1_5","alg":"RSA-OAEP","enc":"A256GCM"}' }), 'not a JSON object in UTF-8 with every member once'],
    [
      'the kid of another key', () => tokenWith({ header: { ...header, kid: '11111111-2222-4333-8444-555555555555' } }),
      `header member kid is 11111111-2222-4333-8444-555555555555, and the transport key is ${keyId}`
    ],
    ['an encrypted key of another RSA size', () => tokenWith({ encryptedKey: randomBytes(384) }), 'the encrypted key has 384 bytes; the transport key makes 256'],
    ['no encrypted key', () => tokenWith({ encryptedKey: Buffer.alloc(0) }), 'the encrypted key has 0 bytes'],
    ['an IV of 16 bytes for GCM', () => tokenWith({ iv: randomBytes(16) }), 'the initialization vector has 16 bytes; this enc takes 12'],
    ['an IV of 12 bytes for CBC', () => tokenWith({ iv: randomBytes(12) }, 'A128CBC-HS256'), 'the initialization vector has 12 bytes; this enc takes 16'],
    ['a GCM tag of 4 bytes', () => tokenWith({ tag: randomBytes(4) }), 'the authentication tag has 4 bytes; this enc takes 16'],
    ['a CBC tag cut to half', () => tokenWith({ tag: randomBytes(16) }, 'A256CBC-HS512'), 'the authentication tag has 16 bytes; this enc takes 32']
  ])('refuses %s and says why', async (_what, token, text) => {
    const { kind, message } = await refusal(await token())
    expect(kind).toBe(keyErrors.TokenMalformed)
    expect(message).toContain('wrappedKey: ')
    expect(message).toContain(text)
  })

  describe('does not reveal why decryption failed (RFC 7516 section 11.5)', () => {
    const cek = (length: number) => publicEncrypt(
      { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, randomBytes(length)
    )
    const text = 'wrappedKey: cannot be unwrapped; it was changed, or was wrapped for another key'
    it.each([...contentDecryptions]
      .flatMap(([enc, { keyLength, tagLength }]): [string, string, () => Promise<string>][] => [
        [
          enc, 'a wrong OAEP padding',
          () => tokenWith({ encryptedKey: Buffer.concat([Buffer.alloc(1), randomBytes(255)]) }, enc)
        ],
        [enc, 'a number larger than the modulus', () => tokenWith({ encryptedKey: Buffer.alloc(256, 0xff) }, enc)],
        [enc, 'the number 0', () => tokenWith({ encryptedKey: Buffer.alloc(256) }, enc)],
        [enc, 'PKCS #1 v1.5 padding', () => tokenWith({
          encryptedKey: publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, randomBytes(keyLength))
        }, enc)],
        [enc, 'OAEP with the other hash', () => tokenWith({
          encryptedKey: publicEncrypt(
            { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, randomBytes(keyLength)
          )
        }, enc)],
        [enc, 'another content key', () => tokenWith({ encryptedKey: cek(keyLength) }, enc)],
        [enc, 'a content key of another length', () => tokenWith({ encryptedKey: cek(keyLength - 8) }, enc)],
        [enc, 'an empty content key', () => tokenWith({ encryptedKey: cek(0) }, enc)],
        [enc, 'another tag', () => tokenWith({ tag: randomBytes(tagLength) }, enc)],
        [enc, 'another ciphertext', () => tokenWith({ ciphertext: randomBytes(48) }, enc)],
        [enc, 'a ciphertext of no whole block', () => tokenWith({ ciphertext: randomBytes(33) }, enc)],
        [enc, 'no ciphertext', () => tokenWith({ ciphertext: Buffer.alloc(0) }, enc)]
      ]))('%s: %s', async (_enc, _what, token) => {
      const { kind, message } = await refusal(await token())
      expect([kind, message]).toEqual([keyErrors.UnwrappingFailed, text])
    })

    it('another transport key of the same size', async () => {
      const other = createPrivateKey({ key: { ...rsaKeys.closePrimes }, format: 'jwk' })
      expect((await refusal(await tokenWith({}), { key: other })).message).toBe(text)
    })
  })

  it('does not repeat what a token carries', async () => {
    const secret = 'a secret that came in the wrong place'
    for (const wrong of [{ alg: secret }, { enc: secret }, { kid: secret }, { kid: { secret } }, { crit: secret }]) {
      expect((await refusal(await tokenWith({ header: { ...header, ...wrong } }))).message).not.toContain('wrong place')
    }
  })
})

describe('wrapForTransport', () => {
  describe.each(keyWrappingAlgorithmNames)('%s', (alg) => {
    it.each(sizes)('jose decrypts what goes to a transport key of %s', async (name) => {
      const id = randomUUID()
      const token = wrapForTransport({
        algorithm: keyWrappingAlgorithms[alg], key: pair(name).publicKey, keyId: id, plaintext: material
      })
      const { plaintext, protectedHeader } = await compactDecrypt(token, await importJWK({ ...rsaKeys[name] }, alg))
      expect(Buffer.from(plaintext)).toEqual(material)
      expect(protectedHeader).toEqual({ alg, enc: 'A256GCM', kid: id })
    })
  })

  it('never uses a content key or an initialization vector twice', () => {
    const seen = new Set<string>()
    for (let i = 0; i < 20; i++) {
      const parts = wrapForTransport({
        algorithm: keyWrappingAlgorithms['RSA-OAEP'], key: publicKey, keyId, plaintext: material
      }).split('.')
      for (const part of parts.slice(1)) seen.add(createHash('sha256').update(part).digest('hex'))
    }
    expect(seen.size).toBe(80)
  })
})
