// Operations of the admin API: one route each.

import type { RouteOptions } from 'fastify'
import { contractRoute, type OperationHandler } from '../http/contract/contract-route.js'
import { contracts } from '../http/contract/contract.js'
import type { operations } from '../http/contract/generated/emulator.js'

export type AdminOperationId = keyof operations

export const adminContract = contracts.emulator

export function adminOperation<Id extends AdminOperationId> (id: Id, handler: OperationHandler<operations[Id]>): RouteOptions {
  return contractRoute<operations[Id]>(adminContract, id, handler)
}
