// Access as it counts at a service that takes a while to apply what changes: decisions go by former policies and
// groups, and a new credential is unknown at first. What is listed and shown is what was changed to.

import type { Clocks } from '../../domain/clock.js'
import type { Credential } from '../../domain/access/credential.js'
import type { Group } from '../../domain/access/group.js'
import type { Policy } from '../../domain/access/policy.js'
import type { Store } from '../../domain/ports.js'
import type { AuthenticationOptions } from './authentication.js'
import type { AuthorisationOptions } from './authorisation.js'
import { createPendingChanges } from './pending-changes.js'

/** Milliseconds that the next change takes. */
export interface AccessDelays {
  /** Of a policy or a group. */
  readonly iam: () => number
  readonly credential: (okmsId?: string) => number
}

/** Decisions take `policies`, `groups` and `credentials` from here instead of from the store. */
export interface DelayedAccess {
  readonly policies: AuthorisationOptions['policies']
  readonly groups: AuthorisationOptions['groups']
  readonly isOutdated: () => boolean
  readonly credentials: AuthenticationOptions['credentials']
  /** Call it before a policy changes. */
  readonly policyChanging: (policyId: string) => void
  /** Call it before a group changes. */
  readonly groupChanging: (urn: string) => void
  readonly credentialAdded: (credential: Credential) => void
  readonly isCreating: (credentialId: string) => boolean
  /** Applies what is pending in a domain; everything without one. */
  readonly apply: (okmsId?: string) => void
}

/** Policies and groups belong to the whole server, so they go by its clock; a credential goes by that of its domain. */
export function createDelayedAccess ({ store, clocks, delays }: {
  readonly store: Pick<Store, 'policies' | 'groups' | 'credentials'>
  readonly clocks: Clocks
  readonly delays: AccessDelays
}): DelayedAccess {
  const policies = createPendingChanges<Policy>({ clocks, delay: delays.iam, idOf: ({ policyId }) => policyId })
  const groups = createPendingChanges<Group>({ clocks, delay: delays.iam, idOf: ({ urn }) => urn })
  const credentials = createPendingChanges<Credential>({
    clocks, delay: delays.credential, idOf: ({ credentialId }) => credentialId
  })

  function isCreating (credentialId: string): boolean {
    credentials.advance()
    return credentials.has(credentialId)
  }

  return {
    policies: { list: () => policies.asCounted(store.policies.list()) },
    groups: { list: () => groups.asCounted(store.groups.list()) },
    credentials: {
      find: (credentialId) => isCreating(credentialId) ? undefined : store.credentials.find(credentialId)
    },
    isOutdated: () => [policies, groups].map((changes) => changes.advance()).includes(true),
    policyChanging: (policyId) => { policies.add(policyId, store.policies.find(policyId)) },
    groupChanging: (urn) => { groups.add(urn, store.groups.find(urn)) },
    credentialAdded: ({ credentialId, okmsId }) => { credentials.add(credentialId, undefined, okmsId) },
    isCreating,
    apply (okmsId) {
      for (const changes of [policies, groups, credentials]) changes.end(okmsId)
    }
  }
}
