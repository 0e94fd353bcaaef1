// Bring your own key over mutual TLS, with jose as the other party (service.md 6; choices.md 7, 8, 14).

import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyFormat } from '../../../src/domain/keys/key-format.js'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import {
  byok, everyJwk, formatsOf, joseUnwraps, jwkIn, publicJwk, transportSizes, type TransportSize
} from '../../harness/byok.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
let party: ReturnType<typeof byok>
beforeAll(async () => {
  emulator = await startTestEmulator()
  party = byok(emulator)
})
afterAll(async () => { await emulator.close() })

const algorithms = ['RSA-OAEP', 'RSA-OAEP-256'] as const
const names = Object.keys(everyJwk) as ReadonlyArray<keyof typeof everyJwk>
const rounds = names.flatMap((name) =>
  formatsOf[everyJwk[name].kty].map((format) => ({ name, jwk: everyJwk[name], format })))
const fits = (name: string, format: KeyFormat, size: TransportSize) =>
  !(name === 'RSA-4096' && format === 'JWK' && size === 4096)

/**
 * Large keys under one algorithm, and not under the transport key between the sizes: what is wrapped is a content
 * encryption key, whatever the material, and checking large primes is slow.
 */
const isTried = (name: string, alg: string, size: TransportSize) =>
  !['RSA-3072', 'RSA-4096'].includes(name) || (alg === 'RSA-OAEP-256' && size !== 3072)

describe('a round trip', () => {
  const sources = new Map<string, ReturnType<typeof party.create>>()
  /** The key to export: imported once, whatever it is exported as. */
  function sourceOf (name: keyof typeof everyJwk) {
    const known = sources.get(name) ?? party.create({ keys: [everyJwk[name]], extractable: true })
    sources.set(name, known)
    return known
  }

  describe.each(transportSizes)('under a transport key of %i bits', (size) => {
    describe.each(algorithms)('with %s', (alg) => {
      const tried = rounds.filter(({ name, format }) => fits(name, format, size) && isTried(name, alg, size))
      it.each(tried)('$name as $format: we export and jose unwraps, jose wraps and we import', async ({ name, jwk, format }) => {
        const wrappingKeyId = await party.transport(size)
        const source = await sourceOf(name)
        const { status, body } = await party.exported(source.id, {
          wrappingKeyId, wrappedKeyFormat: format, wrappingAlgorithm: alg, format: 'jwk'
        })
        expect(status).toBe(200)
        expect(body).toEqual({
          ...source, wrappedKeys: [{ keyFormatType: format, wrappingKeyId, ciphertext: expect.any(String) }]
        })

        const { material, header } = await joseUnwraps(body.wrappedKeys[0].ciphertext, { alg, size })
        expect(header).toEqual({ alg, enc: 'A256GCM', kid: wrappingKeyId })
        expect(jwkIn[format](material)).toEqual(jwk)

        for (const entry of [body.wrappedKeys[0], await party.entry(material, format, { alg, size })]) {
          const copy = (await party.imported(entry, { extractable: true })).body
          expect(copy).toMatchObject({ type: source.type, class: source.class, operations: source.operations })
          expect([copy.size, copy.curve]).toEqual([source.size, source.curve])
          const again = await party.exported(copy.id)
          expect(jwkIn.JWK((await joseUnwraps(again.body.wrappedKeys[0].ciphertext)).material)).toEqual(jwk)
        }
      })
    })
  })

  it('goes to a transport key of which only the public part is here', async () => {
    const { id } = await party.create({ keys: [publicJwk(rsaKeys.rsa3072)], operations: ['wrapKey'] })
    const source = await party.create({ type: 'oct', extractable: true })
    const { body } = await party.exported(source.id, {
      wrappingKeyId: String(id).toUpperCase(), wrappedKeyFormat: 'RAW'
    })
    const { material } = await joseUnwraps(body.wrappedKeys[0].ciphertext, { size: 3072 })
    expect(material).toHaveLength(32)
    expect((await party.imported(body.wrappedKeys[0])).body.errors).toEqual([expect.stringContaining(`wrappedKeys[0].wrappingKeyId: service key ${id} is without the operation unwrapKey: it has wrapKey.`)])
  })

  it('brings key_ops along, which the request may narrow and not contradict, as in a plain import', async () => {
    const jwk = { ...everyJwk['oct-256'], key_ops: ['wrapKey', 'unwrapKey'] }
    const entry = await party.entry(Buffer.from(JSON.stringify(jwk)), 'JWK')
    expect((await party.imported(entry)).body.operations).toEqual(['wrapKey', 'unwrapKey'])
    expect((await party.imported(entry, { operations: ['wrapKey'] })).body.operations).toEqual(['wrapKey'])
    expect((await party.imported(entry, { operations: ['decrypt'] })).body.errors).toEqual([
      expect.stringContaining('operations: got decrypt, which contradicts wrappedKeys[0] (unwrapped).key_ops wrapKey, unwrapKey.')
    ])
  })

  it('pads a JWK that the Go SDK shortened, as a plain import does (choices.md 8)', async () => {
    const entry = await party.entry(
      Buffer.from(JSON.stringify({ kty: 'oct', k: randomBytes(30).toString('base64url') })), 'JWK'
    )
    expect((await party.imported(entry)).body.size).toBe(256)
  })

  it('keeps the id, name and context that the request gives, and shows the public part with format=jwk', async () => {
    const id = randomUUID()
    const entry = await party.entry(Buffer.from(JSON.stringify(everyJwk['P-384'])), 'JWK')
    const { status, body } = await emulator.api('POST', '/servicekey?format=jwk', {
      name: 'mine', context: 'project A', id, wrappedKeys: [entry], type: 'EC', curve: 'P-384'
    })
    const { d: _d, ...publicPart } = everyJwk['P-384']
    expect([status, body.id, body.name, body.keys[0]])
      .toEqual([201, id, 'mine', { kid: id, key_ops: ['verify'], ...publicPart }])
    expect((await party.imported(entry, { id })).status).toBe(409)
  })

  it('exports a key that is not active: what cannot be used may still be kept', async () => {
    const { id } = await party.create({ type: 'oct', extractable: true })
    await emulator.api('POST', `/servicekey/${id}/deactivate`, { reason: 'superseded' })
    expect((await party.exported(id, {})).status).toBe(200)
  })
})
