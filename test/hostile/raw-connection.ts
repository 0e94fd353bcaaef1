// A connection that sends bytes of the test's own making, as no HTTP library would, and holds
// every answer against the contract.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { checkReply } from '../contract/reply-check.js'
import type { TestEmulator } from '../harness/emulator.js'

export interface RawReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the expectations of a test check what it reads
  readonly body: any
}

/** A TLS connection with the client certificate of the emulator's domain. */
export async function openTls (emulator: TestEmulator, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const { files, port } = emulator
  const socket = connect({
    host: '127.0.0.1',
    port,
    ca: readFileSync(files.ca),
    cert: readFileSync(files.certificate),
    key: readFileSync(files.privateKey),
    servername: 'localhost',
    ...options
  })
  await once(socket, 'secureConnect')
  return socket
}

export async function openTcp ({ port }: Pick<TestEmulator, 'port'>): Promise<Socket> {
  const socket = connectTcp({ host: '127.0.0.1', port })
  await once(socket, 'connect')
  return socket
}

/** Everything that comes until the server closes. */
export async function untilClosed (socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.on('error', () => {}) // a reset is an end too
  // Not `once`, which takes an error for the end of the waiting.
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve))
  return Buffer.concat(chunks)
}

/** Sends, and gives every reply that comes until the server closes; a refusal has four fields or this throws. */
export async function exchange (socket: Socket, ...parts: ReadonlyArray<string | Buffer>): Promise<RawReply[]> {
  const received = untilClosed(socket)
  for (const part of parts) socket.write(part)
  return parseReplies(await received)
}

/** Replies one after another (RFC 9112), each with a content length or without a body. */
export function parseReplies (bytes: Buffer): RawReply[] {
  const replies: RawReply[] = []
  for (let rest = bytes; rest.length > 0;) {
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) throw new Error(`cut off: ${rest.toString()}`)
    const [statusLine = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n')
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1])
    const headers = Object.fromEntries(lines.map((line): [string, string] =>
      [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
    const length = Number(headers['content-length'] ?? 0)
    const text = rest.subarray(end + 4, end + 4 + length).toString()
    rest = rest.subarray(end + 4 + length)
    if (status === 100) continue
    const isJson = headers['content-type']?.includes('json') ?? false
    const reply = { status, headers, body: text === '' ? undefined : isJson ? JSON.parse(text) as unknown : text }
    // That of the request is not known here; the header is on paths of the OVHcloud API.
    checkReply({ method: '', path: 'x-ovh-queryid' in headers ? '/1.0' : '', ...reply })
    replies.push(reply)
  }
  return replies
}
