// The test controls through the OVHcloud API: journal, faults, clocks, limits, delays, snapshots, repeatable ids.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { ovhCalls, type OvhCall } from '../../harness/ovh-api.js'

const key = { name: 'a key', type: 'oct', size: 256 }

const adminOf = ({ admin }: TestEmulator) => async (method: string, path: string, body?: unknown) => {
  const reply = await admin.request(method, `/_emulator${path}`, body)
  expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300)
  return reply.body
}

let emulator: TestEmulator
let call: OvhCall
let admin: ReturnType<typeof adminOf>
let domain: string
beforeAll(async () => {
  emulator = await startTestEmulator()
  call = ovhCalls(emulator, { client: emulator.clientWith({}) })
  admin = adminOf(emulator)
  domain = `/v2/okms/resource/${emulator.okmsId}`
})
afterAll(async () => { await emulator.close() })
afterEach(async () => {
  await admin('DELETE', '/faults')
  await admin('DELETE', '/clock')
})

describe('the journal', () => {
  it('records calls, with their domain or the account, and who made them', async () => {
    const { body: { id } } = await call('POST', `${domain}/serviceKey`, key)
    await call('GET', '/v1/me')
    await call('GET', `${domain}/serviceKey/${crypto.randomUUID()}`)
    const { entries } = await admin('GET', '/journal?order=desc&limit=3')
    const caller = expect.objectContaining({ identityURNs: ['urn:v1:eu:identity:account:emulator-ovh'] }) as object
    expect(entries).toMatchObject([
      { operationId: 'GetDomainServiceKey', okmsId: emulator.okmsId, status: 404, result: 'refused', caller },
      { operationId: 'GetMe', okmsId: null, path: '/v1/me', status: 200, caller },
      { operationId: 'CreateDomainServiceKey', okmsId: emulator.okmsId, status: 200, caller }
    ])
    const found = await admin('GET', `/journal?resource=serviceKey/${id}&limit=10`)
    expect(found.entries).toEqual([])
    await call('GET', `${domain}/serviceKey/${id}`)
    expect((await admin('GET', `/journal?resource=serviceKey/${id}&limit=10`)).entries).toHaveLength(1)
    expect((await admin('GET', '/journal?resource=account/*&operationId=GetMe')).entries).toHaveLength(1)
  })
})

describe('a fault', () => {
  const add = async (match: object, effect: object) => await admin('POST', '/faults', { match, effect })

  it.each([
    [{ status: 503 }, 503, 'Server::ServiceUnavailable'], [{ status: 429 }, 429, 'Client::TooManyRequests'],
    [{ error: 'Internal' }, 500, 'Server::InternalServerError'], [{ error: 'DomainNotFound' }, 404, 'Client::NotFound'],
    [{ error: 'ActionNotAllowed' }, 403, 'Client::Forbidden']
  ])('%j answers %i with the class %s', async (effect, status, name) => {
    await add({ operationId: 'GetDomainResource' }, effect)
    const reply = await call('GET', domain)
    expect([reply.status, reply.body.class, Object.keys(reply.body as object)]).toEqual([status, name,
      ['class', 'message']])
    if (status === 429 || status === 503) expect(reply.headers['retry-after']).toBeDefined()
    expect((await call('GET', '/1.0/me')).status).toBe(200)
  })

  it('by the name of an error has the words of this API', async () => {
    await add({ operationId: 'GetDomainServiceKey' }, { error: 'KeyNotFound' })
    await add({ operationId: 'GetMe' }, { error: 'SignatureInvalid' })
    expect((await call('GET', `${domain}/serviceKey/${crypto.randomUUID()}`)).body.class).toBe('Client::NotFound')
    expect((await call('GET', '/1.0/me')).body).toMatchObject({
      errorCode: 'INVALID_SIGNATURE',
      httpCode: '400 Bad Request'
    })
  })

  it('of a path reaches each spelling of it alone', async () => {
    await add({ path: '/v1/me' }, { error: 'Internal' })
    await add({ path: '*/serviceKey/', method: 'POST' }, { status: 503 })
    expect([(await call('GET', '/1.0/me')).status, (await call('GET', '/v1/me')).status]).toEqual([200, 500])
    expect((await call('POST', `${domain}/serviceKey`, key)).status).toBe(200)
    expect((await call('POST', `${domain}/serviceKey/`, key)).status).toBe(503)
  })

  it('of an operation reaches each of its URLs, and no other operation', async () => {
    await add({ operationId: 'GetMe' }, { error: 'Internal' })
    expect([(await call('GET', '/1.0/me')).status, (await call('GET', '/v1/me')).status]).toEqual([500, 500])
    expect((await call('GET', '/1.0/auth/details')).status).toBe(200)
    expect((await emulator.api('GET', '/random')).status).toBe(200)
  })

  it('that no operation of this API can have is refused', async () => {
    const reply = await emulator.admin.request('POST', '/_emulator/faults', {
      match: { operationId: 'GetMe' },
      effect: { error: 'UserExists' }
    })
    expect([reply.status, reply.body.errors[0]]).toEqual([400, expect.stringContaining('which the contract does not list for GetMe')])
    const typo = await emulator.admin.request('POST', '/_emulator/faults',
      { match: { operationId: 'GetNothing' }, effect: { status: 503 } })
    expect(typo.status).toBe(400)
  })

  it('hits a request before its handler', async () => {
    await add({ resource: `urn:v1:eu:resource:okms:${emulator.okmsId}`, operationId: 'CreateDomainServiceKey' }, { error: 'Internal' })
    const before = (await call('GET', `${domain}/serviceKey`)).body.length as number
    expect((await call('POST', `${domain}/serviceKey`, key)).status).toBe(500)
    expect((await call('GET', `${domain}/serviceKey`)).body).toHaveLength(before)
  })

  it('does not hide a wrong signature', async () => {
    await add({ operationId: 'GetMe' }, { error: 'Internal' })
    const forged = ovhCalls(emulator, { keys: { applicationKey: 'x', applicationSecret: 'x', consumerKey: 'x' } })
    expect((await forged('GET', '/1.0/me')).status).toBe(403)
  })
})

describe('a moved clock', () => {
  it('dates what is made, in its domain', async () => {
    await admin('PATCH', `/domains/${emulator.okmsId}/clock`, { advance: '400d' })
    const later = new Date(emulator.clock() + 400 * 86_400_000).toISOString().slice(0, 10)
    expect((await call('POST', `${domain}/serviceKey`, key)).body.createdAt).toContain(later)
    const { body } = await call('POST', `${domain}/credential`, {
      name: 'x', identityURNs: ['urn:v1:eu:identity:user:emulator-ovh/alice'], validity: 10
    })
    expect((await call('GET', `${domain}/credential/${body.id}`)).body.status).toBe('READY')
    await admin('PATCH', `/domains/${emulator.okmsId}/clock`, { advance: '11d' })
    expect((await call('GET', `${domain}/credential/${body.id}`)).body.status).toBe('EXPIRED')
    await admin('DELETE', `/domains/${emulator.okmsId}/clock`)
  })
})

describe('a snapshot', () => {
  it('that is restored brings back keys and secrets, which this API then shows', async () => {
    const made = (await call('POST', `${domain}/serviceKey`, { ...key, name: 'kept' })).body
    await call('POST', `${domain}/secret`, { path: 'kept', version: { data: { a: 1 } } })
    const { id } = await admin('POST', '/snapshots', { okmsId: emulator.okmsId, name: 'then' })
    await call('PUT', `${domain}/serviceKey/${made.id}`, { state: 'DEACTIVATED', deactivationReason: 'UNSPECIFIED' })
    await call('DELETE', `${domain}/serviceKey/${made.id}`)
    await call('DELETE', `${domain}/secret/kept`)
    const since = (await call('POST', `${domain}/serviceKey`, key)).body
    await admin('POST', `/snapshots/${id}/restore`)
    expect((await call('GET', `${domain}/serviceKey/${made.id}`)).body).toMatchObject({
      ...made,
      iam: { displayName: 'kept' }
    })
    expect((await call('GET', `${domain}/secret/kept?includeData=true`)).body.version.data).toEqual({ a: 1 })
    expect((await call('GET', `${domain}/serviceKey/${since.id}`)).status).toBe(404)
    const fork = await admin('POST', `/snapshots/${id}/fork`, { name: 'fork' })
    expect((await call('GET', `/v2/okms/resource/${fork.okmsId}`)).body.serviceKeyCount).toBeGreaterThan(0)
    await admin('DELETE', `/snapshots/${id}`)
  })
})

describe('a limit of requests', () => {
  it('answers 429 in the form of this API, for each caller by itself', async () => {
    const limited = await startTestEmulator({ flags: ['--ephemeral', '--rate-limit', '3'] })
    try {
      const asAccount = ovhCalls(limited, { client: limited.clientWith({}) })
      const path = `/v2/okms/resource/${limited.okmsId}`
      const replies = []
      for (let sent = 0; sent < 5; sent++) replies.push(await asAccount('GET', sent % 2 === 0 ? path : '/1.0/me'))
      expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429])
      expect(replies.at(-1)).toMatchObject({
        headers: { 'retry-after': '1' },
        body: {
          class: 'Client::TooManyRequests',
          message: expect.stringContaining('3 requests a second') as string
        }
      })
      const { token } = await adminOf(limited)('POST', '/tokens', { name: 'x', identityURNs: ['urn:v1:eu:identity:user:emulator-ovh/alice'] })
      const asAlice = { headers: { authorization: `Bearer ${token}` } }
      expect((await limited.clientWith({}).request('GET', path, undefined, asAlice)).status).toBe(200)
      limited.clock.advance(1000)
      expect((await asAccount('GET', path)).status).toBe(200)
    } finally { await limited.close() }
  })
})

describe('--service-like', () => {
  it('makes a credential READY after some seconds', async () => {
    const slow = await startTestEmulator({ flags: ['--ephemeral', '--service-like'] })
    try {
      const asAccount = ovhCalls(slow, { client: slow.clientWith({}) })
      const path = `/v2/okms/resource/${slow.okmsId}/credential`
      const { body } = await asAccount('POST', path, { name: 'x', identityURNs: ['urn:v1:eu:identity:user:emulator-ovh/alice'] })
      const shown = async () => (await asAccount('GET', `${path}/${body.id}`)).body
      expect(await shown()).toMatchObject({ status: 'CREATING', certificatePEM: null })
      await adminOf(slow)('PATCH', '/clock', { advance: '1m' })
      expect(await shown()).toMatchObject({
        status: 'READY',
        certificatePEM: expect.stringContaining('BEGIN CERTIFICATE') as string
      })
    } finally { await slow.close() }
  })
})

describe('--deterministic', () => {
  it('gives what is made here the same ids in each run', async () => {
    async function run () {
      const one = await startTestEmulator({ flags: ['--ephemeral', '--deterministic', 'x'] })
      try {
        const asAccount = ovhCalls(one, { client: one.clientWith({}) })
        const path = `/v2/okms/resource/${one.okmsId}`
        const made = (await asAccount('POST', `${path}/serviceKey`, key)).body
        const encrypted = await one.api('POST', `/servicekey/${made.id}/encrypt`, { plaintext: 'AAAA' })
        return [one.okmsId, made.id, encrypted.body.ciphertext]
      } finally { await one.close() }
    }
    expect(await run()).toEqual(await run())
  })
})
