// Listens over mutual TLS, and closes without interrupting requests in progress.

import { constants } from 'node:crypto'
import { createServer, type Server, type ServerOptions } from 'node:https'
import { createSecureContext, type SecureContext } from 'node:tls'
import type { Socket } from 'node:net'
import type { RequestListener } from 'node:http'
import { errors, refusal } from '../../domain/errors/errors.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { answerMalformedRequests } from './malformed-request.js'
import type { LogConnectionRefusal } from './connection-refusal-log.js'
import { refuseInHandshake, type HandshakeRefusalOptions } from '../../net/alert/handshake-refusal.js'
import { isSystemError, listenOn, stop } from '../../net/listen-on.js'
import { detectPlainHttp } from './plain-http.js'
import { replyOnSocket } from './socket-reply.js'

export interface ListenOptions {
  readonly handler: RequestListener
  /** Addresses or names; the server listens on each. */
  readonly hosts: readonly string[]
  /** False: these are the default hosts, and one that this machine does not have is skipped. */
  readonly hostsChosen: boolean
  /** 0 takes any port that is free on every host. */
  readonly port: number
  readonly tls: {
    readonly certificates: ShownCertificates
    readonly caPem: string
  }
  readonly timeouts?: Partial<Timeouts>
  /** Neither the listener nor a client connection keeps the process alive. */
  readonly unref?: boolean
  /** Undefined: every client can connect, and is rejected with a reply that gives the reason. */
  readonly refusal?: HandshakeRefusalOptions | undefined
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
  /** Between two requests. Longer than any client keeps an idle connection, so that the client closes first: a connection closed by the server looks like a failure. */
  readonly keepAlive: number
}

const defaultTimeouts: Timeouts = { handshake: 20_000, headers: 30_000, request: 60_000, keepAlive: 120_000 }

export interface ShownCertificate {
  readonly certificatePem: string
  readonly privateKeyPem: string
}

/** Called for each connection. An unchanged certificate is the same object. */
export interface ShownCertificates {
  /** For a client that requests no name or an unknown one. */
  forAddress (localAddress: string): ShownCertificate
  /** For the name that a client requests; undefined for the default one. */
  forName (name: string): ShownCertificate | undefined
}

export interface Listening {
  readonly port: number
  /** The hosts that it listens on. */
  readonly hosts: readonly string[]
  /** Accepts no new connection, waits for requests in progress, and closes the remaining connections after `graceMs`. */
  close (graceMs: number): Promise<void>
}

const serverOptions = {
  minVersion: 'TLSv1.2',
  requestCert: true,
  // Tokens are accepted too, so a missing or foreign certificate is rejected later, with its own text.
  rejectUnauthorized: false,
  // No session tickets: a resumed session would readmit a client without its certificate or with an expired one.
  // No renegotiation (TLS 1.2): it would change who the client is under an open connection, and costs the server more than the client.
  secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
  // request-head.ts requires it, and reports it in four fields.
  requireHostHeader: false,
  noDelay: true
} as const satisfies ServerOptions

/** Throws StartFailure when a port is in use or not permitted. */
export async function listen (options: ListenOptions): Promise<Listening> {
  const attempts = options.port === 0 ? 5 : 1
  for (let attempt = 1; ; attempt++) {
    try {
      return await listenEverywhere(options)
    } catch (error) {
      // A port that the operating system chose on one address may be in use on another.
      if (attempt >= attempts || !isSystemError(error, 'EADDRINUSE')) throw asStartFailure(error, options)
    }
  }
}

async function listenEverywhere (options: ListenOptions): Promise<Listening> {
  const { hosts, hostsChosen, port: wanted, unref = false, refusal: refusing } = options
  const servers: Server[] = []
  const listened: string[] = []
  const sockets = new Set<Socket>()
  let port = wanted
  try {
    for (const host of hosts) {
      const server = createTlsServer(options)
      server.prependListener('connection', (socket: Socket) => {
        if (unref) socket.unref()
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
      })
      try {
        port = await listenOn(server, host, port)
      } catch (error) {
        if (!hostsChosen && isSystemError(error, 'EADDRNOTAVAIL', 'EAFNOSUPPORT')) continue
        throw error
      }
      if (unref) server.unref()
      servers.push(server)
      listened.push(host)
    }
    if (servers.length === 0) throw Object.assign(new Error('no address to listen on'), { code: 'EADDRNOTAVAIL' })
  } catch (error) {
    await Promise.all(servers.map(stop))
    throw error
  }

  return {
    port,
    hosts: listened,
    async close (graceMs) {
      if (refusing !== undefined) await lastWrites()
      const closed = Promise.all(servers.map(stop))
      const idle = setInterval(() => { for (const server of servers) server.closeIdleConnections() }, 20)
      const cut = setTimeout(() => { for (const socket of sockets) socket.destroy() }, graceMs)
      await closed
      clearInterval(idle)
      clearTimeout(cut)
    }
  }
}

/** TLS over a watched connection hands on one write a turn of the event loop; closing idle connections would lose the end of a reply. */
async function lastWrites (): Promise<void> {
  for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => { setImmediate(resolve) })
}

function createTlsServer ({ tls: { certificates, caPem }, timeouts: chosen, handler, refusal: refusing, logRefusal }: ListenOptions): Server {
  const timeouts = { ...defaultTimeouts, ...chosen }
  const contexts = new WeakMap<ShownCertificate, SecureContext>()
  const limits = {
    handshakeTimeout: timeouts.handshake,
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    connectionsCheckingInterval: Math.min(timeouts.headers, timeouts.request, 30_000) / 2,
    keepAliveTimeout: timeouts.keepAlive
  }
  const settings = (shown: ShownCertificate) => ({ ...serverOptions, ...limits, cert: shown.certificatePem, key: shown.privateKeyPem, ca: caPem })
  const contextOf = (shown: ShownCertificate): SecureContext => {
    const context = contexts.get(shown) ?? createSecureContext(settings(shown))
    contexts.set(shown, context)
    return context
  }

  const clientErrors = answerMalformedRequests(handler, logRefusal)
  let byDefault = certificates.forAddress('')
  const server = createServer({
    ...settings(byDefault),
    SNICallback (name, done) {
      const shown = certificates.forName(name)
      done(null, shown === undefined ? undefined : contextOf(shown))
    }
  }, clientErrors.handler)
  // Node starts TLS in its own listener of this event. Ours first reads the first byte and selects the certificate.
  const beginTls = server.listeners('connection')
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    const startTls = () => {
      const shown = certificates.forAddress(socket.localAddress ?? '')
      if (shown !== byDefault) {
        byDefault = shown
        server.setSecureContext(settings(shown))
      }
      const connection = watched?.(socket) ?? socket
      for (const begin of beginTls) begin.call(server, connection)
    }
    detectPlainHttp(socket, { timeout: timeouts.handshake, log: logRefusal, startTls })
  })
  server.on('clientError', clientErrors.answer)
  // Node would reply to each of these without the four fields, or close the connection.
  server.on('checkExpectation', clientErrors.handler)
  server.on('connect', (_request, socket) => { replyOnSocket(socket, refusal(errors.RequestInvalid, ['CONNECT: this server is no proxy; unset HTTPS_PROXY, or exclude this host with NO_PROXY']), logRefusal) })
  const watched = refusing === undefined ? undefined : refuseInHandshake(server, refusing)
  return server
}

function asStartFailure (error: unknown, { hosts, port }: ListenOptions): unknown {
  if (!isSystemError(error)) return error
  const host = error.host ?? hosts.join(', ')
  return error.code === 'EADDRINUSE'
    ? startFailure(startFailures.PortInUse, host, port)
    : startFailure(startFailures.PortForbidden, host, port, error.code)
}
