// Bodies that no client sends by mistake, to every operation over mutual TLS: refused by the caller's fault,
// and the next request is served.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maxBodyLength } from '../../../src/domain/limits.js'
import type { ContractOperation } from '../../../src/http/contract/contract.js'
import { contract } from '../../../src/rest/operation.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
let keyId: string
beforeAll(async () => {
  emulator = await startTestEmulator()
  keyId = (await emulator.api('POST', '/servicekey', { name: 'a key', type: 'oct' })).body.id
})
afterAll(async () => { await emulator.close() })

const secretPath = 'a/secret'

const json = { 'content-type': 'application/json' }
const operations = [...contract.operations.values()].filter(({ method }) => method !== 'GET')

const tooLong = 'one byte too many'

const bodies: Readonly<Record<string, string | Buffer>> = {
  'a list': '[]',
  'a text': '"x"',
  'a number': '1e999',
  'a list without end': '['.repeat(100_000),
  'a mountain of objects': `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
  'a prototype': '{"__proto__":{"name":"n"},"constructor":{"prototype":{}}}',
  'a member given twice': '{"name":"a","name":"b"}',
  'half of a surrogate pair': '{"name":"\\ud800"}',
  'a name with half of a surrogate pair': '{"\\udfff":1}',
  'broken UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  'half of an object': '{"name":',
  'a thousand unknown members': JSON.stringify(
    Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`m${index}`, index]))
  ),
  [tooLong]: Buffer.alloc(maxBodyLength + 1, ' ')
}

/** What some operations take: they ignore what they do not know. Those of Vault without a body ignore any. */
const unknownMembers = ['a prototype', 'a thousand unknown members']
const takenByVault = [...unknownMembers, 'a member given twice']

function takenBy ({ operationId, vault, mediaTypes }: ContractOperation): readonly string[] {
  if (vault) return mediaTypes.length > 0 ? takenByVault : Object.keys(bodies).filter((name) => name !== tooLong)
  return operationId === 'PutSecretConfigV2' ? unknownMembers : []
}

describe.each(operations)('$operationId', (operation) => {
  const { method, url, schema, mediaTypes } = operation
  const pathOf = () => url.replace(':okmsId', emulator.okmsId).replace(':keyId', keyId).replace(':path', secretPath)
    .replace(':version', '1')
  const send = (raw: string | Buffer, headers: Readonly<Record<string, string>> = json) =>
    emulator.client.request(String(method), pathOf(), undefined, { raw, headers })
  beforeAll(async () => { await emulator.api('POST', `/secret/data/${secretPath}`, { data: { a: 1 } }) })
  const taken = takenBy(operation)

  it.each(Object.keys(bodies).filter((name) => !taken.includes(name)))('refuses %s in few lines', async (name) => {
    const { status, body } = await send(bodies[name] ?? '')
    expect(status).toBe(400)
    expect(body.errors.length).toBeLessThanOrEqual(11)
    expect(body.errors.join()).toMatch(/^body/)
    expect(body.errors.join('').length).toBeLessThan(5000)
  })

  it.each(taken)('ignores %s', async (name) => {
    const { status, body } = await send(bodies[name] ?? '')
    if (status === 400) expect(body.errors.join()).toMatch(/^(?:data: no data|versions: no version number) provided/)
    else expect([200, 204]).toContain(status)
  })

  it('takes null for no body, and refuses it where one is needed', async () => {
    const { status, body } = await send('null')
    const problem = schema.body === undefined ? undefined : 'body: got null; accepted: a JSON object'
    // An active key is not deleted, with and without a body, and a secret is deleted once.
    const others = /is active; deactivate it first|no secret a\/secret/
    if (problem !== undefined) expect([status, body.errors]).toEqual([400, [problem]])
    else if (status !== 204) expect(body.errors.join()).toMatch(others)
  })

  it.each([
    'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'json'
  ])('refuses a body of type %s', async (type) => {
    const { status, body } = await send('{"name":"n"}', { 'content-type': type })
    // What is no media type at all is refused before the operation is looked at.
    if (taken.length > takenByVault.length && type.includes('/')) return expect(status).toBe(204)
    expect(status).toBe(400)
    expect(body.errors).toEqual([expect.stringContaining(`content-type: got "${type}", accepted: ${schema.body === undefined ? 'application/json' : mediaTypes.join(', ')}`)])
  })
})

describe('an operation that takes no body', () => {
  it.each([['DELETE', ''], ['POST', '/activate']])('%s %s says so and changes nothing', async (method, path) => {
    const { status, body } = await emulator.api(method, `/servicekey/${keyId}${path}`, { reason: 'superseded' })
    expect({ status, errors: body.errors }).toEqual({ status: 400, errors: ['body: this operation takes no body; leave it out'] })
    expect((await emulator.api('GET', `/servicekey/${keyId}`)).body.attributes.state).toBe('active')
  })

  it.each(['{}', ' { }', 'null', 'null\n', ''])('lets %j pass', async (raw) => {
    await emulator.api('POST', `/servicekey/${keyId}/deactivate`, { reason: 'unspecified' })
    const { status } = await emulator.api('POST', `/servicekey/${keyId}/activate`, undefined, { raw, headers: json })
    expect(status).toBe(204)
    expect((await emulator.api('GET', `/servicekey/${keyId}`)).body.attributes.state).toBe('active')
  })
})

describe('a server that was sent all of these', () => {
  it('answers as before', async () => {
    expect((await emulator.api('POST', `/servicekey/${keyId}/encrypt`, { plaintext: 'AAAA' })).status).toBe(200)
    expect(({} as { name?: string }).name).toBeUndefined()
  })
})
