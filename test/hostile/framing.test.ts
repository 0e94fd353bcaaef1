// Requests that two readers could cut into pieces differently, or that no honest client sends: each gets one 400 or
// 404, and nothing behind it is answered.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rsaKeys } from '../fixtures/rsa-keys.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { exchange, openTls, type RawReply } from './raw-connection.js'
import { watch } from './unharmed.js'

let emulator: TestEmulator
let checkUnharmed: () => Promise<void>
beforeAll(async () => {
  emulator = await startTestEmulator()
  await emulator.api('GET', '/random')
  checkUnharmed = watch(emulator)
})
afterAll(async () => {
  try {
    await checkUnharmed()
  } finally {
    await emulator.close()
  }
})

const random = () => `/api/${emulator.okmsId}/v1/random?length=1`
const keys = () => `/api/${emulator.okmsId}/v1/servicekey`
const host = 'Host: localhost\r\nConnection: close\r\n'
const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n'

const send = async (...parts: ReadonlyArray<string | Buffer>) => await exchange(await openTls(emulator), ...parts)

/** The one reply, a refusal with four fields (raw-connection.ts checks that). */
async function refused (status: number, text: RegExp, ...parts: ReadonlyArray<string | Buffer>): Promise<void> {
  const replies: RawReply[] = await send(...parts)
  expect(replies.map(({ status }) => status)).toEqual([status])
  expect(replies[0]?.body.errors.join()).toMatch(text)
}

const notHttp = /not a valid HTTP\/1\.1 request/

describe('a body of two lengths', () => {
  const post = (headers: string, body: string) => `POST ${keys()} HTTP/1.1\r\n${host}Content-Type: application/json\r\n${headers}\r\n${body}`
  it.each([
    ['Content-Length with Transfer-Encoding', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'],
    ['Transfer-Encoding with Content-Length', 'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', '0\r\n\r\n'],
    ['two Content-Lengths', 'Content-Length: 2\r\nContent-Length: 60\r\n', '{}'],
    ['the same Content-Length twice', 'Content-Length: 2\r\nContent-Length: 2\r\n', '{}'],
    ['a list of Content-Lengths', 'Content-Length: 2, 2\r\n', '{}'],
    ['a Content-Length with a sign', 'Content-Length: +2\r\n', '{}'],
    ['a Content-Length in hexadecimal', 'Content-Length: 0x2\r\n', '{}'],
    ['a Content-Length beyond 64 bits', 'Content-Length: 99999999999999999999\r\n', '{}'],
    ['a space before the colon', 'Content-Length : 2\r\n', '{}'],
    ['chunked not last', 'Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n'],
    ['a folded Transfer-Encoding', 'Transfer-Encoding:\r\n chunked\r\n', '0\r\n\r\n'],
    ['a chunk size with a sign', 'Transfer-Encoding: chunked\r\n', '-2\r\n{}\r\n0\r\n\r\n'],
    ['a chunk size beyond 64 bits', 'Transfer-Encoding: chunked\r\n', 'ffffffffffffffffff\r\n{}\r\n0\r\n\r\n'],
    ['chunks parted by bare line feeds', 'Transfer-Encoding: chunked\r\n', '2\n{}\n0\n\n'],
    ['a bare line feed in a chunk extension', 'Transfer-Encoding: chunked\r\n', '2;a=b\nc\r\n{}\r\n0\r\n\r\n']
  ])('%s', async (_, headers, body) => { await refused(400, notHttp, post(headers, body + smuggled)) })

  it('of an unknown transfer coding', async () => {
    await refused(
      400, /^transfer-encoding: accepted: chunked/, post('Transfer-Encoding: xchunked\r\n', `0\r\n\r\n${smuggled}`)
    )
  })
  it('compressed and chunked', async () => {
    await refused(
      400, /^transfer-encoding: accepted: chunked/, post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n')
    )
  })
  it('chunked in HTTP/1.0', async () => { await refused(400, /^transfer-encoding: accepted: chunked, with HTTP\/1\.1/, `POST ${keys()} HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`) })
  it('compressed', async () => { await refused(400, /^content-encoding:/, post('Content-Encoding: gzip\r\nContent-Length: 2\r\n', '{}')) })
})

describe('lines', () => {
  const get = (rest: string) => `GET ${random()} HTTP/1.1\r\n${rest}`
  it.each([
    ['folded', () => get(`${host}X-A: b\r\n c\r\n\r\n`)],
    ['ended by bare line feeds', () => `GET ${random()} HTTP/1.1\nHost: localhost\nConnection: close\n\n`],
    ['with a bare carriage return', () => get('Host: localhost\rX: y\r\nConnection: close\r\n\r\n')],
    ['with a zero byte', () => get(`${host}X: a\0b\r\n\r\n`)],
    ['with a header without a name', () => get(`${host}: x\r\n\r\n`)],
    ['of another protocol', () => Buffer.from([0, 1, 2, 3, 254, 255, 10, 10])],
    ['of HTTP/2 begun without asking (RFC 9113 section 3.3)', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['of HTTP/3.0', () => `GET ${random()} HTTP/3.0\r\n${host}\r\n`]
  ])('%s', async (_, request) => { await refused(400, notHttp, request()) })

  it('without a version', async () => { await refused(400, /no HTTP version/, `GET ${random()}\r\n\r\n`) })
  it('without Host', async () => { await refused(400, /^host: missing/, get('Connection: close\r\n\r\n')) })
  it.each(['Host: other', 'content-type: text/plain', 'Authorization: Bearer b'])('with %s twice', async (line) => {
    await refused(400, /was sent more than once/, get(`${host}${line}\r\n${line}\r\n\r\n`))
  })
  it('of HTTP/1.0 without Host are answered', async () => {
    expect((await send(`GET ${random()} HTTP/1.0\r\n\r\n`)).map(({ status }) => status)).toEqual([200])
  })
  it('that expect something unknown are answered (RFC 9110 section 10.1.1)', async () => { expect((await send(get(`${host}Expect: magic\r\n\r\n`)))[0]?.status).toBe(200) })
  it('that ask for another protocol are answered in this one', async () => { expect((await send(get('Host: localhost\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n')))[0]?.status).toBe(200) })
})

describe('a flood', () => {
  it.each([
    ['of 300 headers', () => `GET ${random()} HTTP/1.1\r\n${host}${'X: b\r\n'.repeat(300)}\r\n`, /more than 200/],
    ['of 1500 headers', () => `GET ${random()} HTTP/1.1\r\n${host}${'X: b\r\n'.repeat(1500)}\r\n`, /more than 200/],
    ['of 17 kB in one header', () => `GET ${random()} HTTP/1.1\r\n${host}X: ${'a'.repeat(17 << 10)}\r\n\r\n`, /larger than 16 kB, the most that this server reads; secrets/],
    ['of 17 kB in the path', () => `GET /${'a'.repeat(17 << 10)} HTTP/1.1\r\n${host}\r\n`, /larger than 16 kB, the most that this server reads; secrets/],
    ['of 17 kB in one cookie', () => `GET ${random()} HTTP/1.1\r\n${host}Cookie: s=${'a'.repeat(17 << 10)}\r\n\r\n`, /because of 18 kB of cookies/],
    ['of 40 kB in cookies', () => `GET ${random()} HTTP/1.1\r\n${host}Cookie: ${Array.from({ length: 20 }, (_, index) => `c${index}=${'a'.repeat(2000)}`).join('; ')}\r\n\r\n`, /because of 40 kB of cookies; this server sets no cookies/],
    ['of cookies in several headers', () => `GET ${random()} HTTP/1.1\r\n${host}${`Cookie: a=${'b'.repeat(6000)}\r\n`.repeat(3)}\r\n`, /because of 18 kB of cookies/],
    ['of cookies for a page', () => `GET /swagger/ HTTP/1.1\r\n${host}Cookie: ${'a=b; '.repeat(4000)}\r\n\r\n`, /because of 20 kB of cookies/],
    ['of 80 kB of cookies', () => `GET ${random()} HTTP/1.1\r\n${host}Cookie: ${'a=b; '.repeat(16_000)}\r\n\r\n`, /larger than 16 kB.* large cookies of this host name/],
    ['of cookies beside a large header', () => `GET ${random()} HTTP/1.1\r\n${host}X: ${'a'.repeat(17 << 10)}\r\nCookie: ${'a=b; '.repeat(4000)}\r\n\r\n`, /reads; secrets/],
    ['of 1 MiB in one header', () => `GET ${random()} HTTP/1.1\r\n${host}X: ${'a'.repeat(1 << 20)}\r\n\r\n`, /larger than 16 kB/],
    ['of 1 MiB of headers', () => `GET ${random()} HTTP/1.1\r\n${host}${`${'x'.repeat(30)}: b\r\n`.repeat(31_000)}\r\n`, /larger than 16 kB/],
    ['of 1 MiB in the path', () => `GET /${'a'.repeat(1 << 20)} HTTP/1.1\r\n${host}\r\n`, /larger than 16 kB/],
    ['of header names of other people', () => `GET ${random()} HTTP/1.1\r\n${host}${'__proto__: x\r\n'.repeat(201)}\r\n`, /more than 200/]
  ])('%s', async (_, request, text) => { await refused(400, text, request()) })

  it('of 15 kB of cookies is let in', async () => {
    const [reply] = await send(`GET ${random()} HTTP/1.1\r\n${host}Cookie: ${'a=b; '.repeat(3000)}\r\n\r\n`)
    expect(reply?.status).toBe(200)
  })

  it('of 100 requests in one go is answered one by one', async () => {
    const replies = await send(`GET ${random()} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(99) + `GET ${random()} HTTP/1.1\r\n${host}\r\n`)
    expect(replies.map(({ status }) => status)).toEqual(Array(100).fill(200))
  })

  it('of 5000 requests in one go is answered to its end', async () => {
    const replies = await send(`GET ${random()} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(4999) + `GET ${random()} HTTP/1.1\r\n${host}\r\n`)
    expect(replies.map(({ status }) => status)).toEqual(Array(5000).fill(200))
  })

  it('behind a request that takes its time does not overtake its answer', async () => {
    const { body } = await emulator.api('POST', '/servicekey', { name: 'n', keys: [rsaKeys.rsa4096] })
    const message = JSON.stringify({ message: Buffer.alloc(32).toString('base64'), alg: 'RS256', isdigest: true })
    const sign = `POST ${keys()}/${body.id}/sign HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${message.length}\r\n\r\n${message}`
    expect((await send(`${sign}garbage\r\n\r\n`)).map(({ status }) => status)).toEqual([200, 400])
  })
})

describe('a path', () => {
  it.each([
    ['with %00 as key', 400, () => `${keys()}/%00`, /^path keyId: got "\\u0000"/],
    ['with %00 as domain', 404, () => '/api/%00/v1/servicekey', /^okmsId: no okms domain/],
    ['with ..', 404, () => `${keys()}/../random`, /^no operation/],
    ['with %2e%2e', 404, () => `${keys()}/%2e%2e/random`, /^no operation/],
    ['that leaves the pages', 404, () => '/swagger/../../package.json', /^no operation/],
    ['that leaves the pages, encoded', 404, () => '/swagger/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fpackage.json', /^no operation/],
    ['that leaves the pages with backslashes', 404, () => '/swagger/static/..\\..\\package.json', /^no operation/],
    ['with %2F instead of a slash', 404, () => keys().replace('/v1/', '%2Fv1/'), /^no operation/],
    ['with %2F in a key id', 400, () => `${keys()}/a%2Fb`, /^path keyId: got "a\/b"/],
    ['of two slashes', 404, () => `/${random()}`, /^no operation/],
    ['with a segment of 1025 characters', 400, () => `${keys()}/${'a'.repeat(1025)}`, /longer than 1024/],
    ['with a segment of 1024 characters', 400, () => `${keys()}/${'a'.repeat(1024)}`, /^path keyId: got a string of 1024 characters/],
    ['with half an escape', 400, () => `${keys()}/%z`, /^path: a % is not followed by two hexadecimal digits/],
    ['with bytes that are not UTF-8', 400, () => `${keys()}/%ff%fe`, /^path: a % is not followed by two hexadecimal digits/],
    ['with __proto__ as key', 400, () => `${keys()}/__proto__`, /^path keyId: got "__proto__"/],
    [
      'with a query named __proto__', 400, () => `${random()}&__proto__=1&constructor=2`,
      /query __proto__: unknown parameter/
    ],
    ['with a parameter twice', 400, () => `${random()}&length=2`, /query length: got it 2 times/],
    ['with a number beyond 64 bits', 400, () => `/api/${emulator.okmsId}/v1/random?length=18446744073709551617`, /^query length: got/],
    ['without its first slash', 400, () => 'random', notHttp]
  ])('%s', async (_, status, path, text) => { await refused(status, text, `GET ${path()} HTTP/1.1\r\n${host}\r\n`) })

  it('with a server before it (RFC 9112 section 3.2.2) is answered', async () => {
    expect((await send(`GET https://localhost${random()} HTTP/1.1\r\n${host}\r\n`))[0]?.status).toBe(200)
  })
})

describe('a method', () => {
  it.each([
    'TRACE', 'OPTIONS', 'PROPFIND', 'QUERY', 'PUT', 'PURGE', 'M-SEARCH', 'SEARCH', 'LIST'
  ])('%s that no operation has', async (method) => {
    await refused(404, new RegExp(`^no operation ${method} /api/`), `${method} ${random()} HTTP/1.1\r\n${host}\r\n`)
  })
  it('OPTIONS of everything', async () => {
    await refused(404, /^no operation OPTIONS \*/, `OPTIONS * HTTP/1.1\r\n${host}\r\n`)
  })
  it('CONNECT', async () => { await refused(400, /^CONNECT: this server is no proxy/, 'CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n') })
  it.each(['FOO', 'get', 'G T'])('%s that HTTP does not have', async (method) => {
    await refused(400, notHttp, `${method} ${random()} HTTP/1.1\r\n${host}\r\n`)
  })
})

describe('an offer to upgrade', () => {
  it.each(['websocket', 'h2c', 'TLS/1.0', 'HTTP/2.0, websocket'])('to %s is ignored, and ends the connection', async (protocol) => {
    const first = `GET ${random()} HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: ${protocol}\r\n\r\n`
    const replies = await send(first + `GET ${random()} HTTP/1.1\r\n${host}\r\n`)
    expect(replies.map(({ status, headers }) => [status, headers['connection']])).toEqual([[200, 'close']])
  })
})
