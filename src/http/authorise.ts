// Asks the policies before an operation runs: for every IAM action of the contract, on the resources that the request names.

import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from './logger.js'
import type { Caller } from '../domain/identity.js'
import { domainUrn, serviceKeyUrn } from '../domain/urn.js'
import type { Authorisation, Denial } from '../services/authorisation.js'
import type { IamAction } from './contract.js'

/** What policies would have refused to a caller, in the mode `report`. */
export interface DenialReports {
  add (caller: Caller, denial: Denial): void
  of (caller: Caller): readonly Denial[]
}

export function createDenialReports (): DenialReports {
  const reports = new WeakMap<Caller, Denial[]>()
  return {
    add (caller, denial) {
      const known = reports.get(caller)
      if (known === undefined) reports.set(caller, [denial])
      else known.push(denial)
    },
    of: (caller) => reports.get(caller) ?? []
  }
}

/** Says what policies would have refused, in the mode `report`. */
const reportHeader = 'x-okms-iam-report'

/** Adds the question to every operation of this scope. With the mode `off` nothing is added, so that it costs nothing. */
export function authoriseOperations (scope: FastifyInstance, { authorisation, reports, log }: { readonly authorisation: Authorisation, readonly reports: DenialReports, readonly log: Logger }): void {
  if (authorisation.mode === 'off') return

  scope.addHook('preHandler', (request, _reply, done) => {
    const { caller } = request
    if (caller === undefined) throw new Error('an operation was reached without a caller')
    for (const wanted of request.operation.iamActions ?? []) {
      for (const urn of resourcesOf(wanted, request, caller)) authorisation.authorise(caller, wanted.action, urn)
    }
    request.may = (urn) => authorisation.allows(caller, request.operation.iamActions?.[0]?.action ?? '', urn)
    done()
  })

  if (authorisation.mode !== 'report') return
  scope.addHook('onSend', (request, reply, payload, done) => {
    const denials = request.caller === undefined ? [] : reports.of(request.caller)
    const [first, ...others] = denials
    if (first !== undefined) {
      reply.header(reportHeader, `would be refused: ${first.action} on ${first.urn}${others.length === 0 ? '' : `, and ${others.length} more`}`)
      log.warn({
        request_id: request.id,
        domain_id: request.caller?.okmsId,
        iam_identities: request.caller?.identities,
        would_be_refused: denials.slice(0, toldDenials),
        would_be_refused_count: denials.length
      }, 'no policy allows what this request did')
    }
    done(null, payload)
  })
}

/** A list of 100 keys has up to 100. */
const toldDenials = 10

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (part: unknown): Fields => typeof part === 'object' && part !== null && !Array.isArray(part) ? part as Fields : {}

/** Where the contract says that an action is asked, and the URNs that this is in a request. */
const places: Readonly<Record<string, (request: FastifyRequest, okmsId: string) => readonly string[]>> = {
  domain: (_request, okmsId) => [domainUrn(okmsId)],
  // A list names no key: what it shows is asked key by key, while it is made.
  serviceKey: ({ params }, okmsId) => keyUrns([fieldsOf(params)['keyId']], okmsId),
  transportKey: ({ body, query }, okmsId) => {
    const { wrappedKeys } = fieldsOf(body)
    const entries: readonly unknown[] = Array.isArray(wrappedKeys) ? wrappedKeys : []
    return keyUrns([fieldsOf(query)['wrappingKeyId'], ...entries.map((entry) => fieldsOf(entry)['wrappingKeyId'])], okmsId)
  }
}

const keyUrns = (keyIds: readonly unknown[], okmsId: string) => keyIds.filter((keyId) => typeof keyId === 'string').map((keyId) => serviceKeyUrn(okmsId, keyId.toLowerCase()))

function resourcesOf ({ on, given }: IamAction, request: FastifyRequest, { okmsId }: Caller): readonly string[] {
  if (given !== undefined && !isGiven(given, request)) return []
  const place = places[on]
  if (place === undefined) throw new Error(`the contract asks for an action on ${on}, which no code knows`)
  return place(request, okmsId)
}

/** Whether the request has one of these members or parameters; a switch that is off counts as none. */
function isGiven (names: readonly string[], { body, query }: FastifyRequest): boolean {
  const fields = { ...fieldsOf(query), ...fieldsOf(body) }
  return names.some((name) => fields[name] != null && fields[name] !== false)
}
