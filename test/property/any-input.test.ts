// No input to any route gives a 5xx or a reply outside the contract: the routes are walked, so a new one
// is covered without a new test.

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contracts, type ContractOperation, type JsonObject } from '../../src/http/contract/contract.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

let emulator: TestEmulator
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
})
afterAll(async () => { await emulator.close() })

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
  const keyId = 'keyId' in ((params?.['properties'] ?? {}) as JsonObject)
    ? fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...keyIds) }, fc.uuid(), fc.string({ minLength: 1 }))
    : fc.constant('')
  return fc.tuple(query, keyId, body === undefined ? fc.constant(undefined) : near(body))
    .map(([parameters, id, payload]) => {
      const text = Object.entries(parameters).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(wellFormed(typeof value === 'string' ? value : JSON.stringify(value)))}`).join('&')
      return { path: `${url.replace(':okmsId', emulator.okmsId).replace(':keyId', encodeURIComponent(wellFormed(id)))}${text && `?${text}`}`, body: payload }
    })
}

/** No URL can carry half of a surrogate pair; bodies can, escaped. */
const wellFormed = (text: string) => Buffer.from(text).toString()

describe('any input', () => {
  const operations = [...contracts.okms.operations.values()].filter(({ operationId }) =>
    operationId !== 'DeleteServiceKey')

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
})
