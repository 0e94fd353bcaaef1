// Malformed, empty, largest and simultaneous input of the OVHcloud API, resource by resource.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contracts } from '../../../src/http/contract/contract.js'
import { maxBodyLength } from '../../../src/domain/limits.js'
import type { Client, Reply } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { keysIn, ovhCalls, signedHeaders, type OvhCall } from '../../harness/ovh-api.js'
import { checkedOut, delivered, filledCart, pay } from './orders/ordering.js'

let emulator: TestEmulator
let stranger: Client
let call: OvhCall
let domain: string
beforeAll(async () => {
  emulator = await startTestEmulator()
  stranger = emulator.clientWith({})
  call = ovhCalls(emulator, { client: stranger })
  domain = `/v2/okms/resource/${emulator.okmsId}`
})
afterAll(async () => { await emulator.close() })

/** With a right signature over a body of any bytes. */
async function send (method: string, path: string, raw: string, type = 'application/json'): Promise<Reply> {
  const headers = signedHeaders(keysIn(emulator.files.ovhConfiguration ?? ''), {
    method, url: emulator.endpoint + path, body: raw, timestamp: Math.floor(emulator.clock() / 1000)
  })
  return await stranger.request(method, path, undefined, { raw, headers: { ...headers, 'content-type': type } })
}

const withBody = [...contracts.ovhApiV1.operations.values(), ...contracts.ovhApiV2.operations.values()]
  .filter(({ mediaTypes, bodyRequired }) => mediaTypes.length > 0 && bodyRequired)

const malformed: Readonly<Record<string, string>> = {
  'half of an object': '{"name":',
  'a text': '"name"',
  'a list': '[]',
  null: 'null',
  'a number': '1e999',
  'a name twice': '{"name":"a","name":"b"}',
  'a prototype': '{"__proto__":{"name":"x"},"constructor":{"prototype":{}}}',
  'half of a surrogate pair': '{"name":"\\ud800"}',
  'a NUL': '{"name":"\\u0000"}',
  'deep nesting': `${'['.repeat(5000)}${']'.repeat(5000)}`,
  nothing: ''
}

describe.each(withBody)('$operationId', ({ method, url, maxBody = maxBodyLength }) => {
  it('refuses malformed bodies, and bodies that are too long', async () => {
    const path = url.replace(':okmsId', emulator.okmsId).replace(':path', 'x').replace(':version', '1')
      .replace(/:(?:keyId|\w*ntialId|policyId|cartId)/g, () => crypto.randomUUID()).replace(/:\w+/g, '1')
    for (const [name, raw] of Object.entries(malformed)) {
      const reply = await send(String(method), path, raw)
      // What is not there is refused as such only where the body may be anything.
      expect([400, 404], `${name}: ${reply.status} ${JSON.stringify(reply.body)}`).toContain(reply.status)
      expect(reply.body.class).toMatch(/^Client::(?:BadRequest|NotFound)/)
    }
    const tooLong = await send(String(method), path, `{"name":"${'x'.repeat(maxBody)}"}`)
    expect([tooLong.status, tooLong.body.class]).toEqual([400, 'Client::BadRequest'])
  })
})

it('a policy may name as many and as long texts as the contract allows', async () => {
  const many = <Item>(one: (index: number) => Item) => Array.from({ length: 1000 }, (_, index) => one(index))
  const long = (start: string, index: number, length: number) => `${start}${index}-`.padEnd(length, 'x')
  const { status, body } = await call('POST', '/v2/iam/policy', {
    name: 'largest',
    identities: many((index) => long('urn:v1:eu:identity:user:emulator-ovh/', index, 500)),
    resources: many((index) => ({ urn: long('urn:v1:eu:resource:okms:', index, 500) })),
    permissions: { allow: many((index) => ({ action: long('okms:apiovh:a', index, 200).replaceAll('-', '') })) }
  })
  expect(status, JSON.stringify(body).slice(0, 300)).toBe(200)
  expect((await call('GET', `/v2/iam/policy/${body.id}`)).body.identities).toHaveLength(1000)
  await call('DELETE', `/v2/iam/policy/${body.id}`)
})

describe('at the same moment', () => {
  const times = 12
  const atOnce = async (request: () => Promise<Reply>) => (await Promise.all(Array.from({ length: times }, request)))
    .map(({ status }) => status).sort()
  const oneOf = (winner: number, others: number) => [winner, ...Array.from({ length: times - 1 }, () => others)].sort()

  it('one of many creates a secret, a user, a group', async () => {
    const secret = { path: 'raced', version: { data: { a: 1 } } }
    expect(await atOnce(() => call('POST', `${domain}/secret`, secret))).toEqual(oneOf(200, 409))
    const user = { login: 'raced', email: 'raced@example.org', password: 'Correct-Horse-1', description: 'x' }
    expect(await atOnce(() => call('POST', '/1.0/me/identity/user', user))).toEqual(oneOf(200, 409))
    expect(await atOnce(() => call('POST', '/1.0/me/identity/group', { name: 'raced', role: 'NONE' })))
      .toEqual(oneOf(200, 409))
    const token = { name: 'raced', description: 'x' }
    expect(await atOnce(() => call('POST', '/1.0/me/identity/user/raced/token', token))).toEqual(oneOf(200, 409))
  })

  it('one of many writes a version with check-and-set', async () => {
    const statuses = await atOnce(() => call('PUT', `${domain}/secret/raced?cas=1`, { version: { data: { a: 2 } } }))
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(Math.max(...statuses)).toBeLessThan(500)
    expect((await call('GET', `${domain}/secret/raced`)).body.version.id).toBe(2)
  })

  it('one of many deletes a key', async () => {
    const { body: { id } } = await call('POST', `${domain}/serviceKey`, { name: 'raced', type: 'oct', size: 256 })
    const off = { state: 'DEACTIVATED', deactivationReason: 'UNSPECIFIED' }
    const changes = await atOnce(() => call('PUT', `${domain}/serviceKey/${id}`, off))
    expect(Math.max(...changes)).toBeLessThan(500)
    expect(await atOnce(() => call('DELETE', `${domain}/serviceKey/${id}`))).toEqual(oneOf(200, 404))
  })

  it('one of many checks a cart out, and pays: there is one more domain', async () => {
    const before = (await call('GET', '/v2/okms/resource')).body.length as number
    const cartId = await filledCart(call)
    const orders = await Promise.all(Array.from({ length: times }, () => call('POST',
      `/1.0/order/cart/${cartId}/checkout`)))
    const [order, ...others] = orders.filter(({ status }) => status === 200)
    expect(others).toEqual([])
    expect(Math.max(...orders.map(({ status }) => status))).toBeLessThan(500)
    const { orderId } = order?.body as { orderId: number }
    const payment = (await call('GET', '/1.0/me/payment/method')).body[0] as number
    const paid = await atOnce(() => call('POST', `/1.0/me/order/${orderId}/pay`, { paymentMethod: { id: payment } }))
    expect(paid.filter((status) => status === 200)).toHaveLength(1)
    expect(await delivered(call, orderId)).toHaveLength(1)
    expect((await call('GET', '/v2/okms/resource')).body).toHaveLength(before + 1)
  })

  it('many carts are ordered, each once', async () => {
    const before = (await call('GET', '/v2/okms/resource')).body.length as number
    const ordered = await Promise.all(Array.from({ length: 5 }, async () => {
      const orderId = await checkedOut(call, await filledCart(call))
      await pay(call, orderId)
      return (await delivered(call, orderId))[0]
    }))
    expect(new Set(ordered).size).toBe(5)
    expect((await call('GET', '/v2/okms/resource')).body).toHaveLength(before + 5)
  })
})
