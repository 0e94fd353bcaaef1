// Rejects clients with a TLS alert, as the service reportedly does (service.md 2.6), instead of with a reply that explains why.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { errors } from '../../domain/errors/errors.js'
import type { PeerCertificate } from '../../pki/peer-certificate.js'
import type { Logger } from '../../log/logger.js'
import type { PeerReader } from '../peer-certificate.js'
import { bytesSeen, createServerWriteState, type ServerWriteState } from './server-write-state.js'
import { redactedPath } from '../redacted-path.js'
import { watchConnection, type WatchedConnection } from './watched-connection.js'

export interface HandshakeRefusalOptions {
  readonly peerOf: PeerReader
  /** Why a client with this certificate is rejected; undefined when it is accepted. */
  readonly refusalOf: (peer: PeerCertificate) => string | undefined
  /** Receives the reason, which the client does not. */
  readonly log: Pick<Logger, 'info'>
}

interface Connection {
  readonly socket: Socket
  readonly watched: WatchedConnection
  readonly state: ServerWriteState
}

const keyLogLine = /^(CLIENT_RANDOM|SERVER_TRAFFIC_SECRET_0) ([0-9a-f]{64}) ([0-9a-f]+)\s*$/

/**
 * Makes a server abort connections, with the alert bad_certificate, for certificates that are not admitted and for requests to another
 * domain than that of the certificate. In TLS 1.3 the server receives the certificate last, so a client may report a connection
 * until it reads. In TLS 1.2 with a suite other than GCM or ChaCha20-Poly1305, no alert is sent.
 * @returns The stream that TLS runs over in place of a socket.
 */
export function refuseInHandshake (server: Server, { peerOf, refusalOf, log }: HandshakeRefusalOptions): (socket: Socket) => Duplex {
  /** Connections during their handshake, by the random of the ClientHello; undefined where two have the same. */
  const beginning = new Map<string, Connection | undefined>()
  const connections = new WeakMap<object, Connection>()
  const cutOff = new WeakSet<object>()

  server.on('keylog', (line: Buffer, socket: TLSSocket) => {
    const [, label = '', random = '', secret = ''] = keyLogLine.exec(line.toString('latin1')) ?? []
    const connection = beginning.get(random)
    if (connection === undefined) return
    connection.state.learn(label, Buffer.from(secret, 'hex'))
    connections.set(socket, connection)
  })

  const serve = server.listeners('secureConnection')
  server.removeAllListeners('secureConnection')
  server.on('secureConnection', (socket: TLSSocket) => {
    const connection = connections.get(socket)
    if (connection !== undefined) {
      connection.state.established({ protocol: socket.getProtocol(), standardName: socket.getCipher().standardName })
      showAddresses(socket, connection.socket)
    }
    const peer = peerOf({ socket })
    const why = peer && refusalOf(peer)
    if (why !== undefined) return cut(socket, why)
    for (const listener of serve) listener.call(server, socket)
  })

  for (const event of ['request', 'checkExpectation'] as const) {
    const answer = server.listeners(event)
    server.removeAllListeners(event)
    server.on(event, (request: IncomingMessage, response: ServerResponse) => {
      if (passes(request)) for (const listener of answer) listener.call(server, request, response)
    })
  }
  // Node would send 100 Continue before any check.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (!passes(request)) return
    response.writeContinue()
    server.emit('request', request, response)
  })

  /** Checked again for every request: a certificate can be revoked or expire, and a policy can be removed, while a connection is open. */
  function passes (request: IncomingMessage): boolean {
    const { socket } = request
    if (cutOff.has(socket)) return false
    const peer = peerOf(request)
    const why = peer && (refusalOf(peer) ?? faultOfDomain(request, peer))
    if (why === undefined) return true
    if (socket instanceof TLSSocket) cut(socket, why)
    return false
  }

  function cut (socket: TLSSocket, why: string): void {
    log.info({ tls_cert_id: peerOf({ socket })?.credentialId, client_ip: socket.remoteAddress, why }, 'cut off with the alert bad_certificate')
    const connection = connections.get(socket)
    cutOff.add(socket)
    // Pending writes to it fail.
    socket.on('error', () => {})
    if (connection === undefined) {
      socket.destroy()
      return
    }
    const { watched, state } = connection
    watched.endWith({ isDue: state.hasFinished, bytes: state.badCertificate, done: () => { socket.destroy() } })
  }

  return (socket) => {
    const state = createServerWriteState()
    let random: string | undefined
    const watched = watchConnection({
      socket,
      bytesSeen,
      received (record) {
        state.received(record)
        if (random !== undefined) return
        random = state.clientRandom()
        if (random !== undefined) beginning.set(random, beginning.has(random) ? undefined : connection)
      },
      sent: (record) => { state.sent(record) }
    })
    const connection: Connection = { socket, watched, state }
    socket.once('close', () => { if (random !== undefined) beginning.delete(random) })
    return watched.stream
  }
}

/** If a bearer token is sent too, it is used (choices.md 23), and it determines the accessible domains. */
function faultOfDomain ({ url = '', headers }: IncomingMessage, { okmsId, isAdmin }: PeerCertificate): string | undefined {
  const segment = /^(?:https?:\/\/[^/]*)?\/api\/([^/?#]+)/i.exec(url)?.[1]
  if (segment === undefined || headers.authorization !== undefined || isAdmin) return undefined
  const asked = decoded(segment).toLowerCase()
  return asked === okmsId ? undefined : errors.CallerOfAnotherDomain.text(okmsId, redactedPath(asked))
}

function decoded (segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** TLS over a stream that is not a socket does not know its addresses. */
function showAddresses (socket: TLSSocket, { remoteAddress, remotePort, remoteFamily, localAddress, localPort }: Socket): void {
  for (const [name, value] of Object.entries({ remoteAddress, remotePort, remoteFamily, localAddress, localPort })) {
    Object.defineProperty(socket, name, { value, configurable: true, enumerable: true })
  }
}
