// No input to any route gives a 5xx or a reply outside the contract: the routes are walked, so a new one
// is covered without a new test.

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contracts, type ContractOperation, type JsonObject } from '../../src/http/contract/contract.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { ovhCalls, type OvhCall } from '../harness/ovh-api.js'

let emulator: TestEmulator
let asAccount: OvhCall
/** By the name of a parameter, one that is there. */
const existing = new Map<string, string>()
const keyIds: string[] = []

beforeAll(async () => {
  emulator = await startTestEmulator()
  for (const body of [
    { type: 'oct', operations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'] },
    { type: 'EC' },
    { type: 'EC', curve: 'P-521' }
  ]) {
    keyIds.push((await emulator.api('POST', '/servicekey', { name: 'a key', ...body })).body.id)
  }
  asAccount = ovhCalls(emulator, { client: emulator.clientWith({}) })
  await makeObjects()
})
afterAll(async () => { await emulator.close() })

/** One of each kind that the OVHcloud API has, so that more than the lookup is reached. */
async function makeObjects (): Promise<void> {
  const make = async (path: string, body: object, member: string, name: string) => {
    const reply = await asAccount('POST', path, body)
    expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300)
    existing.set(name, String(reply.body[member]))
  }
  const domain = `/v2/okms/resource/${emulator.okmsId}`
  const identities = ['urn:v1:eu:identity:user:emulator-ovh/alice']
  existing.set('okmsId', emulator.okmsId)
  existing.set('version', '1')
  await make(`${domain}/secret`, { path: 'a', version: { data: { a: 1 } } }, 'path', 'path')
  await make(`${domain}/credential`, { name: 'x', identityURNs: identities }, 'id', 'credentialId')
  await make('/1.0/order/cart', { ovhSubsidiary: 'FR' }, 'cartId', 'cartId')
  await asAccount('POST', `/1.0/order/cart/${existing.get('cartId')}/assign`)
  const { body: [offer] } = await asAccount('GET', `/1.0/order/cart/${existing.get('cartId')}/okms`)
  await make(`/1.0/order/cart/${existing.get('cartId')}/okms`, {
    planCode: offer.planCode, quantity: 1, duration: 'P1M', pricingMode: offer.prices[0].pricingMode
  }, 'itemId', 'itemId')
  const { body: [serviceId] } = await asAccount('GET', '/1.0/services')
  existing.set('serviceId', String(serviceId))
  const user = { login: 'fuzzed', email: 'fuzzed@example.org', password: 'Correct-Horse-1', description: 'x' }
  expect((await asAccount('POST', '/1.0/me/identity/user', user)).status).toBe(200)
  existing.set('user', user.login)
  await asAccount('POST', '/1.0/me/identity/group', { name: 'fuzzed', role: 'NONE' })
  existing.set('group', 'fuzzed')
}

/** Values that agree with a schema, or nearly. */
function near (schema: JsonObject): fc.Arbitrary<unknown> {
  const right = agreeing(schema)
  return fc.oneof({ weight: 8, arbitrary: right }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) })
}

function agreeing (schema: JsonObject): fc.Arbitrary<unknown> {
  const { enum: values, properties, items, format } = schema
  const [type] = [schema['type']].flat()
  if (Array.isArray(values)) return fc.constantFrom(...values as unknown[])
  if (type === 'object') {
    return fc.record(
      Object.fromEntries(Object.entries((properties ?? {}) as JsonObject)
        .map(([name, member]) => [name, near(member as JsonObject)])),
      { requiredKeys: (schema['required'] ?? []) as never[] }
    )
  }
  if (type === 'array') return fc.array(near(items as JsonObject), { maxLength: 3 })
  if (type === 'integer') {
    return fc.integer({ min: Number(schema['minimum'] ?? -5), max: Number(schema['maximum'] ?? 5000) })
  }
  if (type === 'boolean') return fc.boolean()
  if (format === 'uuid') return fc.oneof(fc.uuid(), fc.constantFrom(...keyIds))
  if (format === 'byte') return fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('base64'))
  if (format === 'base64url') {
    return fc.uint8Array({ maxLength: 66 }).map((bytes) => Buffer.from(bytes).toString('base64url'))
  }
  return fc.string({ maxLength: 70, unit: 'binary' })
}

function call ({ url, schema }: ContractOperation): fc.Arbitrary<{ path: string, body: unknown }> {
  const { params, querystring, body } = schema
  const query = fc.record(
    Object.fromEntries(Object.entries((querystring?.['properties'] ?? {}) as JsonObject)
      .map(([name, parameter]) => [name, near(parameter as JsonObject)])),
    { requiredKeys: [] }
  )
  const ids = fc.record(Object.fromEntries(Object.entries((params?.['properties'] ?? {}) as JsonObject)
    .filter(([name]) => name !== 'okmsId')
    .map(([name, parameter]) => {
      const known = name === 'keyId' ? keyIds : [existing.get(name)].flatMap((one) => one ?? [])
      return [name, fc.oneof(
        { weight: known.length > 0 ? 8 : 0, arbitrary: fc.constantFrom(...known, '') },
        { weight: known.length > 0 ? 1 : 8, arbitrary: near(parameter as JsonObject) }, fc.string({ minLength: 1 }))]
    })))
  return fc.tuple(query, ids, body === undefined ? fc.constant(undefined) : near(body))
    .map(([parameters, named, payload]) => {
      const text = Object.entries(parameters).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(wellFormed(textOf(value)))}`).join('&')
      const path = url.replace(':okmsId', emulator.okmsId)
        .replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(wellFormed(textOf(named[name] ?? 'x'))))
      return { path: `${path}${text && `?${text}`}`, body: payload }
    })
}

const textOf = (value: unknown) => typeof value === 'string' ? value : JSON.stringify(value)

/** No URL can carry half of a surrogate pair; bodies can, escaped. */
const wellFormed = (text: string) => Buffer.from(text).toString()

describe('any input', () => {
  const operations = [...contracts.okms.operations.values()].filter(({ operationId }) =>
    operationId !== 'DeleteServiceKey')
  // The others end what the next call needs.
  const ofOvhApi = [...contracts.ovhApiV1.operations.values(), ...contracts.ovhApiV2.operations.values()]
    .filter(({ operationId }) => !['Logout', 'DeleteDomainServiceKey'].includes(operationId))

  it.each(operations)('$operationId: never a 5xx, never a reply outside the contract', async (operation) => {
    await fc.assert(fc.asyncProperty(fc.constant(undefined).chain(() => call(operation)), async ({ path, body }) => {
      // An RSA key takes a second to make and nothing is learned from it here.
      fc.pre(!(operation.operationId === 'CreateImportServiceKey' && JSON.stringify(body)?.includes('"RSA"')))
      const { status } = await emulator.client.request(operation.method, path, body)
      expect(status).toBeLessThan(500)
      if (operation.operationId === 'DeactivateServiceKey' && status === 204) {
        await emulator.client.request('POST', path.replace(/deactivate.*/, 'activate'))
      }
    }), { numRuns: 60 })
  })

  it.each(ofOvhApi)('$operationId of the OVHcloud API: likewise', async (operation) => {
    await fc.assert(fc.asyncProperty(fc.constant(undefined).chain(() => call(operation)), async ({ path, body }) => {
      // Here too, an RSA key takes a second.
      fc.pre(JSON.stringify(body)?.includes('"RSA"') !== true)
      const { status } = await asAccount(String(operation.method), path, body)
      expect(status).toBeLessThan(500)
      expect(status).not.toBe(401)
    }), { numRuns: 25 })
  })
})
