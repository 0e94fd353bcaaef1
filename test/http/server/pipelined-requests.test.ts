// Requests sent before the responses to earlier ones: every response comes, whole and in the order of the requests.

import type { TLSSocket } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { openTls, parseReplies, type RawReply } from '../../hostile/raw-connection.js'

let emulator: TestEmulator
let opened: TLSSocket[] = []
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })
afterEach(() => {
  for (const socket of opened) socket.destroy()
  opened = []
})

async function open (): Promise<TLSSocket> {
  const socket = await openTls(emulator)
  opened.push(socket)
  return socket
}

const request = (method: string, path: string, body = '') => `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n` +
  (body === '' ? '\r\n' : `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
const api = (path: string) => `/api/${emulator.okmsId}/v1${path}`

/** Each asks for another number of bytes than those around it. */
const lengthOf = (index: number) => 700 + index % 300
const random = (index: number) => request('GET', api(`/random?length=${lengthOf(index)}`))

/** Of a response. */
const beginning = /HTTP\/1\.1 (?=\d)/

/** What came on a connection, and how many responses of it began. */
class Received {
  readonly #socket: TLSSocket
  readonly #chunks: Buffer[] = []
  #tail = ''
  begun = 0

  constructor (socket: TLSSocket) {
    this.#socket = socket
    socket.pause()
  }

  add (chunk: Buffer): void {
    this.#chunks.push(chunk)
    const parts = (this.#tail + chunk.toString('latin1')).split(beginning)
    this.begun += parts.length - 1
    this.#tail = parts.at(-1)?.slice(-9) ?? ''
  }

  async next (): Promise<void> {
    const chunk = await new Promise<Buffer>((resolve, reject) => {
      const closed = () => { reject(new Error(`closed after ${this.begun} responses`)) }
      this.#socket.once('close', closed)
      this.#socket.once('data', (data: Buffer) => {
        this.#socket.pause().off('close', closed)
        resolve(data)
      })
      this.#socket.resume()
    })
    this.add(chunk)
  }

  /** Once there are that many, and the last one is whole. */
  async replies (count: number): Promise<RawReply[]> {
    while (this.begun < count) await this.next()
    for (;;) {
      const bytes = Buffer.concat(this.#chunks)
      const last = bytes.toString('latin1').split(beginning).at(-1) ?? ''
      const [head = '', body] = last.split(/\r\n\r\n(.*)/s)
      if (body?.length === Number(/^content-length: (\d+)/mi.exec(head)?.[1])) return parseReplies(bytes)
      await this.next()
    }
  }
}

/** All replies, while never more than `inFlight` of the requests are without one. */
async function readAll (socket: TLSSocket, requests: readonly string[], inFlight: number): Promise<RawReply[]> {
  const received = new Received(socket)
  for (let sent = 0; sent < requests.length;) {
    for (; sent < requests.length && sent - received.begun < inFlight; sent++) socket.write(requests[sent] ?? '')
    await received.next()
  }
  return await received.replies(requests.length)
}

/** A reader that takes a few bytes at a time, and lets everything else happen in between. */
async function readSlowly (socket: TLSSocket, requests: readonly string[]): Promise<RawReply[]> {
  const received = new Received(socket)
  for (const one of requests) socket.write(one)
  for (let turn = 0; turn < 200; turn++) {
    await new Promise((resolve) => { setImmediate(resolve) })
    const chunk = socket.read(100) as Buffer | null
    if (chunk !== null) received.add(chunk)
  }
  return await received.replies(requests.length)
}

const answeredLengths = (replies: readonly RawReply[]) =>
  replies.map(({ body }) => Buffer.from(String(body.bytes), 'base64').length)
const statuses = (replies: readonly RawReply[]) => new Set(replies.map(({ status }) => status))

describe.each([1, 2, 10, 40, 200, 1000])('with %i requests in flight', (inFlight) => {
  const indices = Array.from({ length: inFlight < 40 ? 60 : inFlight + 400 }, (_, index) => index)

  it('a reader gets every response in order', async () => {
    const replies = await readAll(await open(), indices.map(random), inFlight)
    expect(statuses(replies)).toEqual(new Set([200]))
    expect(answeredLengths(replies)).toEqual(indices.map(lengthOf))
  })

  it('a slow reader gets every response in order', async () => {
    const replies = await readSlowly(await open(), indices.slice(0, inFlight).map(random))
    expect(answeredLengths(replies)).toEqual(indices.slice(0, inFlight).map(lengthOf))
  })
})

describe('pipelined requests', () => {
  it('are answered in order whatever they are, and however long they take', async () => {
    const { body: { id } } = await emulator.api('POST', '/servicekey', { name: 'n', keys: [rsaKeys.rsa4096] })
    const message = JSON.stringify({ message: Buffer.alloc(32).toString('base64'), alg: 'RS256', isdigest: true })
    const kinds: ReadonlyArray<readonly [number, string]> = [
      [200, request('POST', api(`/servicekey/${id}/sign`), message)],
      [200, request('GET', '/swagger/static/swagger-ui.css')],
      [201, request('POST', api('/servicekey'), JSON.stringify({ name: 'piped', type: 'oct' }))],
      [404, request('GET', '/nowhere')],
      [400, request('POST', api('/servicekey'), '{')],
      [200, request('GET', api('/servicekey'))]
    ]
    const sequence = Array.from({ length: 10 }, () => kinds).flat()
    const replies = await readAll(await open(), sequence.map(([, text]) => text), 45)
    expect(replies.map(({ status }) => status)).toEqual(sequence.map(([status]) => status))
  })

  it('behind one large response to a client that does not read yet are answered when it reads', async () => {
    const socket = await open()
    const large = request('GET', '/swagger/static/swagger-ui-bundle.js')
    const replies = await readSlowly(socket, [large, ...Array.from({ length: 50 }, (_, index) => random(index))])
    expect(statuses(replies)).toEqual(new Set([200]))
    // The connection goes on afterwards, one request at a time.
    expect(answeredLengths(await readAll(socket, [random(0), random(1)], 1))).toEqual([lengthOf(0), lengthOf(1)])
  })

  it('in front of bytes that are no request are answered, and then the refusal comes', async () => {
    const requests = [...Array.from({ length: 99 }, (_, index) => random(index)), 'garbage\r\n\r\n']
    const replies = await readAll(await open(), requests, 100)
    expect(replies.map(({ status }) => status)).toEqual([...Array<number>(99).fill(200), 400])
  })

  it('are answered with --refuse-in-handshake too', async () => {
    const refusing = await startTestEmulator({ flags: ['--ephemeral', '--refuse-in-handshake'] })
    try {
      const path = `/api/${refusing.okmsId}/v1/random?length=1000`
      const socket = await openTls(refusing)
      const replies = await readAll(socket, Array<string>(300).fill(request('GET', path)), 200)
      socket.destroy()
      expect(statuses(replies)).toEqual(new Set([200]))
    } finally {
      await refusing.close()
    }
  })
})
