// Asks the policies before an operation runs: for every IAM action of the contract, on the resources that the request names.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from '../../log/logger.js'
import type { Caller } from '../../domain/access/identity.js'
import { domainUrn, serviceKeyUrn } from '../../domain/urn.js'
import type { Authorisation, Denial } from '../../services/access/authorisation.js'
import type { IamAction } from '../contract/contract.js'

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
export function authoriseOperations (scope: FastifyInstance, authorisation: Authorisation): void {
  if (authorisation.mode === 'off') return

  scope.addHook('preHandler', (request, _reply, done) => {
    const { caller } = request
    if (caller === undefined) throw new Error('an operation was reached without a caller')
    for (const wanted of request.operation.iamActions ?? []) {
      if (isAsked(wanted, request)) placeOf(wanted)(request, caller.okmsId, (urn) => { authorisation.authorise(caller, wanted.action, urn) })
    }
    request.may = (urn) => authorisation.allows(caller, request.operation.iamActions?.[0]?.action ?? '', urn)
    done()
  })
}

/** For the mode `report`: to be asked before a reply is written, says in a header and in the log what policies would have refused. */
export function createDenialReporter ({ authorisation, reports, log }: { readonly authorisation: Authorisation, readonly reports: DenialReports, readonly log: Logger }): ((request: FastifyRequest, reply: FastifyReply) => void) | undefined {
  if (authorisation.mode !== 'report') return undefined

  return ({ id, caller }, { raw }) => {
    const denials = caller === undefined ? [] : reports.of(caller)
    const [first, ...others] = denials
    // The head of a stream went out when it began.
    if (first === undefined || raw.headersSent) return
    raw.setHeader(reportHeader, `would be refused: ${first.action} on ${first.urn}${others.length === 0 ? '' : `, and ${others.length} more`}`)
    log.warn({
      request_id: id,
      domain_id: caller?.okmsId,
      iam_identities: caller?.identities,
      would_be_refused: denials.slice(0, toldDenials),
      would_be_refused_count: denials.length
    }, 'no policy allows what this request did')
  }
}

/** A list of 100 keys has up to 100. */
const toldDenials = 10

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (part: unknown): Fields => typeof part === 'object' && part !== null && !Array.isArray(part) ? part as Fields : {}

/** Names the resources of a request that an action is asked on. */
type Place = (request: FastifyRequest, okmsId: string, name: (urn: string) => void) => void

/** Where the contract says that an action is asked. */
const places: Readonly<Record<string, Place>> = {
  domain (_request, okmsId, name) { name(domainUrn(okmsId)) },
  // A list names no key: what it shows is asked key by key, while it is made.
  serviceKey ({ params }, okmsId, name) { nameKey(fieldsOf(params)['keyId'], okmsId, name) },
  transportKey ({ body, query }, okmsId, name) {
    const { wrappedKeys } = fieldsOf(body)
    const entries: readonly unknown[] = Array.isArray(wrappedKeys) ? wrappedKeys : []
    nameKey(fieldsOf(query)['wrappingKeyId'], okmsId, name)
    for (const entry of entries) nameKey(fieldsOf(entry)['wrappingKeyId'], okmsId, name)
  }
}

function nameKey (keyId: unknown, okmsId: string, name: (urn: string) => void): void {
  if (typeof keyId === 'string') name(serviceKeyUrn(okmsId, keyId.toLowerCase()))
}

function placeOf ({ on }: IamAction): Place {
  const place = places[on]
  if (place === undefined) throw new Error(`the contract asks for an action on ${on}, which no code knows`)
  return place
}

/** Some actions are asked only when the request has one of these members or parameters; a switch that is off counts as none. */
function isAsked ({ given }: IamAction, { body, query }: FastifyRequest): boolean {
  if (given === undefined) return true
  const fields = { ...fieldsOf(query), ...fieldsOf(body) }
  return given.some((name) => fields[name] != null && fields[name] !== false)
}
