// Logs of an okms domain by the OVHcloud API: records that lead nowhere.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { ovhCalls, type OvhCall } from '../../harness/ovh-api.js'

const streamId = '9d1c7c2a-3b63-4f0e-8f0a-3a9f9e1d2c3b'
const nowhere = '00000000-0000-4000-8000-000000000000'

let emulator: TestEmulator
let call: OvhCall
beforeAll(async () => {
  emulator = await startTestEmulator()
  const ofAccount = ovhCalls(emulator)
  call = (method, path, ...more) => ofAccount(method, `/v2/okms/resource/${emulator.okmsId}/log${path}`, ...more)
})
afterAll(async () => { await emulator.close() })

const subscribed = async (kind: string): Promise<string> =>
  (await call('POST', '/subscription', { kind, streamId })).body.operationId

it('kinds are listed and shown', async () => {
  const { body } = await call('GET', '/kind')
  expect(body.map(({ name }: { name: string }) => name)).toEqual(['audit_kmip', 'audit_rest'])
  for (const kind of body) expect((await call('GET', `/kind/${kind.name}`)).body).toEqual(kind)
  expect(await call('GET', '/kind/syslog')).toMatchObject({ status: 404, body: { class: 'Client::NotFound' } })
  const { headers, body: first } = await call('GET', '/kind', undefined, { 'X-Pagination-Size': '1' })
  const next = await call('GET', '/kind', undefined, {
    'X-Pagination-Size': '1', 'X-Pagination-Cursor': String(headers['x-pagination-cursor-next'])
  })
  expect([...first, ...next.body]).toEqual(body)
  expect(next.headers['x-pagination-cursor-next']).toBeUndefined()
})

it('subscriptions are made, listed by kind, shown and deleted', async () => {
  const id = await subscribed('audit_rest')
  await subscribed('audit_kmip')
  const { body } = await call('GET', `/subscription/${id}`)
  expect(body).toMatchObject({
    subscriptionId: id, kind: 'audit_rest', streamId, resource: { name: emulator.okmsId, type: 'okms' }
  })
  expect((await call('GET', '/subscription?kind=audit_rest')).body).toEqual([body])
  expect((await call('GET', '/subscription')).body).toHaveLength(2)
  expect((await call('DELETE', `/subscription/${id}`)).body).toMatchObject({ operationId: id })
  expect((await call('GET', `/subscription/${id}`)).status).toBe(404)
  expect((await call('DELETE', `/subscription/${nowhere}`)).status).toBe(404)
})

it('a page of subscriptions goes on after the one before, although that was deleted', async () => {
  const ids = await Promise.all(['audit_rest', 'audit_rest', 'audit_rest'].map(subscribed))
  const page = async (cursor?: string) => await call('GET', '/subscription?kind=audit_rest', undefined, {
    'X-Pagination-Size': '1', ...cursor === undefined ? {} : { 'X-Pagination-Cursor': cursor }
  })
  const seen: string[] = []
  let reply = await page()
  for (;;) {
    const [{ subscriptionId }] = reply.body
    seen.push(subscriptionId as string)
    const cursor = reply.headers['x-pagination-cursor-next']
    await call('DELETE', `/subscription/${subscriptionId}`)
    if (cursor === undefined) break
    reply = await page(String(cursor))
  }
  expect(seen).toEqual([...ids].sort())
})

it.each([
  ['/subscription', { kind: 'syslog', streamId }, 404],
  ['/subscription', { kind: 'audit_rest', streamId: 'x' }, 400],
  ['/subscription', { kind: 'audit_rest' }, 400],
  ['/subscription', { kind: 7, streamId }, 400],
  ['/url', { kind: 'syslog' }, 404],
  ['/url', {}, 400]
] as const)('POST %s with %j: %d', async (path, body, status) => {
  expect((await call('POST', path, body)).status).toBe(status)
})

it('a URL leads nowhere, and says so', async () => {
  const { status, body } = await call('POST', '/url', { kind: 'audit_rest' })
  expect(status).toBe(200)
  expect(new URL(body.url as string).hostname).toBe('okms-emulator-sends-no-logs.invalid')
  expect(Date.parse(body.expirationDate as string)).toBeGreaterThan(emulator.clock())
})
