// One line a request, with the fields of the service's audit log (service.md 12.4). Never a body, a query or a token.

import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../domain/identity.js'
import { domainUrn, serviceKeyUrn } from '../domain/urn.js'
import type { Logger } from './logger.js'

/** @returns Takes the milliseconds from the head of the request to its answer. */
export function createRequestLog (log: Logger): (request: FastifyRequest, reply: FastifyReply, milliseconds: number) => void {
  return (request, reply, milliseconds) => {
    if (!log.isLevelEnabled('info')) return
    const { caller, url } = request
    const query = url.indexOf('?')
    const path = query < 0 ? url : url.slice(0, query)
    const written = plainText.test(path) ? asItIs : escaped
    const action = request.operation.iamActions?.[0]?.action
    // Put together as text: every request has such a line, and pino takes longer over it than most operations over their work.
    log.writeLine(`{"level":"info","time":"${isoTime()}","request_id":"${request.id}","type":"REST","region":"local",${who(caller)}` +
      addressOf(request.raw.socket) +
      (action === undefined ? '' : `,"iam_operation":"${action}"`) +
      (caller === undefined ? '' : `,"res_urn":${written(resourceUrn(caller.okmsId, request.params))}`) +
      (request.errorCategory === undefined ? '' : `,"err_category":"${request.errorCategory}"`) +
      `,"http_method":"${request.method}","http_path":${written(path)},"http_status":${reply.statusCode},"duration_ms":${Math.round(milliseconds * 1000) / 1000},"msg":"request"}\n`)
  }
}

function resourceUrn (okmsId: string, params: unknown): string {
  return typeof params === 'object' && params !== null && 'keyId' in params && typeof params.keyId === 'string' ? serviceKeyUrn(okmsId, params.keyId) : domainUrn(okmsId)
}

/** Texts that JSON writes as they are; the usual path is one, and then so are its ids. */
const plainText = /^[\w:/.-]*$/
const asItIs = (text: string) => `"${text}"`
const escaped = (text: string) => JSON.stringify(text)

/** Asked once a connection: the socket asks the system again each time. */
const addresses = new WeakMap<Socket, string>()

function addressOf (socket: Socket): string {
  let member = addresses.get(socket)
  if (member === undefined) {
    member = socket.remoteAddress === undefined ? '' : `,"client_ip":${JSON.stringify(socket.remoteAddress)}`
    addresses.set(socket, member)
  }
  return member
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

let latest = { at: -1, untilSeconds: '', text: '' }

function isoTime (): string {
  const now = Date.now()
  if (now === latest.at) return latest.text
  const millisecond = now % 1000
  const untilSeconds = now - millisecond === latest.at - latest.at % 1000 ? latest.untilSeconds : new Date(now).toISOString().slice(0, -4)
  latest = { at: now, untilSeconds, text: `${untilSeconds}${String(millisecond).padStart(3, '0')}Z` }
  return latest.text
}
