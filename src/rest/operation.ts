// Operations of the service's contract: one route each, and the request that its handler receives.

import type { RouteOptions } from 'fastify'
import type { Caller } from '../domain/access/identity.js'
import type { Resource } from '../domain/resource.js'
import { contractRoute } from '../http/contract/contract-route.js'
import { contracts } from '../http/contract/contract.js'
import { callerOf } from '../http/steps/caller.js'
import type { ErrorFormat } from '../http/reply/json-spelling.js'
import { restErrorFormat } from './error-format.js'
import type { operations } from '../http/contract/generated/okms.js'
import type { OperationRequest as ContractRequest, Query as QueryOf, Reply } from '../http/contract/operation-types.js'

export type OperationId = keyof operations

export type Query<Id extends OperationId> = QueryOf<operations[Id]>

/** The domain is the caller's: handlers never take it from the path. */
export interface OperationRequest<Id extends OperationId> extends Omit<ContractRequest<operations[Id]>, 'params'> {
  readonly params: Omit<ContractRequest<operations[Id]>['params'], 'okmsId'>
  readonly caller: Caller
  /** As in the log and in X-Request-Id. */
  readonly requestId: string
  /** For lists: whether the caller may see this resource. Undefined when the caller may see everything. */
  readonly isVisible: ((resource: Resource) => boolean) | undefined
  /** For actions that depend on what exists: asks for them once more, in the transaction of a change. */
  readonly authoriseAgain: (() => void) | undefined
}

export type OperationHandler<Id extends OperationId> =
  (request: OperationRequest<Id>) => Reply<operations[Id]> | Promise<Reply<operations[Id]>>

export const contract = contracts.okms

/** @param errorFormat How refusals are written. */
export function operation<Id extends OperationId> (
  id: Id, handler: OperationHandler<Id>, errorFormat: ErrorFormat = restErrorFormat
): RouteOptions {
  return contractRoute<operations[Id]>(contract, id, ({ params, query, headers, body }, raw) => {
    const { isVisible, authoriseAgain, id: requestId } = raw
    return handler({ params, query, headers, body, caller: callerOf(raw), isVisible, authoriseAgain, requestId })
  }, errorFormat)
}
