// Who looks at a page: a caller with an access certificate of this server, or an unknown one.
// Pages never reject; they show less.

import type { IncomingMessage } from 'node:http'
import { DomainError } from '../../domain/errors/domain-error.js'
import type { AuthenticationOptions } from '../../http/steps/authenticate.js'
import type { Viewer } from './swagger-document.js'

/**
 * Without a valid certificate the domain is the first one of the server: its id is in every URL, so it is not secret.
 */
export function createViewerOf ({
  peerOf, authentication, domains
}: AuthenticationOptions): (request: IncomingMessage) => Viewer {
  return (request) => {
    const peer = peerOf(request.socket)
    const credential = peer && credentialOrNone(() => authentication.byCertificate(peer))
    return { okmsId: credential?.okmsId ?? domains.list()[0]?.okmsId ?? '', credentialId: credential?.credentialId }
  }
}

function credentialOrNone<Credential> (read: () => Credential): Credential | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof DomainError) return undefined
    throw error
  }
}
