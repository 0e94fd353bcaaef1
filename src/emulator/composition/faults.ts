// Creates the fault rules of a running server, with what they can hit: the routes of the service's APIs and every
// error.

import type { Clocks } from '../../domain/clock.js'
import type { ErrorRow } from '../../domain/errors/domain-error.js'
import type { Latency } from '../../domain/faults/latency.js'
import type { Store } from '../../domain/ports.js'
import type { ResourceKind } from '../../domain/resource.js'
import { contracts, type ContractOperation } from '../../http/contract/contract.js'
import { errorStatus } from '../../http/reply/error-status.js'
import { otherUrls } from '../../ovh-api/other-urls.js'
import { answers, repeats } from '../../rest/kv/vault-conveniences.js'
import { olderUrls } from '../../rest/older-paths.js'
import { contract } from '../../rest/operation.js'
import type { FaultTarget, InjectableErrors } from '../../services/control/faults/fault-targets.js'
import { createFaults, type Faults } from '../../services/control/faults/faults.js'
import { errorRows } from './error-rows.js'

export function composeFaults ({ store, ...options }: {
  readonly store: Pick<Store, 'domains' | 'credentials' | 'tokens'>
  readonly clocks: Clocks
  readonly newId: (okmsId: string | undefined) => string
  readonly everyRequest: Latency | undefined
}): Faults {
  return createFaults({ ...store, ...options, targets: allTargets(), errors: allErrors() })
}

const allErrors = (): InjectableErrors => new Map(Object.entries<ErrorRow>(errorRows)
  .map(([name, kind]) => [name, { kind, status: errorStatus(kind) }]))

/** The contract has no 503: at the service, what is in front of it gives that answer. */
const unavailable = errorStatus(errorRows.ServiceUnavailable)

function allTargets (): readonly FaultTarget[] {
  const operations = [...contract.operations.values()]
  return [
    ...targetsWith(operations, olderUrls),
    ...[contracts.ovhApiV1, contracts.ovhApiV2].flatMap((one) => targetsWith([...one.operations.values()], otherUrls)),
    ...repeats.flatMap(({ method, operationId }) => operations.filter((one) => one.operationId === operationId)
      .map((operation) => targetOf(operation, method, operation.url))),
    ...answers.flatMap(({ methods, path }) => methods.map((method): FaultTarget => ({
      operationId: '', method, path: `/api/*/v1${path}`, resource: 'domain', statuses: undefined, hasBody: true
    })))
  ]
}

/** @param moreUrls Other URLs of an operation than that of its contract. */
const targetsWith = (
  operations: readonly ContractOperation[], moreUrls: (operationId: string, url: string) => readonly string[]
): readonly FaultTarget[] =>
  operations.flatMap((operation) => [operation.url, ...moreUrls(operation.operationId, operation.url)]
    .map((url) => targetOf(operation, operation.method, url)))

/** The kind of resource that requests for an operation act on. */
export const actsOn = ({ resources, url }: Pick<ContractOperation, 'resources' | 'url'>): ResourceKind =>
  resources.findLast((place) => place.in === 'path')?.kind ?? (url.includes(':okmsId') ? 'domain' : 'account')

function targetOf (operation: ContractOperation, method: string, url: string): FaultTarget {
  const { operationId, replies, successStatus } = operation
  return {
    operationId,
    method,
    path: url.replace(/:\w+/g, '*'),
    resource: actsOn(operation),
    statuses: new Set([...replies.keys(), unavailable]),
    hasBody: replies.get(successStatus)?.body !== undefined
  }
}
