// The journal over HTTP: its stream in both formats, and clients that go away.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import https, { type RequestOptions } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
let agent: https.Agent
beforeAll(async () => {
  emulator = await startTestEmulator()
  agent = agentOf(emulator)
})
afterAll(async () => {
  agent.destroy()
  await emulator.close()
})

function agentOf ({ files }: TestEmulator): https.Agent {
  const [ca, cert, key] = [files.ca, files.adminCertificate, files.adminPrivateKey].map((file) => readFileSync(file))
  return new https.Agent({ ca, cert, key })
}

const opened: IncomingMessage[] = []
afterEach(() => { for (const reply of opened.splice(0)) reply.destroy() })

interface StreamRequest extends RequestOptions {
  readonly accept?: string
  readonly of?: TestEmulator
}

async function get (
  query: string, { accept = '*/*', of = emulator, ...options }: StreamRequest = {}
): Promise<IncomingMessage> {
  const url = `${of.endpoint}/_emulator/journal/stream${query}`
  const request = https.get(url, { agent, headers: { accept }, ...options })
  const [reply] = await once(request, 'response') as [IncomingMessage]
  reply.on('error', () => {})
  opened.push(reply)
  return reply.setEncoding('utf8')
}

/** What arrives until it fits. */
async function read (reply: IncomingMessage, isEnough: (text: string) => boolean): Promise<string> {
  let text = ''
  while (!isEnough(text)) {
    const piece = reply.read() as string | null
    if (piece === null) await once(reply, 'readable')
    else text += piece
  }
  return text
}

const json = async (reply: IncomingMessage) =>
  JSON.parse(await read(reply, (text) => text.endsWith('}'))) as { readonly errors: readonly string[] }

const lines = async (reply: IncomingMessage, count: number) =>
  (await read(reply, (text) => text.split('\n').length > count)).trimEnd().split('\n')
    .map((line) => JSON.parse(line) as { sequence: number, status: number, operationId: string })

const random = () => emulator.api('GET', '/random')
const refused = () => emulator.api('GET', '/random?length=0')

describe('the stream', () => {
  it('has one JSON object a line for each request that matches, as it comes', async () => {
    await random()
    const reply = await get('?operationId=GenerateRandomBytes&status=4xx')
    expect([reply.statusCode, reply.headers['content-type'], reply.headers['x-request-id']])
      .toEqual([200, 'application/x-ndjson', expect.stringMatching(/^[\da-f-]{36}$/)])
    await refused()
    await random()
    await refused()
    expect(await lines(reply, 2)).toMatchObject([{ status: 400 }, { status: 400 }])
  })

  it('has server-sent events, with the sequence number as their id', async () => {
    const { latest } = (await emulator.admin.request('GET', '/_emulator/journal/count')).body
    const reply = await get('', { accept: 'text/event-stream' })
    expect(reply.headers['content-type']).toBe('text/event-stream')
    await random()
    const [event, id, data] = (await read(reply, (text) => text.endsWith('\n\n'))).trimEnd().split('\n')
    expect([event, id]).toEqual(['event: entry', `id: ${latest + 1}`])
    expect(JSON.parse(data?.replace(/^data: /, '') ?? '')).toMatchObject({ sequence: latest + 1, status: 200 })
  })

  it.each(['after', 'since'])('with %s begins with the requests of before, and misses none', async (name) => {
    await emulator.admin.request('DELETE', '/_emulator/journal')
    for (let sent = 0; sent < 250; sent++) await random()
    const value = { after: '0', since: '2001-01-01T00:00:00Z' }[name] ?? ''
    const reply = await get(`?${name}=${value}`)
    await random()
    const numbers = (await lines(reply, 251)).map(({ sequence }) => sequence)
    expect(numbers).toEqual(Array.from({ length: 251 }, (_, index) => (numbers[0] ?? 0) + index))
  })

  it('is refused as a query is, and has no HEAD', async () => {
    const reply = await get('?operationId=Nothing')
    expect([reply.statusCode, (await json(reply)).errors]).toEqual([400, [expect.stringContaining('Nothing')]])
    expect((await get('?status=700')).statusCode).toBe(400)
    expect((await emulator.client.request('GET', '/_emulator/journal/stream')).status).toBe(403)
    expect((await emulator.admin.request('HEAD', '/_emulator/journal/stream')).status).toBe(404)
  })

  it('ends when the server stops, as waits do', async () => {
    const other = await startTestEmulator()
    const own = agentOf(other)
    const reply = await get('', { of: other, agent: own })
    const end = once(reply.resume(), 'end')
    // In this process, so that it has begun before the server stops.
    const waiting = other.adminApi.call({ operationId: 'WaitForJournal', query: { timeout: '5m' } })
    const begin = performance.now()
    await Promise.all([end, other.stop()])
    expect(await waiting).toMatchObject({ body: { complete: false } })
    expect(performance.now() - begin).toBeLessThan(5000)
    own.destroy()
    await other.close()
  })
})
