// Who may use the admin API: the holder of the admin certificate and, with
// `--admin-open-loopback`, callers on this machine.

import type { onRequestHookHandler } from 'fastify'
import { adminErrors } from './admin-errors.js'
import { authenticationErrors } from '../domain/errors/access/authentication.js'
import { refusal } from '../domain/errors/domain-error.js'
import type { PeerCertificate } from '../pki/peer-certificate.js'
import { refuseCrossOrigin } from '../http/steps/cross-origin.js'
import type { PeerReader } from '../net/peer-certificate.js'

export interface AdmissionOptions {
  readonly peerOf: PeerReader
  /** Refuses every certificate but an admin certificate. */
  readonly refuseAllButAdmin: (certificate: PeerCertificate) => void
  /** Accepts callers from a loopback address that present no certificate. */
  readonly openLoopback: boolean
}

/** Credentials of a domain are never accepted: neither certificates nor tokens, from any address. */
export function admitAdmin ({ peerOf, refuseAllButAdmin, openLoopback }: AdmissionOptions): onRequestHookHandler {
  return (request, _reply, done) => {
    refuseCrossOrigin(request.headers)
    if (request.headers.authorization !== undefined) throw refusal(authenticationErrors.AdminCertificateNeeded)
    const peer = peerOf(request.raw.socket)
    if (peer !== undefined) refuseAllButAdmin(peer)
    else if (!openLoopback || !isLoopback(request.socket.remoteAddress)) {
      throw refusal(adminErrors.AdminCertificateMissing)
    }
    done()
  }
}

const isLoopback = (address: string | undefined) => /^(?:::ffff:)?127\.|^::1$/.test(address ?? '')
