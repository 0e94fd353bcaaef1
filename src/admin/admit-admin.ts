// Who may use the control door: the holder of the admin certificate, and callers of this machine when the server was told so.

import type { FastifyRequest, onRequestHookHandler } from 'fastify'
import { errors, refusal } from '../domain/errors/errors.js'
import type { PeerCertificate } from '../pki/peer-certificate.js'
import { refuseForeignPages } from '../http/steps/own-pages.js'
import type { PeerReader } from '../net/peer-certificate.js'

export interface AdmissionOptions {
  readonly peerOf: PeerReader
  /** Refuses every certificate but an admin certificate. */
  readonly refuseAllButAdmin: (certificate: PeerCertificate) => void
  /** Lets callers in that come from a loopback address and show no certificate. */
  readonly openLoopback: boolean
}

/** A domain's credential never opens it, be it a certificate or a token, from wherever it comes. */
export function admitAdmin ({ peerOf, refuseAllButAdmin, openLoopback }: AdmissionOptions): onRequestHookHandler {
  return (request, _reply, done) => {
    refuseOtherOrigins(request)
    if (request.headers.authorization !== undefined) throw refusal(errors.AdminCertificateNeeded)
    const peer = peerOf(request.raw)
    if (peer !== undefined) refuseAllButAdmin(peer)
    else if (!openLoopback || !isLoopback(request.socket.remoteAddress)) throw refusal(errors.AdminCertificateMissing)
    done()
  }
}

/** A browser shows its certificate, and its loopback address, to whatever page asks: only our own page may. */
function refuseOtherOrigins ({ headers }: FastifyRequest): void {
  refuseForeignPages(headers)
  const { origin, host } = headers
  if (origin !== undefined && origin.toLowerCase() !== `https://${host ?? ''}`.toLowerCase()) throw refusal(errors.ForeignOrigin, JSON.stringify(origin.slice(0, 100)))
}

const isLoopback = (address: string | undefined) => /^(?:::ffff:)?127\.|^::1$/.test(address ?? '')
