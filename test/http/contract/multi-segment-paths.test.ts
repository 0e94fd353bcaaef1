// A path parameter that takes several segments, through the whole application: a small contract like that of secrets.

import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { oneClock } from '../../../src/domain/clock.js'
import { createApp, type AppOptions } from '../../../src/http/app.js'
import { contractRoute } from '../../../src/http/contract/contract-route.js'
import { readDocument, type JsonObject } from '../../../src/http/contract/contract.js'
import { createPathRewriter } from '../../../src/http/contract/multi-segment-paths.js'
import { contract as service } from '../../../src/rest/operation.js'

const path = { name: 'path', in: 'path', required: true, 'x-multi-segment': true, schema: { type: 'string' } }
const version = { name: 'version', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }
const query = { name: 'x', in: 'query', schema: { type: 'string' } }
const ok = { 200: { content: { 'application/json': { schema: { type: 'object' } } } } }
const operation = (operationId: string, ...parameters: JsonObject[]) => ({ operationId, parameters, responses: ok })

const contract = readDocument('test.yaml', {
  paths: {
    '/secret': { get: operation('ListSecrets') },
    '/secret/{path}': { get: operation('GetSecret', path, query), delete: operation('DeleteSecret', path) },
    '/secret/{path}/version': { get: operation('ListVersions', path) },
    '/secret/{path}/version/{version}': { get: operation('GetVersion', path, version, query) }
  }
})

interface EchoOperation {
  parameters: { path: { path?: string, version?: number } }
  responses: { 200: { content: { 'application/json': object } } }
}

const echo = (id: string): RouteOptions =>
  contractRoute<EchoOperation>(contract, id, ({ params }) => ({ body: { id, ...params } }))

let app: FastifyInstance
beforeAll(async () => {
  const options: Partial<AppOptions> = {
    log: Object.assign(pino({ enabled: false }), { writeLine () {} }),
    authorisation: { mode: 'off' } as never,
    journal: { record () {} },
    recorded: [],
    faults: { faults: { ofRequest: undefined } } as never,
    clocks: oneClock(() => 0),
    exists: () => false,
    doors: [],
    open: [],
    peerOf: () => undefined,
    admin: { operations: [...contract.operations.keys()].map(echo), admit: (_request, _reply, done) => { done() } }
  }
  app = createApp(options as AppOptions)
  await app.listen({ host: '127.0.0.1', port: 0 })
})
const agent = new Agent({ keepAlive: true })
afterAll(async () => {
  agent.destroy()
  await app.close()
})

/** Over a connection: clients of a higher level remove `..` and other things from a path. */
const call = async (url: string, method: 'GET' | 'HEAD' | 'DELETE' | 'PATCH' = 'GET') => {
  const { port } = app.server.address() as AddressInfo
  const [response] = await once(request({ host: '127.0.0.1', port, method, path: url, agent }).end(), 'response') as [
    IncomingMessage
  ]
  const body = method === 'HEAD' ? response.resume() && undefined : await json(response)
  return { status: response.statusCode, body, allow: response.headers.allow }
}
const found = (id: string, params: object) => ({ status: 200, body: { id, ...params }, allow: undefined })

describe('the operation and its parameters', () => {
  it.each<[string, string, object]>([
    ['/secret', 'ListSecrets', {}],
    ['/secret/a', 'GetSecret', { path: 'a' }],
    ['/secret/a/b/c', 'GetSecret', { path: 'a/b/c' }],
    ['/secret/a%2Fb%2fc?x', 'GetSecret', { path: 'a/b/c' }],
    ['/secret/a/b%2Fc', 'GetSecret', { path: 'a/b/c' }],
    ['/secret/a%252Fb', 'GetSecret', { path: 'a%2Fb' }],
    ['/secret/a%2525', 'GetSecret', { path: 'a%25' }],
    ['/%73ecret/a/b', 'GetSecret', { path: 'a/b' }],
    ['/secret/%C3%A9/%F0%9F%94%91', 'GetSecret', { path: 'é/🔑' }],
    // What is in the parameter decides nothing about the route, and every segment of it is kept.
    ['/secret/', 'GetSecret', { path: '' }],
    ['/secret//', 'GetSecret', { path: '/' }],
    ['/secret/a/', 'GetSecret', { path: 'a/' }],
    ['/secret/a//b', 'GetSecret', { path: 'a//b' }],
    ['/secret/../b', 'GetSecret', { path: '../b' }],
    // The suffix
    ['/secret/a/version', 'ListVersions', { path: 'a' }],
    ['/secret/a/b/version', 'ListVersions', { path: 'a/b' }],
    ['/secret/a%2Fb/version', 'ListVersions', { path: 'a/b' }],
    ['/secret/a/version/3', 'GetVersion', { path: 'a', version: 3 }],
    ['/secret/a/b/version/3?x=/version', 'GetVersion', { path: 'a/b', version: 3 }],
    ['/secret//version/3', 'GetVersion', { path: '', version: 3 }],
    ['/secret/a/%76ersion/%33', 'GetVersion', { path: 'a', version: 3 }],
    // A segment named like the suffix
    ['/secret/version', 'GetSecret', { path: 'version' }],
    ['/secret/version/version', 'ListVersions', { path: 'version' }],
    ['/secret/version/3', 'GetSecret', { path: 'version/3' }],
    ['/secret/a/version/version/3', 'GetVersion', { path: 'a/version', version: 3 }],
    ['/secret/a/version/3/version/4', 'GetVersion', { path: 'a/version/3', version: 4 }],
    ['/secret/a/version/3/b', 'GetSecret', { path: 'a/version/3/b' }],
    ['/secret/a%2Fversion', 'GetSecret', { path: 'a/version' }],
    ['/secret/a/version%2F3', 'GetSecret', { path: 'a/version/3' }]
  ])('%s', async (url, id, params) => {
    expect(await call(url)).toEqual(found(id, params))
  })

  it('are those of the method, where another path of the same form has it', async () => {
    expect(await call('/secret/a/version', 'DELETE')).toEqual(found('DeleteSecret', { path: 'a/version' }))
    expect((await call('/secret/a/b/version/3', 'HEAD')).status).toBe(200)
  })

  it('a method that no such path has is refused with those that it has', async () => {
    expect(await call('/secret/a/b', 'PATCH')).toMatchObject({ status: 404, allow: 'GET, HEAD, DELETE' })
    expect(await call('/secret/a/b/version/3', 'PATCH')).toMatchObject({ status: 404, allow: 'GET, HEAD, DELETE' })
  })

  it.each(['/secret/a/version/x', '/secret/a/version/0'])('%s: the other parameters are checked', async (url) => {
    expect(await call(url))
      .toMatchObject({ status: 400, body: { errors: [expect.stringContaining('path version: ')] } })
  })

  it.each([
    '/secret/%', '/secret/a/b%2', '/secret/a/%zz/b', '/secret/%C3%28/b/version/3', '/secret/a%2F%FF'
  ])('%s: malformed', async (url) => {
    expect(await call(url)).toMatchObject({ status: 400, body: { errors: [expect.stringMatching(/^path: a % is not followed by two hexadecimal digits/)] } })
  })
})

/** Every character either as it is, where a path can have it, or percent-encoded, in upper or lower case. */
const spelled = (text: string, choices: readonly number[]) => [...text].map((character, index) => {
  const choice = choices[index % choices.length] ?? 0
  const encoded = [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  if (choice === 0 && /^[\w.~!$&'()*+,;=:@/-]$/.test(character)) return character
  return choice === 1 ? encoded : encoded.toUpperCase()
}).join('')

const character = fc.oneof(
  fc.constantFrom('/', '%', '2', 'F', '5', '.', '+', ';', '#', '?', '&', ' '),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
)
const segments = fc.array(fc.oneof(
  fc.constantFrom('version', '3', '', '%2F', 'a'), fc.array(character, { maxLength: 6 }).map((parts) => parts.join(''))
), { minLength: 1, maxLength: 5 })
const value = segments.map((parts) => parts.join('/'))
const choices = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 7 })

describe('every spelling of every path', () => {
  it('reaches the handler as the same text, before a suffix', async () => {
    await fc.assert(fc.asyncProperty(value, choices, async (text, spelling) => {
      expect(await call(`/secret/${spelled(text, spelling)}/version/3`)).toEqual(found('GetVersion', { path: text, version: 3 }))
    }))
  })

  it('reaches the handler as the same text, at the end', async () => {
    await fc.assert(fc.asyncProperty(value, choices, async (text, spelling) => {
      // The slash that would begin the suffix is encoded.
      const encoded = spelled(text, spelling).replaceAll('/', '%2F')
      expect(await call(`/secret/${encoded}?x=a/b`)).toEqual(found('GetSecret', { path: text }))
    }))
  })

  it('with raw slashes is the path as a whole, unless it ends like the suffix', async () => {
    await fc.assert(fc.asyncProperty(value, choices, async (text, spelling) => {
      const url = `/secret/${spelled(text, spelling)}`
      const raw = url.split('/').slice(2).map(decodeURIComponent)
      const isVersions = raw.length > 1 && raw.at(-1) === 'version'
      const isVersion = raw.length > 2 && raw.at(-2) === 'version' && raw.at(-1) !== ''
      fc.pre(!isVersions && !isVersion)
      expect(await call(url)).toEqual(found('GetSecret', { path: text }))
    }))
  })
})

it('other paths are not changed', () => {
  const rewrite = createPathRewriter([...contract.operations.values()], () => true)
  for (const url of ['/secret', '/secrets/a/b', '/other/secret/a/b', '*', '', '/secret?a/b', '/%zz/a/b']) {
    expect(rewrite('GET', url)).toBe(url)
  }
  expect(createPathRewriter([], () => true)('GET', '/secret/a/b')).toBe('/secret/a/b')
})

it('an encoded slash before the parameter is a slash', () => {
  const rewrite = createPathRewriter([{ method: 'GET', url: '/secret/data/:path', multiSegment: 'path' }], () => true)
  expect(rewrite('GET', '/secret/data%2fa/b?x=%2F')).toBe('/secret/data/a%2Fb?x=%2F')
  expect(rewrite('GET', '/secret/datax%2fa')).toBe('/secret/datax%2fa')
})

it('a resource that cannot be read exists: its operation refuses it', () => {
  const url = '/secret/:path'
  const [secret, versions] = [url, `${url}/version`].map((url) => ({
    method: 'GET', url, multiSegment: 'path', resources: [{ kind: 'secret', in: 'path', path: ['path'] }] as const
  }))
  const rewrite = createPathRewriter([secret!, versions!], () => { throw new Error('damaged') })
  expect(rewrite('GET', '/secret/a/b/version')).toBe('/secret/a%2Fb/version')
})

describe('a path that fits two operations, where the parameter names a secret', () => {
  const okmsId = '79b66eba-273e-4f7a-b954-78ed7e70b85d'
  const known = new Set(['a', 'a/b', 'a/version', 'é'])
  const asked: string[] = []
  const rewrite = createPathRewriter([...service.operations.values()], (domain, { kind, id }) => {
    asked.push(`${domain} ${kind} ${id}`)
    return domain === okmsId && kind === 'secret' && known.has(id)
  })
  const route = (method: string, path: string) =>
    rewrite(method, `/api/${okmsId}/v2/secret/${path}`).slice(`/api/${okmsId}/v2/secret/`.length)

  it.each([
    ['GET', 'a/version', 'a/version'],
    ['GET', 'a/b/version?x=/', 'a%2Fb/version?x=/'],
    ['HEAD', 'a/b/version/3', 'a%2Fb/version/3'],
    ['PUT', 'a/version/3', 'a/version/3'],
    ['GET', 'a/version/version/1', 'a%2Fversion/version/1'],
    ['GET', '%C3%A9/%76ersion', '%C3%A9/%76ersion'],
    ['GET', 'a//version', 'a%2F/version'],
    // Not the secret of this path, although it could be deleted and changed.
    ['DELETE', 'a/version', 'a/version'],
    ['PUT', 'a/version', 'a/version']
  ])('%s %s: the versions of a secret that exists', (method, path, rewritten) => {
    expect(route(method, path)).toBe(rewritten)
  })

  it.each([
    ['GET', 'x/version', 'x%2Fversion'],
    ['GET', 'x/y/version/3', 'x%2Fy%2Fversion%2F3'],
    ['PUT', 'x/version/3', 'x%2Fversion%2F3'],
    ['GET', 'a/b/c/version', 'a%2Fb%2Fc%2Fversion'],
    ['GET', '%zz/version', '%zz%2Fversion']
  ])('%s %s: the path as a whole where no such secret exists', (method, path, rewritten) => {
    expect(route(method, path)).toBe(rewritten)
  })

  it.each([
    ['GET', 'x%2Fy/version', 'x%2Fy/version'],
    ['PUT', 'x%2fy/version/3', 'x%2fy/version/3']
  ])('%s %s: the versions of what came as one segment', (method, path, rewritten) => {
    expect(route(method, path)).toBe(rewritten)
  })

  it.each([
    ['GET', 'a%2Fversion', 'a%2Fversion'],
    ['GET', 'a/version/', 'a%2Fversion%2F']
  ])('%s %s: the only operation that fits, whatever exists', (method, path, rewritten) => {
    asked.length = 0
    expect(route(method, path)).toBe(rewritten)
    expect(asked).toEqual([])
  })

  it('is the one that has the method where no such secret exists', () => {
    expect(route('POST', 'x/y/version')).toBe('x%2Fy/version')
    expect(route('DELETE', 'x/y/version')).toBe('x%2Fy%2Fversion')
  })

  it('asks for the secret in the domain of the path', () => {
    asked.length = 0
    expect(rewrite('GET', `/api/${okmsId.toUpperCase()}/v2/secret/a/b/version`)).toMatch(/\/a%2Fb\/version$/)
    expect(rewrite('GET', '/api/other/v2/secret/a/version')).toBe('/api/other/v2/secret/a%2Fversion')
    expect(asked).toEqual([`${okmsId} secret a/b`, 'other secret a'])
  })
})
