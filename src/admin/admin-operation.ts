// Operations of the emulator's own contract: a route each, and what its handler sees.

import type { RouteOptions } from 'fastify'
import { contractRoute, type Body, type Query, type Reply } from '../http/contract/contract-route.js'
import { readContract } from '../http/contract/contract.js'
import type { operations } from '../http/contract/generated/emulator.js'

export type ControlOperationId = keyof operations

/** A request as a handler sees it: checked against the contract, UUIDs in the path in lower case. */
export interface ControlRequest<Id extends ControlOperationId> {
  readonly params: Readonly<Record<keyof NonNullable<operations[Id]['parameters']['path']>, string>>
  readonly query: Query<operations[Id]>
  readonly body: Body<operations[Id]>
}

export type ControlHandler<Id extends ControlOperationId> = (request: ControlRequest<Id>) => Reply<operations[Id]> | Promise<Reply<operations[Id]>>

export const controlContract = readContract('emulator')

const idNames = ['okmsId', 'credentialId', 'tokenId', 'policyId']

export function controlOperation<Id extends ControlOperationId> (id: Id, handler: ControlHandler<Id>): RouteOptions {
  return contractRoute(controlContract, id, ({ params: given, query, body }) => {
    const params = given as Record<string, string>
    for (const name of idNames) if (params[name] !== undefined) params[name] = params[name].toLowerCase()
    return handler({ params: params as ControlRequest<Id>['params'], query: query as Query<operations[Id]>, body: body as Body<operations[Id]> })
  })
}
