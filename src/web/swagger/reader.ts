// Who looks at a page: somebody with an access certificate of this server, or anybody. Pages never refuse; they show less.

import type { IncomingMessage } from 'node:http'
import { DomainError } from '../../domain/errors/errors.js'
import type { AuthenticationOptions } from '../../http/steps/authenticate.js'
import type { Reader } from './swagger-document.js'

/** Without a valid certificate the domain is the server's first one: its id is in every URL and no secret. */
export function createReaderOf ({ peerOf, authentication, domains }: AuthenticationOptions): (request: IncomingMessage) => Reader {
  return (request) => {
    const peer = peerOf(request)
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
