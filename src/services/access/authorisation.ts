// Decides for every front door whether a policy allows a caller an action on a resource (service.md 2.5).

import { errors, refusal } from '../../domain/errors/errors.js'
import type { IamMode } from '../../domain/access/iam-mode.js'
import type { Caller } from '../../domain/access/identity.js'
import { createLruMap } from '../../domain/lru-map.js'
import { patternMatcher, resourceMatcher, type Group, type Matcher, type Policy } from '../../domain/access/policy.js'
import { isAccountUrn } from '../../domain/urn.js'

/** What no policy allows. */
export interface Denial {
  readonly action: string
  readonly urn: string
}

export interface Authorisation {
  /** With `off` no check is needed. */
  readonly mode: IamMode
  /**
   * Refuses ActionNotAllowed when no policy allows the action on the resource. In the mode `report` it calls `onDenial` instead.
   * @param action As the front door names it: `okms:apikms:serviceKey/encrypt`; those of `apiovh` and `kmip` are others (choices.md 25).
   * @param urn Of the domain or of something in it; see domain/urn.ts.
   */
  authorise (caller: Caller, action: string, urn: string): void
  /** Returns the decision instead, for lists, which omit what the caller may not see. Always true in the mode `report`. */
  allows (caller: Caller, action: string, urn: string): boolean
  /** Whether any policy names these identities at all; true where policies are not enforced. */
  hasPolicy (identities: readonly string[]): boolean
  /** Call it when policies or groups have changed. */
  forget (): void
}

export interface AuthorisationOptions {
  readonly mode: IamMode
  readonly policies: { list (): readonly Policy[] }
  readonly groups: { list (): readonly Group[] }
  /** Called for every denial in the mode `report`. */
  readonly onDenial: (caller: Caller, denial: Denial) => void
}

/** What one set of identities may do: the resources of each action checked so far. */
type Permissions = { readonly granted: boolean, readonly resourcesOf: (action: string) => Matcher }

/** Actions that are cached for a set of identities; there are about 20, and a policy may name others. */
const capacity = 100

const everything: Permissions = { granted: true, resourcesOf: () => () => true }

/**
 * Policies are compiled once for each set of identities and action, and cached until they change. A decision then costs two look-ups
 * and one for each part of the URN, independent of the number of policies.
 */
export function createAuthorisation ({ mode, policies, groups, onDenial }: AuthorisationOptions): Authorisation {
  // By the list itself, which is the same one for as long as the store keeps the credential or token.
  let compiled = new WeakMap<readonly string[], Permissions>()

  function permissionsOf (identities: readonly string[]): Permissions {
    let permissions = compiled.get(identities)
    if (permissions === undefined) {
      permissions = compile(identities, policies.list(), groups.list())
      compiled.set(identities, permissions)
    }
    return permissions
  }

  const isAllowed = (caller: Caller, action: string, urn: string) => permissionsOf(caller.identities).resourcesOf(action)(urn)

  return {
    mode,

    authorise (caller, action, urn) {
      if (mode === 'off' || isAllowed(caller, action, urn)) return
      if (mode === 'enforce') throw refusal(errors.ActionNotAllowed, action, urn, caller.identities)
      onDenial(caller, { action, urn })
    },

    allows (caller, action, urn) {
      if (mode === 'off' || isAllowed(caller, action, urn)) return true
      if (mode === 'report') onDenial(caller, { action, urn })
      return mode === 'report'
    },

    hasPolicy: (identities) => mode !== 'enforce' || permissionsOf(identities).granted,

    forget () { compiled = new WeakMap() }
  }
}

function compile (own: readonly string[], policies: readonly Policy[], groups: readonly Group[]): Permissions {
  if (own.some(isAccountUrn)) return everything
  const identities = new Set([...own, ...groups.filter(({ members }) => members.some((member) => own.includes(member))).map(({ urn }) => urn)])
  const grants = policies
    .filter((policy) => policy.identities.some((urn) => identities.has(urn)))
    .map(({ actions, resources }) => ({ matchesAction: patternMatcher(actions), resources }))
  const byAction = createLruMap<string, Matcher>(capacity)
  return {
    granted: grants.length > 0,
    resourcesOf: (action) => byAction.get(action) ?? byAction.set(action, resourceMatcher(grants.flatMap(({ matchesAction, resources }) => matchesAction(action) ? resources : [])))
  }
}
