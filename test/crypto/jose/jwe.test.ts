// Tokens of encrypt and datakey: what jose and WebCrypto read, and what is refused (RFC 7516, RFC 7518 section 5.3).

import { createSecretKey, randomBytes, webcrypto } from 'node:crypto'
import fc from 'fast-check'
import { CompactEncrypt, FlattenedEncrypt, compactDecrypt, flattenedDecrypt } from 'jose'
import { describe, expect, it } from 'vitest'
import { decryptDirect, encryptDirect } from '../../../src/crypto/jose/jwe.js'
import { contentEncryptions } from '../../../src/domain/keys/algorithms.js'
import { keyErrors } from '../../../src/domain/errors/keys.js'
import { directToken } from '../../vectors/jose-examples.js'
import { refusalOf } from '../refusal-of.js'

const keyId = '4f3d6f6a-0c5b-4f0e-9d0e-0a7f5b1c2d3e'
const otherId = '11111111-2222-4333-8444-555555555555'
const subject = 'ciphertext'
const plaintext = Buffer.from('My secret data')
const everySize = Object.values(contentEncryptions).map((encryption) => ({
  enc: encryption.enc, direct: { key: createSecretKey(randomBytes(encryption.keyLength)), encryption, keyId }
}))
const { direct } = everySize[2]!
const raw = (key: typeof direct.key): Uint8Array<ArrayBuffer> => new Uint8Array(key.export())
const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** A token of ours taken apart, some parts replaced. */
function tokenWith (replaced: {
  header?: unknown, encryptedKey?: string, iv?: string, ciphertext?: string, tag?: string
}): string {
  const [header, encryptedKey, iv, ciphertext, tag] = encryptDirect({ ...direct, plaintext }).split('.')
  return [
    replaced.header === undefined ? header : encode(replaced.header), replaced.encryptedKey ?? encryptedKey,
    replaced.iv ?? iv, replaced.ciphertext ?? ciphertext, replaced.tag ?? tag
  ].join('.')
}

const headerOf = (encryption = direct.encryption): Record<string, unknown> => ({
  alg: 'dir', enc: encryption.enc, kid: keyId, 'x-key-ver': 0
})

describe('encryptDirect', () => {
  it.each(everySize)('$enc: jose decrypts the token', async ({ direct }) => {
    const { plaintext: decrypted, protectedHeader } = await compactDecrypt(
      encryptDirect({ ...direct, plaintext }), raw(direct.key)
    )
    expect(Buffer.from(decrypted)).toEqual(plaintext)
    expect(protectedHeader).toEqual(headerOf(direct.encryption))
  })

  it.each(everySize)('$enc: with a context, jose decrypts the flattened form with the context as aad', async ({ direct }) => {
    const context = 'naïve context ✓'
    const [header, , iv, ciphertext, tag] = encryptDirect({ ...direct, plaintext, context })
      .split('.') as [string, string, string, string, string]
    const { plaintext: decrypted } = await flattenedDecrypt(
      { protected: header, iv, ciphertext, tag, aad: encode(context) }, raw(direct.key)
    )
    expect(Buffer.from(decrypted)).toEqual(plaintext)
  })

  it.each(everySize)('$enc: WebCrypto decrypts the token', async ({ direct }) => {
    const [header, , iv, ciphertext, tag] = encryptDirect({ ...direct, plaintext }).split('.').map((part, index) =>
      index === 0 ? Buffer.from(part) : Buffer.from(part, 'base64url')) as [Buffer, Buffer, Buffer, Buffer, Buffer]
    const key = await webcrypto.subtle.importKey('raw', raw(direct.key), 'AES-GCM', false, ['decrypt'])
    const decrypted = await webcrypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData: header, tagLength: 128 }, key, Buffer.concat([ciphertext, tag])
    )
    expect(Buffer.from(decrypted)).toEqual(plaintext)
  })

  it('writes the header as the service does: these members in this order, 203 characters for a data key of 256 bits', () => {
    const token = encryptDirect({ ...direct, plaintext: randomBytes(32) })
    expect(Buffer.from(token.split('.')[0]!, 'base64url').toString()).toBe(`{"alg":"dir","enc":"A256GCM","kid":"${keyId}","x-key-ver":0}`)
    expect(token).toMatch(/^eyJhbGciOiJkaXIi[\w-]+\.\.[\w-]{16}\.[\w-]{43}\.[\w-]{22}$/)
    expect(token).toHaveLength(203)
  })

  it('never uses an initialization vector twice', () => {
    const vectors = Array.from({ length: 1000 }, () => encryptDirect({ ...direct, plaintext }).split('.')[2])
    expect(new Set(vectors).size).toBe(1000)
  })
})

describe('decryptDirect', () => {
  it('gives back any plaintext of 1 to 4096 bytes under any context', () => {
    fc.assert(fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 4096 }),
      fc.string({ unit: 'grapheme', maxLength: 64 }),
      (bytes, context) => {
        const token = encryptDirect({ ...direct, plaintext: Buffer.from(bytes), context })
        expect(decryptDirect({ ...direct, token, context, subject })).toEqual(Buffer.from(bytes))
      }
    ))
  })

  it.each(everySize)('$enc: decrypts a token that jose made with our header', async ({ direct }) => {
    const token = await new CompactEncrypt(plaintext)
      .setProtectedHeader(headerOf(direct.encryption) as { alg: string, enc: string })
      .encrypt(raw(direct.key))
    expect(decryptDirect({ ...direct, token, subject })).toEqual(plaintext)
  })

  it('decrypts a token that jose made with our header and an aad, given the aad as context', async () => {
    const jwe = await new FlattenedEncrypt(plaintext)
      .setProtectedHeader(headerOf())
      .setAdditionalAuthenticatedData(Buffer.from('a context'))
      .encrypt(raw(direct.key))
    const token = `${jwe.protected}..${jwe.iv}.${jwe.ciphertext}.${jwe.tag}`
    expect(decryptDirect({ ...direct, token, context: 'a context', subject })).toEqual(plaintext)
  })

  it('decrypts a token whose header says the same in another order', async () => {
    const token = await new CompactEncrypt(plaintext)
      .setProtectedHeader({ 'x-key-ver': 0, kid: keyId, enc: 'A256GCM', alg: 'dir' })
      .encrypt(raw(direct.key))
    expect(decryptDirect({ ...direct, token, subject })).toEqual(plaintext)
  })

  it('takes an empty context for none', () => {
    expect(decryptDirect({ ...direct, token: encryptDirect({ ...direct, plaintext, context: '' }), subject }))
      .toEqual(plaintext)
    expect(decryptDirect({ ...direct, token: encryptDirect({ ...direct, plaintext }), context: '', subject }))
      .toEqual(plaintext)
  })

  it.each([['another', 'a', 'b'], ['none', 'a', undefined], ['one where there was none', undefined, 'a'], [
    'a longer', 'a', 'a\0'
  ]])('refuses %s context', (_which, at, then) => {
    const token = encryptDirect({ ...direct, plaintext, context: at })
    const refusal = refusalOf(() => decryptDirect({ ...direct, token, context: then, subject }))
    expect(refusal.kind).toBe(keyErrors.DecryptionFailed)
  })

  it('refuses another key of the same id', () => {
    const token = encryptDirect({ ...direct, plaintext })
    expect(refusalOf(() => decryptDirect({ ...direct, key: createSecretKey(randomBytes(32)), token, subject })).kind)
      .toBe(keyErrors.DecryptionFailed)
  })

  it('never decrypts a token of which one character was changed, wherever it is', () => {
    const token = encryptDirect({ ...direct, plaintext, context: 'c' })
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\0é'
    for (let at = 0; at < token.length; at++) {
      for (const character of alphabet) {
        if (character === token[at]) continue
        const changed = token.slice(0, at) + character + token.slice(at + 1)
        refusalOf(() => decryptDirect({ ...direct, token: changed, context: 'c', subject }))
      }
    }
  })

  it('never decrypts a token with something inserted, cut out or appended', () => {
    const token = encryptDirect({ ...direct, plaintext })
    fc.assert(
      fc.property(fc.nat({ max: token.length }), fc.nat({ max: 40 }), fc.string({ unit: 'grapheme', maxLength: 5 }), (
        at, cut, inserted
      ) => {
        const changed = token.slice(0, at) + inserted + token.slice(at + cut)
        fc.pre(changed !== token)
        refusalOf(() => decryptDirect({ ...direct, token: changed, subject }))
      }),
      { numRuns: 2000 }
    )
  })

  const base64url = (length: number): string => randomBytes(length).toString('base64url')
  it.each([
    ['four parts', 'a.b.c.d', 'not a compact JWE: got 4 parts'],
    ['six parts', 'a.b.c.d.e.f', 'not a compact JWE: got 6 parts'],
    ['no parts', 'no token at all', 'not a compact JWE: got 1 part,'],
    ['nothing', '', 'not a compact JWE: got 1 part,'],
    ['an empty header', '....', 'the protected header is not a JSON object in UTF-8 with every member once'],
    [
      'a header that is not base64url', `*..${base64url(12)}..${base64url(16)}`, 'the protected header is not base64url'
    ],
    ['a header that is not UTF-8', `${Buffer.from([0x7b, 0x22, 0xff]).toString('base64url')}..${base64url(12)}..${base64url(16)}`, 'the protected header is not a JSON object in UTF-8 with every member once'],
    ['a header that is not JSON', tokenWith({ header: '{' }), 'the protected header is not a JSON object in UTF-8 with every member once'],
    ['a header that is a list', tokenWith({ header: [] }), 'the protected header is not a JSON object'],
    ['a header that is null', tokenWith({ header: 'null' }), 'the protected header is not a JSON object'],
    ['a header with a duplicate member', tokenWith({ header: `{"alg":"none","alg":"dir","enc":"A256GCM","kid":"${keyId}","x-key-ver":0}` }), 'the protected header is not a JSON object in UTF-8 with every member once'],
    ['alg none', tokenWith({ header: { ...headerOf(), alg: 'none' } }), 'header member alg is none; tokens of this service key have dir'],
    ['alg RSA1_5', tokenWith({ header: { ...headerOf(), alg: 'RSA1_5' } }), 'header member alg is RSA1_5; tokens of this service key have dir'],
    ['alg RSA-OAEP', tokenWith({ header: { ...headerOf(), alg: 'RSA-OAEP' } }), 'header member alg is RSA-OAEP;'],
    ['no alg', tokenWith({ header: { ...headerOf(), alg: undefined } }), 'header member alg is missing;'],
    [
      'an alg that is a list', tokenWith({ header: { ...headerOf(), alg: ['dir'] } }),
      'header member alg is not a string;'
    ],
    ['enc swapped', tokenWith({ header: { ...headerOf(), enc: 'A128GCM' } }), 'header member enc is A128GCM; tokens of this service key have A256GCM'],
    [
      'enc A128CBC-HS256', tokenWith({ header: { ...headerOf(), enc: 'A128CBC-HS256' } }),
      'header member enc is A128CBC-HS256;'
    ],
    ['kid of another key', tokenWith({ header: { ...headerOf(), kid: otherId } }), `header member kid is ${otherId}; tokens of this service key have ${keyId}`],
    ['no kid', tokenWith({ header: { ...headerOf(), kid: undefined } }), 'header member kid is missing;'],
    [
      'a kid in capitals', tokenWith({ header: { ...headerOf(), kid: keyId.toUpperCase() } }),
      'header member kid is 4F3D6F6A'
    ],
    ['another key version', tokenWith({ header: { ...headerOf(), 'x-key-ver': 1 } }), 'header member x-key-ver is 1; tokens of this service key have 0'],
    ['a key version that is a text', tokenWith({ header: { ...headerOf(), 'x-key-ver': '0' } }), 'header member x-key-ver is "0"; tokens of this service key have 0'],
    ['crit', tokenWith({ header: { ...headerOf(), crit: ['x-key-ver'] } }), 'header member crit is not accepted'],
    ['zip', tokenWith({ header: { ...headerOf(), zip: 'DEF' } }), 'header member zip is not accepted'],
    [
      'an unknown header member', tokenWith({ header: { ...headerOf(), typ: 'JWT' } }), 'header member typ is not known'
    ],
    ['__proto__ as a header member', tokenWith({ header: `{"__proto__":{},"alg":"dir","enc":"A256GCM","kid":"${keyId}","x-key-ver":0}` }), 'header member __proto__ is not known'],
    ['an encrypted key', tokenWith({ encryptedKey: base64url(32) }), 'the encrypted key must be empty'],
    ['an IV of 11 bytes', tokenWith({ iv: base64url(11) }), 'the initialization vector has 11 bytes; AES-GCM takes 12'],
    ['an IV of 16 bytes', tokenWith({ iv: base64url(16) }), 'the initialization vector has 16 bytes; AES-GCM takes 12'],
    ['no IV', tokenWith({ iv: '' }), 'the initialization vector has 0 bytes; AES-GCM takes 12'],
    ['a tag of 4 bytes', tokenWith({ tag: base64url(4) }), 'the authentication tag has 4 bytes; AES-GCM takes 16'],
    ['a tag of 12 bytes', tokenWith({ tag: base64url(12) }), 'the authentication tag has 12 bytes; AES-GCM takes 16'],
    ['a tag of 17 bytes', tokenWith({ tag: base64url(17) }), 'the authentication tag has 17 bytes; AES-GCM takes 16'],
    ['no tag', tokenWith({ tag: '' }), 'the authentication tag has 0 bytes; AES-GCM takes 16'],
    ['a padded ciphertext', tokenWith({ ciphertext: 'Zg==' }), 'the ciphertext is not base64url'],
    ['a token of RFC 7520 section 5.6', `${directToken.protected}..${directToken.iv}.${directToken.ciphertext}.${directToken.tag}`, 'header member enc is A128GCM;']
  ])('refuses %s', (_what, token, text) => {
    const refusal = refusalOf(() => decryptDirect({ ...direct, token, subject }))
    expect(refusal.kind).toBe(text === undefined ? keyErrors.DecryptionFailed : keyErrors.TokenMalformed)
    expect(refusal.message).toContain(`${subject}: ${text ?? 'cannot be decrypted'}`)
  })

  it('does not repeat what a token carries in its refusal', () => {
    const secret = 'a secret that came in the wrong place'
    for (const header of [
      { ...headerOf(), alg: secret }, { ...headerOf(), [secret]: 1 }, { ...headerOf(), kid: { secret } }, secret
    ]) {
      expect(refusalOf(() => decryptDirect({ ...direct, token: tokenWith({ header }), subject })).message)
        .not.toContain('wrong place')
    }
  })
})
