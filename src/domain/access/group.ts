// Groups of identities (service.md 2.5), which policies can name as one.

/**
 * What its members may do without any policy. ADMIN allows everything. The others allow nothing here: what they allow
 * at the service is not published for the KMS.
 */
export const groupRoles = ['ADMIN', 'REGULAR', 'UNPRIVILEGED', 'NONE'] as const
export type GroupRole = (typeof groupRoles)[number]

export interface Group {
  /** Identity URN of the group. */
  readonly urn: string
  readonly description: string
  readonly role: GroupRole
  /** Identity URNs of its members; no groups among them. */
  readonly members: readonly string[]
  /** Epoch milliseconds, as `updatedAt`. */
  readonly createdAt: number
  readonly updatedAt: number
}

interface DefaultGroup {
  readonly name: string
  readonly role: GroupRole
  readonly description: string
}

/** The group of users that name none. */
export const usersGroup = 'DEFAULT'

/** Groups that every account has. They cannot be removed, and only their members change. */
export const defaultGroups: readonly DefaultGroup[] = [
  { name: 'ADMIN', role: 'ADMIN', description: 'Administrators' },
  { name: usersGroup, role: 'REGULAR', description: 'Users without another group' },
  { name: 'UNPRIVILEGED', role: 'UNPRIVILEGED', description: 'Read-only users' }
]
