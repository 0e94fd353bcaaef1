// Who may call the OVHcloud API: signatures with API keys, bearer tokens, and what is answered without either.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contracts, type ContractOperation } from '../../../src/http/contract/contract.js'
import type { Client, Reply, RequestOptions } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { keysIn, ovhCalls, signedHeaders, type OvhCall, type OvhKeys } from '../../harness/ovh-api.js'
import { exchange, openTls } from '../../hostile/raw-connection.js'

let emulator: TestEmulator
let keys: OvhKeys
/** Of another application. */
let others: OvhKeys
let call: OvhCall
let domain: string
let secondDomain: string
let stranger: Client

type Headers = NonNullable<RequestOptions['headers']>

beforeAll(async () => {
  emulator = await startTestEmulator()
  keys = keysIn(emulator.files.ovhConfiguration ?? '')
  others = (await emulator.admin.request('POST', '/_emulator/api-keys', { name: 'another' })).body as OvhKeys
  stranger = emulator.clientWith({})
  call = ovhCalls(emulator, { client: stranger })
  domain = `/v2/okms/resource/${emulator.okmsId}`
  secondDomain = (await admin('POST', '/domains', { name: 'second' })).body.okmsId
})
afterAll(async () => { await emulator.close() })

const admin = async (method: string, path: string, body?: unknown) =>
  await emulator.admin.request(method, `/_emulator${path}`, body)

const anonymous = async (method: string, path: string, options: RequestOptions = {}, body?: unknown) =>
  await stranger.request(method, path, body, options)

const now = () => Math.floor(emulator.clock() / 1000)

/** Headers of a request with the method and the path, by default of `GET /1.0/me` with the right keys. */
const sign = ({ method = 'GET', url = `${emulator.endpoint}/1.0/me`, body = '', timestamp = now(), by = keys }: {
  readonly method?: string,
  readonly url?: string,
  readonly body?: string,
  readonly timestamp?: number
  readonly by?: OvhKeys
} = {}) => signedHeaders(by, { method, url, body, timestamp })

const without = (headers: Readonly<Record<string, string>>, name: string): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name))

const errorOf = ({ status, body }: Reply) => [status, body?.errorCode ?? body?.class]

describe('a signature', () => {
  const port = () => new URL(emulator.endpoint).port
  it.each([
    ['with the port, https', () => `https://localhost:${port()}/1.0/me`],
    ['without the port, https', () => 'https://localhost/1.0/me'],
    ['with the port, http', () => `http://localhost:${port()}/1.0/me`],
    ['without the port, http', () => 'http://localhost/1.0/me']
  ])('is accepted %s', async (_name, url) => {
    const { status, body, headers } = await anonymous('GET', '/1.0/me', { headers: sign({ url: url() }) })
    expect([status, body.nichandle]).toEqual([200, 'emulator-ovh'])
    expect(headers['x-ovh-queryid']).toBe(headers['x-request-id'])
  })

  it('may be repeated, on each connection', async () => {
    const headers = sign()
    const replies = await Promise.all([1, 2, 3].map(() => anonymous('GET', '/1.0/me', { headers })))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
  })

  it('is over the target as it is sent: escapes and slashes are not normalised', async () => {
    const path = `${domain}/secret/app%2Fdb?includeData=true`
    expect((await call('GET', path)).status).toBe(404)
    const decoded = sign({ url: `${emulator.endpoint}${path.replace('%2F', '/')}` })
    expect(errorOf(await anonymous('GET', path, { headers: decoded }))).toEqual([400, 'INVALID_SIGNATURE'])
  })

  it('goes with HEAD as with every method', async () => {
    const { status, body } = await anonymous('HEAD', '/1.0/me', { headers: sign({ method: 'HEAD' }) })
    expect([status, body]).toEqual([200, undefined])
    expect((await anonymous('HEAD', '/1.0/me', { headers: sign() })).status).toBe(400)
  })

  it('is over the bytes of the body, whatever they are', async () => {
    const path = `${domain}/secret`
    for (const raw of [
      '{"path": "a","version":\r\n{"data": {"é": "\\u00e9 <&> \\ud83d\\ude00 +😀+" } } }',
      '\t{"path":"b","version":{"data":{}}}\n\n'
    ]) {
      const headers = {
        'content-type': 'application/json',
        ...sign({
          method: 'POST',
          url: emulator.endpoint + path,
          body: raw
        })
      }
      expect(await anonymous('POST', path, { headers, raw })).toMatchObject({ status: 200 })
    }
  })

  it('does not go by the clock of the emulator, but by that of the machine', async () => {
    await admin('PATCH', '/clock', { advance: '30d' })
    const { body } = await anonymous('GET', '/1.0/auth/time')
    expect(body).toBe(now())
    expect((await anonymous('GET', '/1.0/me', { headers: sign() })).status).toBe(200)
    const moved = sign({ timestamp: now() + 30 * 86_400 })
    expect(errorOf(await anonymous('GET', '/1.0/me', { headers: moved }))).toEqual([400, 'QUERY_TIME_OUT'])
    await admin('DELETE', '/clock')
  })

  it.each([['/v1/me', '/1.0/me'], ['/v1/auth/details', '/1.0/auth/details'], ['/v1/auth/time', '/1.0/auth/time']])(
    '%s is %s', async (one, other) => {
      const replies = [await call('GET', one), await call('GET', other)]
      expect(replies[0]?.status).toBe(200)
      expect(replies[0]?.body).toEqual(replies[1]?.body)
    })
})

describe('a request is refused', () => {
  /** What is wrong, with the headers that are sent for `GET /1.0/me`. */
  const refusals: ReadonlyArray<readonly [string, number, string, () => Headers]> = [
    ['without credentials', 403, 'NOT_CREDENTIAL', () => ({})],
    ['with the wrong application key', 403, 'INVALID_KEY', () => sign({
      by: {
        ...keys,
        applicationKey: 'x'.repeat(16)
      }
    })],
    ['with the wrong consumer key', 403, 'INVALID_CREDENTIAL', () => sign({
      by: {
        ...keys,
        consumerKey: 'x'.repeat(32)
      }
    })],
    ['with the consumer key of another application', 403, 'INVALID_CREDENTIAL', () =>
      sign({ by: { ...keys, consumerKey: others.consumerKey } })],
    ['with the wrong secret', 400, 'INVALID_SIGNATURE', () => sign({
      by: {
        ...keys,
        applicationSecret: 'x'.repeat(32)
      }
    })],
    ['with the secret of another application', 400, 'INVALID_SIGNATURE', () =>
      sign({ by: { ...keys, applicationSecret: others.applicationSecret } })],
    ['signed for another path', 400, 'INVALID_SIGNATURE', () => sign({ url: `${emulator.endpoint}/1.0/auth/details` })],
    ['signed for the other name of the path', 400, 'INVALID_SIGNATURE', () =>
      sign({ url: `${emulator.endpoint}/v1/me` })],
    ['signed with a query', 400, 'INVALID_SIGNATURE', () => sign({ url: `${emulator.endpoint}/1.0/me?` })],
    ['signed for another host', 400, 'INVALID_SIGNATURE', () => sign({ url: 'https://eu.api.ovh.com/1.0/me' })],
    ['signed for another port', 400, 'INVALID_SIGNATURE', () => sign({ url: 'https://localhost:1/1.0/me' })],
    ['signed for another method', 400, 'INVALID_SIGNATURE', () => sign({ method: 'POST' })],
    ['signed with another body', 400, 'INVALID_SIGNATURE', () => sign({ body: '{}' })],
    ['signed a long time ago', 400, 'QUERY_TIME_OUT', () => sign({ timestamp: now() - 301 })],
    ['signed in the future', 400, 'QUERY_TIME_OUT', () => sign({ timestamp: now() + 301 })],
    ['with another timestamp than the signed one', 400, 'INVALID_SIGNATURE', () =>
      ({ ...sign(), 'X-Ovh-Timestamp': String(now() + 1) })],
    ['with milliseconds', 400, 'QUERY_TIME_OUT', () => sign({ timestamp: now() * 1000 })],
    ['with a time in another form', 400, 'QUERY_TIME_OUT', () => ({ ...sign(), 'X-Ovh-Timestamp': `${now()}.0` })],
    ['with a signature in capitals', 400, 'INVALID_SIGNATURE', () =>
      ({ ...sign(), 'X-Ovh-Signature': sign()['X-Ovh-Signature']?.toUpperCase() ?? '' })],
    ['with a signature that is cut off', 400, 'INVALID_SIGNATURE', () =>
      ({ ...sign(), 'X-Ovh-Signature': sign()['X-Ovh-Signature']?.slice(0, -1) ?? '' })],
    ['with a signature of another kind', 400, 'INVALID_SIGNATURE', () =>
      ({ ...sign(), 'X-Ovh-Signature': `$2$${'0'.repeat(40)}` })],
    ...[['X-Ovh-Application', 403, 'NOT_CREDENTIAL'], ['X-Ovh-Consumer', 403, 'NOT_CREDENTIAL'],
      ['X-Ovh-Timestamp', 400, 'QUERY_TIME_OUT'], ['X-Ovh-Signature', 400, 'INVALID_SIGNATURE']
    ].flatMap(([header, status, code]) => {
      const [name, ofMissing] = [String(header), [Number(status), String(code)] as const]
      const ofWrong = [ofMissing[0], {
        'X-Ovh-Application': 'INVALID_KEY',
        'X-Ovh-Consumer': 'INVALID_CREDENTIAL'
      }[name] ?? ofMissing[1]] as const
      return [
        [`without ${name}`, ...ofMissing, () => without(sign(), name)],
        [`with an empty ${name}`, ...ofMissing, () => ({ ...sign(), [name]: '' })],
        [`with 8000 characters in ${name}`, ...ofWrong, () => ({ ...sign(), [name]: 'x'.repeat(8000) })],
        [`with a list in ${name}`, ...ofWrong, () => ({ ...sign(), [name]: `${sign()[name]}, ${sign()[name]}` })]
      ] as const
    })
  ]

  it.each(refusals)('%s: %i %s', async (_name, status, code, headers) => {
    const reply = await anonymous('GET', '/1.0/me', { headers: headers() })
    expect(errorOf(reply)).toEqual([status, code])
    expect(reply.body.httpCode).toBe({ 400: '400 Bad Request', 403: '403 Forbidden' }[status])
    expect(reply.headers['x-ovh-queryid']).toMatch(/^[\da-f-]{36}$/)
    for (const secret of Object.values(keys)) expect(JSON.stringify(reply.body)).not.toContain(secret)
  })

  it.each(['X-Ovh-Application', 'X-Ovh-Consumer', 'X-Ovh-Timestamp', 'X-Ovh-Signature'])('with %s twice',
    async (name) => {
      const headers = Object.entries(sign())
      const lines = [...headers, ...headers.filter(([one]) => one === name)].map(([one, value]) =>
      `${one}: ${value}\r\n`).join('')
      const host = new URL(emulator.endpoint).host
      const [reply] = await exchange(await openTls(emulator, { cert: undefined, key: undefined }),
      `GET /1.0/me HTTP/1.1\r\nHost: ${host}\r\n${lines}Connection: close\r\n\r\n`)
      expect(reply?.status).toBeGreaterThanOrEqual(400)
      expect(reply?.body.errorCode).toBeDefined()
    })

  it('in the absolute form as in the usual one', async () => {
    const { host } = new URL(emulator.endpoint)
    const [reply] = await exchange(await openTls(emulator, { cert: undefined, key: undefined }),
      `GET https://${host}/1.0/me HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect([reply?.status, reply?.body.errorCode]).toEqual([403, 'NOT_CREDENTIAL'])
    expect(reply?.headers['x-ovh-queryid']).toBe(reply?.headers['x-request-id'])
  })

  it('with one byte of the body changed, before it reaches a handler', async () => {
    const path = `${domain}/serviceKey`
    const before = (await call('GET', path)).body.length as number
    const body = '{"name":"forged","type":"oct","size":256}'
    const headers = {
      'content-type': 'application/json',
      ...sign({
        method: 'POST',
        url: emulator.endpoint + path,
        body
      })
    }
    const reply = await anonymous('POST', path, { headers, raw: body.replace('forged', 'forget') })
    expect(errorOf(reply)).toEqual([400, 'INVALID_SIGNATURE'])
    expect((await call('GET', path)).body).toHaveLength(before)
    const { body: { entries } } = await admin('GET', '/journal?order=desc&limit=10&operationId=CreateDomainServiceKey')
    expect(entries[0]).toMatchObject({ status: 400, caller: null, requestId: reply.headers['x-request-id'] })
  })

  it('before its body is read against the contract, or its domain is looked up', async () => {
    const forged = { ...keys, applicationSecret: 'x'.repeat(32) }
    const asForger = ovhCalls(emulator, { client: stranger, keys: forged })
    for (const [method, path, body] of [
      ['POST', `${domain}/serviceKey`, { wrong: true }], ['GET', `/v2/okms/resource/${crypto.randomUUID()}`],
      ['GET', `${domain}/serviceKey?unknown=1`], ['GET', `${domain}/serviceKey/no-uuid`]
    ] as const) expect(errorOf(await asForger(method, path, body))).toEqual([400, 'INVALID_SIGNATURE'])
  })

  it('with a client certificate alone', async () => {
    expect(errorOf(await emulator.client.request('GET', '/1.0/me'))).toEqual([403, 'NOT_CREDENTIAL'])
    expect(errorOf(await emulator.client.request('GET', domain))).toEqual([403, 'NOT_CREDENTIAL'])
    expect(errorOf(await emulator.admin.request('GET', domain))).toEqual([403, 'NOT_CREDENTIAL'])
  })
})

describe('a token', () => {
  const bearing = (token: string, more: Headers = {}) => ({ headers: { authorization: `Bearer ${token}`, ...more } })
  const add = async (fields: object = {}): Promise<{ readonly id: string, readonly token: string }> =>
    (await admin('POST', '/tokens', { name: 'x', okmsIds: [emulator.okmsId], ...fields })).body

  it('calls a domain and the account', async () => {
    const { token } = await add()
    expect((await anonymous('GET', domain, bearing(token))).body.id).toBe(emulator.okmsId)
    expect((await anonymous('GET', '/1.0/me', bearing(token))).status).toBe(200)
    expect((await anonymous('GET', '/1.0/auth/details', bearing(token))).body).toMatchObject({ allowedRoutes: null })
    expect(errorOf(await anonymous('GET', '/1.0/auth/currentCredential', bearing(token)))).toEqual([403,
      'NOT_CREDENTIAL'])
    const listed = await anonymous('GET', '/v2/okms/resource', bearing(token))
    expect(listed.body.map(({ id }: { id: string }) => id)).toEqual([emulator.okmsId])
  })

  it('of one domain does not reach another', async () => {
    const { token } = await add()
    expect(errorOf(await anonymous('GET', `/v2/okms/resource/${secondDomain}`, bearing(token)))).toEqual([403,
      'Client::Forbidden'])
  })

  it('counts no longer once it is removed or expired, and never if it is none', async () => {
    const removed = await add()
    await admin('DELETE', `/tokens/${removed.id}`)
    const expired = await add({ expiresAt: new Date(emulator.clock() + 3_600_000).toISOString() })
    const good = await add()
    await admin('PATCH', '/clock', { advance: '2h' })
    for (const token of [removed.token, expired.token, `${good.token.slice(0, -6)}AAAAAA`, 'x.y.z', 'x', '$TOKEN']) {
      for (const path of [domain, '/1.0/me', '/1.0/auth/time']) {
        const reply = await anonymous('GET', path, bearing(token))
        expect([path, ...errorOf(reply)]).toEqual([path, 401, 'Client::Unauthorized'])
      }
    }
    await admin('DELETE', '/clock')
    expect((await anonymous('GET', domain, { headers: { authorization: 'Basic eDp5' } })).status).toBe(401)
  })

  it('decides where a signature is sent too', async () => {
    const { token } = await add()
    const wrong = sign({ by: { ...keys, applicationSecret: 'wrong' } })
    expect((await anonymous('GET', '/1.0/me', bearing(token, wrong))).status).toBe(200)
    expect((await anonymous('GET', '/1.0/me', bearing('x.y.z', sign()))).status).toBe(401)
  })
})

describe('a consumer key', () => {
  const request = async (accessRules: ReadonlyArray<{ readonly method: string, readonly path: string }>,
    more: object = {}) =>
    await anonymous('POST', '/1.0/auth/credential', { headers: { 'X-Ovh-Application': keys.applicationKey } },
      { accessRules, ...more })

  async function withRules (...accessRules: ReadonlyArray<{
    readonly method: string,
    readonly path: string
  }>): Promise<OvhCall> {
    const { status, body } = await request(accessRules)
    expect([status, body.state]).toEqual([200, 'validated'])
    return ovhCalls(emulator, { client: stranger, keys: { ...keys, consumerKey: body.consumerKey } })
  }

  it('calls what its rules name, and nothing else', async () => {
    const narrow = await withRules({ method: 'GET', path: '/v2/okms/*' }, {
      method: 'GET',
      path: '/auth/currentCredential'
    })
    expect((await narrow('GET', domain)).status).toBe(200)
    expect((await narrow('GET', '/v1/auth/currentCredential')).body.rules).toHaveLength(2)
    for (const [method, path, body] of [
      ['GET', '/1.0/me'], ['GET', '/1.0/auth/details'], ['POST', `${domain}/serviceKey`, {
        name: 'x',
        type: 'oct',
        size: 256
      }],
      ['DELETE', `${domain}/secret/x`], ['GET', '/v2/iam/policy']
    ] as const) expect(errorOf(await narrow(method, path, body))).toEqual([403, 'NOT_GRANTED_CALL'])
  })

  it('does not reach another path by another spelling of it', async () => {
    const narrow = await withRules({ method: 'GET', path: '/v2/okms/reference/*' })
    for (const path of ['/v2/okms/reference/../resource', '/v2/okms/reference/%2e%2e/resource',
      '/v2/okms//resource', '/v2/okms/resource?x=/v2/okms/reference/']) {
      const { status } = await narrow('GET', path)
      expect(status).toBeGreaterThanOrEqual(400)
    }
  })

  it('is refused with rules that are none', async () => {
    for (const accessRules of [[], [{ method: 'GET', path: 'me' }], [{ method: 'TRACE', path: '/me' }],
      [{ path: '/me' }], null]) {
      expect((await request(accessRules as never)).status).toBe(400)
    }
    expect((await request([{ method: 'GET', path: '/*' }], { allowedIPs: ['nowhere'] })).status).toBe(400)
    expect(errorOf(await anonymous('POST', '/1.0/auth/credential', {}, {
      accessRules: [{
        method: 'GET',
        path: '/*'
      }]
    })))
      .toEqual([403, 'NOT_CREDENTIAL'])
  })

  it('is refused from another address than those that it allows', async () => {
    const { body } = await request([{ method: 'GET', path: '/*' }], { allowedIPs: ['192.0.2.0/24'] })
    const elsewhere = ovhCalls(emulator, { client: stranger, keys: { ...keys, consumerKey: body.consumerKey } })
    expect(errorOf(await elsewhere('GET', '/1.0/me'))).toEqual([403, 'NOT_GRANTED_CALL'])
    expect(errorOf(await elsewhere('GET', '/1.0/me', undefined, { 'x-forwarded-for': '192.0.2.1' })))
      .toEqual([403, 'NOT_GRANTED_CALL'])
  })

  it('ends with the logout, from the next request on', async () => {
    const leaving = await withRules({ method: 'GET', path: '/*' }, { method: 'POST', path: '/auth/logout' })
    expect((await leaving('GET', '/1.0/me')).status).toBe(200)
    expect(await leaving('POST', '/1.0/auth/logout')).toMatchObject({ status: 200, body: null })
    expect(errorOf(await leaving('GET', '/1.0/me'))).toEqual([403, 'INVALID_CREDENTIAL'])
    expect((await call('GET', '/1.0/me')).status).toBe(200)
  })

  it('ends with its application, from the next request on', async () => {
    const { body } = await admin('POST', '/api-keys', { name: 'short-lived' })
    const brief = ovhCalls(emulator, { client: stranger, keys: body as OvhKeys })
    expect((await brief('GET', '/1.0/me')).status).toBe(200)
    await admin('DELETE', `/api-keys/${(body as OvhKeys).applicationKey}`)
    expect(errorOf(await brief('GET', '/1.0/me'))).toEqual([403, 'INVALID_KEY'])
  })
})

describe('every operation', () => {
  const operations = [...contracts.ovhApiV1.operations.values(), ...contracts.ovhApiV2.operations.values()]
  const open = operations.filter(({ isOpen }) => isOpen)
  const closed = operations.filter(({ isOpen }) => !isOpen)
  const pathsOf = ({ url }: ContractOperation) => {
    const path = url.replace(':okmsId', emulator.okmsId).replace(/:\w+/g, 'x')
    return path.startsWith('/1.0/') ? [path, path.replace('/1.0/', '/v1/')] : [path]
  }
  const methodsOf = ({ method }: ContractOperation) => method === 'GET' ? ['GET', 'HEAD'] : [String(method)]
  /** Each way to call it. */
  async function * calls (operation: ContractOperation, headers: Headers): AsyncGenerator<Reply> {
    for (const path of pathsOf(operation)) {
      for (const method of methodsOf(operation)) {
        yield await anonymous(method, path, { headers }, operation.mediaTypes.length > 0 ? {} : undefined)
      }
    }
  }

  it('that needs no credentials is one of the first steps of a client', () => {
    expect(open.map(({ operationId }) => operationId).sort()).toEqual([
      'AddItemConfiguration', 'AddOkmsItem', 'CreateCart', 'GetApiDescription', 'GetAuthTime', 'GetCart', 'GetCartItem',
      'ListCartItems', 'ListItemConfigurations', 'ListOkmsOffers', 'ListRequiredConfigurations', 'RequestCredential'
    ])
  })

  it.each(closed)('$operationId is refused without credentials, and with a signature of a stranger', async (operation) => {
    for await (const reply of calls(operation, {})) {
      expect(errorOf(reply)).toEqual([403, reply.body &&
      'NOT_CREDENTIAL'])
    }
    const forged = sign({ by: { ...keys, applicationSecret: 'x'.repeat(32) } })
    for await (const reply of calls(operation, forged)) {
      expect(errorOf(reply)).toEqual([400, reply.body &&
      'INVALID_SIGNATURE'])
    }
  })

  it.each(open)('$operationId answers without credentials, and takes no wrong ones', async (operation) => {
    for await (const reply of calls(operation, {})) expect(reply.status).not.toBe(401)
    const forged = sign({ by: { ...keys, applicationSecret: 'x'.repeat(32) } })
    for await (const reply of calls(operation, forged)) {
      expect(errorOf(reply)).toEqual([400, reply.body &&
      'INVALID_SIGNATURE'])
    }
  })

  it.each(operations)('$operationId is refused to pages of other origins', async (operation) => {
    for (const headers of [{ origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      for (const credentials of [{}, sign()]) {
        for await (const reply of calls(operation, { ...credentials, ...headers })) {
          expect(errorOf(reply)).toEqual([403, reply.body && 'Client::Forbidden'])
        }
      }
    }
  })

  it('has no preflight that a browser would accept', async () => {
    const { status, headers } = await anonymous('OPTIONS', '/1.0/me', {
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' }
    })
    expect([status, headers['access-control-allow-origin']]).toEqual([404, undefined])
  })
})
