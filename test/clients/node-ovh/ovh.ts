// node-ovh signs and makes the calls of ../ovh-calls, over TLS with the CA of the server: it has no plain HTTP.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

/** A value of the server, typed as JSON.parse does. */
type Json = ReturnType<typeof JSON.parse>

/** What these tests use of node-ovh. It rejects with an object that has the status and the message. */
interface NodeOvh {
  requestPromised (method: string, path: string, params?: object): Promise<Json>
}

interface Call {
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly unsigned?: boolean
  readonly body?: object
  readonly expect?: Readonly<Record<string, Json>>
  readonly save?: Readonly<Record<string, string>>
  readonly pattern?: string
}

interface Refusal extends Omit<Call, 'operation'> {
  readonly what: string
  readonly keys?: Readonly<Record<string, string>>
  readonly status: number
}

const variable = (name: string) => process.env[name] ?? ''

// Installed outside of the repository, in the versions of package-lock.json.
const connect = createRequire(path.join(variable('CLIENT_PACKAGES'), 'package.json'))('@ovhcloud/node-ovh') as
  (options: object) => NodeOvh

const { hostname: host, port, origin } = new URL(variable('KMS_RESTAPI_ENDPOINT'))
const place = { host, port: Number(port), basePath: '/1.0' }
const okms = variable('KMS_RESTAPI_OKMSID')

function clientWith ({ applicationKey, applicationSecret, consumerKey }: Refusal['keys'] & object = {}): NodeOvh {
  return connect({
    ...place,
    appKey: applicationKey ?? variable('OVH_APPLICATION_KEY'),
    appSecret: applicationSecret ?? variable('OVH_APPLICATION_SECRET'),
    consumerKey: consumerKey ?? variable('OVH_CONSUMER_KEY')
  })
}

const rows = <Row>(name: string): readonly Row[] =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, '../ovh-calls', name), 'utf8')) as readonly Row[]

const filled = (template: unknown, values: ReadonlyMap<string, string>): Json => template === undefined
  ? undefined
  : JSON.parse(JSON.stringify(template)
    .replace(/"\{#(\w+)\}"/g, (_, name: string) => values.get(name) ?? '')
    .replace(/\{(\w+)\}/g, (_, name: string) => values.get(name) ?? ''))

const at = (value: Json, names: string): Json => (names === '' ? [] : names.split('.')).reduce(
  (within: Json, name) => Array.isArray(within) ? within.at(Number(name)) : within[name], value
)

describe('node-ovh', () => {
  const client = clientWith()
  const values = new Map([['okms', okms]])

  for (const row of rows<Call>('calls.json')) {
    const { operation, method, path, unsigned = false, body, save = {}, pattern } = row
    // It signs no path with /auth in it, so that those which need a signature are refused.
    const isRefused = path.startsWith('/auth') && !unsigned
    it(`${isRefused ? 'cannot sign' : 'calls'} ${operation} at ${path}`, async () => {
      const answered = client.requestPromised(method, filled(path, values) as string, filled(body, values) as object)
      if (isRefused) {
        await expect(answered).rejects.toMatchObject({ error: 403 })
        return
      }
      const answer = await answered
      for (const [names, expected] of Object.entries(row.expect ?? {})) {
        expect(at(answer, names), names).toEqual(filled(expected, values))
      }
      for (const [name, names] of Object.entries(save)) {
        const value = String(at(answer, names))
        values.set(name, pattern === undefined ? value : new RegExp(pattern).exec(value)?.[1] ?? '')
      }
    })
  }

  for (const { what, keys, method, path, body, status } of rows<Refusal>('refusals.json')) {
    it(`rejects with status and message: ${what}`, async () => {
      const answered = clientWith(keys)
        .requestPromised(method, filled(path, values) as string, filled(body, values) as object)
      await expect(answered).rejects.toMatchObject({ error: status, message: expect.stringMatching(/./) as string })
    })
  }

  it('calls with client credentials', async () => {
    const { clientId, clientSecret } = await client.requestPromised('POST', '/me/api/oauth2/client', {
      name: 'oauth2', description: 'of a test', flow: 'CLIENT_CREDENTIALS', callbackUrls: []
    })
    const other = connect({ ...place, clientID: clientId, clientSecret, tokenURL: `${origin}/auth/` })
    expect((await other.requestPromised('GET', `/v2/okms/resource/${okms}`)).id).toBe(okms)
    await client.requestPromised('DELETE', `/me/api/oauth2/client/${clientId}`)
  })

  it('reads the description of the API with its option apis', async () => {
    const described = connect({ ...place, apis: ['me'], appKey: variable('OVH_APPLICATION_KEY'), appSecret: 'none' })
    await expect(described.requestPromised('GET', '/auth/time')).resolves.toBeTypeOf('number')
  })
})
