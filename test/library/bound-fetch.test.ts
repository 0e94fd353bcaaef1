// fetch as the library binds it, against a server that says what it got.

import { once } from 'node:events'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBoundFetch, type BoundFetch } from '../../src/library/bound-fetch.js'
import { createCa } from '../../src/pki/ca.js'
import { issueServerCertificate } from '../../src/pki/server-certificate.js'
import { accessCertificate } from '../harness/certificates.js'

const ca = createCa({ now: Date.now() })
const server = issueServerCertificate({ ca, names: ['localhost', '127.0.0.1'], now: Date.now() })
const client = accessCertificate(ca, { okmsId: '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11' })

const readAll = async (request: IncomingMessage) => Buffer.concat(await request.toArray() as Buffer[])

/** What the server does at a path; every other path says what it got. */
const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
  '/nothing': (_request, response) => response.writeHead(204).end(),
  '/never': () => {},
  '/half' (_request, response) {
    response.writeHead(200)
    response.write('half')
  },
  '/cut' (_request, response) {
    response.writeHead(200, { 'content-length': 100 })
    response.write('cut')
    setImmediate(() => response.destroy())
  },
  '/large': (_request, response) => response.end(Buffer.alloc(1_000_000, 'x')),
  '/307': (_request, response) => response.writeHead(307, { location: 'echo?again' }).end(),
  '/303': (_request, response) => response.writeHead(303, { location: '/echo' }).end(),
  '/302': (_request, response) => response.writeHead(302, { location: '/echo' }).end(),
  '/loop': (_request, response) => response.writeHead(301, { location: '/loop' }).end(),
  '/away': (_request, response) => response.writeHead(307, { location: elsewhere }).end()
}

async function answer (request: IncomingMessage, response: ServerResponse) {
  const route = routes[request.url ?? '']
  if (route !== undefined) {
    request.resume()
    return route(request, response)
  }
  const socket = request.socket as Partial<TLSSocket>
  const body = await readAll(request)
  response.writeHead(200, { 'content-type': 'application/json', 'x-twice': ['one', 'two'] }).end(JSON.stringify({
    method: request.method,
    url: request.url,
    headers: request.headers,
    body: body.toString(),
    certificate: socket.getPeerX509Certificate?.()?.subject ?? null
  }))
}

interface Echo {
  method: string
  url: string
  headers: Record<string, string>
  body: string
  certificate: string | null
}
const echoOf = async (response: Response) => await response.json() as Echo

const tls = {
  cert: server.certificatePem,
  key: server.privateKeyPem,
  ca: ca.certificatePem,
  requestCert: true,
  rejectUnauthorized: false
}
const own = https.createServer(tls, (request, response) => { void answer(request, response) })
const other = http.createServer((request, response) => { void answer(request, response) })
/** Trusted by the same CA, but another origin. */
const sibling = https.createServer(tls, (request, response) => { void answer(request, response) })
let elsewhere = ''
let bound: BoundFetch
let endpoint = ''
const portOf = (listening: http.Server) => (listening.address() as AddressInfo).port

beforeAll(async () => {
  for (const one of [own, other, sibling]) await once(one.listen(0, '127.0.0.1'), 'listening')
  elsewhere = `http://127.0.0.1:${portOf(other)}/elsewhere`
  endpoint = `https://localhost:${portOf(own)}`
  bound = createBoundFetch({
    endpoint, tls: { ca: ca.certificatePem, cert: client.certificatePem, key: client.privateKeyPem }
  })
})
afterAll(() => {
  bound.close()
  for (const one of [own, other, sibling]) {
    one.closeAllConnections()
    one.close()
  }
})

describe('a request', () => {
  it('goes to the endpoint, shows the client certificate, and is answered by a standard Response', async () => {
    const response = await bound.fetch('/echo?a=b')
    expect(response).toBeInstanceOf(Response)
    expect({
      status: response.status,
      ok: response.ok,
      url: response.url,
      redirected: response.redirected,
      twice: response.headers.get('x-twice')
    })
      .toEqual({ status: 200, ok: true, url: `${endpoint}/echo?a=b`, redirected: false, twice: 'one, two' })
    expect(await echoOf(response)).toMatchObject({ method: 'GET', url: '/echo?a=b', body: '', certificate: 'CN=4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11' })
  })

  it.each<[string, () => Parameters<typeof fetch>[0]]>([
    ['an absolute URL', () => `${endpoint}/echo`],
    ['a URL', () => new URL('/echo', endpoint)],
    ['a Request', () => new Request(`${endpoint}/echo`)]
  ])('takes %s', async (_, input) => {
    expect(await echoOf(await bound.fetch(input())))
      .toMatchObject({ url: '/echo', certificate: expect.stringContaining('CN=') as string })
  })

  it.each<[
    string, () => RequestInit,
    Partial<Record<'content-type' | 'content-length' | 'transfer-encoding', string | undefined>>, string
  ]>([
        [
          'a string', () => ({ body: 'text' }),
          { 'content-type': 'text/plain;charset=UTF-8', 'content-length': '4' }, 'text'
        ],
        [
          'a string of a named type', () => ({ body: '{}', headers: { 'Content-Type': 'application/json' } }),
          { 'content-type': 'application/json', 'content-length': '2' }, '{}'
        ],
        [
          'a Buffer', () => ({ body: Buffer.from('bytes') }),
          { 'content-type': undefined, 'content-length': '5' }, 'bytes'
        ],
        [
          'parameters', () => ({ body: new URLSearchParams({ a: 'b c' }) }),
          { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', 'content-length': '5' }, 'a=b+c'
        ],
        ['a Blob', () => ({ body: new Blob(['blob']) }), { 'content-length': '4' }, 'blob'],
        [
          'a stream', () => ({ body: new Blob(['stream']).stream() }),
          { 'content-length': undefined, 'transfer-encoding': 'chunked' }, 'stream'
        ],
        ['nothing', () => ({}), { 'content-length': '0' }, '']
      ])('sends %s', async (_, init, headers, body) => {
        const echo = await echoOf(await bound.fetch('/echo', { method: 'POST', ...init() }))
        expect(echo).toMatchObject({ method: 'POST', body })
        for (const [name, value] of Object.entries(headers)) expect([name, echo.headers[name]]).toEqual([name, value])
      })

  it.each(['DELETE', 'PATCH', 'PUT'])('sends a body with %s, also of a Request', async (method) => {
    expect(await echoOf(await bound.fetch(new Request(`${endpoint}/echo`, { method, body: 'of a request' }))))
      .toMatchObject({ method, body: 'of a request' })
  })

  it('takes the headers of a Headers object, and refuses what is no header', async () => {
    const headers = new Headers([['x-one', 'a'], ['x-one', 'b']])
    expect((await echoOf(await bound.fetch('/echo', { headers }))).headers)
      .toMatchObject({ 'x-one': 'a, b', accept: '*/*' })
    await expect(bound.fetch('/echo', { headers: { 'a b': 'c' } })).rejects.toBeInstanceOf(TypeError)
  })
})

describe('a response', () => {
  it('has no body where there is none', async () => {
    expect([(await bound.fetch('/nothing')).status, (await bound.fetch('/nothing')).body]).toEqual([204, null])
    const head = await bound.fetch('/echo', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('comes as a stream, and as a whole when it is large', async () => {
    const half = await bound.fetch('/half')
    const { value } = await half.body!.getReader().read()
    expect(Buffer.from(value).toString()).toBe('half')
    expect(await (await bound.fetch('/large')).text()).toHaveLength(1_000_000)
  })

  it('fails when it is cut off', async () => {
    await expect(bound.fetch('/cut').then(async (response) => await response.text())).rejects.toThrow()
  })

  it('can be cancelled', async () => {
    const large = await bound.fetch('/large')
    await large.body!.cancel()
    expect((await bound.fetch('/echo')).status).toBe(200)
  })
})

describe('signal', () => {
  it('refuses with its reason before, during and after the response begins', async () => {
    await expect(bound.fetch('/echo', { signal: AbortSignal.abort('before') })).rejects.toBe('before')
    await expect(bound.fetch('/never', { signal: AbortSignal.timeout(50) }))
      .rejects.toMatchObject({ name: 'TimeoutError' })
    const controller = new AbortController()
    const half = await bound.fetch('/half', { signal: controller.signal })
    const reading = half.text()
    const reason = new Error('after')
    controller.abort(reason)
    await expect(reading).rejects.toBe(reason)
  })
})

describe('redirects', () => {
  it('are followed with the same message after 307, and with GET after 302 and 303', async () => {
    const post = { method: 'POST', body: 'text' }
    const kept = await bound.fetch('/307', post)
    expect([kept.redirected, kept.url]).toEqual([true, `${endpoint}/echo?again`])
    expect(await echoOf(kept)).toMatchObject({ method: 'POST', body: 'text' })
    for (const route of ['/302', '/303']) {
      const echo = await echoOf(await bound.fetch(route, post))
      expect([echo.method, echo.body, echo.headers['content-type']]).toEqual(['GET', '', undefined])
    }
  })

  it('are handed out or refused where that is asked for, and end', async () => {
    const manual = await bound.fetch('/303', { redirect: 'manual' })
    expect([manual.status, manual.headers.get('location')]).toEqual([303, '/echo'])
    await expect(bound.fetch('/303', { redirect: 'error' })).rejects.toThrow('fetch failed')
    await expect(bound.fetch('/loop'))
      .rejects.toMatchObject({ message: 'fetch failed', cause: { message: 'more than 20 redirects' } })
  })
})

describe('another origin', () => {
  it('is fetched as by Node, without the certificate', async () => {
    expect(await echoOf(await bound.fetch(elsewhere, { method: 'POST', body: 'text' })))
      .toMatchObject({ method: 'POST', url: '/elsewhere', body: 'text', certificate: null })
  })

  it.each(['localhost', '127.0.0.1'])('gets no certificate at %s, even where the CA vouches for it', async (host) => {
    const shown: unknown[] = []
    const listen = (socket: TLSSocket) => { shown.push(socket.getPeerX509Certificate()?.subject) }
    sibling.on('secureConnection', listen)
    await expect(bound.fetch(`https://${host}:${portOf(sibling)}/echo`)).rejects.toThrow('fetch failed')
    sibling.removeListener('secureConnection', listen)
    expect(shown.filter((subject) => subject !== undefined)).toEqual([])
  })

  it('gets neither certificate nor authorization by a redirect', async () => {
    const echo = await echoOf(await bound.fetch('/away', {
      method: 'POST', body: 'text', headers: { authorization: 'Bearer secret', 'x-kept': 'yes' }
    }))
    expect(echo).toMatchObject({ url: '/elsewhere', method: 'POST', body: 'text', certificate: null })
    expect([echo.headers['authorization'], echo.headers['x-kept']]).toEqual([undefined, 'yes'])
  })

  it('is still Node\'s affair when the bound fetch takes the place of the global one', async () => {
    const global = globalThis.fetch
    globalThis.fetch = bound.fetch
    try {
      expect((await echoOf(await fetch(elsewhere))).url).toBe('/elsewhere')
    } finally {
      globalThis.fetch = global
    }
  })
})

it('fails as fetch does when there is no server', async () => {
  const gone = createBoundFetch({
    endpoint: 'https://localhost:1',
    tls: { ca: ca.certificatePem, cert: client.certificatePem, key: client.privateKeyPem }
  })
  await expect(gone.fetch('/'))
    .rejects.toMatchObject({ name: 'TypeError', message: 'fetch failed', cause: expect.anything() as unknown })
})
