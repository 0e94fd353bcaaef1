// The certificate of the client at the other end of a connection, read once per socket: reading it costs more than most requests.

import type { X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { describePeerCertificate, type PeerCertificate } from '../pki/peer-certificate.js'

/** How identity enters the app: from the socket. Tests without a socket pass another one in; a header is never asked. */
export type PeerReader = (request: Pick<IncomingMessage, 'socket'>) => PeerCertificate | undefined

export function createPeerReader (ca: X509Certificate): PeerReader {
  const read = new WeakMap<object, PeerCertificate | 'none'>()

  return ({ socket }) => {
    let peer = read.get(socket)
    if (peer === undefined) {
      // `authorized` is not asked: with a resumed session it says true for a client without any certificate.
      const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
      peer = certificate === undefined ? 'none' : describePeerCertificate(certificate, ca)
      read.set(socket, peer)
    }
    return peer === 'none' ? undefined : peer
  }
}
