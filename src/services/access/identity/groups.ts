// Groups of identities. Their members are the only record of who is in which group: the groups of a user are those that
// have it as a member, so every way to change a group agrees with what a user shows.

import type { Clock } from '../../../domain/clock.js'
import { defaultGroups, usersGroup, type Group, type GroupRole } from '../../../domain/access/group.js'
import { accessErrors } from '../../../domain/errors/access/access.js'
import { refusal } from '../../../domain/errors/domain-error.js'
import { identityErrors } from '../../../domain/errors/access/identity.js'
import { accessLimits, policyLimits } from '../../../domain/limits.js'
import type { Store } from '../../../domain/ports.js'
import { quotedOrLength } from '../../../domain/text/quoted-text.js'
import { groupUrn, isGroupUrn, isIdentityUrn, nameInUrn, userUrn } from '../../../domain/urn.js'
import { violations, type Rule } from '../name-rules.js'

export interface GroupChange {
  readonly description?: string | undefined
  readonly role?: GroupRole | undefined
}

export interface GroupRequest extends GroupChange {
  readonly name: string
}

export interface Groups {
  /** Creates the group or replaces its members; users keep one group at least. Refuses AccessRequestInvalid. */
  put (name: string, members: readonly string[]): Group
  /** Creates a group without members. Refuses AccessRequestInvalid and GroupExists. */
  add (request: GroupRequest): Group
  /** Refuses GroupNotFound, AccessRequestInvalid and DefaultGroupFixed. */
  edit (name: string, change: GroupChange): Group
  /** Refuses GroupNotFound. */
  get (name: string): Group
  /** The groups that every account has, then the others, oldest first. */
  list (): readonly Group[]
  /** Refuses GroupNotFound and DefaultGroupFixed. */
  remove (name: string): void
  /** Names of the groups that have this member. */
  of (member: string): readonly string[]
  /** Refuses GroupNotFound, and AccessRequestInvalid for a group that is full. */
  join (name: string, member: string): void
  /** Does nothing for one that is no member. A user without a group is in the group DEFAULT. Refuses GroupNotFound. */
  leave (name: string, member: string): void
}

export interface GroupsOptions {
  readonly store: Pick<Store, 'groups' | 'users' | 'domains' | 'atomically'>
  readonly clock: Clock
  /** Called before the group with this URN changes; one that is added is not there yet. */
  readonly changing: (urn: string) => void
}

const defaultGroup = (name: string) => defaultGroups.find((one) => one.name === name)

export function createGroups ({ store, clock, changing }: GroupsOptions): Groups {
  /** The account is as old as its first domain. */
  const since = () => store.domains.list()[0]?.createdAt ?? 0

  function find (name: string): Group | undefined {
    const urn = groupUrn(name)
    const found = store.groups.find(urn)
    const common = defaultGroup(name)
    if (found !== undefined || common === undefined) return found
    const { description, role } = common
    return { urn, description, role, members: [], createdAt: since(), updatedAt: since() }
  }

  function get (name: string): Group {
    const group = find(name)
    if (group === undefined) throw refusal(accessErrors.GroupNotFound, quotedOrLength(name))
    return group
  }

  /** Refuses AccessRequestInvalid. */
  function write (group: Group): Group {
    const problems = violations(groupRules(group))
    if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
    const written = { ...group, updatedAt: clock() }
    changing(group.urn)
    store.groups.put(written)
    return written
  }

  function create ({ name, description = '', role = 'NONE' }: GroupRequest, members: readonly string[] = []): Group {
    const now = clock()
    return write({ urn: groupUrn(name), description, role, members, createdAt: now, updatedAt: now })
  }

  const groupsOf = (member: string) =>
    store.groups.list().filter(({ members }) => members.includes(member)).map(({ urn }) => nameInUrn(urn))

  const isUser = (urn: string) => {
    const login = nameInUrn(urn)
    return userUrn(login) === urn && store.users.find(login) !== undefined
  }

  /** Puts users among these, who may have lost their only group, into the group of users without another. */
  function settle (left: readonly string[]): void {
    const without = left.filter((urn) => isUser(urn) && groupsOf(urn).length === 0)
    if (without.length === 0) return
    const group = get(usersGroup)
    write({ ...group, members: [...group.members, ...without] })
  }

  return {
    put: (name, given) => store.atomically(() => {
      const members = [...new Set(given)]
      const before = find(name)
      if (before === undefined) return create({ name }, members)
      write({ ...before, members })
      settle(before.members.filter((member) => !members.includes(member)))
      return get(name)
    }),

    add (request) {
      if (find(request.name) !== undefined) throw refusal(identityErrors.GroupExists, quotedOrLength(request.name))
      return create(request)
    },

    edit (name, { description, role }) {
      const group = get(name)
      if (defaultGroup(name) !== undefined) throw refusal(identityErrors.DefaultGroupFixed, name)
      return write({ ...group, description: description ?? group.description, role: role ?? group.role })
    },

    get,

    list () {
      const others = store.groups.list().filter(({ urn }) => defaultGroup(nameInUrn(urn)) === undefined)
      return [...defaultGroups.map(({ name }) => get(name)), ...others]
    },

    remove: (name) => {
      const { urn, members } = get(name)
      if (defaultGroup(name) !== undefined) throw refusal(identityErrors.DefaultGroupFixed, name)
      store.atomically(() => {
        changing(urn)
        store.groups.remove(urn)
        settle(members)
      })
    },

    of: groupsOf,

    join (name, member) {
      const group = get(name)
      if (!group.members.includes(member)) write({ ...group, members: [...group.members, member] })
    },

    leave (name, member) {
      const group = get(name)
      if (!group.members.includes(member)) return
      store.atomically(() => {
        write({ ...group, members: group.members.filter((one) => one !== member) })
        settle([member])
      })
    }
  }
}

function groupRules ({ urn, description, members }: Group): Rule[] {
  const { entries } = policyLimits
  const { description: { maxLength } } = accessLimits
  const wrong = members.filter((member) => !isIdentityUrn(member) || isGroupUrn(member))
  return [
    [/^[\w.@-]{1,50}$/.test(nameInUrn(urn)), 'name', '1 to 50 letters, digits and . _ @ - are accepted'],
    [[...description].length <= maxLength, 'description', `at most ${maxLength} characters are accepted`],
    [members.length <= entries.max, 'members', `got ${members.length}; at most ${entries.max} are accepted`],
    [wrong.length === 0, 'members', `got ${wrong.map(quotedOrLength).join(', ')}; accepted: identity URNs of users, service accounts and accounts`]
  ]
}
