// Whether material may leave, what remembers that it could, and what a public key alone can
// do (service.md 6.5, 6.6, 6.11).

import { randomBytes } from 'node:crypto'
import { importJWK, CompactSign } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import { byok, everyJwk, publicJwk } from '../../harness/byok.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
let party: ReturnType<typeof byok>
beforeAll(async () => {
  emulator = await startTestEmulator()
  party = byok(emulator)
})
afterAll(async () => { await emulator.close() })

const { d: _d, ...publicEc } = everyJwk['P-256']
const secretJwk = everyJwk['oct-256']
const attributes = (extractable: boolean, never: boolean, sensitive: boolean) => ({
  extractable, never_extractable: never, sensitive, always_sensitive: sensitive
})

describe('at first', () => {
  it.each<[string, object, ReturnType<typeof attributes>]>([
    ['a key made here', { type: 'oct' }, attributes(false, true, true)],
    ['with extractable null', { type: 'oct', extractable: null }, attributes(false, true, true)],
    ['made here, extractable', { type: 'EC', extractable: true }, attributes(true, false, true)],
    ['imported', { keys: [secretJwk] }, attributes(false, false, true)],
    ['imported, extractable', { keys: [rsaKeys.rsa2048], extractable: true }, attributes(true, false, true)],
    ['a public key alone', { keys: [publicEc] }, attributes(true, false, false)],
    ['a public key alone, with extractable null', { keys: [publicEc], extractable: null }, attributes(true, false, false)],
    ['a public key alone that stays', { keys: [publicEc], extractable: false }, attributes(false, false, false)]
  ])('%s', async (_what, body, expected) => {
    const created = await party.create(body)
    expect(created.attributes).toMatchObject(expected)
    expect(await party.attributes(created.id)).toEqual(created.attributes)
  })

  it.each([
    [undefined, false], [null, false], [false, false], [true, true]
  ])('a wrapped import with extractable %s', async (extractable, expected) => {
    const { body } = await party.imported(await party.entry(randomBytes(32), 'RAW'), { extractable })
    expect(body.attributes).toMatchObject(attributes(expected, false, true))
  })

  it('a wrapped import of a public key', async () => {
    const { body } = await party.imported(await party.entry(Buffer.from(JSON.stringify(publicEc)), 'JWK'))
    expect(body)
      .toMatchObject({ class: 'PUBLIC_KEY', operations: ['verify'], attributes: attributes(true, false, false) })
  })
})

describe('PATCH', () => {
  const patch = (id: string, body: unknown) => party.patched(id, body)

  it('lets a key leave, and remembers it for good', async () => {
    const { id } = await party.create({ type: 'oct' })
    expect((await party.exported(id)).status).toBe(400)
    expect((await patch(id, { extractable: true })).body.attributes).toMatchObject(attributes(true, false, true))
    expect((await party.exported(id)).status).toBe(200)
    expect((await patch(id, { extractable: false })).body.attributes).toMatchObject(attributes(false, false, true))
    expect((await party.exported(id)).status).toBe(400)
  })

  it('changes what is given, and leaves the rest', async () => {
    const { id } = await party.create({ type: 'oct', extractable: true })
    expect((await patch(id, { name: 'new' })).body).toMatchObject({ name: 'new', attributes: { extractable: true } })
    expect((await patch(id, { name: 'newer', extractable: null })).body)
      .toMatchObject({ name: 'newer', attributes: { extractable: true } })
    expect((await patch(id, { extractable: false })).body)
      .toMatchObject({ name: 'newer', attributes: { extractable: false } })
    expect((await patch(id, { name: 'newest', extractable: true })).body)
      .toMatchObject({ name: 'newest', attributes: { extractable: true } })
  })

  it.each([
    [{}], [{ extractable: null }], [{ extractable: 'true' }], [{ extractable: 1 }], [{ never_extractable: true }],
    [{ sensitive: false }], [{ class: 'PUBLIC_KEY' }]
  ])('refuses %j', async (body) => {
    const { id, attributes } = await party.create({ type: 'oct' })
    expect((await patch(id, body)).status).toBe(400)
    expect(await party.attributes(id)).toEqual(attributes)
  })
})

describe('a public key alone', () => {
  it.each<[string, object, string[]]>([
    ['EC', { keys: [publicEc] }, ['verify']],
    ['RSA', { keys: [publicJwk(rsaKeys.rsa2048)] }, ['verify']],
    ['RSA to wrap', { keys: [publicJwk(rsaKeys.rsa2048)], operations: ['wrapKey'] }, ['wrapKey']],
    ['RSA that says so itself', { keys: [{ ...publicJwk(rsaKeys.rsa2048), key_ops: ['wrapKey'] }] }, ['wrapKey']]
  ])('%s is of class PUBLIC_KEY', async (_what, body, operations) => {
    expect(await party.create(body)).toMatchObject({ class: 'PUBLIC_KEY', operations })
  })

  it.each(['sign', 'unwrapKey', 'decrypt', 'encrypt'])('may not %s', async (operation) => {
    const { status, body } = await emulator.api('POST', '/servicekey', {
      name: 'a key', keys: [publicJwk(rsaKeys.rsa2048)], operations: [operation]
    })
    expect([status, body.errors[0]]).toEqual([400, expect.stringContaining('a key of type RSA and class PUBLIC_KEY accepts verify; or wrapKey')])
  })

  it('verifies and does not sign', async () => {
    const { id } = await party.create({ keys: [publicEc] })
    const signer = await importJWK({ ...everyJwk['P-256'], kty: 'EC' }, 'ES256')
    const signature = await new CompactSign(Buffer.from('message'))
      .setProtectedHeader({ alg: 'ES256', kid: id })
      .sign(signer)
    expect((await emulator.api('POST', `/servicekey/${id}/verify`, { signature })).body).toEqual({ result: true })
    expect((await emulator.api('POST', `/servicekey/${id}/sign`, { message: 'AAAA', alg: 'ES256' })).body.errors[0])
      .toContain('cannot sign: that needs the operation sign, and the key has verify.')
  })

  it.each([
    ['JWK', publicEc], ['JWK', publicJwk(rsaKeys.rsa2048)], ['PKCS1', publicJwk(rsaKeys.rsa2048)]
  ])('leaves as %s and comes back', async (wrappedKeyFormat, jwk) => {
    const { id } = await party.create({ keys: [jwk] })
    const { body } = await party.exported(id, { wrappedKeyFormat })
    const copy = (await party.imported(body.wrappedKeys[0])).body
    expect(copy.class).toBe('PUBLIC_KEY')
    expect((await emulator.api('GET', `/servicekey/${copy.id}?format=jwk`)).body.keys[0]).toMatchObject(jwk)
  })
})

it.each([
  ['sign', 'wrapKey'], ['verify', 'unwrapKey'], ['sign', 'verify', 'wrapKey', 'unwrapKey']
])('an RSA key signs or wraps, never both: %s, %s', async (...operations) => {
  for (const source of [
    { keys: [rsaKeys.rsa2048] },
    { type: 'RSA', size: 2048 },
    { wrappedKeys: [await party.entry(Buffer.from(JSON.stringify(rsaKeys.rsa2048)), 'JWK')] }
  ]) {
    const { status, body } = await emulator.api('POST', '/servicekey', { name: 'a key', ...source, operations })
    expect([status, body.errors[0]]).toEqual([400, expect.stringContaining('accepts sign, verify; or wrapKey, unwrapKey')])
  }
})
