// Checks policies before an operation runs: every IAM action in the contract, on the resources in the request.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from '../../log/logger.js'
import type { Caller } from '../../domain/access/identity.js'
import { domainUrn, serviceKeyUrn } from '../../domain/urn.js'
import type { Authorisation, Denial } from '../../services/access/authorisation.js'
import type { IamAction, IamResource } from '../contract/contract.js'

/** What policies would have refused, in the mode `report`. */
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

/** Reports what policies would have refused, in the mode `report`. */
const reportHeader = 'x-okms-iam-report'

/** Adds the check to every operation of this scope. In the mode `off` it adds nothing. */
export function authoriseOperations (scope: FastifyInstance, authorisation: Authorisation): void {
  if (authorisation.mode === 'off') return

  scope.addHook('preHandler', (request, _reply, done) => {
    const { caller } = request
    if (caller === undefined) throw new Error('an operation was reached without a caller')
    for (const wanted of request.operation.iamActions ?? []) {
      if (isAsked(wanted, request)) places[wanted.resource](request, caller.okmsId, (urn) => { authorisation.authorise(caller, wanted.action, urn) })
    }
    request.isVisible = (urn) => authorisation.allows(caller, request.operation.iamActions?.[0]?.action ?? '', urn)
    done()
  })
}

/** For the mode `report`: called before a reply is written, it adds what policies would have refused to a header and to the log. */
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

/** Names the resources of a request that an action applies to. */
type Place = (request: FastifyRequest, okmsId: string, name: (urn: string) => void) => void

/** The resource on which the contract requires an action. */
const places: Readonly<Record<IamResource, Place>> = {
  domain (_request, okmsId, name) { name(domainUrn(okmsId)) },
  // A list names no key: each of its keys is checked while the list is made.
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

/** Some actions are required only when the request has one of these members or parameters; a switch that is off counts as none. */
function isAsked ({ given }: IamAction, { body, query }: FastifyRequest): boolean {
  if (given === undefined) return true
  const fields = { ...fieldsOf(query), ...fieldsOf(body) }
  return given.some((name) => fields[name] != null && fields[name] !== false)
}
