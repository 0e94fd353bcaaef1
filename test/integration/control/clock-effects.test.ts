// What follows a clock that the admin API moves, and what does not.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { rfc3339 } from '../../../src/domain/clock.js'
import type { Client } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

const day = 86_400_000
const moved = '22222222-2222-4222-8222-222222222222'
const other = '33333333-3333-4333-8333-333333333333'

let emulator: TestEmulator
const holders: Record<string, Client> = {}
const tokens: Record<string, string> = {}

beforeAll(async () => {
  emulator = await startTestEmulator()
  for (const okmsId of [moved, other]) {
    await post('/_emulator/domains', { okmsId, name: 'clocked' })
    const { certificatePEM, privateKeyPEM } = await post(`/_emulator/domains/${okmsId}/credentials`, {
      name: 'holder', validity: 30
    })
    holders[okmsId] = emulator.clientWith({
      certificate: { certificatePem: certificatePEM, privateKeyPem: privateKeyPEM }
    })
    const { token } = await post('/_emulator/tokens', {
      name: 'of a month', okmsIds: [okmsId], expiresAt: rfc3339(emulator.clock() + 30 * day)
    })
    tokens[okmsId] = token
  }
})
afterAll(async () => { await emulator.close() })
afterEach(async () => {
  await emulator.admin.request('DELETE', `/_emulator/domains/${moved}/clock`)
  await emulator.admin.request('DELETE', '/_emulator/clock')
})

async function post (path: string, body: object) {
  const reply = await emulator.admin.request('POST', path, body)
  expect(reply.status).toBe(201)
  return reply.body
}

const move = async (body: object, okmsId = moved) =>
  (await emulator.admin.request('PATCH', `/_emulator/domains/${okmsId}/clock`, body)).body as { readonly time: string }

const call = async (client: Client | undefined, okmsId: string, method: string, path: string, body?: unknown) =>
  await client!.request(method, `/api/${okmsId}${path}`, body)

const statusesOf = async (okmsId: string) => [
  (await call(holders[okmsId], okmsId, 'GET', '/v1/random')).status,
  (await emulator.clientWith({}).request('GET', `/api/${okmsId}/v1/random`, undefined, {
    headers: { authorization: `Bearer ${tokens[okmsId] ?? ''}` }
  })).status
]

describe('the clock of a domain', () => {
  it('dates its keys, their states and the log lines of its requests', async () => {
    await move({ time: '2031-05-06T07:08:09Z', frozen: true })
    const { body: { id } } = await inFuture('POST', '/v1/servicekey', { name: 'dated', type: 'oct' })
    await move({ advance: '1h' })
    await inFuture('POST', `/v1/servicekey/${id}/deactivate`, { reason: 'unspecified' })
    const { body: { attributes } } = await inFuture('GET', `/v1/servicekey/${id}`)
    expect(attributes).toMatchObject({
      original_creation_date: '2031-05-06T07:08:09Z', deactivation_date: '2031-05-06T08:08:09Z'
    })
    const line = emulator.log().split('\n').findLast((text) => text.includes(`/api/${moved}/v1/servicekey/${id}`))
    expect(JSON.parse(line ?? '')).toMatchObject({ time: '2031-05-06T08:08:09.000Z' })
  })

  it('expires its credentials and tokens, and no others', async () => {
    expect([await statusesOf(moved), await statusesOf(other)]).toEqual([[200, 200], [200, 200]])
    await move({ advance: '31d' })
    expect([await statusesOf(moved), await statusesOf(other)]).toEqual([[401, 401], [200, 200]])
    await move({ advance: '-31d' })
    expect(await statusesOf(moved)).toEqual([200, 200])
  })

  it('deactivates versions of its secrets', async () => {
    await call(holders[moved], moved, 'POST', '/v2/secret', {
      path: 'short', metadata: { deactivateVersionAfter: '1d' }, version: { data: { a: 1 } }
    })
    const state = async () => (await call(holders[moved], moved, 'GET', '/v2/secret/short')).body.version.state
    expect(await state()).toBe('active')
    await move({ advance: '2d' })
    expect(await state()).toBe('deactivated')
  })

  it('ends with its domain', async () => {
    const okmsId = '44444444-4444-4444-8444-444444444444'
    const real = emulator.clock()
    await post('/_emulator/domains', { okmsId, name: 'first' })
    await move({ advance: '90d' }, okmsId)
    await emulator.admin.request('DELETE', `/_emulator/domains/${okmsId}`)
    const { createdAt } = await post('/_emulator/domains', { okmsId, name: 'second' })
    expect(Date.parse(createdAt) - real).toBeLessThan(day)
  })
})

describe('the clock of the server', () => {
  it('moves the domains without a clock of their own, and leaves the server\'s certificate valid', async () => {
    await move({ frozen: true })
    await emulator.admin.request('PATCH', '/_emulator/clock', { advance: '3000d' })
    expect([await statusesOf(moved), await statusesOf(other)]).toEqual([[200, 200], [401, 401]])
    const newcomer = emulator.clientWith({})
    expect((await newcomer.request('GET', `/api/${other}/v1/random`)).status).toBe(401)
  })

  it('dates log lines without a domain', async () => {
    await emulator.admin.request('PATCH', '/_emulator/clock', { time: '2035-01-01T00:00:00Z', frozen: true })
    await emulator.clientWith({}).request('GET', '/nowhere')
    const line = emulator.log().split('\n').findLast((text) => text.includes('/nowhere'))
    expect(JSON.parse(line ?? '')).toMatchObject({ time: '2035-01-01T00:00:00.000Z' })
  })
})

it('a frozen clock does not stop the limit of requests a second from starting over', async () => {
  const limited = await startTestEmulator({ flags: ['--ephemeral', '--rate-limit', '1'] })
  await limited.admin.request('PATCH', '/_emulator/clock', { frozen: true })
  const status = async () => (await limited.api('GET', '/random')).status
  expect([await status(), await status()]).toEqual([200, 429])
  limited.clock.advance(1000)
  expect(await status()).toBe(200)
  await limited.close()
})

/** With a credential made after the clock moved. */
async function inFuture (method: string, path: string, body?: unknown) {
  const { certificatePEM, privateKeyPEM } = await post(`/_emulator/domains/${moved}/credentials`, { name: 'later' })
  const client = emulator.clientWith({
    certificate: { certificatePem: certificatePEM, privateKeyPem: privateKeyPEM }
  })
  return await call(client, moved, method, path, body)
}
