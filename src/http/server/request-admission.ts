// `--refuse-in-handshake` for requests: one that the client certificate does not allow
// ends the connection with an alert.

import type { IncomingMessage, RequestListener } from 'node:http'
import { TLSSocket } from 'node:tls'
import { authenticationErrors } from '../../domain/errors/access/authentication.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { redactedPath } from '../../domain/text/redacted-path.js'
import type { HandshakeRefusal } from '../../net/alert/handshake-refusal.js'
import type { PeerCertificate } from '../../pki/peer-certificate.js'

/** Rejects a request if its certificate is no longer accepted, or if its path names another domain. */
export function admitRequests (handshakes: HandshakeRefusal, handler: RequestListener): RequestListener {
  return (request, response) => {
    const { socket } = request
    const isAdmitted = !(socket instanceof TLSSocket) ||
      handshakes.admits(socket, (peer) => faultOfDomain(request, peer))
    if (isAdmitted) handler(request, response)
  }
}

/** If a token is sent too, it is used (choices.md 23), and it determines the accessible domains. */
function faultOfDomain (request: IncomingMessage, { okmsId, isAdmin }: PeerCertificate): string | undefined {
  const { url = '', headers } = request
  const segment = /^(?:https?:\/\/[^/]*)?\/api\/([^/?#]+)/i.exec(url)?.[1]
  const hasToken = headers.authorization !== undefined || headers['x-vault-token'] !== undefined
  if (segment === undefined || hasToken || isAdmin) return undefined
  const asked = decoded(segment).toLowerCase()
  return asked === okmsId
    ? undefined
    : refusal(authenticationErrors.CallerOfAnotherDomain, okmsId, redactedPath(asked)).message
}

function decoded (segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
