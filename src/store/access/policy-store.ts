// Policies and groups in SQLite.

import type { Group, Policy } from '../../domain/access/policy.js'
import type { GroupStore, PolicyStore } from '../../domain/ports.js'
import { integer, json, text } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'

type PolicyRow = readonly [
  id: unknown, name: unknown, description: unknown, identities: unknown, resources: unknown, actions: unknown,
  createdAt: unknown
]

const decodePolicy = ([id, name, description, identities, resources, actions, createdAt]: PolicyRow): Policy => ({
  policyId: text(id),
  name: text(name),
  description: text(description),
  identities: json<string[]>(identities),
  resources: json<string[]>(resources),
  actions: json<string[]>(actions),
  createdAt: integer(createdAt)
})

export function createPolicyStore ({ database, storing }: Connection): PolicyStore {
  const columns = ['policy_id', 'name', 'description', 'identities', 'resources', 'actions', 'created_at']
  const selected = keepRowChecksums(database, 'iam_policy', columns)
  const insert = database.prepare(`INSERT INTO iam_policy (${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const find = database.prepare<[string], PolicyRow>(`SELECT ${selected} FROM iam_policy WHERE policy_id = ?`).raw()
  const list = database.prepare<[], PolicyRow>(`SELECT ${selected} FROM iam_policy ORDER BY position`).raw()
  const remove = database.prepare('DELETE FROM iam_policy WHERE policy_id = ?')

  return {
    insert: ({ policyId, name, description, identities, resources, actions, createdAt }) => {
      storing(() => insert.run(
        policyId, name, description, JSON.stringify(identities), JSON.stringify(resources),
        JSON.stringify(actions), createdAt
      ))
    },
    find: (policyId) => reading(() => {
      const row = find.get(policyId)
      return row && decodePolicy(checked(row))
    }),
    list: () => reading(() => list.all().map((row) => decodePolicy(checked(row)))),
    remove: (policyId) => storing(() => remove.run(policyId).changes > 0)
  }
}

type GroupRow = readonly [urn: unknown, members: unknown, createdAt: unknown]

const decodeGroup = ([urn, members, createdAt]: GroupRow): Group => ({
  urn: text(urn), members: json<string[]>(members), createdAt: integer(createdAt)
})

export function createGroupStore ({ database, storing }: Connection): GroupStore {
  const columns = ['urn', 'members', 'created_at']
  const selected = keepRowChecksums(database, 'iam_group', columns)
  const put = database.prepare(`INSERT INTO iam_group (${columns.join(', ')}) VALUES (?, ?, ?) ON CONFLICT (urn) DO UPDATE SET members = excluded.members`)
  const find = database.prepare<[string], GroupRow>(`SELECT ${selected} FROM iam_group WHERE urn = ?`).raw()
  const list = database.prepare<[], GroupRow>(`SELECT ${selected} FROM iam_group ORDER BY position`).raw()
  const remove = database.prepare('DELETE FROM iam_group WHERE urn = ?')

  return {
    put: ({ urn, members, createdAt }) => { storing(() => put.run(urn, JSON.stringify(members), createdAt)) },
    find: (urn) => reading(() => {
      const row = find.get(urn)
      return row && decodeGroup(checked(row))
    }),
    list: () => reading(() => list.all().map((row) => decodeGroup(checked(row)))),
    remove: (urn) => storing(() => remove.run(urn).changes > 0)
  }
}
