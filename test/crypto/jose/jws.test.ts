// Compact JWS: agreement with jose and the published examples, and what is no token.

import fc from 'fast-check'
import { compactVerify, CompactSign, importJWK, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { signatureAlgorithms } from '../../../src/domain/keys/algorithms.js'
import { parseCompact, signCompact } from '../../../src/crypto/jose/jws.js'
import { verify } from '../../../src/crypto/signatures/signature.js'
import { everyAlgorithm, keyFor } from '../signature-keys.js'

const keyId = '9c9d0ba5-3d0b-4d52-a6ea-4ff8d3bd59b5'
const payload = Buffer.from('{"sub":"somebody"}')

const verifyToken = async (token: string, key: ReturnType<typeof keyFor>) => {
  const jws = parseCompact(token)
  return jws !== undefined && await verify(
    signatureAlgorithms[jws.algorithm], key.verifying, jws.signingInput, jws.signature, { isDigest: false }
  )
}

describe('a compact JWS', () => {
  it.each(everyAlgorithm)('$name: jose accepts it', async (algorithm) => {
    const key = keyFor(algorithm)
    const token = await signCompact({ algorithm, key: key.signing, keyId, payload })
    const { payload: seen } = await compactVerify(token, await importJWK({ ...key.publicJwk }, algorithm.name))
    expect(Buffer.from(seen)).toEqual(payload)
  })

  it.each(everyAlgorithm)('$name: of jose is accepted', async (algorithm) => {
    const key = keyFor(algorithm)
    const token = await new CompactSign(payload).setProtectedHeader({ alg: algorithm.name, kid: keyId, typ: 'JWT' })
      .sign(await importJWK({ ...key.material }, algorithm.name))
    expect(parseCompact(token)).toMatchObject({ algorithm: algorithm.name, typ: 'JWT', payload })
    expect(await verifyToken(token, key)).toBe(true)
  })

  it('has the header members alg, kid, and for a JWT typ, in this order', async () => {
    const algorithm = signatureAlgorithms.ES256
    const header = (token: string) => Buffer.from(token.split('.')[0]!, 'base64url').toString()
    const args = { algorithm, key: keyFor(algorithm).signing, keyId, payload }
    expect(header(await signCompact(args))).toBe(`{"alg":"ES256","kid":"${keyId}"}`)
    expect(header(await signCompact({ ...args, typ: 'JWT' }))).toBe(`{"alg":"ES256","kid":"${keyId}","typ":"JWT"}`)
    expect(decodeProtectedHeader(await signCompact(args))).toEqual({ alg: 'ES256', kid: keyId })
  })

  it('carries any payload, the empty one too', async () => {
    const algorithm = signatureAlgorithms.ES256
    const key = keyFor(algorithm)
    await fc.assert(fc.asyncProperty(fc.uint8Array(), async (bytes) => {
      const token = await signCompact({ algorithm, key: key.signing, keyId, payload: Buffer.from(bytes) })
      expect(parseCompact(token)?.payload).toEqual(Buffer.from(bytes))
      expect(await verifyToken(token, key)).toBe(true)
    }), { numRuns: 30 })
  })

  it('is never right with a character changed', async () => {
    const algorithm = signatureAlgorithms.ES256
    const key = keyFor(algorithm)
    const token = await signCompact({ algorithm, key: key.signing, keyId, payload })
    await fc.assert(fc.asyncProperty(fc.nat(token.length - 1), fc.string({ maxLength: 2 }), async (at, text) => {
      const changed = token.slice(0, at) + text + token.slice(at + 1)
      fc.pre(changed !== token)
      expect(await verifyToken(changed, key)).toBe(false)
    }), { numRuns: 200 })
  })
})

describe('no compact JWS of ours', () => {
  const encode = (text: string | Buffer) => Buffer.from(text).toString('base64url')
  const tokenOf = (header: string | Buffer) => `${encode(header)}.${encode('x')}.${encode('y')}`

  it('is taken for one: the control', () => {
    expect(parseCompact(tokenOf('{"alg":"ES256"}'))).toEqual({
      algorithm: 'ES256', payload: Buffer.from('x'), signature: Buffer.from('y'), signingInput: Buffer.from(`${encode('{"alg":"ES256"}')}.${encode('x')}`)
    })
    expect(parseCompact(tokenOf('{ "kid" : "a:{}[]\\"\\\\", "alg": "ES256", "jwk":{"alg":1,"a":[{"alg":2}]} }'))).toMatchObject({ algorithm: 'ES256' })
  })

  it.each([
    ['an algorithm of another kind', '{"alg":"HS256"}'],
    ['no algorithm', '{"alg":"none"}'],
    ['an absent algorithm', '{"kid":"x"}'],
    ['an algorithm in another case', '{"alg":"es256"}'],
    ['an algorithm that is not a string', '{"alg":["ES256"]}'],
    ['a name of the prototype', '{"alg":"constructor"}'],
    ['an extension', '{"alg":"ES256","crit":["exp"],"exp":1}'],
    ['a null crit', '{"alg":"ES256","crit":null}'],
    ['an unencoded payload', '{"alg":"ES256","b64":false}'],
    ['a kid that is not a string', '{"alg":"ES256","kid":7}'],
    ['a typ that is not a string', '{"alg":"ES256","typ":{}}'],
    ['a member twice', '{"alg":"HS256","alg":"ES256"}'],
    ['a member of an inner object twice', '{"alg":"ES256","jwk":{"kty":"EC","kty":"RSA"}}'],
    ['half of a surrogate pair', '{"alg":"ES256","kid":"\\ud800"}'],
    ['a member twice, once escaped', '{"alg":"ES256","\\u0061lg":"ES256"}'],
    ['an array', '["alg","ES256"]'],
    ['null', 'null'],
    ['a string', '"ES256"'],
    ['nothing', ''],
    ['broken JSON', '{"alg":"ES256"'],
    ['text after the object', '{"alg":"ES256"}{}'],
    ['a byte order mark', '\ufeff{"alg":"ES256"}']
  ])('has a header with %s', (_case, header) => {
    expect(parseCompact(tokenOf(header))).toBeUndefined()
  })

  it('has a header that is not UTF-8', () => {
    expect(
      parseCompact(tokenOf(Buffer.concat([Buffer.from('{"alg":"ES256","kid":"'), Buffer.of(0xff), Buffer.from('"}')])))
    ).toBeUndefined()
  })

  it.each([
    ['no dots', 'e30'], ['two parts', 'e30.e30'], ['four parts', `${tokenOf('{"alg":"ES256"}')}.eQ`],
    ['five parts', `${tokenOf('{"alg":"ES256"}')}.eQ.eQ`], ['nothing', ''],
    ['padding', `${encode('{"alg":"ES256"}')}.eA==.eQ`], ['trailing bits', `${encode('{"alg":"ES256"}')}.eB.eQ`],
    ['the other alphabet', `${encode('{"alg":"ES256"}')}.+/8.eQ`], ['a space', `${encode('{"alg":"ES256"}')}.eA .eQ`],
    ['a line break', `${tokenOf('{"alg":"ES256"}')}\n`]
  ])('has %s', (_case, token) => {
    expect(parseCompact(token)).toBeUndefined()
  })
})
