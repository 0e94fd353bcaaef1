// Every page and every file of both ports, with every header of conditions and ranges, as GET and as HEAD: an answer
// without a fault of the server, and a HEAD that is the GET without its body.

import type { FastifyInstance, RouteOptions } from 'fastify'
import type * as fastifyModule from 'fastify'
import { readFileSync } from 'node:fs'
import { Agent } from 'undici'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

const made = vi.hoisted(() => ({ routes: [] as RouteOptions[], app: undefined as FastifyInstance | undefined }))
vi.mock('fastify', async (importOriginal) => {
  const original = await importOriginal<typeof fastifyModule>()
  return {
    ...original,
    fastify: (options: object) => {
      const app = original.fastify(options)
      app.addHook('onRoute', (route) => { made.routes.push(route) })
      made.app = app
      return app
    }
  }
})

let emulator: TestEmulator
let agent: Agent
let bootstrap: Agent
let secret: string
/** Every page and file, and the answer to a HEAD of it without further headers. */
let urls: readonly string[]
let plain: ReadonlyMap<string, Answer>
beforeAll(async () => {
  emulator = await startTestEmulator({
    flags: ['--ephemeral', '--bootstrap-host', '127.0.0.1', '--bootstrap-port', '0']
  })
  secret = emulator.bootstrapSecret?.text ?? ''
  const { files: { ca, certificate, privateKey } } = emulator
  const [caPem, cert, key] = [ca, certificate, privateKey].map((file) => readFileSync(file))
  // A reply that never ends fails instead of waiting.
  const limits = { headersTimeout: 5000, bodyTimeout: 5000, pipelining: 1, connections: 8 }
  agent = new Agent({ ...limits, connect: { ca: caPem, cert, key } as object })
  bootstrap = new Agent(limits)
  urls = [...pages(), ...await bundle()]
  plain = new Map(await Promise.all(urls.map(async (url) => [url, await ask('HEAD', url)] as const)))
})
afterAll(async () => {
  await Promise.all([agent.close(), bootstrap.close()])
  await emulator.close()
})

type Headers = Readonly<Record<string, string | string[]>>

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  readonly body: Buffer
}

/** To the application behind the TLS port, which is faster than a connection, and to the bootstrap port. */
async function ask (method: 'GET' | 'HEAD', url: string, headers: Headers = {}): Promise<Answer> {
  if (url.startsWith('http:')) {
    return await over(bootstrap, method, url, { authorization: `Bearer ${secret}`, ...headers })
  }
  const reply = await made.app?.inject({ method, url, headers: { host: 'localhost', ...headers } })
  if (reply === undefined) throw new Error('no application was made')
  return { status: reply.statusCode, headers: reply.headers, body: reply.rawPayload }
}

async function over (agent: Agent, method: 'GET' | 'HEAD', url: string, headers: Headers = {}): Promise<Answer> {
  const { origin, pathname } = new URL(url)
  const reply = await agent.request({ origin, path: pathname, method, headers })
  return { status: reply.statusCode, headers: reply.headers, body: Buffer.from(await reply.body.arrayBuffer()) }
}

/** All that have no parameter and no operation; the stream of events never ends. */
const pages = (): readonly string[] => [...new Set(made.routes
  .filter(({ method, config }) => [method].flat().includes('GET') && config?.operationId === undefined)
  .map(({ url }) => url)
  .filter((url) => url !== '/page/events'))]

async function bundle (): Promise<readonly string[]> {
  const base = `${emulator.bootstrap?.replace('localhost', '127.0.0.1')}/`
  const { body } = await ask('GET', base)
  return ['', ...body.toString().trim().split('\n'), 'nothing.pem'].map((name) => base + name)
}

const old = 'Mon, 01 Jan 1990 00:00:00 GMT'
const long = 'x'.repeat(8000)

/** With none of these a file differs: nothing is a range, and no file has a date. */
const ranges = [
  'bytes=0-', 'bytes=0-0', 'bytes=-5', 'bytes=99999999-', 'bytes=5-1', 'bytes=-0', 'bytes=', 'bytes=a-b',
  'bytes=0-1,2-3', 'bytes=-', 'bytes', '=', 'lines=1-2', 'bytes=0-18446744073709551616',
  `bytes=${'0-1,'.repeat(1500)}0-1`, long
]
const ignored: ReadonlyArray<readonly [string, Headers]> = [
  ...ranges.map((value): readonly [string, Headers] => [`Range: ${value.slice(0, 30)}`, { range: value }]),
  ['Range twice', { range: ['bytes=0-1', 'bytes=5-1'] }],
  ['Range with a date', { range: 'bytes=0-1', 'if-range': old }],
  ['Range with a tag', { range: 'bytes=9-1', 'if-range': '"x"' }],
  ['If-Range alone', { 'if-range': long }],
  ...[old, 'Fri, 01 Jan 2100 00:00:00 GMT', 'yesterday', '', long].map((value): readonly [string, Headers] =>
    [
      `dates: ${value.slice(0, 30)}`, { 'if-modified-since': value, 'if-unmodified-since': value }
    ]),
  ['dates twice', { 'if-unmodified-since': [old, old], 'if-modified-since': [old, 'x'] }],
  ['a date that is a number', { 'if-modified-since': '0' }],
  ['If-None-Match of another', { 'if-none-match': '"another", W/"one"' }],
  ['If-None-Match malformed', { 'if-none-match': 'no"quotes' }],
  ['If-None-Match without end', { 'if-none-match': `"${long}` }],
  ['If-None-Match empty', { 'if-none-match': '' }],
  ['If-Match of any', { 'if-match': '*' }]
]

/** A file is not sent, because it is not one of these. */
const failing: ReadonlyArray<readonly [string, Headers]> = [
  ['If-Match of another', { 'if-match': '"another"' }],
  ['If-Match malformed', { 'if-match': 'x' }],
  ['If-Match empty', { 'if-match': '' }],
  ['If-Match of many', { 'if-match': '"a", '.repeat(1500) }],
  ['If-Match twice', { 'if-match': ['"a"', 'W/"b"'] }],
  ['If-Match with a date', { 'if-match': '"a"', 'if-unmodified-since': old }]
]

const withoutOwn = ({ headers }: Answer) => Object.fromEntries(Object.entries(headers)
  .filter(([name]) => !['date', 'x-request-id', 'connection', 'keep-alive'].includes(name)))

/** The same as without the headers, by GET and by HEAD. */
async function both (url: string, headers: Headers): Promise<Answer> {
  const [get, head] = await Promise.all([ask('GET', url, headers), ask('HEAD', url, headers)])
  expect([url, head.status, head.body.length]).toEqual([url, get.status, 0])
  expect(get.status).toBeLessThan(500)
  if (get.status < 400) expect([url, withoutOwn(head)]).toEqual([url, withoutOwn(get)])
  expect(get.headers).not.toHaveProperty('accept-ranges')
  expect(get.headers).not.toHaveProperty('content-range')
  return get
}

it('the pages are those that are known to exist', () => {
  expect(pages()).toEqual(expect.arrayContaining([
    '/', '/swagger', '/swagger/', '/swagger/json', '/swagger/static/swagger-ui-bundle.js', '/_emulator/',
    '/_emulator/swagger/static/index.css', '/page/start.json', '/page/keys.json', '/page/page.js'
  ]))
  expect(pages().length).toBeGreaterThan(35)
})

describe('on every page and file', () => {
  it.each(ignored)('%s changes nothing', async (_, headers) => {
    await Promise.all(urls.map(async (url) => {
      const { status, body } = await both(url, headers)
      expect([url, status]).toEqual([url, plain.get(url)?.status])
      const length = plain.get(url)?.headers['content-length']
      if (status === 200) expect([url, String(body.length)]).toEqual([url, String(length ?? body.length)])
    }))
  })

  it.each(failing)('%s is refused where there is a tag, and ignored elsewhere', async (_, headers) => {
    await Promise.all(urls.map(async (url) => {
      const { status, body } = await both(url, headers)
      const without = plain.get(url)
      expect([url, status]).toEqual([url, without?.headers['etag'] === undefined ? without?.status : 412])
      if (status === 412) expect(body).toHaveLength(0)
    }))
  })

  it('what the client has is not sent again', async () => {
    let files = 0
    await Promise.all(pages().map(async (url) => {
      const etag = plain.get(url)?.headers['etag']
      if (etag === undefined) return
      files++
      const tag = String(etag)
      for (const value of [tag, `W/${tag}`, `"a", W/"b,c" ,${tag}`, '*']) {
        const conditions = { 'if-none-match': value, 'if-modified-since': old, range: 'bytes=0-1' }
        const { status, body, headers } = await both(url, conditions)
        expect([url, status, body.length, headers['etag'], headers['cache-control']])
          .toEqual([url, 304, 0, tag, 'no-cache'])
      }
      // Strong comparison (RFC 9110 section 13.1.1).
      expect((await both(url, { 'if-match': `"a", ${tag}` })).status).toBe(200)
      expect((await both(url, { 'if-match': `W/${tag}` })).status).toBe(412)
      expect((await both(url, { 'if-match': '"a"', 'if-none-match': '*' })).status).toBe(412)
    }))
    expect(files).toBeGreaterThan(30)
  })

  it('a tag belongs to one content', async () => {
    const tags = await Promise.all(pages().map(async (url) => {
      const { headers, body } = await ask('GET', url)
      return headers['etag'] === undefined ? [] : [[String(headers['etag']), body.toString()] as const]
    }))
    const contents = new Map(tags.flat())
    for (const [tag, body] of tags.flat()) expect(contents.get(tag)).toBe(body)
    expect(contents.size).toBe(new Set(contents.values()).size)
  })
})

it.each<[string, Headers]>([
  ['a range beyond the end', { range: 'bytes=99999999-' }], ['another tag', { 'if-match': '"x"' }],
  ['an old date', { 'if-unmodified-since': old }], ['any tag', { 'if-none-match': '*' }]
])('the same comes over a connection: %s', async (_, headers) => {
  await Promise.all(pages().map(async (url) => {
    const [get, head] = await Promise.all((['GET', 'HEAD'] as const)
      .map((method) => over(agent, method, emulator.endpoint + url, headers)))
    expect(get?.status).toBeLessThan(413)
    expect([url, head?.status, head?.body.length]).toEqual([url, get?.status, 0])
    const { status, headers: { etag } } = await ask('HEAD', url, headers)
    if (etag !== undefined) expect([url, get?.status]).toEqual([url, status])
  }))
})

it('HEAD of the stream of events is no stream', async () => {
  const { status, headers } = await over(agent, 'HEAD', `${emulator.endpoint}/page/events`)
  expect([status, headers['allow']]).toEqual([404, 'GET'])
})

it('nothing of this is a fault in the log', () => {
  expect(emulator.log()).not.toMatch(/"http_status":5|"level":"error"/)
})
