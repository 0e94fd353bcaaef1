// Creates, lists and removes policies and groups.

import type { Clock } from '../../domain/clock.js'
import { accessErrors } from '../../domain/errors/access.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { Problem } from '../../domain/errors/wording.js'
import { policyLimits } from '../../domain/limits.js'
import { isActionPattern, isResourcePattern, type Group, type Policy } from '../../domain/access/policy.js'
import type { GroupStore, PolicyStore } from '../../domain/ports.js'
import { quotedOrLength } from '../../domain/text/quoted-text.js'
import { groupUrn, isGroupUrn, isIdentityUrn } from '../../domain/urn.js'
import { violations, nameRules, type Rule } from './name-rules.js'

export interface PolicyRequest {
  readonly name: string
  readonly description?: string | undefined
  /** Identity URNs. */
  readonly identities: readonly string[]
  /** URNs of domains or of resources in them; `*` matches any characters. */
  readonly resources: readonly string[]
  /** Actions; `*` matches any characters. */
  readonly actions: readonly string[]
}

export interface Policies {
  /** Refuses AccessRequestInvalid with every problem at once. */
  add (request: PolicyRequest): Policy
  /** Refuses PolicyNotFound, as `remove`. */
  get (policyId: string): Policy
  list (): readonly Policy[]
  remove (policyId: string): void
}

export interface Groups {
  /** Creates the group or replaces its members. Refuses AccessRequestInvalid. */
  put (name: string, members: readonly string[]): Group
  /** Refuses GroupNotFound, as `remove`. */
  get (name: string): Group
  list (): readonly Group[]
  remove (name: string): void
}

export interface PoliciesOptions {
  readonly clock: Clock
  /** Makes a new lower case UUID. */
  readonly newId: () => string
  /** Called before the policy with this id or the group with this URN changes; one that is added is not there yet. */
  readonly changing: (id: string) => void
}

export function createPolicies ({ store, clock, newId, changing }: PoliciesOptions & {
  readonly store: PolicyStore
}): Policies {
  function get (policyId: string): Policy {
    const policy = store.find(policyId)
    if (policy === undefined) throw refusal(accessErrors.PolicyNotFound, policyId)
    return policy
  }

  return {
    add (request) {
      const problems = problemsOfPolicy(request)
      if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
      const { name, description = '', identities, resources, actions } = request
      const policy = {
        policyId: newId(),
        name,
        description,
        identities: [...identities],
        resources: [...resources],
        actions: [...actions],
        createdAt: clock()
      }
      changing(policy.policyId)
      store.insert(policy)
      return policy
    },
    get,
    list: () => store.list(),
    remove (policyId) {
      changing(get(policyId).policyId)
      store.remove(policyId)
    }
  }
}

export function createGroups ({ store, clock, changing }: Omit<PoliciesOptions, 'newId'> & {
  readonly store: GroupStore
}): Groups {
  function get (name: string): Group {
    const group = store.find(groupUrn(name))
    if (group === undefined) throw refusal(accessErrors.GroupNotFound, quotedOrLength(name))
    return group
  }

  return {
    put (name, members) {
      const problems = violations(groupRules(name, members))
      if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
      const urn = groupUrn(name)
      const group = { urn, members: [...new Set(members)], createdAt: store.find(urn)?.createdAt ?? clock() }
      changing(urn)
      store.put(group)
      return group
    },
    get,
    list: () => store.list(),
    remove (name) {
      const { urn } = get(name)
      changing(urn)
      store.remove(urn)
    }
  }
}

const shown = (texts: readonly string[]) => texts.map(quotedOrLength).join(', ')

function problemsOfPolicy ({ name, description = '', identities, resources, actions }: PolicyRequest): Problem[] {
  const { entries } = policyLimits
  const lists = [['policyIdentities', identities], ['resources', resources], ['actions', actions]] as const
  const wrong = {
    identities: identities.filter((urn) => !isIdentityUrn(urn)),
    resources: resources.filter((pattern) => !isResourcePattern(pattern)),
    actions: actions.filter((pattern) => !isActionPattern(pattern))
  }
  return violations([
    ...nameRules(name, description),
    ...lists.map(([subject, list]): Rule => [list.length >= 1 && list.length <= entries.max, subject, `got ${list.length} entries; 1 to ${entries.max} are accepted`]),
    [wrong.identities.length === 0, 'policyIdentities', `got ${shown(wrong.identities)}; accepted: identity URNs such as urn:v1:eu:identity:user:xx1111-ovh/alice`],
    [wrong.resources.length === 0, 'resources', `got ${shown(wrong.resources)}; accepted: resource URNs such as urn:v1:eu:resource:okms:4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11, or *`],
    [wrong.actions.length === 0, 'actions', `got ${shown(wrong.actions)}; accepted: actions such as okms:apikms:serviceKey/encrypt or okms:apikms:*`]
  ])
}

function groupRules (name: string, members: readonly string[]): Rule[] {
  const { entries } = policyLimits
  const wrong = members.filter((urn) => !isIdentityUrn(urn) || isGroupUrn(urn))
  return [
    [/^[\w.@-]{1,50}$/.test(name), 'name', '1 to 50 letters, digits and . _ @ - are accepted'],
    [members.length <= entries.max, 'members', `got ${members.length}; at most ${entries.max} are accepted`],
    [wrong.length === 0, 'members', `got ${shown(wrong)}; accepted: identity URNs of users, service accounts and accounts`]
  ]
}
