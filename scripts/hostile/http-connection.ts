// A keep-alive connection that sends bytes as they are, and reads replies by their framing (RFC 9112 section 6).

import type { Socket } from 'node:net'

export interface RawReply {
  readonly status: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
  /** A stream of events, of which only the beginning was read: the connection serves nothing else. */
  readonly isStream: boolean
}

export interface HttpConnection {
  send (bytes: Buffer): void
  /**
   * The next reply. Rejects when none comes in time, when the connection ends before it, and when what came is no
   * reply to this method.
   */
  reply (method: string, milliseconds: number): Promise<RawReply>
  /** The server ended it. */
  readonly isEnded: () => boolean
  close (): void
}

interface Parsed {
  readonly reply: RawReply
  readonly length: number
}

export function openHttp (socket: Socket): HttpConnection {
  let received = Buffer.alloc(0)
  let ended = false
  let wake = () => {}
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    wake()
  })
  socket.on('error', () => {}) // a reset is an end too
  socket.on('close', () => {
    ended = true
    wake()
  })
  socket.on('end', () => {
    ended = true
    wake()
  })

  async function next (method: string): Promise<RawReply> {
    for (;;) {
      const parsed = parseReply(received, method, ended)
      if (parsed !== undefined) {
        received = received.subarray(parsed.length)
        if (parsed.reply.status >= 200) return parsed.reply
        continue
      }
      if (ended) throw new Error(received.length === 0 ? 'closed without a reply' : `closed within a reply: ${shown(received)}`)
      await new Promise<void>((resolve) => { wake = resolve })
    }
  }

  return {
    send (bytes) {
      if (!socket.writableEnded && !ended) socket.write(bytes)
    },
    async reply (method, milliseconds) {
      let timer: NodeJS.Timeout | undefined
      const tooLate = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => { reject(new Error(`no whole reply within ${milliseconds / 1000} s; so far: ${shown(received)}`)) }, milliseconds)
      })
      try {
        return await Promise.race([next(method), tooLate])
      } finally {
        clearTimeout(timer)
      }
    },
    isEnded: () => ended,
    close () { socket.destroy() }
  }
}

const shown = (bytes: Buffer) => JSON.stringify(bytes.subarray(0, 300).toString('latin1'))

/** Undefined while more must come. Throws when it is no reply. */
function parseReply (bytes: Buffer, method: string, ended: boolean): Parsed | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  const begin = bytes.subarray(0, 9).toString('latin1')
  if (!'HTTP/1.1 '.startsWith(begin)) throw new Error(`not the beginning of a reply: ${shown(bytes)}`)
  if (end < 0) return undefined
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const [, code] = /^HTTP\/1\.1 ([1-5]\d\d) [\x20-\x7e]*$/.exec(statusLine) ?? []
  if (code === undefined) throw new Error(`no status line: ${shown(bytes)}`)
  const status = Number(code)
  const headers = new Map<string, string>()
  for (const line of lines) {
    const [, name, value = ''] = /^([\w-]+): ?(.*)$/.exec(line) ?? []
    if (name === undefined) throw new Error(`no header: ${JSON.stringify(line)}`)
    const key = name.toLowerCase()
    if (key === 'content-length' && headers.has(key)) throw new Error('content-length comes twice')
    headers.set(key, value)
  }
  const rest = bytes.subarray(end + 4)
  const framed = parseBody({ status, headers, rest, method, ended })
  if (framed === undefined) return undefined
  const { body, length, isStream = false } = framed
  return { reply: { status, headers, body, isStream }, length: end + 4 + length }
}

const streamTypes: ReadonlySet<string> = new Set(['text/event-stream', 'application/x-ndjson'])

interface Framed {
  readonly body: Buffer
  /** Bytes of it on the wire. */
  readonly length: number
  readonly isStream?: boolean
}

function parseBody ({ status, headers, rest, method, ended }: {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly rest: Buffer
  readonly method: string
  readonly ended: boolean
}): Framed | undefined {
  const empty = { body: Buffer.alloc(0), length: 0 }
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return empty
  if (headers.get('transfer-encoding') === 'chunked') {
    // Streams have no end, and some of them no part until something happens.
    if (streamTypes.has(headers.get('content-type') ?? '')) return { ...empty, isStream: true }
    return parseChunks(rest)
  }
  const length = headers.get('content-length')
  if (length !== undefined) {
    if (!/^\d+$/.test(length)) throw new Error(`content-length: ${length}`)
    const bytes = Number(length)
    return rest.length < bytes ? undefined : { body: rest.subarray(0, bytes), length: bytes }
  }
  return ended ? { body: rest, length: rest.length } : undefined
}

function parseChunks (bytes: Buffer): Framed | undefined {
  const parts: Buffer[] = []
  for (let at = 0; ;) {
    const end = bytes.indexOf('\r\n', at)
    if (end < 0) return undefined
    const size = bytes.subarray(at, end).toString('latin1')
    if (!/^[0-9a-f]+$/i.test(size)) throw new Error(`chunk size: ${JSON.stringify(size.slice(0, 100))}`)
    const length = Number.parseInt(size, 16)
    const next = end + 2 + length + 2
    if (bytes.length < next) return undefined
    parts.push(bytes.subarray(end + 2, end + 2 + length))
    if (length === 0) return { body: Buffer.concat(parts), length: next }
    at = next
  }
}
