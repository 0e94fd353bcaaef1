// Refuses clients by a TLS alert, as the service is said to (service.md 2.6), instead of by a reply that explains.

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
import { shownPath } from '../shown-path.js'
import { watchConnection, type WatchedConnection } from './watched-connection.js'

export interface HandshakeRefusalOptions {
  readonly peerOf: PeerReader
  /** Why a client with this certificate is not let in at all; undefined: it is. */
  readonly refusalOf: (peer: PeerCertificate) => string | undefined
  /** Told why, as the client is not. */
  readonly log: Pick<Logger, 'info'>
}

interface Connection {
  readonly socket: Socket
  readonly watched: WatchedConnection
  readonly state: ServerWriteState
}

const keyLogLine = /^(CLIENT_RANDOM|SERVER_TRAFFIC_SECRET_0) ([0-9a-f]{64}) ([0-9a-f]+)\s*$/

/**
 * Makes a server cut off, by the alert bad_certificate, who shows a certificate that is not admitted, and who asks for the path of
 * another domain than his certificate's. In TLS 1.3 the server learns of the certificate last, so that a client may think it is
 * connected until it reads. In TLS 1.2 with a suite of another mode than GCM or ChaCha20-Poly1305 the alert is missing.
 * @returns What TLS is to run over in place of a socket.
 */
export function refuseInHandshake (server: Server, { peerOf, refusalOf, log }: HandshakeRefusalOptions): (socket: Socket) => Duplex {
  /** Those whose handshake goes on, by the random of their ClientHello; undefined where two have the same. */
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
  // Node would tell a client to go on before it asks anybody.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (!passes(request)) return
    response.writeContinue()
    server.emit('request', request, response)
  })

  /** Asked again for every request: a certificate is revoked or expires, and a policy goes, while a connection is open. */
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
    // Whatever is still to be written to it fails.
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

/** A bearer token decides where both are sent (choices.md 23), and it says itself which domains it reaches. */
function faultOfDomain ({ url = '', headers }: IncomingMessage, { okmsId, isAdmin }: PeerCertificate): string | undefined {
  const segment = /^(?:https?:\/\/[^/]*)?\/api\/([^/?#]+)/i.exec(url)?.[1]
  if (segment === undefined || headers.authorization !== undefined || isAdmin) return undefined
  const asked = decoded(segment).toLowerCase()
  return asked === okmsId ? undefined : errors.CallerOfAnotherDomain.text(okmsId, shownPath(asked))
}

function decoded (segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** TLS over anything but a socket does not know its addresses. */
function showAddresses (socket: TLSSocket, { remoteAddress, remotePort, remoteFamily, localAddress, localPort }: Socket): void {
  for (const [name, value] of Object.entries({ remoteAddress, remotePort, remoteFamily, localAddress, localPort })) {
    Object.defineProperty(socket, name, { value, configurable: true, enumerable: true })
  }
}
