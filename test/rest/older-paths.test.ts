// The older paths, with every example of the service's first guide (October 2024) as it was printed.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

let emulator: TestEmulator
// The guide creates RSA-4096, which the stock has at once.
beforeAll(async () => { emulator = await startTestEmulator({ flags: ['--ephemeral', '--fast-rsa'] }) })
afterAll(async () => { await emulator.close() })

const old = (method: string, path: string, body?: unknown): Promise<Reply> =>
  emulator.client.request(method, `/v1${path}`, body)
const create = async (body: object): Promise<string> =>
  (await old('POST', '/servicekey', { name: 'a key', ...body })).body.id

describe('the guide', () => {
  it.each([
    [
      { name: 'My first AES key', context: 'project A', type: 'oct', size: 256, operations: ['encrypt', 'decrypt'] },
      { size: 256 }
    ],
    [
      { name: 'My first RSA key', context: 'project A', type: 'RSA', size: 4096, operations: ['sign', 'verify'] },
      { size: 4096 }
    ],
    [
      { name: 'My first EC key', context: 'project A', type: 'EC', operations: ['sign', 'verify'], crv: 'P-256' },
      { curve: 'P-256' }
    ]
  ])('creates %j', async (example, expected) => {
    const { status, body } = await old('POST', '/servicekey', example)
    expect([status, body])
      .toMatchObject([201, { name: example.name, type: example.type, operations: example.operations, ...expected }])
  })

  it('imports a key in a body that has every member, those that do not apply being null', async () => {
    const members = {
      kid: null,
      use: 'enc',
      key_ops: ['encrypt', 'decrypt'],
      n: null,
      e: null,
      crv: undefined,
      x: null,
      y: null,
      d: null,
      dp: null,
      dq: null,
      p: null,
      q: null,
      qi: null
    }
    const { status, body } = await old('POST', '/servicekey', {
      name: 'My imported key', keys: [{ ...members, kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url') }]
    })
    expect([status, body.size]).toEqual([201, 256])
  })

  it('lists, deactivates, activates and deletes, by its own path too', async () => {
    for (const suffix of ['', '/delete']) {
      const id = await create({ type: 'oct' })
      expect((await old('GET', '/servicekey')).body.objects_list.map((key: { id: string }) => key.id)).toContain(id)
      expect((await old('POST', `/servicekey/${id}/deactivate`, { reason: 'unspecified' })).status).toBe(204)
      expect((await old('POST', `/servicekey/${id}/activate`)).status).toBe(204)
      await old('POST', `/servicekey/${id}/deactivate`, { reason: 'unspecified' })
      expect((await old('DELETE', `/servicekey/${id}${suffix}`)).status).toBe(204)
      expect((await old('GET', `/servicekey/${id}`)).status).toBe(404)
    }
  })

  it('encrypts its plain text, and decrypts with the same context only', async () => {
    const id = await create({ type: 'oct' })
    const { status, body } = await old('POST', `/servicekey/${id}/encrypt`, {
      plaintext: 'My secret data', context: 'Project A'
    })
    expect(status).toBe(200)
    const decrypted = await old('POST', `/servicekey/${id}/decrypt`, {
      ciphertext: body.ciphertext, context: 'Project A'
    })
    expect(Buffer.from(decrypted.body.plaintext, 'base64').toString()).toBe('My secret data')
    expect(
      (await old('POST', `/servicekey/${id}/decrypt`, { ciphertext: body.ciphertext, context: 'Project B' })).status
    ).toBe(400)
  })

  it('makes a data key of 4096 bits and decrypts it', async () => {
    const id = await create({ type: 'oct', operations: ['wrapKey', 'unwrapKey'] })
    const { status, body } = await old('POST', `/servicekey/${id}/datakey`, { name: 'My Data Key', size: 4096 })
    expect(status).toBe(201)
    expect((await old('POST', `/servicekey/${id}/datakey/decrypt`, { key: body.key })).body)
      .toEqual({ plaintext: body.plaintext })
  })

  it('signs and verifies', async () => {
    const id = await create({ type: 'RSA', size: 2048 })
    const request = { message: 'SGVsbG8gV29ybGQ=', alg: 'RS256', isdigest: false }
    const { signature } = (await old('POST', `/servicekey/${id}/sign`, request)).body
    expect((await old('POST', `/servicekey/${id}/verify`, { ...request, signature })).body).toEqual({ result: true })
    const printed = 'EmUGXC6rsFTWtmFn77y6NS/U6IuhThApVKWTZdXjE7rDMonRPPxbjTo01HQN62J3Dxqyw=='
    expect((await old('POST', `/servicekey/${id}/verify`, { ...request, signature: printed })).body)
      .toEqual({ result: false })
  })
})

describe('the newer paths', () => {
  it('know neither spelling', async () => {
    const { status, body } = await emulator.api('POST', '/servicekey', { name: 'a key', type: 'EC', crv: 'P-256' })
    expect([status, body.errors[0]]).toEqual([400, expect.stringContaining('crv')])
    const id = await create({ type: 'oct' })
    expect((await emulator.api('DELETE', `/servicekey/${id}/delete`)).status).toBe(404)
    expect((await emulator.api('POST', `/servicekey/${id}/encrypt`, { plaintext: 'My secret data' })).status).toBe(400)
  })
})

describe('both families', () => {
  it('show the same keys', async () => {
    const id = await create({ type: 'oct' })
    expect((await emulator.api('GET', `/servicekey/${id}`)).body).toEqual((await old('GET', `/servicekey/${id}`)).body)
    expect(Buffer.from((await old('GET', '/random?length=12')).body.bytes, 'base64')).toHaveLength(12)
  })
})
