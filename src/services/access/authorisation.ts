// Decides for every front door whether a policy allows a caller an action on a resource (service.md 2.5).

import { accessErrors } from '../../domain/errors/access/access.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { IamMode } from '../../domain/access/iam-mode.js'
import type { AnyCaller } from '../../domain/access/identity.js'
import { createLruMap } from '../../domain/lru-map.js'
import type { Group } from '../../domain/access/group.js'
import { patternMatcher, resourceMatcher, type Matcher, type Policy } from '../../domain/access/policy.js'
import type { Clock } from '../../domain/clock.js'
import type { Resource } from '../../domain/resource.js'
import { isAccountUrn, resourceUrn } from '../../domain/urn.js'

/** What no policy allows. */
export interface Denial {
  readonly action: string
  readonly urn: string
}

export interface Authorisation {
  /** With `off` no check is needed. */
  readonly mode: IamMode
  /**
   * Refuses ActionNotAllowed when no policy allows the action on the resource. In the mode
   * `report` it calls `onDenial` instead.
   * @param action As the front door names it: `okms:apikms:serviceKey/encrypt`; those of `apiovh` and
   *   `kmip` are others (choices.md 25).
   * @param resource In the domain of the caller, or this domain itself.
   */
  authorise (caller: AnyCaller, action: string, resource: Resource): void
  /**
   * Returns the decision instead, for lists, which omit what the caller may not see. Always true in the mode `report`.
   */
  allows (caller: AnyCaller, action: string, resource: Resource): boolean
  /** Whether the caller may do anything in its domain: it is the account, or policies are not enforced. */
  isUnrestricted (caller: AnyCaller): boolean
  /** Whether any policy names these identities at all; true where policies are not enforced. */
  hasPolicy (identities: readonly string[]): boolean
  /** Call it when policies or groups have changed. */
  forget (): void
}

export interface AuthorisationOptions {
  readonly mode: IamMode
  readonly policies: { list (): readonly Policy[] }
  readonly groups: { list (): readonly Group[] }
  /** By which policies expire. */
  readonly clock: Clock
  /** Whether other policies or groups count than at its last call, without a change since; never by default. */
  readonly isOutdated?: (() => boolean) | undefined
  /** Called for every denial in the mode `report`. */
  readonly onDenial: (caller: AnyCaller, denial: Denial) => void
}

/** What one set of identities may do: the resources of each action checked so far. */
interface Permissions {
  readonly granted: boolean
  readonly resourcesOf: (action: string) => Matcher
  /** Whether they are still the same, where a policy expires; undefined where none does. */
  readonly isCurrent?: ((now: number) => boolean) | undefined
}

/** Sets of identities whose permissions are cached; a set is that of a credential or token. */
const cachedIdentities = 200

/** Actions that are cached for a set of identities; there are about 20, and a policy may name others. */
const capacity = 100

const everything: Permissions = { granted: true, resourcesOf: () => () => true }

/**
 * Policies are compiled once for each set of identities and action, and cached until they change. A decision then costs
 * two look-ups and one for each part of the URN, independent of the number of policies.
 */
export function createAuthorisation (
  { mode, policies, groups, clock, isOutdated, onDenial }: AuthorisationOptions
): Authorisation {
  const compiled = createLruMap<string, Permissions>(cachedIdentities)

  function permissionsOf (identities: readonly string[]): Permissions {
    if (isOutdated?.() === true) compiled.clear()
    // URNs contain no blanks.
    const name = identities.join(' ')
    const known = compiled.get(name)
    if (known !== undefined && known.isCurrent?.(clock()) !== false) return known
    return compiled.set(name, compile(identities, policies.list(), groups.list(), clock()))
  }

  /** Undefined when a policy allows the action. */
  function denialOf (caller: AnyCaller, action: string, resource: Resource): Denial | undefined {
    const urn = resourceUrn(caller.okmsId, resource)
    return permissionsOf(caller.identities).resourcesOf(action)(urn) ? undefined : { action, urn }
  }

  return {
    mode,

    authorise (caller, action, resource) {
      const denial = mode === 'off' ? undefined : denialOf(caller, action, resource)
      if (denial === undefined) return
      if (mode === 'enforce') throw refusal(accessErrors.ActionNotAllowed, action, denial.urn, caller.identities)
      onDenial(caller, denial)
    },

    allows (caller, action, resource) {
      const denial = mode === 'off' ? undefined : denialOf(caller, action, resource)
      if (denial === undefined) return true
      if (mode === 'report') onDenial(caller, denial)
      return mode === 'report'
    },

    isUnrestricted: ({ identities }) => mode !== 'enforce' || permissionsOf(identities) === everything,

    hasPolicy: (identities) => mode !== 'enforce' || permissionsOf(identities).granted,

    forget () { compiled.clear() }
  }
}

function compile (
  own: readonly string[], policies: readonly Policy[], groups: readonly Group[], now: number
): Permissions {
  const memberships = groups.filter(({ members }) => members.some((member) => own.includes(member)))
  if (own.some(isAccountUrn) || memberships.some(({ role }) => role === 'ADMIN')) return everything
  const identities = new Set([...own, ...memberships.map(({ urn }) => urn)])
  const meant = policies.filter((policy) => policy.identities.some((urn) => identities.has(urn)))
  const counting = meant.filter(({ expiresAt }) => expiresAt === null || now < expiresAt)
  const grants = counting.map(({ actions, exceptions, resources }) => {
    const [allows, excepts] = [patternMatcher(actions), patternMatcher(exceptions)]
    return { matchesAction: (action: string) => allows(action) && !excepts(action), resources }
  })
  const denials = counting.filter(({ denied }) => denied.length > 0)
    .map(({ denied, resources }) => ({ matchesAction: patternMatcher(denied), resources }))
  const byAction = createLruMap<string, Matcher>(capacity)
  return {
    granted: grants.length > 0,
    resourcesOf: (action) => byAction.get(action) ??
      byAction.set(action, without(resourcesOf(grants, action), resourcesOf(denials, action))),
    isCurrent: currentUntilNextExpiry(meant, now)
  }
}

interface Rights {
  readonly matchesAction: Matcher
  readonly resources: readonly string[]
}

const resourcesOf = (rights: readonly Rights[], action: string): readonly string[] =>
  rights.flatMap(({ matchesAction, resources }) => matchesAction(action) ? resources : [])

function without (allowed: readonly string[], denied: readonly string[]): Matcher {
  const isAllowed = resourceMatcher(allowed)
  if (denied.length === 0) return isAllowed
  const isDenied = resourceMatcher(denied)
  return (urn) => isAllowed(urn) && !isDenied(urn)
}

/** Undefined where no policy expires. The clock can be set back, so what has expired may count again. */
function currentUntilNextExpiry (policies: readonly Policy[], now: number): Permissions['isCurrent'] {
  const ends = policies.flatMap(({ expiresAt }) => expiresAt ?? [])
  if (ends.length === 0) return undefined
  const last = Math.max(...ends.filter((end) => end <= now))
  const next = Math.min(...ends.filter((end) => end > now))
  return (time) => last <= time && time < next
}
