// `--refuse-in-handshake` for requests: one that the client certificate does not allow ends the connection with an alert.

import type { IncomingMessage, RequestListener } from 'node:http'
import { TLSSocket } from 'node:tls'
import { errors } from '../../domain/errors/errors.js'
import { redactedPath } from '../../domain/text/redacted-path.js'
import type { HandshakeRefusal } from '../../net/alert/handshake-refusal.js'
import type { PeerCertificate } from '../../pki/peer-certificate.js'

/** Rejects a request if its certificate is no longer accepted, or if its path names another domain. */
export function admitRequests (refusal: HandshakeRefusal, handler: RequestListener): RequestListener {
  return (request, response) => {
    const { socket } = request
    const isAdmitted = !(socket instanceof TLSSocket) || refusal.admits(socket, (peer) => faultOfDomain(request, peer))
    if (isAdmitted) handler(request, response)
  }
}

/** If a bearer token is sent too, it is used (choices.md 23), and it determines the accessible domains. */
function faultOfDomain (request: IncomingMessage, { okmsId, isAdmin }: PeerCertificate): string | undefined {
  const { url = '', headers } = request
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
