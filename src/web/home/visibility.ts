// What the caller of a page may see of its domain.

import type { Caller } from '../../domain/access/identity.js'
import type { Resource } from '../../domain/resource.js'
import type { Authorisation } from '../../services/access/authorisation.js'

/** The action that shows a resource of each kind that the page lists. */
const actions = { serviceKey: 'okms:apikms:serviceKey/get', secret: 'okms:apikms:secret/get' } as const

export type ListedKind = keyof typeof actions

export const isListed = (kind: Resource['kind']): kind is ListedKind => Object.hasOwn(actions, kind)

/**
 * Whether the caller may see the resource with this id; undefined for callers who may see all of this kind. The mode
 * `report` hides nothing: pages are not operations to report on.
 */
export function visible (
  kind: ListedKind, caller: Caller, authorisation: Authorisation
): ((id: string) => boolean) | undefined {
  if (authorisation.isUnrestricted(caller)) return undefined
  const maySee = (resource: Resource) => authorisation.allows(caller, actions[kind], resource)
  if (maySee({ kind: 'domain', id: caller.okmsId })) return undefined
  return (id) => maySee({ kind, id })
}

/** Whether the caller may see the configuration that the domain has for its secrets. */
export const maySeeConfiguration = (caller: Caller, authorisation: Authorisation): boolean =>
  authorisation.isUnrestricted(caller) ||
  authorisation.allows(caller, 'okms:apikms:secretConfig/get', { kind: 'domain', id: caller.okmsId })
