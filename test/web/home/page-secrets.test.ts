// What the page at `/` loads of secrets: a list, one secret with its versions, the configuration. Never data, and for
// each caller what its policies let it get.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

const day = 86_400_000

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', 'enforce'] }) })
afterAll(async () => { await emulator.close() })

/** Each test has a domain of its own. */
let okmsId: string
let owner: Client
beforeEach(async () => {
  okmsId = (await emulator.admin.request('POST', '/_emulator/domains', { name: 'd' })).body.okmsId
  owner = await callerWith(['*'], [`urn:v1:eu:resource:okms:${okmsId}`])
})

async function callerWith (action: readonly string[], urns: readonly string[]): Promise<Client> {
  const identity = `urn:v1:eu:identity:user:xx1111-ovh/${randomUUID()}`
  const { body } = await emulator.admin.request('POST', `/_emulator/domains/${okmsId}/credentials`, {
    name: 'c', identityURNs: [identity]
  })
  if (urns.length > 0) {
    const { status } = await emulator.admin.request('POST', '/_emulator/policies', {
      name: 'p', identities: [identity], resources: urns.map((urn) => ({ urn })), action
    })
    expect(status).toBe(201)
  }
  return emulator.clientWith({
    certificate: { certificatePem: body.certificatePEM, privateKeyPem: body.privateKeyPEM }
  })
}

const urnOf = (path: string) => `urn:v1:eu:resource:okms:${okmsId}/secret/${path}`

async function call (method: string, path: string, body?: object): Promise<void> {
  const { status, body: reply } = await owner.request(method, `/api/${okmsId}/${path}`, body)
  expect([status < 300, reply]).toEqual([true, reply])
}

const create = (path: string, metadata: object = {}) =>
  call('POST', 'v2/secret', { path, metadata, version: { data: { password: 'known value' } } })

async function page (name: string, query: Readonly<Record<string, string>> = {}, client = owner) {
  const { status, body } = await client.request('GET', `/page/${name}.json?${new URLSearchParams(query).toString()}`)
  expect([status, JSON.stringify(body).includes('known value')]).toEqual([200, false])
  return body
}

const pathsOf = async (client: Client, search = '') =>
  (await page('secrets', { search }, client)).secrets.map(({ path }: { readonly path: string }) => path)

describe('secrets', () => {
  it('come by path, a page at a time, with their current versions and the configuration', async () => {
    for (let index = 10; index < 35; index++) await create(`app/${index}`)
    await call('POST', 'v1/secret/metadata/zz', { max_versions: 2 })
    await call('PUT', 'v2/secretConfig', { maxVersions: 4, casRequired: true })
    const first = await page('secrets')
    expect(first).toMatchObject({
      secrets: { length: 20, 0: { path: 'app/10', version: { number: 1, state: 'active', deactivatedAt: null } } },
      next: 'app/29',
      count: 26,
      configuration: { casRequired: true, maxVersions: 4, deactivateVersionAfter: '0s' },
      now: expect.any(Number)
    })
    const last = await page('secrets', { after: first.next })
    expect(last).toMatchObject({ secrets: { length: 6, 5: { path: 'zz', version: null } }, next: null })
    expect(await pathsOf(owner, 'P/3')).toEqual(['app/30', 'app/31', 'app/32', 'app/33', 'app/34'])
  })
})

describe('one secret', () => {
  it('has its settings, custom metadata and versions with their states, also planned ones', async () => {
    const customMetadata = { team: 'billing', 'rotated-by': 'jane@example.com' }
    await create('app/db', { customMetadata, deactivateVersionAfter: '1d', maxVersions: 7, casRequired: true })
    for (const cas of [1, 2]) await call('PUT', `v2/secret/app%2Fdb?cas=${cas}`, { version: { data: { a: 1 } } })
    await call('PUT', 'v2/secret/app/db/version/1', { state: 'deleted' })
    await call('PUT', 'v2/secret/app/db/version/2', { state: 'deactivated' })
    const { secret, now } = await page('secret', { path: 'app/db' })
    expect(secret).toMatchObject({
      path: 'app/db',
      casRequired: true,
      maxVersions: 7,
      deactivateVersionAfter: '1d',
      customMetadata,
      keptVersions: 7,
      moreVersions: 0,
      versions: [
        { number: 3, state: 'active' }, { number: 2, state: 'deactivated' }, { number: 1, state: 'deleted' }
      ]
    })
    expect(Object.keys(secret.versions[0])).toEqual(['number', 'state', 'createdAt', 'deactivatedAt'])
    expect(secret.versions[0].deactivatedAt - secret.versions[0].createdAt).toBe(day)
    expect(secret.versions[1].deactivatedAt).toBeLessThanOrEqual(now)
    emulator.clock.advance(day)
    expect((await page('secret', { path: 'app/db' })).secret.versions[0].state).toBe('deactivated')
  })

  it.each([
    '', 'none', 'app', 'app/', '/app/db', 'app/db\u0000', '../app/db', '__proto__'
  ])('is null at %j, where there is none', async (path) => {
    await create('app/db')
    expect((await page('secret', { path })).secret).toBeNull()
  })
})

describe('who may see a part', () => {
  it('gets that part and its count, also by the beginning of a path', async () => {
    for (const path of ['app/a', 'app/b', 'other', 'seen']) await create(path)
    const guest = await callerWith(['okms:apikms:secret/get'], [urnOf('app/*'), urnOf('seen')])
    expect(await page('secrets', {}, guest)).toMatchObject({ count: 3, configuration: null })
    expect(await pathsOf(guest)).toEqual(['app/a', 'app/b', 'seen'])
    expect((await page('secret', { path: 'app/a' }, guest)).secret).toMatchObject({ path: 'app/a' })
    expect((await page('secret', { path: 'other' }, guest)).secret).toBeNull()
    expect(await pathsOf(guest, 'oth')).toEqual([])
    expect(await pathsOf(await callerWith(['okms:apikms:secret/get'], [`urn:v1:eu:resource:okms:${okmsId}`])))
      .toEqual(['app/a', 'app/b', 'other', 'seen'])
  })

  it.each([
    ['no policy', [], []],
    ['the data alone', ['okms:apikms:secret/version/getData'], ['*']],
    ['every key', ['okms:apikms:serviceKey/*'], ['*']],
    ['another domain', ['*'], [`urn:v1:eu:resource:okms:${randomUUID()}`]]
  ])('sees none with %s', async (_, actions, urns) => {
    await create('hidden')
    const guest = await callerWith(actions, urns)
    expect(await page('secrets', {}, guest)).toMatchObject({ secrets: [], next: null, count: 0, configuration: null })
    expect((await page('secret', { path: 'hidden' }, guest)).secret).toBeNull()
    expect((await page('operations', { kind: 'secret', id: 'hidden' }, guest)).operations).toEqual([])
  })

  it('gets the configuration with its own action', async () => {
    const guest = await callerWith(['okms:apikms:secretConfig/get'], [`urn:v1:eu:resource:okms:${okmsId}`])
    expect(await page('secrets', {}, guest)).toMatchObject({ secrets: [], configuration: { maxVersions: 0 } })
  })
})

describe('who may see nothing', () => {
  it.each(['secrets', 'secret'])('gets nothing from /page/%s.json', async (name) => {
    expect((await emulator.clientWith({}).request('GET', `/page/${name}.json`)).status).toBe(401)
    const { status } = await owner.request('GET', `/page/${name}.json`, undefined, {
      headers: { 'sec-fetch-site': 'cross-site' }
    })
    expect(status).toBe(403)
  })
})

describe('operations', () => {
  it('are those of one secret, by either API', async () => {
    for (const path of ['app/db', 'other']) {
      await create(path)
      await call('GET', `v2/secret/${path}?includeData=true`)
    }
    await call('POST', 'v1/secret/data/app/db', { data: { password: 'known value' } })
    const { operations } = await page('operations', { kind: 'secret', id: 'app/db' })
    expect(operations).toMatchObject([
      { operationId: 'GetSecretV2', resource: { kind: 'secret', id: 'app/db', name: null } },
      { operationId: 'PostSecretRequest', resource: { kind: 'secret', id: 'app/db' } }
    ])
  })
})
