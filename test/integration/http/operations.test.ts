// What keys do, over mutual TLS, with jose and WebCrypto as the other party (service.md 5; choices.md 1-6, 15).

import { createHash, randomBytes, webcrypto } from 'node:crypto'
import {
  compactDecrypt, CompactSign, compactVerify, decodeJwt, flattenedDecrypt, generateKeyPair, exportJWK, importJWK,
  jwtVerify
} from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signatureAlgorithms, type SignatureAlgorithm, type SignatureAlgorithmName } from '../../../src/domain/keys/algorithms.js'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { jwsExamples } from '../../vectors/signatures.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })

const api = (...call: Parameters<TestEmulator['api']>) => emulator.api(...call)
const create = async (body: object) => (await api('POST', '/servicekey?format=jwk', { name: 'a key', ...body })).body
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')

/** An imported AES key, so that jose can hold it too. */
async function sharedKey (operations: readonly string[], length = 32) {
  const secret = randomBytes(length)
  const { id } = await create({ keys: [{ kty: 'oct', k: secret.toString('base64url') }], operations })
  return { id, secret }
}

describe('encrypt', () => {
  it.each([[16, 'A128GCM'], [24, 'A192GCM'], [32, 'A256GCM']])('with %i bytes of key makes a token that jose decrypts', async (length, enc) => {
    const { id, secret } = await sharedKey(['encrypt', 'decrypt'], length)
    const { body } = await api('POST', `/servicekey/${id}/encrypt`, { plaintext: base64('Hello World') })
    const { plaintext, protectedHeader } = await compactDecrypt(body.ciphertext, secret)
    expect(Buffer.from(plaintext).toString()).toBe('Hello World')
    expect(JSON.stringify(protectedHeader)).toBe(`{"alg":"dir","enc":"${enc}","kid":"${id}","x-key-ver":0}`)
    expect((await api('POST', `/servicekey/${id}/decrypt`, body)).body).toEqual({ plaintext: base64('Hello World') })
  })

  it('binds the context: jose needs it as aad, and without it nothing is decrypted', async () => {
    const { id, secret } = await sharedKey(['encrypt', 'decrypt'])
    const context = 'projet \u00e9t\u00e9'
    const { ciphertext } =
      (await api('POST', `/servicekey/${id}/encrypt`, { plaintext: base64('bound'), context })).body
    const [protectedHeader, , iv, data, tag] = ciphertext.split('.')
    const jwe = {
      protected: protectedHeader, iv, ciphertext: data, tag, aad: Buffer.from(context).toString('base64url')
    }
    expect(Buffer.from((await flattenedDecrypt(jwe, secret)).plaintext).toString()).toBe('bound')
    expect((await api('POST', `/servicekey/${id}/decrypt`, { ciphertext, context })).status).toBe(200)
    for (const wrong of [undefined, null, '', 'projet ete']) {
      const { status, body } = await api('POST', `/servicekey/${id}/decrypt`, { ciphertext, context: wrong })
      expect([status, body.errors[0]]).toEqual([400, 'ciphertext: cannot be decrypted; it was changed, or was made with another key or another context'])
    }
  })

  it('takes 4096 bytes, whose token comes back, and not one more', async () => {
    const { id } = await create({ type: 'oct' })
    const plaintext = base64(randomBytes(4096))
    const { body } = await api('POST', `/servicekey/${id}/encrypt`, { plaintext, context: 'x'.repeat(64) })
    expect((await api('POST', `/servicekey/${id}/decrypt`, { ...body, context: 'x'.repeat(64) })).body.plaintext)
      .toBe(plaintext)
    expect((await api('POST', `/servicekey/${id}/encrypt`, { plaintext: base64(randomBytes(4097)) })).status).toBe(400)
  })

  it.each([
    ['My secret data', "encode the bytes first: printf %s 'my plaintext' | base64 -w0"],
    ['SGVsbG8', 'its padding is missing'],
    ['SGVs bG8=', 'encode the bytes first'],
    ['=', 'encode the bytes first'],
    ['SGVsbG9=', 'its padding or its last character is wrong']
  ])('refuses the plaintext %j and shows how to encode one', async (plaintext, how) => {
    const { id } = await create({ type: 'oct' })
    const { status, body } = await api('POST', `/servicekey/${id}/encrypt`, { plaintext })
    expect(status).toBe(400)
    expect(body.errors[0]).toContain('base64')
    expect(body.errors[0]).toContain(how)
    expect(JSON.stringify(body)).not.toContain(plaintext.length > 2 ? plaintext : 'never')
  })
})

describe('a data key', () => {
  it.each([64, 128, 192, 256, 512, 4096])('of %i bits is wrapped in a token that jose opens', async (size) => {
    const { id, secret } = await sharedKey(['wrapKey', 'unwrapKey'])
    const { status, body } = await api('POST', `/servicekey/${id}/datakey`, { size, name: 'a data key' })
    expect(status).toBe(201)
    expect(Buffer.from(body.plaintext, 'base64')).toHaveLength(size / 8)
    expect(Buffer.from((await compactDecrypt(body.key, secret)).plaintext).toString('base64')).toBe(body.plaintext)
    expect((await api('POST', `/servicekey/${id}/datakey/decrypt`, { key: body.key })).body)
      .toEqual({ plaintext: body.plaintext })
  })

  it('has the size and the beginning that were seen on the service', async () => {
    const { id } = await create({ type: 'oct', operations: ['wrapKey', 'unwrapKey'] })
    const { key } = (await api('POST', `/servicekey/${id}/datakey`, { size: 256 })).body
    expect(key).toMatch(/^eyJhbGciOiJkaXIi.{187}$/)
  })

  it.each([63, 65, 100, 4097, 4104, 0, -64, 64.5, '256'])('of %j bits is refused', async (size) => {
    const { id } = await create({ type: 'oct', operations: ['wrapKey', 'unwrapKey'] })
    expect((await api('POST', `/servicekey/${id}/datakey`, { size })).status).toBe(400)
  })

  it('needs the usage', async () => {
    const { id } = await create({ type: 'oct' })
    expect((await api('POST', `/servicekey/${id}/datakey`, { size: 256 })).body.errors[0]).toContain(`service key ${id} cannot generate data keys: that needs the operation wrapKey, and the key has encrypt, decrypt.`)
  })
})

describe('an operation needs its own usage', () => {
  it.each([
    ['encrypt', { plaintext: 'AAAA' }, 'encrypt', 'decrypt'],
    ['decrypt', { ciphertext: 'a.b.c' }, 'decrypt', 'encrypt'],
    ['datakey', { size: 256 }, 'wrapKey', 'unwrapKey'],
    ['datakey/decrypt', { key: 'a.b.c' }, 'unwrapKey', 'wrapKey'],
    ['sign', { message: 'AAAA', alg: 'ES256' }, 'sign', 'verify'],
    ['verify', { message: 'AAAA', alg: 'ES256', signature: 'AAAA' }, 'verify', 'sign']
  ])('%s %j needs %s, not %s', async (call, body, needed, other) => {
    const type = call === 'sign' || call === 'verify' ? 'EC' : 'oct'
    const { id } = await create({ type, operations: [other] })
    const refused = await api('POST', `/servicekey/${id}/${call}`, body)
    expect(refused.status).toBe(400)
    expect(refused.body.errors[0]).toContain(`that needs the operation ${needed}, and the key has ${other}.`)
  })
})

const everyAlgorithm: readonly SignatureAlgorithm[] = Object.values(signatureAlgorithms)

async function keyFor (algorithm: SignatureAlgorithm) {
  return await create(algorithm.kty === 'EC' ? { type: 'EC', curve: algorithm.crv } : { keys: [rsaKeys.rsa2048] })
}

async function webCryptoVerify (
  algorithm: SignatureAlgorithm, jwk: object, message: Buffer, signature: string
): Promise<boolean> {
  const hash = algorithm.hash.replace('sha', 'SHA-')
  const names = { pkcs1: 'RSASSA-PKCS1-v1_5', pss: 'RSA-PSS', ecdsa: 'ECDSA' }
  const parameters = {
    name: names[algorithm.scheme],
    hash,
    saltLength: algorithm.digestLength,
    ...(algorithm.kty === 'EC' ? { namedCurve: algorithm.crv } : {})
  }
  const { kty, n, e, crv, x, y } = jwk as Record<string, string>
  const key = await webcrypto.subtle.importKey(
    'jwk', { kty, n, e, crv, x, y } as webcrypto.JsonWebKey, parameters, false, ['verify']
  )
  return await webcrypto.subtle.verify(parameters, key, Buffer.from(signature, 'base64'), message)
}

describe('sign', () => {
  const message = randomBytes(300)

  it.each(everyAlgorithm)('$name: WebCrypto and verify accept it, of the message and of its digest', async (algorithm) => {
    const key = await keyFor(algorithm)
    const digest = createHash(algorithm.hash).update(message).digest()
    for (const request of [
      { message: base64(message), isdigest: false }, { message: base64(digest), isdigest: true }
    ]) {
      const { status, body } = await api('POST', `/servicekey/${key.id}/sign`, { alg: algorithm.name, ...request })
      expect(status).toBe(200)
      expect(await webCryptoVerify(algorithm, key.keys[0], message, body.signature)).toBe(true)
      for (const again of [{ message: base64(message) }, { message: base64(digest), isdigest: true }]) {
        expect((await api('POST', `/servicekey/${key.id}/verify`, { alg: algorithm.name, ...again, ...body })).body)
          .toEqual({ result: true })
      }
      expect((
        await api('POST', `/servicekey/${key.id}/verify`, { alg: algorithm.name, message: base64('another'), ...body })
      ).body).toEqual({ result: false })
    }
  })

  it.each(everyAlgorithm)('$name: jose accepts the jws and the jwt, and verify needs nothing but the token', async (algorithm) => {
    const key = await keyFor(algorithm)
    const publicKey = await importJWK(key.keys[0], algorithm.name)
    const claims = base64('{"sub":"me"}')
    const { signature: jws } = (
      await api('POST', `/servicekey/${key.id}/sign?format=jws`, { message: base64(message), alg: algorithm.name })
    ).body
    const { payload, protectedHeader } = await compactVerify(jws, publicKey)
    expect(Buffer.from(payload)).toEqual(message)
    expect(JSON.stringify(protectedHeader)).toBe(`{"alg":"${algorithm.name}","kid":"${key.id}"}`)
    const { signature: jwt } =
      (await api('POST', `/servicekey/${key.id}/sign?format=jwt`, { message: claims, alg: algorithm.name })).body
    expect((await jwtVerify(jwt, publicKey)).payload).toEqual({ sub: 'me' })
    const verify = async (body: object) => (await api('POST', `/servicekey/${key.id}/verify`, body)).body.result
    expect(await verify({ signature: jwt })).toBe(true)
    expect(await verify({ signature: jws, message: base64(message), alg: algorithm.name })).toBe(true)
    expect(await verify({ signature: jws, message: claims })).toBe(false)
    expect(await verify({ signature: `${jws.slice(0, -4)}AAAA` })).toBe(false)
    expect(await verify({
      signature: jws.replace(/^[^.]+/, Buffer.from(`{"alg":"none","kid":"${key.id}"}`).toString('base64url'))
    })).toBe(false)
  })

  describe('a token of other software', () => {
    const publicPart = ({ kty, n, e, crv, x, y }: Record<string, string>) =>
      kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y }

    it.each(jwsExamples)('$source is verified, whatever its kid', async ({ jwk, token }) => {
      const { id } = await create({ keys: [publicPart(jwk)], operations: ['verify'] })
      expect((await api('POST', `/servicekey/${id}/verify`, { signature: token })).body).toEqual({ result: true })
    })

    it.each(['ES256', 'RS256', 'PS512'])('%s: with every kid, and without one', async (alg) => {
      const { privateKey } = await generateKeyPair(alg, { extractable: true })
      const { id } = await create({ keys: [await exportJWK(privateKey)], operations: ['sign', 'verify'] })
      for (const kid of [undefined, '', 'prod-2024', 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs', id, id.toUpperCase()]) {
        const token = await new CompactSign(Buffer.from('{}'))
          .setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) })
          .sign(privateKey)
        expect([kid, (await api('POST', `/servicekey/${id}/verify`, { signature: token })).body])
          .toEqual([kid, { result: true }])
      }
    })

    it('is not verified with another key, although its kid names that key', async () => {
      const { privateKey } = await generateKeyPair('ES256')
      const { id } = await create({ type: 'EC' })
      const token = await new CompactSign(Buffer.from('{}'))
        .setProtectedHeader({ alg: 'ES256', kid: id })
        .sign(privateKey)
      expect((await api('POST', `/servicekey/${id}/verify`, { signature: token })).body).toEqual({ result: false })
    })
  })

  describe('format jwt', () => {
    const signed = async (payload: string | Buffer) => {
      const { id } = await create({ type: 'EC' })
      return await api('POST', `/servicekey/${id}/sign?format=jwt`, { alg: 'ES256', message: base64(payload) })
    }

    it.each([
      ['a byte order mark', '\ufeff{"a":1}'],
      ['a claim twice', '{"sub":"alice","sub":"bob"}'],
      ['a claim twice, once escaped', '{"sub":"alice","\\u0073ub":"bob"}'],
      ['a member of an inner object twice', '{"cnf":{"kid":"a","kid":"b"}}'],
      ['half of a surrogate pair', '{"a":"\\ud800"}'],
      ['half of a surrogate pair in a name', '{"\\udc00":1}'],
      ['a list', '[1]'],
      ['another encoding', Buffer.from('{"a":"\u00e9"}', 'latin1')],
      ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
      ['a NUL character', '{"a":"\0"}'],
      ['65 levels', '{"a":'.repeat(65) + '1' + '}'.repeat(65)]
    ])('refuses a payload with %s', async (_case, payload) => {
      const { status, body } = await signed(payload)
      expect([status, body.errors[0]]).toEqual([400, expect.stringContaining('message: not a JSON object') as string])
    })

    it.each([['{}', {}], ['\n{"a":1}\n', { a: 1 }], ['{"exp":"2030-01-01"}', { exp: '2030-01-01' }], [
      '{"a":"\\ud83d\\ude00"}', { a: '\u{1f600}' }
    ]])('signs %j', async (payload, claims) => {
      const { status, body } = await signed(payload)
      expect(status).toBe(200)
      expect(decodeJwt(body.signature)).toEqual(claims)
    })
  })

  it('refuses an algorithm of another key type or curve, and names both', async () => {
    const key = await create({ type: 'EC' })
    for (const alg of ['ES384', 'RS256', 'PS512']) {
      for (const call of ['sign', 'verify']) {
        const { status, body } = await api('POST', `/servicekey/${key.id}/${call}`, {
          message: 'AAAA', signature: call === 'verify' ? 'AAAA' : undefined, alg
        })
        expect([status, body.errors[0]]).toEqual([400, `alg: ${alg} cannot be used with a key of type P-256; accepted: ES256`])
      }
    }
  })

  it('refuses a digest of another length, and a digest in a token', async () => {
    const key = await create({ type: 'EC' })
    const short = await api('POST', `/servicekey/${key.id}/sign`, { message: 'AAAA', alg: 'ES256', isdigest: true })
    expect(short.body.errors[0]).toMatch(/^message: with isdigest, ES256 takes a digest of 32 bytes; got 3\. Leave isdigest out/)
    const token = await api('POST', `/servicekey/${key.id}/sign?format=jws`, {
      message: base64(randomBytes(32)), alg: 'ES256', isdigest: true
    })
    expect(token.status).toBe(400)
    const noObject = await api('POST', `/servicekey/${key.id}/sign?format=jwt`, {
      message: base64('[1]'), alg: 'ES256'
    })
    expect(noObject.body.errors[0]).toContain('JSON object')
  })
})

describe('verify', () => {
  it.each([
    'YmFkIHNpZ25hdHVyZQo=', 'not base64', 'a.b', 'a.b.c', '....', 'AA=='
  ])('of %j says false', async (signature) => {
    for (const [type, alg] of [[{ keys: [rsaKeys.rsa2048] }, 'RS256'], [{ type: 'EC' }, 'ES256']] as const) {
      const key = await create(type)
      const { status, body } = await api('POST', `/servicekey/${key.id}/verify`, { message: 'AAAA', alg, signature })
      expect([status, body]).toEqual([200, { result: false }])
    }
  })

  it.each<[SignatureAlgorithmName, object, readonly SignatureAlgorithmName[]]>([
    ['RS256', { keys: [rsaKeys.rsa2048] }, ['RS384', 'RS512', 'PS256', 'PS384']],
    ['PS512', { keys: [rsaKeys.rsa2048] }, ['PS256', 'RS512']]
  ])('of a token signed with %s says false when alg or the header names another algorithm', async (alg, type, others) => {
    const { id } = await create(type)
    const { signature } =
      (await api('POST', `/servicekey/${id}/sign?format=jws`, { message: base64('hello'), alg })).body
    const [, payload, bytes] = signature.split('.')
    const verify = async (body: object) => (await api('POST', `/servicekey/${id}/verify`, body)).body
    expect(await verify({ signature, alg })).toEqual({ result: true })
    for (const other of others) {
      const header = Buffer.from(JSON.stringify({ alg: other, kid: id })).toString('base64url')
      expect([other, await verify({ signature, alg: other })]).toEqual([other, { result: false }])
      expect([other, await verify({ signature: [header, payload, bytes].join('.') })])
        .toEqual([other, { result: false }])
      expect([other, await verify({ signature: [header, payload, bytes].join('.'), alg })])
        .toEqual([other, { result: false }])
    }
  })

  it('of a token is decided by the key, whatever key its header names', async () => {
    const [one, other] = [await create({ keys: [rsaKeys.rsa2048] }), await create({ keys: [rsaKeys.rsa2048] })]
    const { signature } =
      (await api('POST', `/servicekey/${one.id}/sign?format=jws`, { message: base64('hello'), alg: 'RS256' })).body
    const results = [one, other].map(async ({ id }) =>
      (await api('POST', `/servicekey/${id}/verify`, { signature })).body.result)
    expect(await Promise.all(results)).toEqual([true, true])
  })

  it.each(['RS256', 'ES384'])('of a token with the algorithm %s says false for a key that it does not fit', async (alg) => {
    const { id } = await create({ type: 'EC' })
    const header = Buffer.from(JSON.stringify({ alg, kid: id })).toString('base64url')
    const { status, body } = await api('POST', `/servicekey/${id}/verify`, { signature: `${header}.eA.eQ` })
    expect([status, body]).toEqual([200, { result: false }])
  })

  it('with a raw signature needs message and alg', async () => {
    const key = await create({ type: 'EC' })
    expect((await api('POST', `/servicekey/${key.id}/verify`, { signature: 'AAAA', alg: 'ES256' })).body.errors[0])
      .toContain('message: missing')
    expect((await api('POST', `/servicekey/${key.id}/verify`, { signature: 'AAAA', message: 'AAAA' })).body.errors[0])
      .toContain('alg: missing')
  })
})

describe('random', () => {
  it.each([1, 32, 4096])('gives %i bytes', async (length) => {
    expect(Buffer.from((await api('GET', `/random?length=${length}`)).body.bytes, 'base64')).toHaveLength(length)
  })

  it('gives one byte by default, and a different one each time', async () => {
    expect(Buffer.from((await api('GET', '/random')).body.bytes, 'base64')).toHaveLength(1)
    expect((await api('GET', '/random?length=32')).body).not.toEqual((await api('GET', '/random?length=32')).body)
  })

  it.each([0, 4097, -1, 1.5])('refuses a length of %d', async (length) => {
    expect((await api('GET', `/random?length=${length}`)).status).toBe(400)
  })
})
