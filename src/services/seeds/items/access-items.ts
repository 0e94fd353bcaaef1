// Service accounts, tokens, groups, users and policies of a seed.

import { defaultGroups } from '../../../domain/access/group.js'
import type {
  SeedGroup, SeedPolicy, SeedServiceAccount, SeedToken, SeedUser
} from '../../../domain/seeds/seed-format.js'
import { groupUrn, rootIdentity, userUrn } from '../../../domain/urn.js'
import { SeedFault, type SeedPath } from '../seed-problems.js'
import { contradiction, fault, sameEntries, stopped, timeOf, type ItemContext, type SeedItem } from './item.js'

/** The okmsIds that a list of ids and names means, in the list of this member. Throws SeedFault. */
export type ReachedDomains = (path: SeedPath, references: readonly string[] | undefined) => readonly string[]

type Pair = readonly [there: readonly string[], seed: readonly string[]]

/** For what reaches every domain. Throws SeedFault for a list. */
function none (path: SeedPath, references: readonly string[] | undefined): readonly [] {
  if (references !== undefined) throw fault(path, 'it reaches every domain; leave domains out')
  return []
}

/** Throws SeedFault for those that are not equal. */
function same (path: SeedPath, what: string, lists: Readonly<Record<string, Pair>>): void {
  const problems = Object.entries(lists).filter(([, [there, seed]]) => !sameEntries(there, seed))
    .map(([member, [there]]) => contradiction(`${path}.${member}`, what, there.join(', ') || 'none'))
  if (problems.length > 0) throw new SeedFault(problems)
}

export function serviceAccountItem (
  { store, serviceAccounts }: ItemContext, path: SeedPath, seed: SeedServiceAccount, reached: ReachedDomains
): SeedItem {
  const { name, description, clientId, everyDomain = false, out } = seed
  const okmsIds = () => everyDomain ? none(`${path}.domains`, seed.domains) : reached(`${path}.domains`, seed.domains)
  return {
    path,
    kind: 'serviceAccount',
    name,
    find (present) {
      const found = clientId === undefined ? present.serviceAccount(name) : store.serviceAccounts.find(clientId)
      if (found !== undefined) same(path, `service account ${found.clientId}`, { domains: [found.okmsIds, okmsIds()] })
      else okmsIds()
      return found?.clientId
    },
    prepare: () => () => {
      const { account, clientSecret } = serviceAccounts.add({
        name, description, okmsIds: okmsIds(), everyDomain, clientId
      })
      return { id: account.clientId, made: { clientSecret, out } }
    }
  }
}

export function tokenItem (
  { store, clocks, tokens }: ItemContext, path: SeedPath, seed: SeedToken, reached: ReachedDomains
): SeedItem {
  const { name, description, user, everyDomain = user !== undefined, out } = seed
  const { identityURNs: identities = [user === undefined ? rootIdentity : userUrn(user)] } = seed
  const okmsIds = () => everyDomain ? none(`${path}.domains`, seed.domains) : reached(`${path}.domains`, seed.domains)
  let now: (() => number) | undefined
  let expiresAt: number | undefined
  return {
    path,
    kind: 'token',
    name,
    find (present) {
      const found = present.token(name, user)
      const wanted = okmsIds()
      now ??= stopped(clocks.of(wanted[0] ?? ''))
      expiresAt = timeOf(`${path}.expiresAt`, seed.expiresAt, now())
      if (found !== undefined) {
        same(path, `token ${found.tokenId}`, {
          identityURNs: [found.identities, identities], domains: [found.okmsIds, wanted]
        })
      }
      return found?.tokenId
    },
    prepare: () => () => {
      if (user !== undefined && store.users.find(user) === undefined) {
        throw fault(`${path}.user`, 'no user of this file or of the server has this login')
      }
      const { token, text } = tokens.issue({
        name, description, identities, okmsIds: okmsIds(), everyDomain, user, expiresAt
      })
      return { id: token.tokenId, made: { token: text, out } }
    }
  }
}

export function groupItem (
  { groups }: ItemContext, path: SeedPath, { name, members, description, role }: SeedGroup
): SeedItem {
  const hasOwn = description !== undefined || role !== undefined
  return {
    path,
    kind: 'group',
    name,
    check () {
      const own = description === undefined ? 'role' : 'description'
      const isDefault = defaultGroups.some((one) => one.name === name)
      if (isDefault && hasOwn) throw fault(`${path}.${own}`, `${name} is a group of every account, which has its own`)
    },
    find: (present) => present.group(name)?.urn,
    prepare: () => () => {
      groups.put(name, members)
      if (hasOwn) groups.edit(name, { description, role })
      return { id: groupUrn(name) }
    }
  }
}

export function userItem ({ users }: ItemContext, path: SeedPath, seed: SeedUser): SeedItem {
  const { login, email, description, group, type, status } = seed
  return {
    path,
    kind: 'user',
    name: login,
    find: (present) => present.user(login)?.login,
    prepare: () => () => {
      users.add({ login, email, description, group, type })
      if (status === 'DISABLED') users.setStatus(login, status)
      return { id: login }
    }
  }
}

export function policyItem ({ clocks, policies }: ItemContext, path: SeedPath, seed: SeedPolicy): SeedItem {
  const { name, description, identities, action: actions, except: exceptions, deny: denied } = seed
  const expiresAt = () => timeOf(`${path}.expiredAt`, seed.expiredAt, clocks.server())
  const resources = seed.resources.map(({ urn }) => urn)
  return {
    path,
    kind: 'policy',
    name,
    find (present) {
      const found = present.policy(name)
      if (found !== undefined) {
        same(path, `policy ${found.policyId}`, {
          identities: [found.identities, identities],
          resources: [found.resources, resources],
          action: [found.actions, actions],
          except: [found.exceptions, exceptions ?? []],
          deny: [found.denied, denied ?? []]
        })
      }
      return found?.policyId
    },
    prepare: () => () => {
      const { policyId } = policies.add({
        name, description, identities, resources, actions, exceptions, denied, expiresAt: expiresAt()
      })
      return { id: policyId }
    }
  }
}
