// The bootstrap port: plain HTTP for clients without any file, not even the certificate of the CA.

import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import type { Logger } from 'pino'
import { httpErrors } from '../../http/reply/http-errors.js'
import { webErrors } from '../web-errors.js'
import { DomainError, refusal } from '../../domain/errors/domain-error.js'
import { asOpenFileLimit } from '../../domain/errors/open-file-limit.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { isSystemError } from '../../domain/thrown.js'
import type { BundleFile } from '../../services/clients/client-bundle.js'
import { answerMalformedRequests } from '../../http/server/malformed-request.js'
import { hostOf } from '../../http/steps/host-header.js'
import { answerUnusualRequests } from '../../http/server/unusual-requests.js'
import { createConnectionRefusalLog, type LogConnectionRefusal } from '../../http/server/connection-refusal-log.js'
import { errorBody } from '../../http/reply/error-reply.js'
import { errorStatus } from '../../http/reply/error-status.js'
import { listen } from '../../net/listener.js'
import { quotedOrLength } from '../../http/body/quoted.js'
import { redactedPath } from '../../domain/text/redacted-path.js'
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
  /**
   * Names of this server that its configuration spells out, in lower case. A web page whose name resolves to this
   * machine reaches the port as its own origin (DNS rebinding), so other names get no private key, even private ones.
   */
  readonly names: readonly string[]
  /** What a program must send for the client bundle; undefined while the bundle is not served. */
  readonly secret: string | undefined
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

const types: Readonly<Record<string, string>> = {
  pem: 'application/x-pem-file', p12: 'application/x-pkcs12', tar: 'application/x-tar'
}

/** Undefined when the default port is taken. Throws StartFailure when a configured port is taken. */
export async function openBootstrap (options: BootstrapOptions): Promise<Bootstrap | undefined> {
  const { hosts, port, portChosen, opened, unref, log } = options
  const logRefusal = createConnectionRefusalLog(log)
  function createBootstrapServer (): Server {
    const clientErrors = answerMalformedRequests(
      (request, response) => { answer(options, logRefusal, request, response) }, logRefusal
    )
    const server = createServer(
      { requestTimeout: 10_000, headersTimeout: 10_000, requireHostHeader: false }, clientErrors.handler
    )
    answerUnusualRequests(server, clientErrors, logRefusal)
    return server
  }
  try {
    const listening = await listen({ hosts, hostsChosen: opened, port, unref }, createBootstrapServer)
    return listening.hosts.length === 0 ? undefined : { ...listening, close: async () => { await listening.close(0) } }
  } catch (error) {
    if (!isSystemError(error)) throw error
    const host = 'host' in error ? String(error.host) : ''
    if (error.code !== 'EADDRINUSE') {
      throw asOpenFileLimit(error) ?? startFailure(startFailures.PortForbidden, host, port, error.code)
    }
    if (portChosen) throw startFailure(startFailures.BootstrapPortInUse, host, port)
    log.warn(`port ${port} is taken, so there is no bootstrap port; --bootstrap-port chooses another`)
    return undefined
  }
}

function answer (
  options: BootstrapOptions, logRefusal: LogConnectionRefusal, request: IncomingMessage, response: ServerResponse
): void {
  const requestId = randomUUID()
  try {
    const { content, type } = found(options, request)
    response.writeHead(200, {
      'content-type': type,
      'content-length': content.length,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff'
    })
    response.end(request.method === 'HEAD' ? undefined : content)
  } catch (error) {
    if (!(error instanceof DomainError)) options.log.error({ err: error, request_id: requestId }, 'unexpected error')
    const refused = error instanceof DomainError ? error : refusal(httpErrors.Internal)
    const body = JSON.stringify(errorBody(refused, requestId))
    logRefusal({
      error: refused,
      requestId,
      connection: request.socket,
      method: request.method,
      path: redactedPath(request.url ?? '')
    })
    const challenge = refused.kind === webErrors.BootstrapSecretWrong ? { 'www-authenticate': 'Bearer' } : {}
    response.writeHead(errorStatus(refused.kind), {
      'content-type': 'application/json',
      'x-request-id': requestId,
      'content-length': Buffer.byteLength(body),
      ...challenge
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

/** Refuses with RouteNotFound and the rows of the bootstrap port. */
function found (
  { opened, caPem, names, secret, bundle }: BootstrapOptions, { method = '', url = '', headers }: IncomingMessage
): { readonly content: Buffer, readonly type: string } {
  const [path = ''] = url.split('?', 1)
  const name = path.slice(1)
  if (method !== 'GET' && method !== 'HEAD') {
    throw refusal(httpErrors.RouteNotFound, method, redactedPath(path), '; this port accepts GET, HEAD')
  }
  if (name === 'ca.pem') return file(name, caPem)

  const host = hostOf(headers.host)
  if (headers.origin !== undefined || (headers['sec-fetch-site'] ?? 'none') !== 'none') {
    throw refusal(webErrors.BootstrapBrowserRefused)
  }
  if (isIP(host) === 0 && host !== 'localhost' && !names.includes(host)) {
    throw refusal(webErrors.BootstrapNameRefused, quotedOrLength(host))
  }
  if (!opened || secret === undefined) throw refusal(webErrors.BundleClosed)
  requireSecret(secret, headers.authorization)

  const files = bundle(isIP(host) === 6 ? `[${host}]` : host)
  if (name === '') {
    return file('index', ['bundle.tar', ...files.map((one) => one.name)].map((one) => `${one}\n`).join(''))
  }
  if (name === 'bundle.tar') {
    return file(name, tar(files.map((one) => ({ ...one, mode: one.secret ? 0o600 : 0o644 })), Date.now()))
  }
  const wanted = files.find((one) => one.name === name)
  if (wanted === undefined) throw refusal(httpErrors.RouteNotFound, method, redactedPath(path), `; the API is at https:// on the main port. This port has ${files.map((one) => `/${one.name}`).join(', ')} and all of them in /bundle.tar`)
  return file(name, wanted.content)
}

/** Compares digests, so that the time depends neither on the length of the secret nor on its characters. */
function requireSecret (secret: string, authorization: string | undefined): void {
  if (authorization === undefined) throw refusal(webErrors.BootstrapSecretWrong, 'missing')
  const [, sent] = /^bearer +(\S+) *$/i.exec(authorization) ?? []
  if (sent === undefined || !timingSafeEqual(digest(sent), digest(secret))) {
    throw refusal(webErrors.BootstrapSecretWrong, 'got another secret')
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function file (name: string, content: Buffer | string): { readonly content: Buffer, readonly type: string } {
  const [ending = ''] = /[^.]*$/.exec(name) ?? []
  return { content: Buffer.from(content), type: types[ending] ?? 'text/plain; charset=utf-8' }
}
