// Everything in a store that a snapshot holds, as values to compare.

import { keyStates } from '../../../src/domain/keys/key-state.js'
import type { Store } from '../../../src/domain/ports.js'

const all = { after: 0, limit: 10_000 }

/** What a domain holds, without its credentials and without its own id. */
export function contentOf (store: Store, okmsId: string): unknown {
  const keys = store.serviceKeys.list(okmsId, keyStates, all).items
  const secrets = store.secrets.list(okmsId, { after: '', limit: 10_000 }).items
  const { okmsId: _, ...counts } = { okmsId, ...store.serviceKeys.counts(okmsId) }
  return {
    counts,
    keys: keys.map((key) => ({
      ...key,
      okmsId: undefined,
      material: store.serviceKeys.material(okmsId, key.keyId),
      changes: store.keyHistories.find(okmsId, key.keyId)?.changes
    })),
    secrets: secrets.map(({ secret }) => ({
      ...secret,
      okmsId: undefined,
      versions: store.secrets.versions(okmsId, secret.path, all).items.map((version) => ({
        ...version, data: store.secrets.data(okmsId, secret.path, version.number)
      }))
    })),
    configuration: store.secrets.configuration(okmsId)
  }
}

export const domainState = (store: Store, okmsId: string): unknown => ({
  domain: store.domains.find(okmsId),
  credentials: store.credentials.list(okmsId),
  content: contentOf(store, okmsId)
})

export const serverState = (store: Store): unknown => ({
  domains: store.domains.list().map(({ okmsId }) => domainState(store, okmsId)),
  tokens: store.tokens.list(),
  users: store.users.list(),
  serviceAccounts: store.serviceAccounts.list(),
  policies: store.policies.list(),
  groups: store.groups.list()
})
