// Operations of the admin API: one handler each, which a route calls, or the command line where no server runs.

import type { FastifyRequest, RouteOptions } from 'fastify'
import { contractRoute } from '../http/contract/contract-route.js'
import { contracts } from '../http/contract/contract.js'
import { adminErrorFormat } from './error-format.js'
import type { operations } from '../http/contract/generated/emulator.js'
import type { OperationRequest, Reply } from '../http/contract/operation-types.js'

export type AdminOperationId = keyof operations

/**
 * @param request Was validated against the contract.
 * @param raw The same over HTTP, with its connection; undefined in this process.
 */
export type AdminHandler<Id extends AdminOperationId> =
  (request: OperationRequest<operations[Id]>, raw?: FastifyRequest) =>
    Reply<operations[Id]> | Promise<Reply<operations[Id]>>

type AnyReply = { readonly body?: unknown } | void

export interface AdminOperation {
  readonly operationId: AdminOperationId
  readonly route: RouteOptions
  /** The handler, for requests and replies of any operation. */
  handle (request: Readonly<Record<'params' | 'query' | 'body', unknown>>): AnyReply | Promise<AnyReply>
}

export const adminContract = contracts.emulator

export function adminOperation<Id extends AdminOperationId> (
  operationId: Id,
  handler: AdminHandler<Id>
): AdminOperation {
  const route = contractRoute<operations[Id]>(adminContract, operationId, handler, adminErrorFormat)
  return { operationId, route, handle: handler }
}
