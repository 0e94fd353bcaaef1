// Operations of the contracts of the OVHcloud API: one route each, and the request that its handler receives.

import type { RouteOptions } from 'fastify'
import type { AnyCaller, Caller } from '../domain/access/identity.js'
import type { Resource } from '../domain/resource.js'
import { contractRoute } from '../http/contract/contract-route.js'
import { contracts } from '../http/contract/contract.js'
import type { operations as OfVersion1 } from '../http/contract/generated/ovh-api-v1.js'
import type { operations as OfVersion2 } from '../http/contract/generated/ovh-api-v2.js'
import type { OperationRequest as ContractRequest, Reply } from '../http/contract/operation-types.js'
import { anyCallerOf, callerOf } from '../http/steps/caller.js'
import { ovhErrorFormat } from './error-format.js'

type Operations = OfVersion1 & OfVersion2
export type OvhOperationId = keyof Operations

interface OfCaller {
  /** For lists: whether the caller may see this resource. Undefined when the caller may see everything. */
  readonly isVisible: ((resource: Resource) => boolean) | undefined
  /** Address of the client. */
  readonly address: string | undefined
  /** A header of the request, for those that are in no contract. */
  readonly headerOf: (name: string) => string | undefined
}

/** An operation of the account. */
export interface AccountRequest<Id extends OvhOperationId> extends ContractRequest<Operations[Id]>, OfCaller {
  readonly caller: AnyCaller
}

/** An operation of the domain in its path, which is the caller's: handlers never take it from the path. */
export interface DomainRequest<Id extends OvhOperationId>
  extends Omit<ContractRequest<Operations[Id]>, 'params'>, OfCaller {
  readonly params: Omit<ContractRequest<Operations[Id]>['params'], 'okmsId'>
  readonly caller: Caller
}

type ReplyOf<Id extends OvhOperationId> = Reply<Operations[Id]> | Promise<Reply<Operations[Id]>>

const contractOf = (id: OvhOperationId) =>
  contracts.ovhApiV1.operations.has(id) ? contracts.ovhApiV1 : contracts.ovhApiV2

export function accountOperation<Id extends OvhOperationId> (
  id: Id, handler: (request: AccountRequest<Id>) => ReplyOf<Id>
): RouteOptions {
  return contractRoute<Operations[Id]>(contractOf(id), id, (request, raw) =>
    handler({ ...request, ...ofCaller(raw), caller: anyCallerOf(raw) }), ovhErrorFormat)
}

export function domainOperation<Id extends OvhOperationId> (
  id: Id, handler: (request: DomainRequest<Id>) => ReplyOf<Id>
): RouteOptions {
  return contractRoute<Operations[Id]>(contractOf(id), id, (request, raw) =>
    handler({ ...request, ...ofCaller(raw), caller: callerOf(raw) }), ovhErrorFormat)
}

function ofCaller ({ isVisible, raw, headers }: Parameters<Parameters<typeof contractRoute>[2]>[1]): OfCaller {
  return {
    isVisible,
    address: raw.socket.remoteAddress,
    headerOf (name) {
      const value = headers[name]
      return typeof value === 'string' ? value : undefined
    }
  }
}
