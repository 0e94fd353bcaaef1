// Streams of events over real sockets: a reader that stops reading is cut off and frees its
// place, one that reads never is.

import { once } from 'node:events'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { webErrors } from '../../../src/web/web-errors.js'
import { type DomainError } from '../../../src/domain/errors/domain-error.js'
import { pageStreams } from '../../../src/web/home/page-streams.js'
import { createEventStreams, type EventStream, type EventStreams } from '../../../src/http/reply/event-stream.js'

const most = 64
const mostOfOne = 8

/** More than the patience of a stream (1 MiB) and what the system takes for both ends of a socket, by far. */
const farTooMuch = 64 << 20
const piece = 'x'.repeat(64 << 10)

let streams: EventStreams
let server: http.Server
let responses: ServerResponse[]
let endings: number[]
let opened: Array<EventStream | DomainError>
beforeEach(async () => {
  streams = createEventStreams(pageStreams)
  // A stream of an earlier test may end only now.
  const ended: number[] = []
  endings = ended
  opened = []
  responses = []
  server = http.createServer((request, response) => {
    responses.push(response)
    try {
      opened.push(streams.open(response, { owner: request.url ?? '', headers: {}, ended: () => { ended.push(1) } }))
    } catch (error) {
      opened.push(error as DomainError)
      response.writeHead(503).end()
    }
    server.emit('opened')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** A connection that reads nothing but the head until it is asked to, and what the server writes to it. */
async function connect (owner: string): Promise<{
  readonly reply: IncomingMessage, readonly stream: EventStream | DomainError
}> {
  const { port } = server.address() as AddressInfo
  const atServer = once(server, 'opened')
  const request = http.get({ port, host: '127.0.0.1', agent: false, path: `/${owner}` })
  request.on('error', () => {})
  await atServer
  const stream = opened.at(-1)
  if (stream === undefined) throw new Error('the server opened no stream')
  if ('send' in stream) stream.send('welcome', {})
  const [reply] = await once(request, 'response') as [IncomingMessage]
  reply.on('error', () => {})
  return { reply, stream }
}

async function open (owner = 'one') {
  const { reply, stream } = await connect(owner)
  if (!('send' in stream)) throw stream
  return { reply, stream }
}

describe('a stream of events', () => {
  it('ends for a reader that has stopped reading', async () => {
    const { reply, stream } = await open()
    reply.pause()
    for (let sent = 0; sent < farTooMuch && endings.length === 0; sent += piece.length) {
      stream.send('news', piece)
      if (sent % (16 * piece.length) === 0) await new Promise(setImmediate)
    }
    expect(endings).toHaveLength(1)
    const closed = new Promise((resolve) => { reply.once('close', resolve) })
    reply.resume()
    await closed
    expect(reply.complete).toBe(false)
  })

  it('goes on for a reader that keeps up, however much it is sent', async () => {
    const { reply, stream } = await open()
    let read = 0
    reply.on('data', (bytes: Buffer) => { read += bytes.length })
    for (let sent = piece.length; sent <= 8 << 20; sent += piece.length) {
      stream.send('news', piece)
      await vi.waitFor(() => { expect(read).toBeGreaterThanOrEqual(sent) }, { interval: 1 })
    }
    expect(endings).toEqual([])
    stream.end()
    await once(reply, 'end')
    expect(reply.complete).toBe(true)
  })

  it.each([
    ['of one credential', webErrors.TooManyOwnStreams, mostOfOne, () => 'one'],
    ['of all', webErrors.TooManyStreams, most, (index: number) => `credential-${index % 9}`]
  ])('frees its place among those %s, whichever side ends it', async (_, kind, limit, ownerOf) => {
    const [first, second] = [await open(ownerOf(0)), await open(ownerOf(1))]
    for (let count = 2; count < limit; count++) await open(ownerOf(count))
    const refused = async () => { expect((await connect(ownerOf(limit))).stream).toMatchObject({ kind }) }
    await refused()
    first.reply.destroy()
    second.reply.resume()
    second.stream.end()
    await vi.waitFor(() => { expect(endings).toHaveLength(2) }, { interval: 1 })
    await open(ownerOf(0))
    await open(ownerOf(1))
    await refused()
  })

  it('that one credential may not open leaves room for the others', async () => {
    for (let count = 0; count < mostOfOne; count++) await open('one')
    expect((await connect('one')).stream).toMatchObject({ kind: webErrors.TooManyOwnStreams })
    await open('another')
  })

  it('that the server ends frees its place, though its reader never reads', async () => {
    const streamsOfOne = []
    for (let count = 0; count < mostOfOne; count++) streamsOfOne.push(await open())
    const [stalled] = streamsOfOne
    stalled?.reply.pause()
    const response = responses[0]
    if (stalled === undefined || response === undefined) throw new Error('no stream was opened')
    while (response.writableLength === 0) {
      stalled.stream.send('news', piece)
      await new Promise(setImmediate)
    }
    expect(endings).toHaveLength(0)
    stalled.stream.end()
    expect(response.writableFinished).toBe(false)
    await open()
    expect(endings).toHaveLength(1)
  })

  it('ends with the server', async () => {
    const { reply } = await open()
    streams.close()
    reply.resume()
    await once(reply, 'end')
    expect(reply.complete).toBe(true)
  })
})
