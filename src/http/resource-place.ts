// Where a request names resources: the parameters and members whose schemas the contract marks with `x-resource`.

import { resourceKindNames, type ResourceKind } from '../domain/resource.js'
import type { ContractValue } from './contract/contract-value.js'

export interface ResourcePlace {
  readonly kind: ResourceKind
  readonly in: 'path' | 'query' | 'body'
  /** Names of the members that lead to the id. Lists on the way are searched entry by entry. */
  readonly path: readonly string[]
}

/** In the order of the contract. @param operation Its references are resolved. */
export function readResourcePlaces (operation: ContractValue): readonly ResourcePlace[] {
  const parameters = operation.member('parameters').items().flatMap((parameter) => {
    const place = parameter.member('in').oneOf(['path', 'query', 'header'])
    return place === 'header' ? [] : placesIn(parameter.member('schema'), place, [parameter.member('name').text()])
  })
  const bodies = operation.member('requestBody').member('content').members()
  return [...parameters, ...bodies.flatMap(([, media]) => placesIn(media.member('schema'), 'body', []))]
}

type Place = ResourcePlace['in']

function placesIn (schema: ContractValue, place: Place, path: readonly string[]): readonly ResourcePlace[] {
  const mark = schema.member('x-resource')
  if (mark.value !== undefined) return [{ kind: mark.oneOf(resourceKindNames), in: place, path }]
  const members = schema.member('properties').members()
  const items = schema.member('items')
  return [
    ...members.flatMap(([name, member]) => placesIn(member, place, [...path, name])),
    ...(items.value === undefined ? [] : placesIn(items, place, path))
  ]
}

interface RequestParts {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

const parts = { path: 'params', query: 'query', body: 'body' } as const satisfies Record<string, keyof RequestParts>

/** The ids in this place of a request, as they are written; none where the request leaves it out. */
export function idsAt ({ in: place, path }: ResourcePlace, request: RequestParts): readonly string[] {
  return textsAt(request[parts[place]], path)
}

function textsAt (value: unknown, path: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => textsAt(entry, path))
  const [name, ...rest] = path
  if (name === undefined) return typeof value === 'string' ? [value] : []
  return typeof value === 'object' && value !== null ? textsAt((value as Record<string, unknown>)[name], rest) : []
}
