// Who the caller is, and whether the domain in the path is his: the first thing that happens to a request for an operation.

import type { onRequestHookHandler } from 'fastify'
import { errors, refusal } from '../domain/errors.js'
import type { Caller } from '../domain/identity.js'
import type { OkmsDomainStore } from '../domain/ports.js'
import type { Authentication } from '../services/authentication.js'
import type { PeerReader } from './peer-certificate.js'

export interface AuthenticationOptions {
  readonly peerOf: PeerReader
  readonly authentication: Authentication
  readonly domains: Pick<OkmsDomainStore, 'find' | 'list'>
}

/** Sets `request.caller`. A bearer token decides where both are sent (choices.md 23). */
export function authenticate ({ peerOf, authentication, domains }: AuthenticationOptions): onRequestHookHandler {
  return (request, _reply, done) => {
    const asked = askedDomain(request.params)
    if (request.headers.authorization !== undefined) {
      if (asked === undefined) throw refusal(errors.OldPathNeedsCertificate, `/api/{okmsId}${request.url.split('?', 1)[0]}`)
      throw refusal(errors.TokenInvalid)
    }
    const peer = peerOf(request.raw)
    if (peer === undefined) throw refusal(errors.CredentialsMissing)
    const credential = authentication.byCertificate(peer)
    request.caller = callerIn(asked, credential.okmsId, credential.credentialId, credential.identities)
    done()
  }

  /** The old paths name no domain: theirs is the certificate's (choices.md 24). */
  function callerIn (asked: string | undefined, okmsId: string, credentialId: string, identities: readonly string[]): Caller {
    if (asked !== undefined && asked !== okmsId) {
      if (domains.find(asked) !== undefined) throw refusal(errors.CallerOfAnotherDomain, okmsId, asked)
      throw refusal(errors.DomainNotFound, asked)
    }
    return { okmsId, credentialId, identities }
  }
}

function askedDomain (params: unknown): string | undefined {
  const asked = typeof params === 'object' && params !== null && 'okmsId' in params ? params.okmsId : undefined
  return typeof asked === 'string' ? asked.toLowerCase() : undefined
}
