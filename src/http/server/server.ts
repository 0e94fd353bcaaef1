// HTTP/1.1 over mutual TLS: Node's parser on the connections of the TLS port, its timeouts, and what never becomes a
// request.

import { createServer, type RequestListener, type Server } from 'node:http'
import type { HandshakeRefusal } from '../../net/alert/handshake-refusal.js'
import { listenTls, type TlsListening, type TlsListenOptions } from '../../net/tls-listener.js'
import { maxHeadLength } from '../steps/request-head.js'
import type { LogConnectionRefusal } from './connection-refusal-log.js'
import { serveConnection } from './list-method.js'
import { answerMalformedRequests } from './malformed-request.js'
import { acceptPipelined } from './pipelined-requests.js'
import { detectPlainHttp } from './plain-http.js'
import { admitRequests } from './request-admission.js'
import { answerUnusualRequests } from './unusual-requests.js'

type TlsOptions = Pick<
  TlsListenOptions, 'hosts' | 'hostsChosen' | 'port' | 'unref' | 'certificates' | 'caPem' | 'handshakeFailed'
>

export interface HttpListenOptions extends TlsOptions {
  readonly handler: RequestListener
  readonly timeouts?: Partial<Timeouts>
  /** Which handshakes are rejected; undefined: none, and clients are rejected with a reply that gives the reason. */
  readonly refusal?: HandshakeRefusal | undefined
  /** Whether `refusal` also ends connections with requests that it does not admit. */
  readonly refusesRequests?: boolean
  /** Called for each refusal that the handler never sees. */
  readonly logRefusal: LogConnectionRefusal
}

/** Milliseconds that a client may take. */
export interface Timeouts {
  /** To the first byte, and from there to the end of the TLS handshake. */
  readonly handshake: number
  /** From the first byte of a request to the end of its headers. */
  readonly headers: number
  /** From the first byte of a request to its last. */
  readonly request: number
  /**
   * Between two requests. Longer than any client keeps an idle connection, so that the client closes first: a
   * connection closed by the server looks like a failure.
   */
  readonly keepAlive: number
}

export const defaultTimeouts: Timeouts = { handshake: 20_000, headers: 30_000, request: 60_000, keepAlive: 120_000 }

/** Throws StartFailure when a port is in use or not permitted. */
export async function listenHttps (options: HttpListenOptions): Promise<TlsListening> {
  const timeouts = { ...defaultTimeouts, ...options.timeouts }
  const server = createHttpServer(options, timeouts)
  // It never listens itself: connections are given to it. Node starts to check timeouts and to list idle connections
  // when a server listens.
  server.emit('listening')
  try {
    const listening = await listenTls({
      ...options,
      alpn: ['http/1.1'],
      handshakeTimeout: timeouts.handshake,
      beforeTls (socket, startTls) {
        detectPlainHttp(socket, { timeout: timeouts.handshake, log: options.logRefusal, startTls })
      },
      onConnection: (socket) => { serveConnection(server, socket) },
      closeIdle: () => { server.closeIdleConnections() }
    })
    return { ...listening, close: async (graceMs) => { await listening.close(graceMs).finally(() => server.close()) } }
  } catch (error) {
    server.close()
    throw error
  }
}

type ServerOptions = Pick<HttpListenOptions, 'handler' | 'refusal' | 'refusesRequests' | 'logRefusal'>

export function createHttpServer (options: ServerOptions, { headers, request, keepAlive }: Timeouts): Server {
  const { handler, logRefusal } = options
  const refusing = options.refusesRequests === true ? options.refusal : undefined
  const clientErrors = answerMalformedRequests(acceptPipelined(handler), logRefusal)
  const admitted = refusing === undefined ? clientErrors.handler : admitRequests(refusing, clientErrors.handler)
  const server = createServer({
    headersTimeout: headers,
    requestTimeout: request,
    connectionsCheckingInterval: Math.min(headers, request, 30_000) / 2,
    keepAliveTimeout: keepAlive,
    // request-head.ts refuses less, and says why.
    maxHeaderSize: 4 * maxHeadLength,
    // request-head.ts requires it, and reports it in four fields.
    requireHostHeader: false
  }, admitted)
  answerUnusualRequests(server, { ...clientErrors, handler: admitted }, logRefusal)
  // Node would send 100 Continue before any check.
  if (refusing !== undefined) {
    server.on('checkContinue', admitRequests(refusing, (incoming, response) => {
      response.writeContinue()
      clientErrors.handler(incoming, response)
    }))
  }
  return server
}
