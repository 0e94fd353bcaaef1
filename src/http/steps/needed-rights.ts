// What a request needs of policies: every IAM action that the contract names for its operation, on the resources in it.

import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../domain/access/identity.js'
import type { Right } from '../../domain/access/policy.js'
import { resourceOf, type Resource } from '../../domain/resource.js'
import type { IamAction } from '../contract/contract.js'
import { idsAt } from '../resource-place.js'
import { shownId } from './operation-resource.js'

interface NeededAction {
  readonly action: string
  /**
   * Those of the action's kind that the request names. A list names none: each of its entries is checked while the
   * list is made.
   */
  readonly resources: readonly Resource[]
}

export function neededActions (request: FastifyRequest, caller: Caller): readonly NeededAction[] {
  return (request.operation.iamActions ?? [])
    .filter((needed) => isNeeded(needed, request))
    .map((needed) => ({ action: needed.action, resources: resourcesOf(needed, request, caller) }))
}

/**
 * The rights with which another caller could have made the request, for the journal: ids of a refused request are
 * redacted as there. An action on no named resource, such as that of a list, counts for the domain.
 */
export function rightsToSee (request: FastifyRequest, caller: Caller): readonly Right[] {
  const domain: Resource = { kind: 'domain', id: caller.okmsId }
  return neededActions(request, caller).flatMap(({ action, resources }) =>
    (resources.length === 0 ? [domain] : resources).map(({ kind, id }) =>
      ({ action, resource: { kind, id: shownId(id, request) } })))
}

/** The domain is the caller's, because the older paths do not name one. */
function resourcesOf ({ resource: kind }: IamAction, request: FastifyRequest, caller: Caller): readonly Resource[] {
  if (kind === 'domain') return [{ kind, id: caller.okmsId }]
  const places = request.operation.resources?.filter((place) => place.kind === kind) ?? []
  return places.flatMap((place) => idsAt(place, request)).map((id) => resourceOf(kind, id))
}

/**
 * Some actions are required only when the request has one of these members or parameters; a
 * switch that is off counts as none.
 */
function isNeeded ({ given }: IamAction, { body, query }: FastifyRequest): boolean {
  return given === undefined || given.some((name) => isGiven(memberOf(query, name)) || isGiven(memberOf(body, name)))
}

const memberOf = (part: unknown, name: string): unknown =>
  typeof part === 'object' && part !== null && Object.hasOwn(part, name)
    ? (part as Readonly<Record<string, unknown>>)[name]
    : undefined

const isGiven = (value: unknown) => value != null && value !== false
