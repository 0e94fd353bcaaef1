// One line a request, with the fields of the service's audit log (service.md 12.4). Never a body, a query or a token.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../domain/identity.js'
import { domainUrn, serviceKeyUrn } from '../domain/urn.js'
import type { Logger } from './logger.js'

export function createRequestLog (log: Logger): (request: FastifyRequest, reply: FastifyReply) => void {
  return (request, reply) => {
    if (!log.isLevelEnabled('info')) return
    const { caller } = request
    const query = request.url.indexOf('?')
    // Put together as text: every request has such a line, and pino takes longer over it than most operations over their work.
    log.writeLine(`{"level":"info","time":"${isoTime()}","request_id":"${request.id}","type":"REST","region":"local",${who(caller)}` +
      member('client_ip', request.ip) +
      member('iam_operation', request.routeOptions.config.iamActions?.[0]?.action) +
      member('res_urn', caller && resourceUrn(caller.okmsId, request.params)) +
      member('err_category', request.errorCategory) +
      `,"http_method":"${request.method}"` +
      member('http_path', query < 0 ? request.url : request.url.slice(0, query)) +
      `,"http_status":${reply.statusCode},"duration_ms":${Math.round(reply.elapsedTime * 1000) / 1000},"msg":"request"}\n`)
  }
}

function resourceUrn (okmsId: string, params: unknown): string {
  return typeof params === 'object' && params !== null && 'keyId' in params && typeof params.keyId === 'string' ? serviceKeyUrn(okmsId, params.keyId) : domainUrn(okmsId)
}

/** Texts that JSON writes as they are; the usual path, id and URN is one. */
const plainText = /^[\w:/.-]*$/

/** Nothing for a value that there is not. */
function member (name: string, value: string | undefined): string {
  if (value === undefined) return ''
  return plainText.test(value) ? `,"${name}":"${value}"` : `,"${name}":${JSON.stringify(value)}`
}

interface Who extends Pick<Caller, 'okmsId' | 'credentialId'> { readonly text: string }

/** By the list of identities, which is the same one for as long as the store keeps the credential. */
const known = new WeakMap<readonly string[], Who>()

function who (caller: Caller | undefined): string {
  if (caller === undefined) return '"iam_identities":[]'
  const { okmsId, credentialId, identities } = caller
  let entry = known.get(identities)
  if (entry?.okmsId !== okmsId || entry.credentialId !== credentialId) {
    entry = { okmsId, credentialId, text: JSON.stringify({ domain_id: okmsId, tls_cert_id: credentialId ?? undefined, iam_identities: identities }).slice(1, -1) }
    known.set(identities, entry)
  }
  return entry.text
}

let latest = { at: 0, text: '' }

function isoTime (): string {
  const now = Date.now()
  if (now !== latest.at) latest = { at: now, text: new Date(now).toISOString() }
  return latest.text
}
