// The `fetch` of one emulator: URLs are relative to its endpoint, where it presents the client
// certificate and trusts the CA.

// Node's fetch accepts a client certificate only with a dispatcher of exactly the undici release that this Node
// contains. Requests to the emulator therefore use node:https, with the standard Request and Response; all
// others go to Node's fetch unchanged.

import type { IncomingMessage } from 'node:http'
import https from 'node:https'
import { Readable } from 'node:stream'

export interface BoundFetchOptions {
  readonly endpoint: string
  readonly tls: { readonly ca: string, readonly cert?: string, readonly key?: string }
}

export interface BoundFetch {
  readonly fetch: typeof globalThis.fetch
  /** Ends the connections that wait for a next request. */
  readonly close: () => void
}

/** A program may replace the global fetch with the bound one. */
const ordinaryFetch = globalThis.fetch

/** From the Fetch Standard (section 4.4, HTTP-redirect fetch). */
const maxRedirects = 20
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Statuses without a body (Fetch Standard section 2.2.3). */
const nullBody: ReadonlySet<number> = new Set([101, 103, 204, 205, 304])

interface Message {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | Readable | undefined
}

/** Connections are reused; neither idle connections nor unread responses keep the process alive. */
export function createBoundFetch ({ endpoint, tls }: BoundFetchOptions): BoundFetch {
  const agent = new https.Agent({ ...tls, keepAlive: true })
  const { origin } = new URL(endpoint)

  async function boundFetch (input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const target = new URL(input instanceof Request ? input.url : input, endpoint)
    if (target.origin !== origin) return await ordinaryFetch(input, init)

    const request = new Request(input instanceof Request ? input : target, { duplex: 'half', ...init })
    let url = target
    let message = await messageOf(request, isStream(init?.body))
    for (let redirected = 0; ; redirected++) {
      const incoming = await send(url, message, agent, request.signal)
      const { statusCode: status = 0, headers: { location } } = incoming
      if (request.redirect === 'manual' || location === undefined || !redirects.has(status)) {
        return responseOf(incoming, { method: message.method, url, redirected: redirected > 0, signal: request.signal })
      }
      incoming.resume()
      if (request.redirect === 'error') throw failure(new Error(`${url.href} redirects to ${location}`))
      if (redirected === maxRedirects) throw failure(new Error(`more than ${maxRedirects} redirects`))
      url = new URL(location, url)
      message = afterRedirect(message, status)
      if (url.origin !== origin) return await fetchElsewhere(url, message, request.signal)
    }
  }

  return { fetch: boundFetch, close: () => { agent.destroy() } }
}

/** A body of known length is sent with its length; only a stream is sent in chunks. */
async function messageOf (request: Request, streamed: boolean): Promise<Message> {
  const { method, body } = request
  const headers = { accept: '*/*', ...Object.fromEntries(request.headers) }
  if (body === null) return { method, headers, body: undefined }
  if (streamed) return { method, headers, body: Readable.fromWeb(body) }
  const content = Buffer.from(await request.arrayBuffer())
  return { method, headers: { ...headers, 'content-length': String(content.length) }, body: content }
}

function isStream (body: unknown): boolean {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
}

function send (
  url: URL, { method, headers, body }: Message, agent: https.Agent, signal: AbortSignal
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method, headers, agent })
    let response: IncomingMessage | undefined
    const abort = () => { (response ?? request).destroy(new Error('aborted')) }
    signal.addEventListener('abort', abort, { once: true })
    request.once('close', () => { signal.removeEventListener('abort', abort) })
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the standard: the caller's reason
    request.on('error', (error) => { reject(signal.aborted ? signal.reason : failure(error)) })
    request.once('response', (incoming) => {
      response = incoming
      resolve(incoming)
    })
    if (signal.aborted) abort()
    else if (body instanceof Readable) body.on('error', (error) => { request.destroy(error) }).pipe(request)
    else request.end(body)
  })
}

/** As the standard requires: a TypeError for every network failure. */
const failure = (cause: unknown) => new TypeError('fetch failed', { cause })

interface Answered {
  readonly method: string
  readonly url: URL
  readonly redirected: boolean
  readonly signal: AbortSignal
}

function responseOf (incoming: IncomingMessage, { method, url, redirected, signal }: Answered): Response {
  const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = incoming
  const headers = new Headers()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')
  const isEmpty = method === 'HEAD' || nullBody.has(status)
  if (isEmpty) incoming.resume()
  const response = new Response(isEmpty ? null : bodyOf(incoming, signal), { status, statusText, headers })
  return Object.defineProperties(response, { url: { value: url.href }, redirected: { value: redirected } })
}

/** Bytes that are read ahead, so that an unread response ends and releases its connection. */
const readAhead = 64 * 1024

/**
 * The socket keeps the process alive only while more data is requested. An event stream has
 * no end, so it is not read ahead.
 */
function bodyOf (incoming: IncomingMessage, signal: AbortSignal): ReadableStream<Uint8Array> {
  const { socket } = incoming
  const isEndless = incoming.headers['content-type']?.startsWith('text/event-stream') === true
  let isCancelled = false
  const rest = () => {
    incoming.pause()
    socket.unref()
  }
  return new ReadableStream<Uint8Array>({
    start (controller) {
      incoming.on('data', (chunk: Buffer) => {
        if (isCancelled) return
        controller.enqueue(new Uint8Array(chunk))
        if ((controller.desiredSize ?? 0) <= 0) rest()
      })
      incoming.on('end', () => { if (!isCancelled) controller.close() })
      incoming.on('error', (error) => { controller.error(signal.aborted ? signal.reason : error) })
      rest()
    },
    pull () {
      socket.ref()
      incoming.resume()
    },
    cancel () {
      isCancelled = true
      incoming.destroy()
    }
  }, { highWaterMark: isEndless ? 0 : readAhead, size: (chunk) => chunk.byteLength })
}

/** 303, and POST after 301 and 302, become a GET without a body (Fetch Standard section 4.4). */
function afterRedirect ({ method, headers, body }: Message, status: number): Message {
  const becomesGet = (status === 303 && method !== 'GET' && method !== 'HEAD') || (status < 303 && method === 'POST')
  if (!becomesGet && body instanceof Readable) throw failure(new Error('a redirect cannot repeat a body that is a stream'))
  if (!becomesGet) return { method, headers, body }
  return {
    method: 'GET',
    headers: without(
      headers, 'content-length', 'content-type', 'content-encoding', 'content-language', 'content-location'
    ),
    body: undefined
  }
}

/** Another origin receives neither the client certificate nor the authorization headers for this one. */
async function fetchElsewhere (url: URL, { method, headers, body }: Message, signal: AbortSignal): Promise<Response> {
  const sent = without(headers, 'authorization', 'cookie', 'host', 'content-length')
  return await ordinaryFetch(url, { method, headers: sent, signal, ...(Buffer.isBuffer(body) ? { body } : {}) })
}

function without (headers: Readonly<Record<string, string>>, ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))
}
