// Users of the account: identities that people and programs have, with personal access tokens (service.md 2.3, 2.5).

import { nameInUrn, userUrn } from '../urn.js'
import { usersGroup, type Group } from './group.js'

/** A user that is DISABLED cannot use its tokens. */
export const userStatuses = ['OK', 'DISABLED'] as const
export type UserStatus = (typeof userStatuses)[number]

/** SERVICE for a program. */
export const userTypes = ['USER', 'SERVICE'] as const
export type UserType = (typeof userTypes)[number]

/** Its password is not kept: no one logs in here. */
export interface User {
  readonly login: string
  readonly email: string | null
  readonly description: string
  /** Name of the group that is shown as its own, if it is a member of it. */
  readonly mainGroup: string
  readonly type: UserType
  readonly status: UserStatus
  /** Epoch milliseconds, as all times here. */
  readonly createdAt: number
  readonly updatedAt: number
  /** null for a user without a password. */
  readonly passwordUpdatedAt: number | null
}

/** Names of its groups, the main one first. A group that was left or removed is no longer the main one. */
export function groupsOfUser (
  { login, mainGroup }: Pick<User, 'login' | 'mainGroup'>, groups: readonly Group[]
): readonly [main: string, ...others: string[]] {
  const urn = userUrn(login)
  const names = groups.filter(({ members }) => members.includes(urn)).map((group) => nameInUrn(group.urn))
  const main = names.includes(mainGroup) ? mainGroup : names[0] ?? usersGroup
  return [main, ...names.filter((name) => name !== main)]
}
