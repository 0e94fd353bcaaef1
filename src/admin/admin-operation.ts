// Operations of the admin API: one route each, and the request that its handler receives.

import type { RouteOptions } from 'fastify'
import { contractRoute, type Body, type Query, type Reply } from '../http/contract/contract-route.js'
import { contracts } from '../http/contract/contract.js'
import type { operations } from '../http/contract/generated/emulator.js'

export type AdminOperationId = keyof operations

/** The request that a handler receives: validated against the contract, UUIDs in the path in lower case. */
export interface AdminRequest<Id extends AdminOperationId> {
  readonly params: Readonly<Record<keyof NonNullable<operations[Id]['parameters']['path']>, string>>
  readonly query: Query<operations[Id]>
  readonly body: Body<operations[Id]>
}

export type AdminHandler<Id extends AdminOperationId> = (request: AdminRequest<Id>) => Reply<operations[Id]> | Promise<Reply<operations[Id]>>

export const adminContract = contracts.emulator

const idNames = ['okmsId', 'credentialId', 'tokenId', 'policyId']

export function adminOperation<Id extends AdminOperationId> (id: Id, handler: AdminHandler<Id>): RouteOptions {
  return contractRoute(adminContract, id, ({ params: given, query, body }) => {
    const params = given as Record<string, string>
    for (const name of idNames) if (params[name] !== undefined) params[name] = params[name].toLowerCase()
    return handler({ params: params as AdminRequest<Id>['params'], query: query as Query<operations[Id]>, body: body as Body<operations[Id]> })
  })
}
