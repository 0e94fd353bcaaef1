// What the page at `/` loads: keys, one key, operations. Each for one credential, and
// nothing for pages of other origins.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', 'enforce'] }) })
afterAll(async () => { await emulator.close() })

const create = async (name: string, body: object = { type: 'oct' }): Promise<string> =>
  (await emulator.api('POST', '/servicekey', { name, ...body })).body.id

async function page (name: string, query: Readonly<Record<string, string>> = {}, client: Client = emulator.client) {
  return await client.request('GET', `/page/${name}.json?${new URLSearchParams(query).toString()}`)
}

const namesOf = ({ body }: { readonly body: { readonly keys: ReadonlyArray<{ readonly name: string }> } }) =>
  body.keys.map(({ name }) => name)

/** A credential of a domain with one identity, and policies for it. */
async function credentialWith (
  policies: ReadonlyArray<{ readonly resources: readonly string[] }>, okmsId = emulator.okmsId
) {
  const identity = `urn:v1:eu:identity:user:xx1111-ovh/${randomUUID()}`
  const { body } = await emulator.admin.request('POST', `/_emulator/domains/${okmsId}/credentials`, { name: 'another', identityURNs: [identity] })
  for (const { resources } of policies) {
    const { status } = await emulator.admin.request('POST', '/_emulator/policies', {
      name: 'p',
      identities: [identity],
      resources: resources.map((urn) => ({ urn })),
      action: ['okms:apikms:serviceKey/get', 'okms:apikms:serviceKey/encrypt']
    })
    expect(status).toBe(201)
  }
  return {
    credentialId: body.id as string,
    client: emulator.clientWith({
      certificate: { certificatePem: body.certificatePEM, privateKeyPem: body.privateKeyPEM }
    })
  }
}

describe('keys', () => {
  it('come a page at a time, all of more than 200', async () => {
    // One after another on one connection: at the same time, each would make a TLS handshake.
    for (let index = 0; index < 210; index++) await create(`paged ${index}`)
    const seen = new Set<string>()
    let after = ''
    for (let pages = 0; pages < 20; pages++) {
      const reply = await page('keys', { search: 'paged', after })
      for (const name of namesOf(reply)) seen.add(name)
      if (reply.body.next === null) break
      after = reply.body.next
    }
    expect(seen.size).toBe(210)
  }, 30_000)

  it('are found by name, id, state and type, and counted whatever is shown', async () => {
    const before = (await page('keys')).body.counts
    const [, second] = [await create('needle'), await create('needle', { type: 'EC', curve: 'P-256' })]
    await emulator.api('POST', `/servicekey/${second}/deactivate`, { reason: 'key_compromise' })
    expect(namesOf(await page('keys', { search: 'NEEDLE' }))).toHaveLength(2)
    expect((await page('keys', { search: 'needle', type: 'EC' })).body.keys)
      .toMatchObject([{ id: second, state: 'compromised', changes: [{ reason: 'key_compromise' }] }])
    expect((await page('keys', { search: second })).body.keys).toHaveLength(1)
    const { body } = await page('keys', { state: 'compromised' })
    expect(body.keys).toMatchObject([{ id: second }])
    expect(body.counts).toEqual({ ...before, active: before.active + 1, compromised: before.compromised + 1 })
  })

  it('say their credential, so that a page of another one notices', async () => {
    for (const name of ['keys', 'key', 'operations']) {
      expect((await page(name)).body.credentialId).toBe((await page('start')).body.reader.credentialId)
    }
  })

  it.each([['state', 'gone'], ['type', 'DSA'], ['state', 'Active']])('refuse the %s %s, and name those there are', async (name, value) => {
    const { status, body } = await page('keys', { [name]: value })
    expect([status, body.errors[0]]).toEqual([400, expect.stringMatching(new RegExp(`^query ${name}: got "${value}"; accepted: `))])
  })

  it.each([['keys', 'state'], ['keys', 'type'], ['operations', 'kind']])('do not repeat what could be a secret: %s, %s', async (name, parameter) => {
    const secret = Buffer.from(randomUUID()).toString('base64').slice(0, 32)
    const { status, body } = await page(name, { [parameter]: secret })
    expect(status).toBe(400)
    expect(body.errors[0]).toMatch(new RegExp(`^query ${parameter}: got a string of 32 characters; accepted: `))
  })

  it('begin again for a key that is not there', async () => {
    expect(namesOf(await page('keys', { after: randomUUID() }))).toEqual(namesOf(await page('keys')))
  })
})

describe('one key', () => {
  it('has its way, and is null where there is none', async () => {
    const keyId = await create('one')
    expect((await page('key', { id: keyId.toUpperCase() })).body.key)
      .toMatchObject({ id: keyId, name: 'one', state: 'active', changes: [] })
    expect((await page('key', { id: randomUUID() })).body.key).toBeNull()
  })
})

describe('operations', () => {
  it('are those of one key, with its name', async () => {
    const [keyId, other] = [await create('operated on'), await create('other')]
    for (const id of [keyId, other, keyId]) {
      await emulator.api('POST', `/servicekey/${id}/encrypt`, { plaintext: 'SGVsbG8gV29ybGQ=' })
    }
    const { body } = await page('operations', { kind: 'serviceKey', id: keyId })
    expect(body.operations).toMatchObject([
      { operationId: 'Encrypt', resource: { name: 'operated on' } },
      { operationId: 'Encrypt', resource: { kind: 'serviceKey', id: keyId } }
    ])
    expect((await page('operations')).body.operations.length).toBeGreaterThan(2)
  })
})

describe('who may see a part', () => {
  it('gets that part and its counts, never the full ones', async () => {
    const keyId = await create('for the other one')
    const hidden = await create('hidden')
    await emulator.api('POST', `/servicekey/${hidden}/encrypt`, { plaintext: 'SGVsbG8gV29ybGQ=' })
    await emulator.api('POST', `/servicekey/${keyId}/encrypt`, { plaintext: 'SGVsbG8gV29ybGQ=' })
    const { client } = await credentialWith([{ resources: [`urn:v1:eu:resource:okms:${emulator.okmsId}/serviceKey/${keyId}`] }])
    const { body } = await page('keys', {}, client)
    expect(body.keys).toMatchObject([{ id: keyId }])
    expect(body.counts)
      .toEqual({ pre_active: 0, active: 1, deactivated: 0, compromised: 0, destroyed: 0, destroyed_compromised: 0 })
    expect((await page('key', { id: hidden }, client)).body.key).toBeNull()
    expect((await page('operations', { kind: 'serviceKey', id: hidden }, client)).body.operations).toEqual([])
    expect((await page('operations', {}, client)).body.operations)
      .toMatchObject([{ operationId: 'Encrypt', resource: { id: keyId, name: 'for the other one' } }])
  })

  it('gets the full counts with the whole domain, and none without any policy', async () => {
    const full = (await page('keys')).body.counts
    const whole = await credentialWith([{ resources: [`urn:v1:eu:resource:okms:${emulator.okmsId}`] }])
    expect((await page('keys', {}, whole.client)).body.counts).toEqual(full)
    const nothing = await credentialWith([])
    const { body } = await page('keys', {}, nothing.client)
    expect([body.keys, Object.values(body.counts)]).toEqual([[], [0, 0, 0, 0, 0, 0]])
  })
})

describe('who may see nothing', () => {
  const names = ['keys.json', 'key.json', 'operations.json', 'events'] as const

  it.each(names)('gets nothing from /page/%s: no certificate', async (name) => {
    expect((await emulator.clientWith({}).request('GET', `/page/${name}`)).status).toBe(401)
  })

  it.each(
    names.flatMap((name) => ['cross-site', 'same-site'].map((site) => [name, site] as const))
  )('gets nothing from /page/%s: a page of another origin (%s)', async (name, site) => {
    const { status, body } = await emulator.client.request('GET', `/page/${name}`, undefined, {
      headers: { 'sec-fetch-site': site }
    })
    expect([status, body.errors[0]]).toEqual([403, expect.stringContaining('another origin')])
  })

  it('of another domain, gets that domain alone', async () => {
    const { body: domain } = await emulator.admin.request('POST', '/_emulator/domains', { name: 'other domain' })
    const keyId = await create('of the first domain')
    const { client } = await credentialWith([{ resources: ['*'] }], domain.okmsId)
    const { body } = await page('keys', { search: 'of the first' }, client)
    expect([body.keys, Object.values(body.counts)]).toEqual([[], [0, 0, 0, 0, 0, 0]])
    expect((await page('key', { id: keyId }, client)).body.key).toBeNull()
    expect((await page('keys', { after: keyId }, client)).body.keys).toEqual([])
    expect((await page('operations', {}, client)).body.operations).toEqual([])
  })
})

describe('operations of the service', () => {
  it.each(['cross-site', 'same-site'])('are refused to a page of another origin that shows the certificate of the browser (%s)', async (site) => {
    const keyId = await create('kept')
    await emulator.api('POST', `/servicekey/${keyId}/deactivate`, { reason: 'unspecified' })
    const { status } = await emulator.api('POST', `/servicekey/${keyId}/activate`, undefined, {
      headers: { 'sec-fetch-site': site }
    })
    expect(status).toBe(403)
    expect((await page('key', { id: keyId })).body.key.state).toBe('deactivated')
  })

  it.each(['same-origin', 'none'])('are there for our own pages and for the address bar (%s)', async (site) => {
    expect((await emulator.api('GET', '/servicekey', undefined, { headers: { 'sec-fetch-site': site } })).status)
      .toBe(200)
  })
})
