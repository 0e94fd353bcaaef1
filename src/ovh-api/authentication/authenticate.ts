// Identifies the caller: by a bearer token, or by a signature, which is over the body and so counts once that was read.

import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyRequest, onRequestHookHandler } from 'fastify'
import type { AccountCaller, AnyCaller } from '../../domain/access/identity.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { OkmsDomainStore } from '../../domain/ports.js'
import { redactedPath } from '../../domain/text/redacted-path.js'
import { askedDomain, bearerOf } from '../../http/steps/authenticate.js'
import { refuseCrossOrigin } from '../../http/steps/cross-origin.js'
import '../../http/request.js'
import type { ApiKeyAuthentication, ApiKeyHolder } from '../../services/access/api-keys/api-key-authentication.js'
import type { Authentication } from '../../services/access/authentication.js'
import type { Callers } from '../../services/access/callers.js'

export interface OvhAuthenticationOptions {
  readonly apiKeyAuthentication: Pick<ApiKeyAuthentication, 'begin'>
  readonly authentication: Pick<Authentication, 'byToken'>
  readonly callers: Pick<Callers, 'byToken'>
  readonly domains: Pick<OkmsDomainStore, 'find'>
}

/** The caller of an open operation that shows no credentials. */
const noCaller: AccountCaller = { okmsId: null, credentialId: null, identities: [] }

/** Sets `request.caller`, or `request.checkBody`, which sets it. */
export function authenticateOvh (
  { apiKeyAuthentication, authentication, callers, domains }: OvhAuthenticationOptions
): onRequestHookHandler {
  function byToken (text: string, asked: string | undefined): AnyCaller {
    if (asked !== undefined) return callers.byToken(text, asked)
    const { tokenId, identities, okmsIds, everyDomain } = authentication.byToken(text)
    return { okmsId: null, credentialId: null, tokenId, identities, ...(everyDomain ? {} : { okmsIds }) }
  }

  function bySignature (
    { identities, credentialId: consumerKeyId }: ApiKeyHolder, asked: string | undefined
  ): AnyCaller {
    const holder = { credentialId: null, consumerKeyId, identities }
    if (asked === undefined) return { ...holder, okmsId: null }
    if (domains.find(asked) === undefined) throw refusal(accessErrors.DomainNotFound, redactedPath(asked))
    return { ...holder, okmsId: asked }
  }

  return (request, _reply, done) => {
    const { headers, operation: { isOpen = false } } = request
    const asked = askedDomain(request.params)
    if (headers.authorization !== undefined) request.caller = byToken(bearerOf(headers.authorization), asked)
    else {
      // A browser sends these to any server, without a preflight where nothing is signed.
      refuseCrossOrigin(headers)
      if (isOpen && !hasCredentials(headers)) request.caller = noCaller
      else {
        const signed = apiKeyAuthentication.begin(signedHead(request))
        request.checkBody = (body) => {
          signed.verify(body)
          request.caller = bySignature(signed.holder, asked)
        }
      }
    }
    done()
  }
}

const hasCredentials = (headers: IncomingHttpHeaders) =>
  headers['x-ovh-consumer'] !== undefined || headers['x-ovh-signature'] !== undefined

function signedHead ({ raw: { socket, method = '' }, originalUrl, headers }: FastifyRequest) {
  const one = (name: string): string | undefined => {
    const value = headers[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  return {
    method,
    target: originalUrl,
    host: headers.host,
    address: socket.remoteAddress,
    applicationKey: one('x-ovh-application'),
    consumerKey: one('x-ovh-consumer'),
    timestamp: one('x-ovh-timestamp'),
    signature: one('x-ovh-signature')
  }
}
