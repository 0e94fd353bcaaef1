// Fault rules through each face alike, and what a client over real HTTPS then sees.

import { once } from 'node:events'
import https from 'node:https'
import tls from 'node:tls'
import { afterEach, expect, it } from 'vitest'
import type { FaultEffect, FaultMatch, FaultRequest, FaultTrigger } from '../../../src/index.js'
import { describeFaces, type CommandLines, type Faced } from './faces.js'

const flagOf: Readonly<Record<string, string>> = {
  operationId: 'operation',
  credentialId: 'credential',
  okmsId: 'domain',
  retryAfter: 'retry-after',
  seed: 'random-seed'
}

const flags = (members: object) =>
  Object.entries(members).map(([name, value]) => `--${flagOf[name] ?? name}=${value}`)

const lines: CommandLines = {
  AddFault ({ body }) {
    const { match = {}, trigger = {}, effect } = body as FaultRequest
    return ['fault', 'add', ...flags(match), ...flags(trigger), ...flags(effect)]
  },
  ListFaults: ({ query }) => ['fault', 'list', ...flags(query)],
  ShowFault: ({ params }) => ['fault', 'show', params['faultId'] ?? ''],
  RemoveFault: ({ params }) => ['fault', 'remove', params['faultId'] ?? ''],
  RemoveFaults: ({ query }) => ['fault', 'clear', ...flags(query)]
}

interface Seen {
  /** Undefined where no head of an answer came. */
  status: number | undefined
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** What came of the body. */
  text: string
  /** How the connection ended before the end of the answer: with a TCP reset, or closed. */
  cut: 'reset' | 'closed' | undefined
}

/** A request over a connection of its own: what its client sees, to the bitter end. */
async function send (
  { emulator: { endpoint, tls } }: Faced, method: string, path: string, body?: object, agent?: https.Agent
): Promise<Seen> {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' }
  const request = https.request(new URL(path, endpoint), { method, headers, ...tls, agent: agent ?? false })
  const seen: Seen = { status: undefined, headers: {}, text: '', cut: 'closed' }
  request.on('socket', (socket) => socket.prependListener('error', ({ code, syscall }: NodeJS.ErrnoException) => {
    if (code === 'ECONNRESET' && syscall === 'read') seen.cut = 'reset'
  }))
  return await new Promise((resolve) => {
    request.on('error', () => { resolve(seen) })
    request.on('response', (response) => {
      Object.assign(seen, { status: response.statusCode, headers: response.headers })
      response.setEncoding('utf8').on('data', (part: string) => { seen.text += part })
      response.on('end', () => { resolve({ ...seen, cut: undefined }) }).on('error', () => { resolve(seen) })
    })
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const random = (faced: Faced, agent?: https.Agent) =>
  send(faced, 'GET', `/api/${faced.emulator.okmsId}/v1/random?length=100`, undefined, agent)
const keys = (faced: Faced, method = 'GET', agent?: https.Agent) => send(
  faced, method, `/api/${faced.emulator.okmsId}/v1/servicekey`,
  method === 'GET' ? undefined : { name: 'a key', type: 'oct', size: 256, operations: ['encrypt'] }, agent
)

/**
 * One connection that has carried a request already. A client of Node takes a reset for an orderly end while it has
 * something to read, as it has after a handshake.
 */
async function openConnection (faced: Faced): Promise<https.Agent> {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 })
  expect(await send(faced, 'GET', `/api/${faced.emulator.okmsId}/v2/secretConfig`, undefined, agent))
    .toMatchObject({ status: 200 })
  return agent
}

const countKeys = async (faced: Faced) =>
  (JSON.parse((await keys(faced)).text) as { readonly objects_list: readonly unknown[] }).objects_list.length

const logged: string[] = []

describeFaces('faults', lines, (faced) => {
  afterEach(async () => { await faced().emulator.faults.clear() })

  const add = (effect: FaultEffect, match: FaultMatch = {}, trigger: FaultTrigger = {}) =>
    faced().controls.faults.add({ match, trigger, effect })
  const log = () => logged.map((line) => JSON.parse(line) as Record<string, unknown>)

  it('are added, listed, shown, counted and removed', async () => {
    const { controls: { faults }, emulator: { okmsId } } = faced()
    const match = { operationId: 'Generate*', okmsId: okmsId.toUpperCase() }
    const rule = await add({ status: 429, retryAfter: 3 }, match, { next: 1 })
    const expected = {
      id: rule.id,
      okmsId,
      match: { operationId: 'Generate*', okmsId },
      trigger: { next: 1 },
      effect: { status: 429, retryAfter: 3 },
      seen: 0,
      hits: 0,
      createdAt: expect.any(Date)
    }
    expect(await rule.show()).toEqual(expected)
    expect(await random(faced())).toMatchObject({ status: 429, headers: { 'retry-after': '3' } })
    expect(await random(faced())).toMatchObject({ status: 200 })
    expect(await keys(faced())).toMatchObject({ status: 200 })
    expect(await faults.list()).toEqual([{ ...expected, seen: 2, hits: 1 }])
    expect(await rule.hits()).toBe(1)
    await rule.remove()
    expect(await faults.list()).toEqual([])
    await expect(rule.remove()).rejects.toMatchObject({
      name: 'EmulatorRefusal', message: expect.stringContaining(`no fault rule ${rule.id}; see okms-emulator fault list`)
    })
  })

  it('of a domain are listed and cleared on their own', async () => {
    const { controls, emulator: { okmsId } } = faced()
    const own = controls.domain(okmsId).faults
    await own.add({ effect: { status: 503 } })
    await controls.faults.add({ effect: { latency: '1ms' } })
    expect(await own.list()).toMatchObject([{ match: { okmsId } }])
    await own.clear()
    expect(await controls.faults.list()).toMatchObject([{ okmsId: null, match: {} }])
    await controls.faults.clear()
    expect(await controls.faults.list()).toEqual([])
  })

  it('end with their domain', async () => {
    const { controls, command } = faced()
    const okmsId = '11111111-1111-4111-8111-111111111111'
    const rule = { effect: { status: 503 } } as const
    await expect(controls.domain(okmsId).faults.add(rule)).rejects.toThrow(`no okms domain "${okmsId}"`)
    await command('domain', 'add', okmsId, '--no-credential')
    await controls.domain(okmsId).faults.add(rule)
    await controls.faults.add(rule)
    await command('domain', 'remove', okmsId)
    expect(await controls.faults.list()).toMatchObject([{ okmsId: null }])
  })

  it.each<[string, FaultRequest, RegExp]>([
    [
      'unknown operations, and name the one that was meant',
      { match: { operationId: 'encrypt' }, effect: { status: 503 } }, /operation.*did you mean Encrypt\?/
    ],
    [
      'a status that the contract does not list',
      { match: { operationId: 'Encrypt' }, effect: { error: 'KeyIdTaken' } }, /error.*status 409.*does not list for Encrypt/
    ],
    ['a handshake with a method', { match: { method: 'POST' }, effect: { tls: true } }, /method.*TLS handshake/],
    [
      'an answer without a body to be cut',
      { match: { operationId: 'DeleteServiceKey' }, effect: { truncate: true } }, /truncate.*body/
    ],
    ['an effect that is none', { effect: {} }, /effect: nothing/],
    ['the admin API', { match: { path: '/_emulator/*' }, effect: { status: 503 } }, /no operation has this path/],
    ['two triggers', { trigger: { next: 1, every: 2 }, effect: { status: 503 } }, /trigger: got next, every/]
  ])('refuse %s', async (_what, request, expected) => {
    const { controls: { faults } } = faced()
    await expect(faults.add(request)).rejects.toMatchObject({
      name: 'EmulatorRefusal', message: expect.stringMatching(expected)
    })
    expect(await faults.list()).toEqual([])
  })

  it('answer with an error of the table, which says who injected it', async () => {
    const { id } = await add({ error: 'KeyNotFound' }, { operationId: 'ListServiceKeys' })
    const { status, text } = await keys(faced())
    expect(status).toBe(404)
    expect(JSON.parse(text)).toMatchObject({
      error_code: 17059841, errors: [`KeyNotFound, injected by fault rule ${id}`]
    })
    expect(log().at(-1)).toMatchObject({ http_status: 404, err_category: 'NotFound', fault: id })
  })

  it('hit by chance, the same requests with the same seed', async () => {
    const hits = async () => {
      await add({ error: 'TooManyRequests' }, { operationId: 'GenerateRandomBytes' }, { probability: 0.5, seed: 7 })
      const statuses = []
      for (let count = 0; count < 8; count++) statuses.push((await random(faced())).status)
      await faced().controls.faults.clear()
      return statuses
    }
    const first = await hits()
    expect(new Set(first)).toEqual(new Set([200, 429]))
    expect(await hits()).toEqual(first)
  })

  it('answer 503 with Retry-After, and do not perform the operation', async () => {
    await add({ status: 503 }, { operationId: 'CreateImportServiceKey' })
    const before = await countKeys(faced())
    const { status, headers, text } = await keys(faced(), 'POST')
    expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 503, retryAfter: '1' })
    expect(JSON.parse(text)).toMatchObject({ error_code: 50425858 })
    expect(await countKeys(faced())).toBe(before)
  })

  it('delay an answer, alone or before another effect', async () => {
    const { id } = await add({ latency: '50ms' }, { operationId: 'GenerateRandomBytes' })
    await add({ latency: '50ms', status: 503 }, { operationId: 'GenerateRandomBytes' }, { every: 2 })
    expect(await random(faced())).toMatchObject({ status: 200 })
    expect(log().at(-1)).toMatchObject({ fault: id, duration_ms: expect.any(Number) })
    expect(log().at(-1)?.['duration_ms']).toBeGreaterThanOrEqual(49)
    expect(await random(faced())).toMatchObject({ status: 503 })
    expect(log().at(-1)?.['duration_ms']).toBeGreaterThanOrEqual(99)
  })

  it('reset a connection before the operation', async () => {
    const { id } = await add({ reset: 'before' }, { operationId: 'CreateImportServiceKey' })
    const before = await countKeys(faced())
    const agent = await openConnection(faced())
    expect(await keys(faced(), 'POST', agent)).toMatchObject({ status: undefined, cut: 'reset' })
    expect(log().at(-1)).toMatchObject({ http_status: 0, fault: id })
    expect(await countKeys(faced())).toBe(before)
  })

  it.each([
    ['reset a connection during the answer', { reset: 'during' }, 'reset'],
    ['truncate the body of an answer', { truncate: true }, 'closed']
  ] as const)('%s, and the operation is performed', async (_what, effect, end) => {
    const { id } = await add(effect, { operationId: 'CreateImportServiceKey' })
    const before = await countKeys(faced())
    const { status, headers, text, cut } = await keys(faced(), 'POST', await openConnection(faced()))
    expect({ status, cut }).toEqual({ status: 201, cut: end })
    expect(text.length).toBeGreaterThan(0)
    expect(text.length).toBeLessThan(Number(headers['content-length']))
    expect(log().at(-1)).toMatchObject({ http_status: 201, fault: id })
    expect(await countKeys(faced())).toBe(before + 1)
  })

  it('cut refusals too', async () => {
    await add({ truncate: true }, { operationId: 'GetServiceKey' })
    const path = `/api/${faced().emulator.okmsId}/v1/servicekey/${faced().emulator.okmsId}`
    expect(await send(faced(), 'GET', path)).toMatchObject({ status: 404, cut: 'closed' })
    expect(await send(faced(), 'HEAD', path)).toMatchObject({ status: 404 })
  })

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('reject a handshake of %s, and of no admin certificate', async (version) => {
    const { controls } = faced()
    const open = await openConnection(faced())
    const rule = await controls.faults.add({ effect: { tls: true }, trigger: { next: 2 } })
    expect(await handshake(faced(), version)).toMatch(/bad.certificate/i)
    expect(await handshake(faced(), version)).toMatch(/bad.certificate/i)
    expect(await random(faced(), open)).toMatchObject({ status: 200 })
    expect(await handshake(faced(), version)).toBe('HTTP/1.1 200 OK')
    expect(await rule.show()).toMatchObject({ seen: 3, hits: 2 })
    expect(log()).toContainEqual(expect.objectContaining({ why: `fault rule ${rule.id}` }))
    open.destroy()
  })

  it('reset connections whose handshakes are watched', async () => {
    await add({ tls: true }, {}, { from: 1000 })
    await add({ reset: 'before' }, { operationId: 'GenerateRandomBytes' })
    const agent = await openConnection(faced())
    expect(await random(faced(), agent)).toMatchObject({ status: undefined, cut: 'reset' })
  })
}, { log: (line) => { logged.push(line) } })

/** The first line of the answer to a request, or the error that came first. */
async function handshake (
  { emulator: { port, okmsId, tls: files } }: Faced, version: tls.SecureVersion
): Promise<string> {
  const versions = { minVersion: version, maxVersion: version }
  const socket = tls.connect({ port, host: '127.0.0.1', servername: 'localhost', ...files, ...versions })
  socket.write(`GET /api/${okmsId}/v1/random HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  try {
    const [data] = await once(socket, 'data') as [Buffer]
    return data.toString().split('\r\n', 1)[0] ?? ''
  } catch (error) {
    return String(error)
  } finally {
    socket.destroy()
  }
}
