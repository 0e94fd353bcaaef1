// Each okms domain has a clock: two domains whose times differ, and a server whose time is another again.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rfc3339, type Clocks } from '../../src/domain/clock.js'
import type { Client } from '../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { createMovableClock, type MovableClock } from '../harness/movable-clock.js'

const day = 86_400_000
const hour = 3_600_000

const early = '11111111-1111-4111-8111-111111111111'
const late = '22222222-2222-4222-8222-222222222222'
const both = [early, late]

/** Not the machine's time, and near enough for the clients to accept the server's certificate. */
const server = createMovableClock(Date.now() + 10 * 60_000)
let own: Record<string, MovableClock>
const clockOf = (okmsId: string): MovableClock => own[okmsId] ?? server
const clocks: Clocks = { server, of: clockOf }

let emulator: TestEmulator
let holders: Record<string, Client>

beforeAll(async () => {
  own = { [early]: createMovableClock(server() - 400 * day), [late]: createMovableClock(server() + 400 * day) }
  emulator = await startTestEmulator({ clock: server, clocks, flags: ['--ephemeral', '--iam-mode', 'report'] })
  holders = {}
  for (const okmsId of both) {
    await emulator.admin.request('POST', '/_emulator/domains', { okmsId, name: okmsId.slice(0, 8) })
    const path = `/_emulator/domains/${okmsId}/credentials`
    const { body } = await emulator.admin.request('POST', path, { name: 'holder', validity: 30 })
    holders[okmsId] = emulator.clientWith({
      certificate: { certificatePem: body.certificatePEM, privateKeyPem: body.privateKeyPEM }
    })
  }
})
afterAll(async () => { await emulator.close() })

type Call = [method: string, path: string, body?: unknown]

const inDomain = async (okmsId: string, ...[method, path, body]: Call) =>
  await holders[okmsId]!.request(method, `/api/${okmsId}/v1${path}`, body)

async function withToken (token: string, okmsId: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await emulator.clientWith({}).request('GET', `/api/${okmsId}/v1/random`, undefined, { headers })).status
}

/** The log entries of one request. */
const logged = (requestId: unknown) => emulator.log().split('\n').filter((line) => line.includes(String(requestId)))
  .map((line) => JSON.parse(line) as Record<string, unknown>)

describe.each(both)('in the domain %s', (okmsId) => {
  const now = () => clockOf(okmsId)()

  it('keys get their dates from its clock, and credentials their validity', async () => {
    const created = (await inDomain(okmsId, 'POST', '/servicekey', { name: 'dated', type: 'oct' })).body
    const createdAt = rfc3339(now())
    own[okmsId]!.advance(hour)
    await inDomain(okmsId, 'POST', `/servicekey/${created.id}/deactivate`, { reason: 'unspecified' })
    expect((await inDomain(okmsId, 'GET', `/servicekey/${created.id}`)).body.attributes).toMatchObject({
      original_creation_date: createdAt, activation_date: createdAt, deactivation_date: rfc3339(now())
    })
    const { body: [credential] } = await emulator.admin.request('GET', `/_emulator/domains/${okmsId}/credentials`)
    expect(credential.status).toBe('READY')
    expect(Math.abs(Date.parse(credential.expiredAt) - 30 * day - now())).toBeLessThan(3 * hour)
  })

  it('secrets get their times from its clock, and their versions end by it', async () => {
    const setting = { delete_version_after: '1h' }
    expect((await inDomain(okmsId, 'POST', '/secret/metadata/dated', setting)).status).toBe(204)
    const { body } = await inDomain(okmsId, 'POST', '/secret/data/dated', { data: { a: 1 } })
    const at = (time: number) => new Date(time).toISOString().replace('Z', '000000Z')
    expect(body.data).toMatchObject({ created_time: at(now()), deletion_time: at(now() + hour) })
    own[okmsId]!.advance(hour - 1)
    expect((await inDomain(okmsId, 'GET', '/secret/data/dated')).status).toBe(200)
    own[okmsId]!.advance(1)
    expect((await inDomain(okmsId, 'GET', '/secret/data/dated')).status).toBe(404)
    const shown = await holders[okmsId]!.request('GET', `/api/${okmsId}/v2/secret/dated?includeData=true`)
    expect(shown.body.version).toMatchObject({ state: 'deactivated', deactivatedAt: rfc3339(now()) })
  })

  it('tokens expire by its clock', async () => {
    const expiresAt = new Date(now() + hour).toISOString()
    const request = { name: 'short', okmsIds: [okmsId], expiresAt }
    const { token } = (await emulator.admin.request('POST', '/_emulator/tokens', request)).body
    expect(await withToken(token, okmsId)).toBe(200)
    server.advance(10 * day)
    expect(await withToken(token, okmsId)).toBe(200)
    server.advance(-10 * day)
    own[okmsId]!.advance(hour)
    expect(await withToken(token, okmsId)).toBe(401)
  })

  it('log and journal have the same time, that of its clock', async () => {
    const reply = await inDomain(okmsId, 'GET', '/random')
    expect(logged(reply.headers['x-request-id']))
      .toMatchObject([{ time: new Date(now()).toISOString(), domain_id: okmsId }])
    const { body } = await holders[okmsId]!.request('GET', '/page/operations.json')
    expect(body.operations.at(-1)).toMatchObject({ operationId: 'GenerateRandomBytes', at: now() })
  })

  it('a report on policies has its time too', async () => {
    const identity = 'urn:v1:eu:identity:user:emulator-ovh/alice'
    const request = { name: 'alice', okmsIds: [okmsId], identityURNs: [identity] }
    const { token } = (await emulator.admin.request('POST', '/_emulator/tokens', request)).body
    const headers = { authorization: `Bearer ${token}` }
    const reply = await emulator.clientWith({}).request('GET', `/api/${okmsId}/v1/random`, undefined, { headers })
    const entries = logged(reply.headers['x-request-id'])
    expect(entries.map(({ level }) => level)).toEqual(['info', 'warn'])
    for (const { time } of entries) expect(time).toBe(new Date(now()).toISOString())
  })

  it('what the admin API does in it is logged with its time', async () => {
    const reply = await emulator.admin.request('GET', `/_emulator/domains/${okmsId}`)
    expect(logged(reply.headers['x-request-id'])).toMatchObject([{ time: new Date(now()).toISOString() }])
  })

  it('a service account gets tokens for an hour of its clock', async () => {
    const account =
      (await emulator.admin.request('POST', '/_emulator/service-accounts', { name: 'ci', okmsIds: [okmsId] })).body
    const form = new URLSearchParams({
      grant_type: 'client_credentials', client_id: account.clientId, client_secret: account.clientSecret, scope: 'all'
    })
    const { body } = await emulator.clientWith({}).request('POST', '/auth/oauth2/token', undefined, {
      raw: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' }
    })
    expect(await withToken(body.access_token, okmsId)).toBe(200)
    own[okmsId]!.advance(hour)
    expect(await withToken(body.access_token, okmsId)).toBe(401)
  })
})

describe('between domains', () => {
  it('a token for both expires in each by the clock of that one', async () => {
    const expiresAt = new Date(server()).toISOString()
    const request = { name: 'both', okmsIds: both, expiresAt }
    const { token } = (await emulator.admin.request('POST', '/_emulator/tokens', request)).body
    expect(await Promise.all(both.map((okmsId) => withToken(token, okmsId)))).toEqual([200, 401])
  })

  it('credentials expire by the clock of their own', async () => {
    own[early]!.advance(60 * day)
    const statuses = await Promise.all(both.map(async (okmsId) => (await inDomain(okmsId, 'GET', '/random')).status))
    expect(statuses).toEqual([401, 200])
    own[early]!.advance(-60 * day)
  })
})

describe('without a domain', () => {
  it.each([
    ['a page that is not there', () => emulator.clientWith({}).request('GET', '/nothing')],
    ['the admin API', () => emulator.admin.request('GET', '/_emulator/tokens')]
  ])('the log has the time of the server: %s', async (_what, call) => {
    const reply = await call()
    expect(logged(reply.headers['x-request-id'])).toMatchObject([{ time: new Date(server()).toISOString() }])
  })
})
