// What a page of another origin can make a browser send with its certificate, and with its loopback address: every
// operation refuses it before anything is read or changed. Pages of the server itself and programs are let in.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminContract } from '../../../src/admin/admin-operation.js'
import { packErrorCode } from '../../../src/domain/errors/error-code.js'
import { httpErrors } from '../../../src/http/reply/http-errors.js'
import { olderUrls } from '../../../src/rest/older-paths.js'
import { contract } from '../../../src/rest/operation.js'
import type { RequestOptions } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { exchange, openTls } from '../../hostile/raw-connection.js'

let emulator: TestEmulator
let keyId: string
beforeAll(async () => {
  emulator = await startTestEmulator({ flags: ['--ephemeral', '--admin-open-loopback'] })
  keyId = (await emulator.api('POST', '/servicekey', { name: 'kept', type: 'oct' })).body.id
  await emulator.api('POST', `/servicekey/${keyId}/deactivate`, { reason: 'unspecified' })
})
afterAll(async () => { await emulator.close() })

const refused = packErrorCode(httpErrors.ForeignOrigin)

type Headers = NonNullable<RequestOptions['headers']>

/** `PORT` is the port of the server, whose Host is localhost. */
const foreign: ReadonlyArray<readonly [string, Headers]> = [
  ['a page of another site', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }],
  ['one in an older browser', { origin: 'https://elsewhere.example' }],
  ['a sandboxed frame, a file or a redirect', { origin: 'null' }],
  ['a page on another port of this host', { origin: 'https://localhost:1', 'sec-fetch-site': 'same-site' }],
  ['a page on the default port of this host', { origin: 'https://localhost' }],
  ['a page without TLS', { origin: 'http://localhost:PORT' }],
  ['a page of another name of this machine', { origin: 'https://127.0.0.1:PORT' }],
  ['a page whose name begins alike', { origin: 'https://localhost:PORT.elsewhere.example' }],
  ['a user name that looks like this host', { origin: 'https://localhost:PORT@elsewhere.example' }],
  ['an extension of a browser', { origin: 'chrome-extension://abcdefghijklmnop' }],
  ['no origin at all', { origin: '' }],
  ['two origins', { origin: 'https://localhost:PORT, https://elsewhere.example' }],
  ['an image or a link of another site', { 'sec-fetch-site': 'cross-site' }],
  ['an image or a link of this host', { 'sec-fetch-site': 'same-site' }],
  ['a contradiction', { origin: 'https://localhost:PORT', 'sec-fetch-site': 'cross-site' }],
  ['a value of the future', { 'sec-fetch-site': 'same-machine' }],
  ['a form', {
    origin: 'https://elsewhere.example',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'content-type': 'application/x-www-form-urlencoded'
  }],
  ['a form of plain text', { origin: 'null', 'content-type': 'text/plain' }]
]

const own: ReadonlyArray<readonly [string, Headers]> = [
  ['a program', {}],
  ['a program that names the server', { origin: 'https://localhost:PORT' }],
  ['our page', { origin: 'https://localhost:PORT', 'sec-fetch-site': 'same-origin' }],
  ['our page, in a GET', { 'sec-fetch-site': 'same-origin' }],
  ['the address bar', { 'sec-fetch-site': 'none' }],
  ['our page under an address', { host: '127.0.0.1:PORT', origin: 'https://127.0.0.1:PORT' }],
  ['our page under an IPv6 address', { host: '[::1]:PORT', origin: 'https://[::1]:PORT' }],
  ['our page under another name', { host: 'kms.internal:PORT', origin: 'https://KMS.internal:PORT' }],
  ['our page on another port, as behind a published one', { host: 'localhost:4433', origin: 'https://localhost:4433' }],
  ['our page on the default port', { host: 'localhost', origin: 'https://localhost' }],
  ['our page on the default port, in full', { host: 'localhost:443', origin: 'https://localhost' }]
]

const filled = (headers: Headers): Headers => Object.fromEntries(
  Object.entries(headers).map(([name, value]) => [name, value.replaceAll('PORT', String(emulator.port))]))

const pathOf = (url: string) => url.replace(':okmsId', emulator.okmsId).replace(':keyId', keyId)
  .replace(/:\w+/g, '7b0d2f7e-8a3f-4c57-b0a1-5d5f2f1f6c11')

type Call = readonly [as: 'client' | 'admin' | 'loopback', method: string, url: string]

const calls: readonly Call[] = [
  ...[...contract.operations.values()].flatMap(({ operationId, method, url }) =>
    [url, ...olderUrls(operationId, url)].map((one): Call => ['client', String(method), one])),
  ...['keys.json', 'operations.json', 'events'].map((name): Call => ['client', 'GET', `/page/${name}`]),
  ...[...adminContract.operations.values()].filter(({ url }) => url.startsWith('/_emulator'))
    .flatMap(({ method, url }): readonly Call[] => [['admin', String(method), url], ['loopback', String(method), url]])
]

describe.each(foreign)('%s', (_, headers) => {
  it('is refused by every operation, which does nothing', async () => {
    const loopback = emulator.clientWith({})
    const log = emulator.log().length
    for (const [as, method, url] of calls) {
      const client = { client: emulator.client, admin: emulator.admin, loopback }[as]
      const { status, body } = await client.request(method, pathOf(url), undefined, { headers: filled(headers) })
      expect([status, body.error_code], `${as} ${method} ${url}`).toEqual([403, refused])
    }
    expect(emulator.log().slice(log)).not.toMatch(/"http_status":(?!403)/)
    expect((await emulator.api('GET', `/servicekey/${keyId}`)).body.attributes.state).toBe('deactivated')
  })

  it('gets no WebSocket', async () => {
    const lines = Object.entries(filled(headers)).map(([name, value]) => `${name}: ${value}\r\n`).join('')
    const replies = await exchange(await openTls(emulator), `GET /page/events HTTP/1.1\r\nHost: localhost:${emulator.port}\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${lines}\r\n`)
    expect(replies.map(({ status }) => status)).toEqual([403])
  })

  it('may use the API with a token, which no page can send without a preflight', async () => {
    const { body: { token } } = await emulator.admin.request('POST', '/_emulator/tokens', {
      name: 'x', okmsIds: [emulator.okmsId]
    })
    const { status } = await emulator.clientWith({}).request('GET', `/api/${emulator.okmsId}/v1/random`, undefined, {
      headers: { ...filled(headers), authorization: `Bearer ${token}` }
    })
    expect(status).toBe(200)
  })
})

describe.each(own)('%s', (_, headers) => {
  it('is let in', async () => {
    const options = { headers: filled(headers) }
    expect((await emulator.api('POST', '/servicekey', { name: 'n', type: 'oct' }, options)).status).toBe(201)
    expect((await emulator.api('GET', '/servicekey', undefined, options)).status).toBe(200)
    expect((await emulator.admin.request('GET', '/_emulator/domains', undefined, options)).status).toBe(200)
    expect((await emulator.clientWith({}).request('GET', '/_emulator/domains', undefined, options)).status).toBe(200)
  })
})

it('no preflight is answered, and no response is readable by another origin', async () => {
  const headers = {
    origin: 'https://elsewhere.example',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type'
  }
  const anonymous = emulator.clientWith({})
  for (const url of ['/auth/oauth2/token', '/swagger/json', '/page/start.json', '/', ...calls.map((call) => call[2])]) {
    for (const method of ['OPTIONS', 'GET']) {
      const { status, headers: sent } = await anonymous.request(method, pathOf(url), undefined, { headers })
      if (method === 'OPTIONS') expect([url, status]).toEqual([url, 404])
      expect(Object.keys(sent).filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
  }
})

it('an origin without a Host is refused', async () => {
  const [reply] = await exchange(await openTls(emulator), `GET /api/${emulator.okmsId}/v1/random HTTP/1.0\r\nOrigin: null\r\n\r\n`)
  expect(reply?.status).toBe(403)
})
