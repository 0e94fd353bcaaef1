// What a request needs of policies: every IAM action that the contract names for its operation, on the resources in it.

import type { FastifyRequest } from 'fastify'
import type { AnyCaller } from '../../domain/access/identity.js'
import type { Right } from '../../domain/access/policy.js'
import { resourceOf, type Resource, type ResourceExists } from '../../domain/resource.js'
import { accountResource } from '../../domain/urn.js'
import type { IamAction } from '../contract/iam-action.js'
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

/** @param exists Undefined when it is not known any more: then actions count for both cases. */
export function neededActions (
  request: FastifyRequest, caller: AnyCaller, exists?: ResourceExists
): readonly NeededAction[] {
  const actions = request.operation.iamActions ?? []
  const possible = actions.map((needed) =>
    ({ action: needed.action, resources: resourcesOf(needed, request, caller) }))
  if (actions.every(isAlwaysNeeded)) return possible
  const needed = possible.filter(({ resources }, index) => {
    const { given, exists: wanted } = actions[index] ?? {}
    return (given === undefined || hasOne(given, request)) && (wanted === undefined || exists === undefined ||
      resources.every((resource) => exists(caller.okmsId ?? '', resource) === wanted))
  })
  // A request that asks for nothing in particular still gets an answer, so it needs every right.
  return needed.length === 0 ? possible : needed
}

/** As for every operation on keys but two. */
const isAlwaysNeeded = ({ given, exists }: IamAction) => given === undefined && exists === undefined

/**
 * The rights with which another caller could have made the request, for the journal: ids of a refused request are
 * redacted as there. An action on no named resource, such as that of a list, counts for the domain, or the account.
 */
export function rightsToSee (request: FastifyRequest, caller: AnyCaller): readonly Right[] {
  const whole: Resource = caller.okmsId === null ? accountResource : { kind: 'domain', id: caller.okmsId }
  return neededActions(request, caller).flatMap(({ action, resources }) =>
    (resources.length === 0 ? [whole] : resources).map(({ kind, id }) =>
      ({ action, resource: { kind, id: shownId(id, request) } })))
}

/** The domain is the caller's, because the older paths do not name one. */
function resourcesOf (
  { resource: kind, list }: IamAction, request: FastifyRequest, caller: AnyCaller
): readonly Resource[] {
  if (kind === 'account') return [accountResource]
  // A list of domains is of no domain.
  if (kind === 'domain') return caller.okmsId === null ? [] : [{ kind, id: caller.okmsId }]
  if (list !== undefined && hasOne(list, request)) return []
  const named: Resource[] = []
  for (const place of request.operation.resources ?? []) {
    if (place.kind !== kind) continue
    for (const id of idsAt(place, request)) {
      const resource = resourceOf(kind, id)
      // The path of a secret may be empty, and then names the folder of all.
      if (resource.id !== '') named.push(resource)
    }
  }
  return named
}

/** Whether the request has one of these members or parameters; a switch that is off counts as none. */
function hasOne (names: readonly string[], { body, query }: FastifyRequest): boolean {
  return names.some((text) => {
    const [name = '', wanted] = text.split('=', 2)
    return [query, body].map((part) => memberOf(part, name))
      .some((value) => wanted === undefined ? isGiven(value) : value === wanted)
  })
}

const memberOf = (part: unknown, name: string): unknown =>
  typeof part === 'object' && part !== null && Object.hasOwn(part, name)
    ? (part as Readonly<Record<string, unknown>>)[name]
    : undefined

const isGiven = (value: unknown) => value != null && value !== false
