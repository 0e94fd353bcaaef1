// The KV v2 API of secrets: what Vault clients send and read.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
let base: string

beforeAll(async () => {
  emulator = await startTestEmulator()
  base = `/api/${emulator.okmsId}/v1/secret`
})

afterAll(async () => { await emulator.close() })

const call = (method: string, path: string, body?: unknown) => emulator.client.request(method, `${base}${path}`, body)
const native = (method: string, path: string, body?: unknown) =>
  emulator.client.request(method, `/api/${emulator.okmsId}/v2${path}`, body)

let count = 0
const newPath = () => `kv/${count++}`

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/)

describe('data', () => {
  it('is written and read', async () => {
    const path = newPath()
    const metadata = { created_time: time, custom_metadata: null, deletion_time: '', destroyed: false, version: 1 }
    expect((await call('POST', `/data/${path}`, { data: { b: 1, a: { c: null } }, options: {} })).body)
      .toEqual({ request_id: expect.any(String), data: metadata })
    expect((await call('GET', `/data/${path}`)).body)
      .toEqual({ request_id: expect.any(String), data: { data: { b: 1, a: { c: null } }, metadata } })
    const { body } = await native('GET', `/secret/${path}?includeData=true`)
    expect(body.version.data).toEqual({ b: 1, a: { c: null } })
  })

  it('is merged by PATCH with both media types', async () => {
    const path = newPath()
    await call('POST', `/data/${path}`, { data: { a: 1, b: { c: 2, d: 3 } } })
    const merged = await call('PATCH', `/data/${path}`, { data: { a: null, b: { c: 4 } }, options: { cas: '1' } })
    expect(merged.status).toBe(200)
    const patched = await emulator.client.request('PATCH', `${base}/data/${path}`, undefined, {
      headers: { 'content-type': 'application/merge-patch+json' }, raw: JSON.stringify({ data: { e: [{ f: null }] } })
    })
    expect(patched.body.data.version).toBe(3)
    expect((await call('GET', `/data/${path}`)).body.data.data).toEqual({ b: { c: 4, d: 3 }, e: [{}] })
    expect((await call('GET', `/subkeys/${path}?depth=1`)).body.data.subkeys).toEqual({ b: null, e: null })
  })

  it('that is deleted or destroyed is a 404 with its metadata', async () => {
    const path = newPath()
    await call('POST', `/data/${path}`, { data: { a: 1 } })
    await call('DELETE', `/data/${path}`)
    const deleted = await call('GET', `/data/${path}`)
    const metadata = { created_time: time, custom_metadata: null, deletion_time: time, destroyed: false, version: 1 }
    expect([deleted.status, deleted.body]).toEqual([404, {
      error_id: expect.any(String),
      error_code: 17125377,
      errors: ['version 1 is deleted'],
      request_id: expect.any(String),
      data: { data: null, metadata }
    }])
    expect((await call('PATCH', `/data/${path}`, { data: {} })).body.data).toEqual(metadata)
    expect((await call('GET', `/subkeys/${path}`)).body.data).toBeUndefined()
    const { body } = await native('GET', `/secret/${path}?includeData=true`)
    expect(body.version).toMatchObject({ state: 'deactivated' })
    expect((await call('POST', `/undelete/${path}`, { versions: ['1'] })).status).toBe(204)
    expect((await call('GET', `/data/${path}`)).status).toBe(200)
    await call('PUT', `/destroy/${path}`, { versions: [1, 7] })
    const destroyed = await call('GET', `/data/${path}`)
    expect(destroyed.body.data.metadata).toMatchObject({ destroyed: true, deletion_time: '' })
  })
})

it('lists names level by level', async () => {
  for (const name of ['x', 'x/y', 'a.1', 'a/1', 'a0']) await call('POST', `/data/levels/${name}`, { data: {} })
  expect((await call('GET', '/metadata/levels?list=true')).body.data).toEqual({ keys: ['a.1', 'a/', 'a0', 'x', 'x/'] })
  expect((await call('GET', '/metadata/levels/x/?list=1')).body.data.keys).toEqual(['y'])
  expect((await call('GET', '/metadata')).body.data.keys).toContain('levels/')
  expect((await call('GET', '/metadata/?list=true')).body.data.keys).toContain('levels/')
  expect((await call('GET', '/metadata/nothing?list=true')).status).toBe(404)
})

it('has metadata before and after data', async () => {
  const path = newPath()
  const set = await call('POST', `/metadata/${path}`, {
    custom_metadata: { a: '1', b: '2' }, max_versions: 3, delete_version_after: '0s0ns'
  })
  expect(set.status).toBe(204)
  const merged = await call('PATCH', `/metadata/${path}`, {
    custom_metadata: { a: null, c: '3' }, delete_version_after: '1d'
  })
  expect(merged.status).toBe(204)
  expect((await call('GET', `/metadata/${path}`)).body.data).toEqual({
    cas_required: false,
    created_time: time,
    current_version: 0,
    custom_metadata: { b: '2', c: '3' },
    delete_version_after: '24h0m0s',
    max_versions: 3,
    oldest_version: 0,
    updated_time: time,
    urn: `urn:v1:eu:resource:okms:${emulator.okmsId}/secret/${path}`,
    versions: {}
  })
  expect((await native('GET', `/secret/${path}`)).body).toMatchObject({ metadata: { deactivateVersionAfter: '1d' } })
  expect((await call('GET', `/data/${path}`)).status).toBe(404)
  await call('POST', `/data/${path}`, { data: {} })
  expect((await call('GET', `/metadata/${path}`)).body.data.versions)
    .toEqual({ 1: { created_time: time, deletion_time: time, destroyed: false } })
  expect((await call('DELETE', `/metadata/${path}`)).status).toBe(204)
  expect((await call('GET', `/metadata/${path}`)).status).toBe(404)
})

it('shares its configuration with the native API', async () => {
  const set = await call('POST', '/config', { max_versions: 24, delete_version_after: '1d', cas_required: true })
  expect(set.status).toBe(204)
  expect((await call('GET', '/config')).body.data)
    .toEqual({ cas_required: true, delete_version_after: '24h0m0s', max_versions: 24 })
  expect((await native('GET', '/secretConfig')).body)
    .toEqual({ casRequired: true, deactivateVersionAfter: '1d', maxVersions: 24 })
  const warned = await call('POST', `/metadata/${newPath()}`, { cas_required: false })
  expect([warned.status, warned.body]).toEqual([200, { warnings: [expect.stringContaining('no effect')] }])
  await native('PUT', '/secretConfig', { casRequired: null, deactivateVersionAfter: null, maxVersions: null })
})
