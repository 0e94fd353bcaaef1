// The native API of secrets (v2): the life of a secret over mutual TLS.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
let base: string

beforeAll(async () => {
  emulator = await startTestEmulator()
  base = `/api/${emulator.okmsId}/v2`
})

afterAll(async () => { await emulator.close() })

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  emulator.client.request(method, `${base}${path}`, body, headers && { headers })

let count = 0
const newPath = () => `native/${count++}`
const inUrl = encodeURIComponent

async function created (metadata?: object, path = newPath()): Promise<string> {
  const { status } = await call('POST', '/secret', { path, metadata, version: { data: { a: 1 } } })
  expect(status).toBe(200)
  return inUrl(path)
}

describe('a secret', () => {
  it('is created with its first version and shown without data unless asked', async () => {
    const path = newPath()
    const reply = await call('POST', '/secret', {
      path,
      metadata: { deactivateVersionAfter: '1d', maxVersions: 7, customMetadata: { team: 'a' } },
      version: { data: { a: { b: [1] } } }
    })
    expect(reply.body).toEqual({
      path,
      metadata: {
        casRequired: false,
        deactivateVersionAfter: '1d',
        maxVersions: 7,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        updatedAt: expect.any(String),
        currentVersion: 1,
        oldestVersion: 0,
        customMetadata: { team: 'a' },
        urn: `urn:v1:eu:resource:okms:${emulator.okmsId}/secret/${path}`
      }
    })
    const { body: plain } = await call('GET', `/secret/${inUrl(path)}`)
    expect(plain.version).toEqual({ id: 1, state: 'active', createdAt: expect.any(String) })
    const { body: whole } = await call('GET', `/secret/${path}?includeData=true`)
    expect(whole).toEqual({ ...plain, version: { ...plain.version, data: { a: { b: [1] } } } })
  })

  it('is refused where one is', async () => {
    const path = newPath()
    await created({}, path)
    const reply = await call('POST', '/secret', { path, version: { data: {} } })
    expect([reply.status, reply.body.error_code]).toEqual([409, 17145857])
  })

  it('that is not there is a 404 with the code by which clients know it', async () => {
    for (const [method, body] of [['GET'], ['PUT', { version: { data: {} } }], ['DELETE']] as const) {
      const reply = await call(method, '/secret/no%2Fsuch', body)
      expect([reply.status, reply.body.error_code]).toEqual([404, 17125377])
    }
  })

  it('gets versions by PUT and by POST, with check-and-set', async () => {
    const path = await created({ casRequired: true })
    const data = { version: { data: { a: 2 } } }
    const missing = await call('PUT', `/secret/${path}`, data)
    expect([missing.status, missing.body.errors[0]]).toEqual([400, expect.stringMatching(/^cas: check-and-set parameter required for this call/)])
    const wrong = await call('PUT', `/secret/${path}?cas=9`, data)
    expect(wrong.body.errors[0]).toMatch(/check-and-set parameter did not match the current version; got cas 9/)
    expect((await call('PUT', `/secret/${path}?cas=1`, data)).body.metadata.currentVersion).toBe(2)
    const posted = await call('POST', `/secret/${path}/version?cas=2`, { data: { a: 3 } })
    expect(posted.body).toEqual({ id: 3, state: 'active', createdAt: expect.any(String) })
    const lifted = await call('PUT', `/secret/${path}`, { metadata: { casRequired: false }, ...data })
    expect(lifted.body.metadata).toMatchObject({ currentVersion: 4, casRequired: false })
    const { body } = await call('GET', `/secret/${path}?version=1&includeData=true`)
    expect([body.version.data, body.metadata.currentVersion]).toEqual([{ a: 1 }, 4])
  })

  it('changes the state of its versions', async () => {
    const path = await created()
    const move = (state: string) => call('PUT', `/secret/${path}/version/1`, { state })
    expect((await move('deactivated')).body)
      .toMatchObject({ id: 1, state: 'deactivated', deactivatedAt: expect.any(String) })
    const { body, status } = await call('GET', `/secret/${path}?includeData=true`)
    expect([status, body.version.state, body.version.data]).toEqual([200, 'deactivated', undefined])
    expect((await move('active')).body).toEqual({ id: 1, state: 'active', createdAt: expect.any(String) })
    expect((await call('GET', `/secret/${path}/version/1`)).body.data).toBeUndefined()
    expect((await call('GET', `/secret/${path}/version/1?includeData=true`)).body.data).toEqual({ a: 1 })
    expect((await move('deleted')).body.state).toBe('deleted')
    expect((await move('deleted')).status).toBe(200)
    expect((await move('active')).status).toBe(400)
    expect((await move('activated')).status).toBe(400)
    expect((await call('GET', `/secret/${path}/version`)).body).toMatchObject([{ id: 1, state: 'deleted' }])
  })

  it('is gone with all its versions once it is deleted, and begins again at version 1', async () => {
    const path = newPath()
    await created({}, path)
    await call('POST', `/secret/${inUrl(path)}/version`, { data: { a: 2 } })
    expect((await call('DELETE', `/secret/${inUrl(path)}`)).status).toBe(204)
    expect((await call('GET', `/secret/${inUrl(path)}`)).status).toBe(404)
    await created({}, path)
    expect((await call('GET', `/secret/${inUrl(path)}`)).body.metadata.currentVersion).toBe(1)
  })
})

it('lists page by page, without what follows in the last one', async () => {
  for (let index = 0; index < 12; index++) await created({}, `paged/${index}`)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const reply = await call('GET', '/secret', undefined, {
      'x-pagination-size': '10', ...(cursor === undefined ? {} : { 'x-pagination-cursor': cursor })
    })
    seen.push(...reply.body.map(({ path }: { path: string }) => path))
    cursor = reply.headers['x-pagination-cursor-next'] as string | undefined
  } while (cursor !== undefined)
  expect(seen).toEqual([...seen].sort())
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.filter((path) => path.startsWith('paged/'))).toHaveLength(12)
  const foreign = await call('GET', '/secret', undefined, { 'x-pagination-cursor': 'AAAA' })
  expect([foreign.status, foreign.body.errors[0]]).toEqual([400, expect.stringContaining('invalid cursor')])
})

it('has one configuration for the secrets of the domain', async () => {
  expect((await call('GET', '/secretConfig')).body)
    .toEqual({ casRequired: false, maxVersions: 0, deactivateVersionAfter: '0s' })
  const changed = await call('PUT', '/secretConfig', { maxVersions: 3, deactivateVersionAfter: '10h30m10s' })
  expect(changed.body).toEqual({ casRequired: false, maxVersions: 3, deactivateVersionAfter: '10h30m10s' })
  await call('PUT', '/secretConfig', { maxVersions: null, deactivateVersionAfter: null })
  expect((await call('GET', '/secretConfig')).body)
    .toEqual({ casRequired: false, maxVersions: 0, deactivateVersionAfter: '0s' })
})
