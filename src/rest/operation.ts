// Operations of the service's contract: one route each, and the request that its handler receives.

import type { RouteOptions } from 'fastify'
import type { Caller } from '../domain/access/identity.js'
import { contractRoute, type Body as BodyOf, type Query as QueryOf, type Reply as ReplyOf } from '../http/contract/contract-route.js'
import { contracts } from '../http/contract/contract.js'
import type { operations } from '../http/contract/generated/okms.js'

export type OperationId = keyof operations

export type Query<Id extends OperationId> = QueryOf<operations[Id]>
export type Body<Id extends OperationId> = BodyOf<operations[Id]>
export type Reply<Id extends OperationId> = ReplyOf<operations[Id]>

/** The request that a handler receives: validated against the contract, ids in lower case. */
export interface OperationRequest<Id extends OperationId> {
  readonly caller: Caller
  /** For lists: whether the caller may see this resource. Undefined when the caller may see everything. */
  readonly isVisible: ((urn: string) => boolean) | undefined
  readonly params: Readonly<Record<Exclude<keyof operations[Id]['parameters']['path'], 'okmsId'>, string>>
  readonly query: Query<Id>
  readonly body: Body<Id>
}

export type OperationHandler<Id extends OperationId> = (request: OperationRequest<Id>) => Reply<Id> | Promise<Reply<Id>>

export const contract = contracts.okms

/** Writes the JSON of a reply. */
export type ReplyWriter<Id extends OperationId> = (reply: Reply<Id>) => string | Buffer

export function operation<Id extends OperationId> (id: Id, handler: OperationHandler<Id>, write: ReplyWriter<Id> = JSON.stringify): RouteOptions {
  return contractRoute(contract, id, ({ caller, isVisible, params: given, query, body }) => {
    if (caller === undefined) throw new Error('an operation was reached without a caller')
    const params = given as OperationRequest<Id>['params'] & { keyId?: string }
    if (params.keyId !== undefined) params.keyId = params.keyId.toLowerCase()
    return handler({ caller, isVisible, params, query: query as Query<Id>, body: body as Body<Id> })
  }, write)
}
