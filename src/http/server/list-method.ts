// The method LIST of Vault clients such as hvac and node-vault. Node's HTTP parser does not know it, so a connection
// that begins a request with it is taken from the HTTP server and handed back with a request that the parser reads:
// `GET ...?list=true`, which means the same (kv2/differences.md 47). Nothing else about the connection changes.

import type { IncomingMessage, Server } from 'node:http'
import type { TLSSocket } from 'node:tls'

/** The request line. The parser stops at the S, because LINK is the only method that it knows with LI. */
const requestLine = /^LIST ((?:https?:\/\/[^/?# ]+)?\/[^?# ]*)(?:\?([^# ]*))? (?=HTTP\/1\.[01]\r?\n)/
const parsedOfList = 2

/** Where LIST means something: the only paths of the Vault API that have it. */
const listedPath = /^(?:https?:\/\/[^/]+)?\/api\/[^/]+\/v1\/secret\/metadata(?:\/|$)/i

/** A method that the parser knows and that no route has, so that the refusal is that of an unknown method. */
const unrouted = 'SEARCH'

/** On a connection: its next request was sent with LIST. On that request: the same. */
const sentAsList = Symbol('sent as LIST')

interface Marked { [sentAsList]?: boolean }

/** The method that the client sent. */
export const sentMethod = (request: IncomingMessage): string =>
  (request as Marked)[sentAsList] === true ? 'LIST' : request.method ?? ''

/** Called for every request: passes the mark of the connection on to its request. */
export function passListOn (request: IncomingMessage): void {
  const connection = request.socket as Marked
  if (connection[sentAsList] !== true) return
  connection[sentAsList] = false
  ;(request as Marked)[sentAsList] = true
}

/**
 * Whether the parser stopped at the beginning of a request with LIST, and at the beginning of what arrived. A request
 * behind another one in the same packet, or whose request line is not in one packet, is not recognised.
 */
export const isListRequest = (packet: Buffer | undefined, bytesParsed: number | undefined): packet is Buffer =>
  bytesParsed === parsedOfList && packet !== undefined && requestLine.test(packet.toString('latin1'))

/** The same bytes with a method that the parser knows. */
function respelled (packet: Buffer): Buffer {
  const text = packet.toString('latin1')
  return Buffer.from(text.replace(requestLine, (_line, path: string, query: string | undefined) => {
    if (!listedPath.test(path)) return `${unrouted} ${path}${query === undefined ? '' : `?${query}`} `
    // LIST decides over a `list` in the query.
    const others = (query ?? '').split('&').filter((parameter) => !/^(?:list(?:=.*)?)?$/.test(parameter))
    return `GET ${path}?${[...others, 'list=true'].join('&')} `
  }), 'latin1')
}

/** Events of a connection on which Node's HTTP server listens. */
const events = ['data', 'end', 'close', 'drain', 'error', 'timeout', 'pause', 'resume'] as const

interface Listener {
  readonly event: typeof events[number]
  readonly call: (...values: unknown[]) => void
}

/** The listeners of the HTTP server on a connection that it serves. */
const listenersOfServer = Symbol('listeners of the HTTP server')

interface Served { [listenersOfServer]?: readonly Listener[] }

/** Gives a connection to the server. */
export function serveConnection (server: Server, socket: TLSSocket): void {
  const before = new Map(events.map((event) => [event, socket.listeners(event)]))
  server.emit('connection', socket)
  ;(socket as Served)[listenersOfServer] = events.flatMap((event) => socket.listeners(event)
    .filter((listener) => before.get(event)?.includes(listener) === false)
    .map((listener) => ({ event, call: listener as Listener['call'] })))
}

/**
 * Continues with the request in `packet`. For the server, the connection ends here, which frees the parser that
 * stopped, and another one begins. No request may be in progress on it.
 */
export function continueWithList (server: Server, socket: TLSSocket, packet: Buffer): void {
  for (const { event, call } of (socket as Served)[listenersOfServer] ?? []) {
    socket.removeListener(event, call)
    if (event === 'close') call.call(socket)
  }
  // The timeout between two requests.
  socket.setTimeout(0)
  ;(socket as Marked)[sentAsList] = true
  serveConnection(server, socket)
  socket.unshift(respelled(packet))
}
