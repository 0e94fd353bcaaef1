// Rejects clients with a TLS alert, as the service reportedly does (service.md 2.6), instead of with a reply that
// explains why: at their handshake, and with their requests.

import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Server, TLSSocket } from 'node:tls'
import type { PeerCertificate } from '../../pki/peer-certificate.js'
import type { Logger } from '../../log/logger.js'
import type { PeerReader } from '../peer-certificate.js'
import { bytesSeen, createServerWriteState, type ServerWriteState } from './server-write-state.js'
import { watchConnection, type WatchedConnection } from './watched-connection.js'

/** Why a client with this certificate is rejected; undefined when it is accepted. */
export type RefusalOf = (peer: PeerCertificate) => string | undefined

export interface HandshakeRefusalOptions {
  readonly peerOf: PeerReader
  /** Whether a handshake that begins now may be rejected: always, by default. Others are on the socket itself. */
  readonly isNeeded?: () => boolean
  /** At a handshake, and with every request for which `admits` is called. */
  readonly refusalOf: RefusalOf
  /** What else rejects a handshake. */
  readonly handshakeRefusalOf?: RefusalOf
  /** Receives the reason, which the client does not. */
  readonly log: Pick<Logger, 'info'>
  /** Called with each certificate that is rejected, and the reason. */
  readonly refused?: (peer: PeerCertificate, why: string) => void
}

export interface HandshakeRefusal {
  /** Follows the handshakes of a TLS server. Returns what it is given for a socket: the socket or a stream over it. */
  follow (server: Server): (socket: Socket) => Duplex
  /** Called once after a handshake. False: the connection ends with the alert bad_certificate. */
  admitsHandshake (socket: TLSSocket): boolean
  /**
   * The same for each request, because a certificate can be revoked or expire, and a policy can be removed, while a
   * connection is open. False also when the connection has ended with the alert.
   * @param faultOf What else rejects this certificate.
   */
  admits (socket: TLSSocket, faultOf?: RefusalOf): boolean
}

interface Connection {
  readonly socket: Socket
  readonly watched: WatchedConnection
  readonly state: ServerWriteState
}

const keyLogLine = /^(CLIENT_RANDOM|SERVER_TRAFFIC_SECRET_0) ([0-9a-f]{64}) ([0-9a-f]+)\s*$/

/**
 * In TLS 1.3 the server receives the certificate last, so a client may report a connection until it reads. In TLS 1.2
 * with a suite other than GCM or ChaCha20-Poly1305, the connection ends without an alert.
 */
export function createHandshakeRefusal (options: HandshakeRefusalOptions): HandshakeRefusal {
  const { peerOf, refusalOf, log, refused = () => {} } = options
  const { isNeeded = () => true, handshakeRefusalOf = () => undefined } = options
  /** Connections during their handshake, by the random of the ClientHello; undefined where two have the same. */
  const beginning = new Map<string, Connection | undefined>()
  const connections = new WeakMap<TLSSocket, Connection>()
  const cutOff = new WeakSet<TLSSocket>()

  function watch (socket: Socket): Duplex {
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

  function cut (socket: TLSSocket, peer: PeerCertificate, why: string): void {
    const client = { tls_cert_id: peer.credentialId, client_ip: socket.remoteAddress }
    log.info({ ...client, why }, 'cut off with the alert bad_certificate')
    refused(peer, why)
    cutOff.add(socket)
    // Pending writes to it fail.
    socket.on('error', () => {})
    const connection = connections.get(socket)
    if (connection === undefined) {
      socket.destroy()
      return
    }
    const { watched, state } = connection
    watched.endWith({ isDue: state.hasFinished, bytes: state.badCertificate, done: () => { socket.destroy() } })
  }

  function learnFrom (server: Server): void {
    server.on('keylog', (line, socket) => {
      const [, label = '', random = '', secret = ''] = keyLogLine.exec(line.toString('latin1')) ?? []
      const connection = beginning.get(random)
      if (connection === undefined) return
      connection.state.learn(label, Buffer.from(secret, 'hex'))
      connections.set(socket, connection)
    })
    // Before any other listener, which may reject the connection.
    server.prependListener('secureConnection', (socket) => {
      const connection = connections.get(socket)
      if (connection === undefined) return
      connection.state.established({ protocol: socket.getProtocol(), standardName: socket.getCipher().standardName })
      // TLS over a stream that is not a socket does not know the addresses.
      const { remoteAddress, remotePort, localAddress, localPort } = connection.socket
      Object.defineProperties(socket, {
        remoteAddress: { value: remoteAddress },
        remotePort: { value: remotePort },
        localAddress: { value: localAddress },
        localPort: { value: localPort }
      })
    })
  }

  function admits (socket: TLSSocket, faultOf: RefusalOf = () => undefined): boolean {
    if (cutOff.has(socket)) return false
    const peer = peerOf(socket)
    if (peer === undefined) return true
    const why = refusalOf(peer) ?? faultOf(peer)
    if (why !== undefined) cut(socket, peer, why)
    return why === undefined
  }

  return {
    follow (server) {
      let isLearning = false
      return (socket) => {
        if (!isNeeded()) return socket
        if (!isLearning) learnFrom(server)
        isLearning = true
        return watch(socket)
      }
    },
    admitsHandshake: (socket) => admits(socket, handshakeRefusalOf),
    admits
  }
}
