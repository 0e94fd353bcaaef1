// The life of service keys over mutual TLS (service.md 4; choices.md 8-15).

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyErrors } from '../../../src/domain/errors/keys.js'
import { packErrorCode } from '../../../src/domain/errors/error-code.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })

const api = (...call: Parameters<TestEmulator['api']>) => emulator.api(...call)
const create = async (body: object) => (await api('POST', '/servicekey?format=jwk', { name: 'a key', ...body })).body
const stateOf = async (id: string) => (await api('GET', `/servicekey/${id}`)).body.attributes.state

describe('create', () => {
  it.each([
    [{ type: 'oct', size: 128 }, { type: 'oct', size: 128, class: 'SECRET_KEY', operations: ['encrypt', 'decrypt'] }],
    [{ type: 'oct' }, { type: 'oct', size: 256 }],
    [
      { type: 'oct', size: 192, operations: ['wrapKey', 'unwrapKey', 'encrypt', 'decrypt'] },
      { size: 192, operations: ['wrapKey', 'unwrapKey', 'encrypt', 'decrypt'] }
    ],
    [{ type: 'EC' }, { type: 'EC', curve: 'P-256', class: 'KEY_PAIR', operations: ['sign', 'verify'] }],
    [{ type: 'EC', curve: 'P-521', operations: [] }, { curve: 'P-521', operations: ['sign', 'verify'] }],
    [
      { type: 'RSA', size: 2048, operations: ['wrapKey', 'unwrapKey'] },
      { type: 'RSA', size: 2048, operations: ['wrapKey', 'unwrapKey'] }
    ],
    [{ type: 'oct', protectionLevel: 'HSM', context: 'project A' }, { protectionLevel: 'HSM' }]
  ])('%j is active at once', async (request, expected) => {
    const { status, body } = await api('POST', '/servicekey', { name: 'a key', extractable: false, ...request })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'a key',
      protectionLevel: 'SOFTWARE',
      ...expected,
      attributes: {
        state: 'active', extractable: false, never_extractable: true, sensitive: true, always_sensitive: true
      }
    })
    expect((await api('GET', `/servicekey/${body.id}`)).body).toEqual(body)
  })

  it('shows the public part with format=jwk, under the id of the key, and never a secret one', async () => {
    const ec = await create({ type: 'EC', curve: 'P-384' })
    expect(ec.keys).toEqual([{
      kid: ec.id,
      key_ops: ['verify'],
      kty: 'EC',
      crv: 'P-384',
      x: expect.stringMatching(/^[\w-]{64}$/),
      y: expect.stringMatching(/^[\w-]{64}$/)
    }])
    expect(await create({ type: 'oct' })).not.toHaveProperty('keys')
    expect((await api('GET', `/servicekey/${ec.id}`)).body).not.toHaveProperty('keys')
  })

  it.each([
    [{ type: 'RSA', size: 256 }, 'size: got 256; a key of type RSA accepts 2048, 3072, 4096'],
    [{ type: 'oct', size: 2048 }, 'size: got 2048; a key of type oct accepts 128, 192, 256'],
    [{ type: 'EC', size: 256 }, 'size: got 256; a key of type EC has a curve and no size'],
    [{ type: 'oct', curve: 'P-256' }, 'curve: got P-256; a key of type oct has a size and no curve'],
    [{}, 'type: missing'],
    [{ type: 'EC', operations: ['encrypt'] }, 'operations: got encrypt; a key of type EC and class KEY_PAIR accepts sign, verify'],
    [{ type: 'RSA', operations: ['sign', 'wrapKey'] }, 'accepts sign, verify; or wrapKey, unwrapKey'],
    [{ type: 'oct', operations: ['sign'] }, 'operations: got sign']
  ])('refuses %j and says what is accepted', async (request, text) => {
    const { status, body } = await api('POST', '/servicekey', { name: 'a key', ...request })
    expect(status).toBe(400)
    expect(body.error_code).toBe(packErrorCode(keyErrors.KeyRequestInvalid))
    expect(body.errors[0]).toContain(text)
  })

  it('gives an id once to clients that choose it at the same time', async () => {
    const id = randomUUID()
    const replies = await Promise.all(['one', 'other']
      .map((name) => api('POST', '/servicekey', { name, type: 'oct', id })))
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  it('keeps an id that the client chose, in lower case, and never gives it twice', async () => {
    const id = randomUUID()
    expect((await create({ id: id.toUpperCase(), type: 'oct' })).id).toBe(id)
    const again = await api('POST', '/servicekey', { name: 'b', type: 'oct', id })
    expect(again.status).toBe(409)
    await api('POST', `/servicekey/${id}/deactivate`, { reason: 'unspecified' })
    await api('DELETE', `/servicekey/${id}`)
    expect((await api('POST', '/servicekey', { name: 'b', type: 'oct', id })).status).toBe(409)
  })
})

describe('the life cycle', () => {
  it('goes from active through compromised back to active, and its dates with it', async () => {
    const { id } = await create({ type: 'oct' })
    const steps = [
      ['activate', undefined, 'active'],
      ['deactivate', 'superseded', 'deactivated'],
      ['deactivate', 'unspecified', 'deactivated'],
      ['deactivate', 'key_compromise', 'compromised'],
      ['deactivate', 'unspecified', 'compromised'],
      ['activate', undefined, 'active'],
      ['deactivate', 'ca_compromise', 'compromised']
    ] as const
    for (const [call, reason, expected] of steps) {
      emulator.clock.advance(2000)
      expect((await api('POST', `/servicekey/${id}/${call}`, reason && { reason })).status).toBe(204)
      const { attributes } = (await api('GET', `/servicekey/${id}`)).body
      expect(attributes.state).toBe(expected)
      expect('compromise_date' in attributes).toBe(expected === 'compromised')
      if (expected === 'active') expect(attributes).not.toHaveProperty('deactivation_date')
      expect(attributes.original_creation_date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    }
  })

  it('deletes a key only when it is not active, and leaves a tombstone that only lists show', async () => {
    const { id } = await create({ type: 'oct' })
    expect((await api('DELETE', `/servicekey/${id}`)).body.errors[0]).toBe(`service key ${id} is active; deactivate it first: POST .../servicekey/${id}/deactivate with {"reason": "unspecified"}`)
    await api('POST', `/servicekey/${id}/deactivate`, { reason: 'key_compromise' })
    expect((await api('DELETE', `/servicekey/${id}`)).status).toBe(204)
    for (const [method, path] of [['GET', ''], ['DELETE', ''], ['POST', '/activate']] as const) {
      expect((await api(method, `/servicekey/${id}${path}`)).body.error_code).toBe(17059841)
    }
    expect(await stateOf(id).catch(() => 'none')).toBe('none')
    const listed = (await api('GET', '/servicekey?state=destroyed_compromised')).body.objects_list
    expect(listed.map((key: { id: string }) => key.id)).toContain(id)
  })

  it('keeps a key that is not active from doing anything', async () => {
    const { id } = await create({ type: 'oct' })
    await api('POST', `/servicekey/${id}/deactivate`, { reason: 'unspecified' })
    const { status, body } = await api('POST', `/servicekey/${id}/encrypt`, { plaintext: 'AAAA' })
    expect([status, body.error_code, body.errors[0]]).toEqual([400, 17047553, `service key ${id} is deactivated; activate it first: POST .../servicekey/${id}/activate`])
  })
})

describe('list', () => {
  it('pages through every key once, and never gives an empty page that says more follows', async () => {
    const fresh = await startTestEmulator()
    try {
      const ids = []
      for (let i = 0; i < 25; i++) {
        ids.push((await fresh.api('POST', '/servicekey', { name: `key ${i}`, type: 'oct' })).body.id)
      }
      const seen = []
      let token = ''
      do {
        const { body } = await fresh.api('GET', `/servicekey?max=10${token && `&continuation-token=${token}`}`)
        expect(body.objects_list.length).toBeGreaterThan(0)
        seen.push(...body.objects_list.map((key: { id: string }) => key.id))
        expect(body.continuation_token === '').toBe(!body.is_truncated)
        token = body.continuation_token
      } while (token !== '')
      expect(seen).toEqual(ids)
    } finally {
      await fresh.close()
    }
  })

  it('continues after a restart, and only the same list of the same domain', async () => {
    const first = await startTestEmulator({ flags: [] })
    for (let i = 0; i < 11; i++) await first.api('POST', '/servicekey', { name: `key ${i}`, type: 'oct' })
    const { body: { continuation_token: token } } = await first.api('GET', '/servicekey?max=10')
    const second = await first.restart()
    try {
      const { okmsId } = (await second.admin.request('POST', '/_emulator/domains', { name: 'other' })).body
      const { certificatePEM: certificatePem, privateKeyPEM: privateKeyPem } =
        (await second.admin.request('POST', `/_emulator/domains/${okmsId}/credentials`, { name: 'c' })).body
      const other = second.clientWith({ certificate: { certificatePem, privateKeyPem } })
      const continued = `servicekey?max=100&continuation-token=${token}`
      expect((await second.api('GET', `/${continued}`)).body)
        .toMatchObject({ objects_list: [{ name: 'key 10' }], is_truncated: false })
      for (const { status, body } of [
        await other.request('GET', `/api/${okmsId}/v1/${continued}`),
        await second.api('GET', `/${continued}&state=all`), await second.api('GET', `/${continued}&state=active`)
      ]) {
        expect([status, body.errors]).toEqual([400, [expect.stringMatching(/^query continuation-token: /)]])
      }
    } finally {
      await second.close()
    }
  })

  it.each([
    ['max=9'], ['max=101'], ['max=ten'], ['state=enabled'], ['continuation-token=nonsense']
  ])('refuses %s', async (query) => {
    expect((await api('GET', `/servicekey?${query}`)).status).toBe(400)
  })
})

describe('rename', () => {
  it.each(['application/json', 'text/json', 'application/merge-patch+json'])('takes %s', async (contentType) => {
    const { id } = await create({ type: 'oct' })
    const {
      status, body
    } = await api('PATCH', `/servicekey/${id}`, { name: 'new name' }, { headers: { 'content-type': contentType } })
    expect([status, body.name]).toEqual([200, 'new name'])
  })

  it('refuses nothing to change, and a name that is too long', async () => {
    const { id } = await create({ type: 'oct' })
    expect((await api('PATCH', `/servicekey/${id}`, {})).status).toBe(400)
    expect((await api('PATCH', `/servicekey/${id}`, { name: 'x'.repeat(33) })).status).toBe(400)
  })
})
