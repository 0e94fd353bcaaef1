// Creates, lists, changes and removes policies.

import type { Clock } from '../../domain/clock.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { Problem, Subject } from '../../domain/errors/wording.js'
import { accessLimits, policyLimits } from '../../domain/limits.js'
import { isActionPattern, isResourcePattern, type Policy } from '../../domain/access/policy.js'
import type { ListedPolicy, PolicyStore } from '../../domain/ports.js'
import { quotedOrLength } from '../../domain/text/quoted-text.js'
import { isIdentityUrn } from '../../domain/urn.js'
import { violations, nameRules, type Rule } from './name-rules.js'

export interface PolicyRequest {
  readonly name: string
  readonly description?: string | undefined
  /** Identity URNs. */
  readonly identities: readonly string[]
  /** URNs of domains or of resources in them; `*` matches any characters. */
  readonly resources: readonly string[]
  /** Actions; `*` matches any characters. May be empty where others are denied. */
  readonly actions: readonly string[]
  /** Actions that the policy does not allow, whatever `actions` says; none by default. */
  readonly exceptions?: readonly string[] | undefined
  /** Actions that no policy allows these identities on these resources; none by default. */
  readonly denied?: readonly string[] | undefined
  /** Epoch milliseconds; by default it does not expire. */
  readonly expiresAt?: number | null | undefined
}

export interface Policies {
  /** Refuses AccessRequestInvalid with every problem at once. */
  add (request: PolicyRequest): Policy
  /** Refuses PolicyNotFound, as `remove`. */
  get (policyId: string): Policy
  list (): readonly ListedPolicy[]
  /** Replaces all of it. Refuses as `add` and `get`. */
  replace (policyId: string, request: PolicyRequest): Policy
  remove (policyId: string): void
}

export interface PoliciesOptions {
  readonly store: PolicyStore
  readonly clock: Clock
  /** Makes a new lower case UUID. */
  readonly newId: () => string
  /** Called before the policy with this id changes; one that is added is not there yet. */
  readonly changing: (id: string) => void
}

export function createPolicies ({ store, clock, newId, changing }: PoliciesOptions): Policies {
  function get (policyId: string): Policy {
    const policy = store.find(policyId)
    if (policy === undefined) throw refusal(accessErrors.PolicyNotFound, policyId)
    return policy
  }

  return {
    add (request) {
      const policy = { ...contentOf(request), policyId: newId(), createdAt: clock(), updatedAt: null }
      changing(policy.policyId)
      store.insert(policy)
      return policy
    },
    get,
    list: () => store.list(),
    replace (policyId, request) {
      const { createdAt } = get(policyId)
      const policy = { ...contentOf(request), policyId, createdAt, updatedAt: clock() }
      changing(policyId)
      store.update(policy)
      return policy
    },
    remove (policyId) {
      changing(get(policyId).policyId)
      store.remove(policyId)
    }
  }
}

const shown = (texts: readonly string[]) => texts.map(quotedOrLength).join(', ')

/** Refuses AccessRequestInvalid. */
function contentOf (request: PolicyRequest): Omit<Policy, 'policyId' | 'createdAt' | 'updatedAt'> {
  const problems = problemsOf(request)
  if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
  const { name, description = '', identities, resources, actions, exceptions = [], denied = [], expiresAt = null } =
    request
  return {
    name,
    description,
    identities: [...identities],
    resources: [...resources],
    actions: [...actions],
    exceptions: [...exceptions],
    denied: [...denied],
    expiresAt
  }
}

function problemsOf (request: PolicyRequest): Problem[] {
  const { name, description = '', identities, resources, actions, exceptions = [], denied = [] } = request
  const { max } = policyLimits.entries
  const sized = (subject: Subject, list: readonly string[], min: number): Rule =>
    [list.length >= min && list.length <= max, subject, `got ${list.length} entries; ${min} to ${max} are accepted`]
  const wrong = {
    identities: identities.filter((urn) => !isIdentityUrn(urn)),
    resources: resources.filter((pattern) => !isResourcePattern(pattern))
  }
  const wrongActions = (subject: Subject, patterns: readonly string[]): Rule => {
    const others = patterns.filter((pattern) => !isActionPattern(pattern))
    return [others.length === 0, subject, `got ${shown(others)}; accepted: actions such as okms:apikms:serviceKey/encrypt or okms:apikms:*`]
  }
  return violations([
    ...nameRules(name, description, accessLimits),
    sized('policyIdentities', identities, 1),
    sized('resources', resources, 1),
    sized('actions', actions, denied.length > 0 ? 0 : 1),
    sized('exceptions', exceptions, 0),
    sized('denied', denied, 0),
    [wrong.identities.length === 0, 'policyIdentities', `got ${shown(wrong.identities)}; accepted: identity URNs such as urn:v1:eu:identity:user:xx1111-ovh/alice`],
    [wrong.resources.length === 0, 'resources', `got ${shown(wrong.resources)}; accepted: resource URNs such as urn:v1:eu:resource:okms:4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11, or *`],
    wrongActions('actions', actions),
    wrongActions('exceptions', exceptions),
    wrongActions('denied', denied)
  ])
}
