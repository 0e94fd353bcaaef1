// The bootstrap port: plain HTTP for clients without any file, not even the certificate of the CA.

import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { isIP, type Socket } from 'node:net'
import type { Logger } from 'pino'
import { DomainError, errors, refusal } from '../../domain/errors/errors.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import type { BundleFile } from '../../services/clients/client-bundle.js'
import { answerMalformedRequests } from '../../http/server/malformed-request.js'
import { createConnectionRefusalLog, type LogConnectionRefusal } from '../../http/server/connection-refusal-log.js'
import { errorBody } from '../../http/reply/error-reply.js'
import { isSystemError, listenOn, stop } from '../../net/listen-on.js'
import { quotedOrLength } from '../../http/body/quoted.js'
import { redactedPath } from '../../net/redacted-path.js'
import { tar } from './tar.js'

export interface BootstrapOptions {
  readonly hosts: readonly string[]
  /** 0 takes any free one. */
  readonly port: number
  /** False: this is the default port, and there is no bootstrap port when it is taken. */
  readonly portChosen: boolean
  /** The configuration opens it: the client bundle is served, and each host must work. */
  readonly opened: boolean
  readonly caPem: string
  /** Neither the listener nor a client connection keeps the process alive. */
  readonly unref?: boolean
  /** Whether the server has a certificate for this DNS name. A web page that resolves its own name to this machine gets no private key (DNS rebinding). */
  readonly answersTo: (name: string) => boolean
  /** The files of the client bundle, for a server with this host name. */
  readonly bundle: (host: string) => readonly BundleFile[]
  readonly log: Logger
}

export interface Bootstrap {
  readonly port: number
  /** The hosts that it listens on. */
  readonly hosts: readonly string[]
  close (): Promise<void>
}

const types: Readonly<Record<string, string>> = { pem: 'application/x-pem-file', p12: 'application/x-pkcs12', tar: 'application/x-tar' }

/** Undefined when the default port is taken. Throws StartFailure when a configured port is taken. */
export async function openBootstrap (options: BootstrapOptions): Promise<Bootstrap | undefined> {
  const servers: Server[] = []
  const listened: string[] = []
  const logRefusal = createConnectionRefusalLog(options.log)
  let port = options.port
  try {
    for (const host of options.hosts) {
      const clientErrors = answerMalformedRequests((request, response) => { answer(options, logRefusal, request, response) }, logRefusal)
      const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000, requireHostHeader: false }, clientErrors.handler)
      server.on('clientError', clientErrors.answer)
      try {
        port = await listenOn(server, host, port)
      } catch (error) {
        if (!options.opened && isSystemError(error, 'EADDRNOTAVAIL', 'EAFNOSUPPORT')) continue
        throw error
      }
      if (options.unref === true) {
        server.unref()
        server.on('connection', (socket: Socket) => { socket.unref() })
      }
      servers.push(server)
      listened.push(host)
    }
  } catch (error) {
    await Promise.all(servers.map(stop))
    if (!isSystemError(error)) throw error
    if (error.code !== 'EADDRINUSE') throw startFailure(startFailures.PortForbidden, error.host ?? '', port, error.code)
    if (options.portChosen) throw startFailure(startFailures.BootstrapPortInUse, error.host ?? '', port)
    options.log.warn(`port ${port} is taken, so there is no bootstrap port; --bootstrap-port chooses another`)
    return undefined
  }
  if (servers.length === 0) return undefined

  return {
    port,
    hosts: listened,
    async close () {
      const closed = Promise.all(servers.map(stop))
      for (const server of servers) server.closeAllConnections()
      await closed
    }
  }
}

function answer (options: BootstrapOptions, logRefusal: LogConnectionRefusal, request: IncomingMessage, response: ServerResponse): void {
  const requestId = randomUUID()
  try {
    const { content, type } = found(options, request)
    response.writeHead(200, { 'content-type': type, 'content-length': content.length, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    response.end(request.method === 'HEAD' ? undefined : content)
  } catch (error) {
    if (!(error instanceof DomainError)) options.log.error({ err: error, request_id: requestId }, 'unexpected error')
    const refused = error instanceof DomainError ? error : refusal(errors.Internal)
    const body = JSON.stringify(errorBody(refused, requestId))
    logRefusal({ error: refused, requestId, connection: request.socket, method: request.method, path: redactedPath(request.url ?? '') })
    response.writeHead(refused.kind.http, { 'content-type': 'application/json', 'x-request-id': requestId, 'content-length': Buffer.byteLength(body) })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

/** Refuses with RouteNotFound and the rows of the bootstrap port. */
function found ({ opened, caPem, answersTo, bundle }: BootstrapOptions, { method = '', url = '', headers }: IncomingMessage): { readonly content: Buffer, readonly type: string } {
  const [path = ''] = url.split('?', 1)
  const name = path.slice(1)
  if (method !== 'GET' && method !== 'HEAD') throw refusal(errors.RouteNotFound, method, redactedPath(path), '; this port accepts GET, HEAD')
  if (name === 'ca.pem') return file(name, caPem)

  const host = hostOf(headers.host)
  if (headers.origin !== undefined || (headers['sec-fetch-site'] ?? 'none') !== 'none') throw refusal(errors.BootstrapBrowserRefused)
  if (isIP(host) === 0 && !answersTo(host)) throw refusal(errors.BootstrapNameRefused, quotedOrLength(host))
  if (!opened) throw refusal(errors.BundleClosed)

  const files = bundle(isIP(host) === 6 ? `[${host}]` : host)
  if (name === '') return file('index', ['bundle.tar', ...files.map((one) => one.name)].map((one) => `${one}\n`).join(''))
  if (name === 'bundle.tar') return file(name, tar(files.map((one) => ({ ...one, mode: one.secret ? 0o600 : 0o644 })), Date.now()))
  const wanted = files.find((one) => one.name === name)
  if (wanted === undefined) throw refusal(errors.RouteNotFound, method, redactedPath(path), `; the API is at https:// on the main port. This port has ${files.map((one) => `/${one.name}`).join(', ')} and all of them in /bundle.tar`)
  return file(name, wanted.content)
}

function file (name: string, content: Buffer | string): { readonly content: Buffer, readonly type: string } {
  const [ending = ''] = /[^.]*$/.exec(name) ?? []
  return { content: Buffer.from(content), type: types[ending] ?? 'text/plain; charset=utf-8' }
}

/** The Host header without its port; empty when it is missing or malformed. */
function hostOf (header = ''): string {
  const [, bracketed, plain] = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::\d+)?$/i.exec(header) ?? []
  return (bracketed ?? plain ?? '').toLowerCase()
}
