// The certificate of the client on a connection. It is parsed once per socket, because parsing costs more than most requests.

import type { X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { describePeerCertificate, type PeerCertificate } from '../pki/peer-certificate.js'

/** The source of identity: the socket, never a header. Tests without a socket pass in another function. */
export type PeerReader = (request: Pick<IncomingMessage, 'socket'>) => PeerCertificate | undefined

export function createPeerReader (ca: X509Certificate): PeerReader {
  const read = new WeakMap<object, PeerCertificate | 'none'>()

  return ({ socket }) => {
    let peer = read.get(socket)
    if (peer === undefined) {
      // `authorized` is not used: for a resumed session it is true for a client without a certificate.
      const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
      peer = certificate === undefined ? 'none' : describePeerCertificate(certificate, ca)
      read.set(socket, peer)
    }
    return peer === 'none' ? undefined : peer
  }
}
