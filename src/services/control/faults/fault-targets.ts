// What a fault rule can hit: the operations that its match selects, and those of them where its effect can happen.

import { patternMatcher } from '../../../domain/access/policy.js'
import type { ErrorKind } from '../../../domain/errors/domain-error.js'
import { errorNameOf, type FaultEffect, type FaultMatch } from '../../../domain/faults/fault-rule.js'
import type { ResourceKind } from '../../../domain/resource.js'
import { canMatchKind } from '../../../domain/resource-pattern.js'
import { haveCommonText } from '../../../domain/text/common-text.js'

/** A route of the service's API, as far as faults depend on it. An operation may have several. */
export interface FaultTarget {
  /** Of the contract; empty for what Vault clients call besides it. */
  readonly operationId: string
  readonly method: string
  /** Pattern: `*` in place of each parameter. */
  readonly path: string
  /** What the operation acts on. */
  readonly resource: ResourceKind
  /** Those of the contract, and 503; undefined where the contract does not have the route. */
  readonly statuses: ReadonlySet<number> | undefined
  /** Whether its answer has a body. */
  readonly hasBody: boolean
}

/** An error row, and the status that it is answered with. */
export interface InjectableError {
  readonly kind: ErrorKind
  readonly status: number
}

/** By the name of the row. */
export type InjectableErrors = ReadonlyMap<string, InjectableError>

/** These are answered as a GET, and routes do not name them. */
const asGet: ReadonlySet<string> = new Set(['HEAD', 'LIST'])

/** Those that requests with this match may be for. */
export function targetsOf (
  targets: readonly FaultTarget[], { operationId, resource, method, path }: FaultMatch
): readonly FaultTarget[] {
  const isNamed = operationId === undefined ? () => true : patternMatcher([operationId])
  const wanted = method !== undefined && asGet.has(method) ? 'GET' : method
  return targets.filter((target) =>
    (operationId === undefined || target.operationId !== '') && isNamed(target.operationId) &&
    (wanted === undefined || wanted === target.method) &&
    (path === undefined || haveCommonText(path, target.path)) &&
    (resource === undefined || canMatchKind(resource, target.resource)))
}

/** Those where the effect can happen. */
export function possibleTargets (
  targets: readonly FaultTarget[], effect: FaultEffect, errors: InjectableErrors
): readonly FaultTarget[] {
  const status = errors.get(errorNameOf(effect) ?? '')?.status
  return targets.filter(({ statuses, hasBody }) =>
    (status === undefined || statuses === undefined || statuses.has(status)) && (effect.truncate !== true || hasBody))
}
