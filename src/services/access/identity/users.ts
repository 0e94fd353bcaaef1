// The users of the account: added, changed, disabled and removed. A user is always in one group at least.

import type { Clock } from '../../../domain/clock.js'
import { usersGroup } from '../../../domain/access/group.js'
import { groupsOfUser, type User, type UserStatus, type UserType } from '../../../domain/access/user.js'
import { accessErrors } from '../../../domain/errors/access/access.js'
import { refusal } from '../../../domain/errors/domain-error.js'
import { identityErrors } from '../../../domain/errors/access/identity.js'
import { accessLimits } from '../../../domain/limits.js'
import type { Store } from '../../../domain/ports.js'
import { quotedOrLength } from '../../../domain/text/quoted-text.js'
import { userUrn } from '../../../domain/urn.js'
import { violations, type Rule } from '../name-rules.js'
import type { Groups } from './groups.js'

export interface UserChange {
  readonly email?: string | null | undefined
  readonly description?: string | undefined
  /** Its main group. It leaves the main group that it had. */
  readonly group?: string | undefined
}

export interface UserRequest extends UserChange {
  readonly login: string
  readonly type?: UserType | undefined
  /** Whether the request had a password, which is not kept. */
  readonly hasPassword?: boolean | undefined
}

/** A user with its groups, the main one first. */
export interface UserInGroups {
  readonly user: User
  readonly groups: ReturnType<typeof groupsOfUser>
}

export interface Users {
  /** Refuses AccessRequestInvalid with every problem at once, UserExists and GroupNotFound. */
  add (request: UserRequest): UserInGroups
  /** Refuses UserNotFound, as all below. */
  get (login: string): UserInGroups
  /** Oldest first. */
  list (): readonly User[]
  /** Refuses AccessRequestInvalid and GroupNotFound. */
  edit (login: string, change: UserChange): UserInGroups
  /** Takes effect on the next request. */
  setStatus (login: string, status: UserStatus): void
  /** Removes its tokens too, and takes it out of its groups. */
  remove (login: string): void
}

export interface UsersOptions {
  readonly store: Pick<Store, 'users' | 'groups' | 'atomically'>
  readonly groups: Pick<Groups, 'of' | 'get' | 'join' | 'leave'>
  readonly clock: Clock
}

export function createUsers ({ store, groups, clock }: UsersOptions): Users {
  function find (login: string): User {
    const user = store.users.find(login)
    if (user === undefined) throw refusal(identityErrors.UserNotFound, quotedOrLength(login))
    return user
  }

  function get (login: string): UserInGroups {
    const user = find(login)
    return { user, groups: groupsOfUser(user, store.groups.list()) }
  }

  return {
    add ({ login, email = null, description = '', group = usersGroup, type = 'USER', hasPassword = false }) {
      refuseInvalid({ login, email, description })
      if (store.users.find(login) !== undefined) throw refusal(identityErrors.UserExists, login)
      groups.get(group)
      const now = clock()
      return store.atomically(() => {
        store.users.insert({
          login,
          email,
          description,
          mainGroup: group,
          type,
          status: 'OK',
          createdAt: now,
          updatedAt: now,
          passwordUpdatedAt: hasPassword ? now : null
        })
        groups.join(group, userUrn(login))
        return get(login)
      })
    },

    get,

    list: () => store.users.list(),

    edit (login, change) {
      const { user, groups: [main] } = get(login)
      const { email = user.email, description = user.description, group = main } = change
      refuseInvalid({ login, email, description })
      groups.get(group)
      return store.atomically(() => {
        store.users.update({ ...user, email, description, mainGroup: group, updatedAt: clock() })
        groups.join(group, userUrn(login))
        if (group !== main) groups.leave(main, userUrn(login))
        return get(login)
      })
    },

    setStatus (login, status) {
      store.users.update({ ...find(login), status, updatedAt: clock() })
    },

    remove (login) {
      find(login)
      store.atomically(() => {
        // First, so that it is put into no other group.
        store.users.remove(login)
        for (const name of groups.of(userUrn(login))) groups.leave(name, userUrn(login))
      })
    }
  }
}

/** Refuses AccessRequestInvalid. */
function refuseInvalid (user: Pick<User, 'login' | 'email' | 'description'>): void {
  const problems = violations(userRules(user))
  if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
}

function userRules ({ login, email, description }: Pick<User, 'login' | 'email' | 'description'>): Rule[] {
  const { description: { maxLength } } = accessLimits
  return [
    [/^[\w.@-]{1,100}$/.test(login), 'login', '1 to 100 letters, digits and . _ @ - are accepted'],
    [email === null || (/^[!-~]+@[!-~]+$/.test(email) && email.length <= 254), 'email', 'an e-mail address is accepted, such as alice@example.com'],
    [[...description].length <= maxLength, 'description', `at most ${maxLength} characters are accepted`]
  ]
}
