// The certificate of the client on a connection. It is parsed once per socket, because parsing costs more than most
// requests.

import type { X509Certificate } from 'node:crypto'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { memoize } from '../domain/memoize.js'
import { describePeerCertificate, type PeerCertificate } from '../pki/peer-certificate.js'

/** The source of identity: the socket, never a header. Undefined for a client without a certificate. */
export type PeerReader = (socket: Socket) => PeerCertificate | undefined

export function createPeerReader (ca: X509Certificate): PeerReader {
  const read = memoize((socket: TLSSocket) => {
    // `authorized` is not used: for a resumed session it is true for a client without a certificate.
    const certificate = socket.getPeerX509Certificate()
    return { peer: certificate && describePeerCertificate(certificate, ca) }
  })
  return (socket) => socket instanceof TLSSocket ? read(socket).peer : undefined
}
