// Refuses clients by a TLS alert, as the service is said to (service.md 2.6), instead of by a reply that explains.

import type { Server } from 'node:https'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { PeerCertificate } from '../pki/peer-certificate.js'
import type { PeerReader } from './peer-certificate.js'
import { badCertificateAlert } from './tls-alert.js'

export interface HandshakeRefusalOptions {
  readonly peerOf: PeerReader
  /** Whether a client with this certificate is let in at all. */
  readonly admits: (peer: PeerCertificate) => boolean
}

/** How long a client may take to hang up after the alert. Hanging up on it first could take the alert from it. */
const patience = 1000

const secretLine = /^SERVER_TRAFFIC_SECRET_0 [0-9a-f]+ ([0-9a-f]+)\s*$/

/**
 * Makes a server cut off clients whose certificate is not admitted. In TLS 1.3 the alert follows the client's first flight, so that a
 * client may think it is connected until it reads. In TLS 1.2 the connection is closed without an alert: Node gives no way to send one.
 */
export function refuseInHandshake (server: Server, { peerOf, admits }: HandshakeRefusalOptions): void {
  const secrets = new WeakMap<TLSSocket, Buffer>()
  /** The connections below TLS, by the other end. */
  const connections = new Map<string, Socket>()

  server.prependListener('connection', (socket: Socket) => {
    const end = otherEnd(socket)
    connections.set(end, socket)
    socket.once('close', () => connections.delete(end))
  })
  server.on('keylog', (line: Buffer, socket: TLSSocket) => {
    const secret = secretLine.exec(line.toString('latin1'))?.[1]
    if (secret !== undefined) secrets.set(socket, Buffer.from(secret, 'hex'))
  })

  const serve = server.listeners('secureConnection')
  server.removeAllListeners('secureConnection')
  server.on('secureConnection', (socket: TLSSocket) => {
    const peer = peerOf({ socket })
    if (peer !== undefined && !admits(peer)) return cut(socket)
    secrets.delete(socket)
    for (const listener of serve) listener.call(server, socket)
  })

  function cut (socket: TLSSocket): void {
    const secret = secrets.get(socket)
    const record = secret === undefined ? undefined : badCertificateAlert(socket.getCipher().name, secret)
    const below = connections.get(otherEnd(socket))
    secrets.delete(socket)
    if (record === undefined || below === undefined) {
      socket.destroy()
      return
    }
    below.write(record, () => below.end())
    socket.resume()
    setTimeout(() => socket.destroy(), patience).unref()
  }
}

const otherEnd = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress ?? ''} ${remotePort ?? ''}`
