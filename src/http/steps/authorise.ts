// Checks policies before an operation runs: every IAM action in the contract, on the resources in the request.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from '../../log/logger.js'
import type { AnyCaller } from '../../domain/access/identity.js'
import type { ResourceExists } from '../../domain/resource.js'
import type { Authorisation, Denial } from '../../services/access/authorisation.js'
import type { IamAction } from '../contract/iam-action.js'
import { neededActions } from './needed-rights.js'
import { anyCallerOf } from './caller.js'
import type { Answer } from './records/answer.js'

/** What policies would have refused, in the mode `report`. */
export interface DenialReports {
  add (caller: AnyCaller, denial: Denial): void
  of (caller: AnyCaller): readonly Denial[]
}

export function createDenialReports (): DenialReports {
  const reports = new WeakMap<AnyCaller, Denial[]>()
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
export function authoriseOperations (
  scope: FastifyInstance, authorisation: Authorisation, exists: ResourceExists
): void {
  if (authorisation.mode === 'off') return

  function authorise (request: FastifyRequest, caller: AnyCaller): void {
    for (const { action, resources } of neededActions(request, caller, exists)) {
      for (const resource of resources) authorisation.authorise(caller, action, resource)
    }
  }

  scope.addHook('preHandler', (request, _reply, done) => {
    const caller = anyCallerOf(request)
    authorise(request, caller)
    if (authorisation.mode === 'enforce' && request.operation.iamActions?.some(dependsOnExistence) === true) {
      request.authoriseAgain = () => { authorise(request, caller) }
    }
    request.isVisible = (resource) =>
      authorisation.allows(caller, request.operation.iamActions?.[0]?.action ?? '', resource)
    done()
  })
}

const dependsOnExistence = ({ exists }: IamAction) => exists !== undefined

/**
 * For the mode `report`: called before a reply is written, it adds what policies would have
 * refused to a header and to the log.
 */
export function createDenialReporter ({ authorisation, reports, log }: {
  readonly authorisation: Authorisation
  readonly reports: DenialReports
  readonly log: Logger
}): ((request: FastifyRequest, reply: FastifyReply, answer: Answer) => void) | undefined {
  if (authorisation.mode !== 'report') return undefined

  return ({ id, caller }, { raw }, { at }) => {
    const denials = caller === undefined ? [] : reports.of(caller)
    const [first, ...others] = denials
    // The head of a stream went out when it began.
    if (first === undefined || raw.headersSent) return
    const more = others.length === 0 ? '' : `, and ${others.length} more`
    raw.setHeader(reportHeader, `would be refused: ${first.action} on ${first.urn}${more}`)
    log.warn({
      time: at,
      request_id: id,
      domain_id: caller?.okmsId ?? undefined,
      iam_identities: caller?.identities,
      would_be_refused: denials.slice(0, maxLoggedDenials),
      would_be_refused_count: denials.length
    }, 'no policy allows what this request did')
  }
}

/** A list of 100 keys has up to 100. */
const maxLoggedDenials = 10
