// What the server has, by the names that seeds recognise it by. Read once for each look at it.

import type { Credential } from '../../domain/access/credential.js'
import type { OkmsDomain } from '../../domain/access/okms-domain.js'
import type { Group } from '../../domain/access/group.js'
import type { Policy } from '../../domain/access/policy.js'
import type { ServiceAccount, Token } from '../../domain/access/token.js'
import type { User } from '../../domain/access/user.js'
import { keyStates } from '../../domain/keys/key-state.js'
import type { ServiceKey } from '../../domain/keys/service-key.js'
import type { Page } from '../../domain/page.js'
import type { ServiceKeyStore, Store } from '../../domain/ports.js'
import { groupUrn } from '../../domain/urn.js'

export interface Present {
  readonly domains: () => readonly OkmsDomain[]
  /** In any state, oldest first. */
  readonly keysOf: (okmsId: string, name: string) => readonly ServiceKey[]
  /** The newest one that is not revoked. */
  readonly credential: (okmsId: string, name: string) => Credential | undefined
  /** @param user Login of the user that it belongs to. */
  readonly token: (name: string, user?: string) => Token | undefined
  readonly serviceAccount: (name: string) => ServiceAccount | undefined
  readonly policy: (name: string) => Policy | undefined
  readonly group: (name: string) => Group | undefined
  readonly user: (login: string) => User | undefined
}

export function presentIn (store: Store): Present {
  const domains = once(() => store.domains.list())
  const keys = onceFor((okmsId) => grouped(everyKey(store.serviceKeys, okmsId)))
  const credentials = onceFor((okmsId) =>
    named(store.credentials.list(okmsId).filter(({ revokedAt }) => revokedAt === null)))
  const tokens = once(() => named(store.tokens.list().filter(({ user }) => user === null)))
  const accounts = once(() => named(store.serviceAccounts.list()))
  const policies = once(() => named(store.policies.list()))
  return {
    domains,
    keysOf: (okmsId, name) => keys(okmsId).get(name) ?? [],
    credential: (okmsId, name) => credentials(okmsId).get(name),
    token: (name, user) => user === undefined
      ? tokens().get(name)
      : store.tokens.listOf(user).find((token) => token.name === name),
    serviceAccount: (name) => accounts().get(name),
    policy: (name) => policies().get(name),
    group: (name) => store.groups.find(groupUrn(name)),
    user: (login) => store.users.find(login)
  }
}

/** Oldest first, with those that are destroyed. */
export function everyKey (store: Pick<ServiceKeyStore, 'list'>, okmsId: string): readonly ServiceKey[] {
  const found: ServiceKey[] = []
  let page: Page<ServiceKey> | undefined
  do {
    page = store.list(okmsId, keyStates, { after: page?.next ?? 0, limit: 500 })
    found.push(...page.items)
  } while (page.next !== null)
  return found
}

const named = <Named extends { readonly name: string }>(items: readonly Named[]): ReadonlyMap<string, Named> =>
  new Map(items.map((item) => [item.name, item]))

function grouped (keys: readonly ServiceKey[]): ReadonlyMap<string, readonly ServiceKey[]> {
  const groups = new Map<string, ServiceKey[]>()
  for (const key of keys) groups.set(key.name, [...groups.get(key.name) ?? [], key])
  return groups
}

function once<Value extends object> (read: () => Value): () => Value {
  let value: Value | undefined
  return () => {
    value ??= read()
    return value
  }
}

function onceFor<Value extends object> (read: (okmsId: string) => Value): (okmsId: string) => Value {
  const values = new Map<string, Value>()
  return (okmsId) => {
    const value = values.get(okmsId) ?? read(okmsId)
    values.set(okmsId, value)
    return value
  }
}
