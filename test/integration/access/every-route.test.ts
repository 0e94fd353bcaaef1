// Walks the contracts: a caller without rights on a domain is rejected on each of its routes. New
// routes are covered automatically.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contracts } from '../../../src/http/contract/contract.js'
import { contract } from '../../../src/rest/operation.js'
import { olderPaths } from '../../../src/rest/older-paths.js'
import type { Client, Reply } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { leastBody } from '../../harness/least-bodies.js'
import { ovhCalls } from '../../harness/ovh-api.js'

let emulator: TestEmulator
let keyId: string
let credentialId: string
let credentials: number
let configuration: object
/** What each intruder calls with. */
let calls: Readonly<Record<string, { readonly client: Client, readonly authorization?: string }>>

const hour = 3_600_000

beforeAll(async () => {
  emulator = await startTestEmulator()
  keyId = (await emulator.api('POST', '/servicekey', { name: 'the key', type: 'oct' })).body.id
  await emulator.api('POST', '/secret/data/a/secret', { data: { a: 1 } })
  const admin = async (method: string, path: string, body?: object) =>
    (await emulator.admin.request(method, `/_emulator${path}`, body)).body
  const { okmsId: other } = await admin('POST', '/domains', { name: 'second' })
  const credential = async (okmsId: string, fields = {}) =>
    await admin('POST', `/domains/${okmsId}/credentials`, { name: 'x', ...fields })
  const showing = ({ certificatePEM, privateKeyPEM }: { certificatePEM: string, privateKeyPEM: string }) => ({
    client: emulator.clientWith({ certificate: { certificatePem: certificatePEM, privateKeyPem: privateKeyPEM } })
  })
  const anonymous = emulator.clientWith({})
  const token = async (fields: object): Promise<{ id: string, token: string }> =>
    await admin('POST', '/tokens', { name: 'x', ...fields })
  const bearing = (text: string) => ({ client: anonymous, authorization: `Bearer ${text}` })

  credentialId = (await credential(emulator.okmsId)).id
  const revoked = await credential(emulator.okmsId)
  await admin('DELETE', `/domains/${emulator.okmsId}/credentials/${revoked.id}`)
  const call = ovhCalls(emulator)
  credentials = (await call('GET', `/v2/okms/resource/${emulator.okmsId}/credential`)).body.length
  configuration = (await call('GET', `/v2/okms/resource/${emulator.okmsId}/secretConfig`)).body
  const expired = await token({
    okmsIds: [emulator.okmsId], expiresAt: new Date(emulator.clock() + hour).toISOString()
  })
  const removed = await token({ okmsIds: [emulator.okmsId] })
  await admin('DELETE', `/tokens/${removed.id}`)
  const good = await token({ okmsIds: [emulator.okmsId] })
  emulator.clock.advance(hour)
  calls = {
    'no credential at all': { client: anonymous },
    'a credential of the second domain': showing(await credential(other)),
    'a revoked credential': showing(revoked),
    'the admin certificate': { client: emulator.admin },
    'a token of the second domain': bearing((await token({ okmsIds: [other] })).token),
    'an expired token': bearing(expired.token),
    'a removed token': bearing(removed.token),
    'a token with one character changed': bearing(good.token.replace(/.(?=.{9}$)/, (letter) =>
      letter === 'A' ? 'B' : 'A')),
    'a token that is no token': bearing('x.y.z'),
    'a bad token beside a good certificate': { client: emulator.client, authorization: 'Bearer x.y.z' },
    'another scheme': { client: anonymous, authorization: 'Basic eDp5' }
  }
})
afterAll(async () => { await emulator.close() })

const intruders: readonly (readonly [name: string, status: 401 | 403])[] = [
  ['no credential at all', 401], ['a credential of the second domain', 403], ['a revoked credential', 401],
  ['the admin certificate', 401],
  ['a token of the second domain', 403], ['an expired token', 401], ['a removed token', 401],
  ['a token with one character changed', 401],
  ['a token that is no token', 401], ['a bad token beside a good certificate', 401], ['another scheme', 401]
]
const operations = [...contract.operations.values()]

const pathOf = (url: string) => url.replace(':okmsId', emulator.okmsId).replace(/:\w+/g, keyId)

/** An empty object where there is a body: the refusal must not depend on what is in it. */
const call = async (
  name: string, { method, url, mediaTypes }: { method: unknown, url: string, mediaTypes: readonly string[] }
): Promise<Reply> => {
  const { client, authorization } = calls[name]!
  return await client.request(
    String(method),
    pathOf(url),
    mediaTypes.length > 0 ? {} : undefined,
    authorization === undefined ? {} : { headers: { authorization } }
  )
}

describe.each(intruders)('%s', (name, status) => {
  it.each(operations)('is refused by $method $url', async (operation) => {
    expect((await call(name, operation)).status).toBe(status)
  })
})

describe('the older paths', () => {
  const old = olderPaths(operations.map(({ operationId, method, url, schema, mediaTypes }) =>
    ({ method, url, schema, config: { operationId, mediaTypes }, handler: () => {} })))

  it.each(old)('$method $url refuses all the same, and tells a token where to go', async ({ method, url, config }) => {
    for (const [name, status] of intruders) {
      // A credential of another domain is at home there: these paths take the domain from it.
      if (name === 'a credential of the second domain') continue
      const expected = calls[name]!.authorization === undefined ? status : 400
      expect([name, (await call(name, { method, url, mediaTypes: config?.mediaTypes ?? [] })).status])
        .toEqual([name, expected])
    }
  })
})

describe('the OVHcloud API', () => {
  const ofDomains = [...contracts.ovhApiV2.operations.values()].filter(({ url }) => url.includes(':okmsId'))
  /** Without a token, its own refusals say so: a certificate or another scheme is none here. */
  const statusHere: Readonly<Record<string, number>> = {
    'no credential at all': 403,
    'a credential of the second domain': 403,
    'a revoked credential': 403,
    'the admin certificate': 403
  }

  it.each(ofDomains)('refuses each of them by $method $url, with a right body too', async (operation) => {
    for (const [name, status] of intruders) {
      const { client, authorization } = calls[name]!
      const path = pathOf(operation.url.replace(':credentialId', credentialId).replace(':path', 'a%2Fsecret')
        .replace(':version', '1'))
      for (const body of [operation.mediaTypes.length > 0 ? {} : undefined, leastBody(operation)]) {
        const reply = await client.request(
          String(operation.method), path, body, authorization === undefined ? {} : { headers: { authorization } }
        )
        expect([name, reply.status]).toEqual([name, statusHere[name] ?? status])
      }
    }
  })
})

it('changed nothing: the key is as it was', async () => {
  const { status, body } = await emulator.api('GET', `/servicekey/${keyId}`)
  expect([status, body.name, body.attributes.state]).toEqual([200, 'the key', 'active'])
  expect((await emulator.api('GET', '/servicekey?state=all')).body.objects_list).toHaveLength(1)
  const call = ovhCalls(emulator)
  const domain = `/v2/okms/resource/${emulator.okmsId}`
  expect((await call('GET', domain)).body).toMatchObject({ serviceKeyCount: 1, secretCount: 1, pciDssEnabled: false })
  expect((await call('GET', `${domain}/secret/a%2Fsecret`)).body.version).toMatchObject({ id: 1, state: 'ACTIVE' })
  expect((await call('GET', `${domain}/secretConfig`)).body).toEqual(configuration)
  expect((await call('GET', `${domain}/credential/${credentialId}`)).status).toBe(200)
  expect((await call('GET', `${domain}/credential`)).body).toHaveLength(credentials)
})
