// Policies and groups in SQLite.

import type { Group, Policy } from '../../domain/access/policy.js'
import type { GroupStore, PolicyStore } from '../../domain/ports.js'
import { integer, json, text } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'
import type { ServerContent } from '../snapshots/snapshot-rows.js'

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

export function createPolicyStore ({ database, storing }: Connection): PolicyStore & ServerContent {
  const columns = ['policy_id', 'name', 'description', 'identities', 'resources', 'actions', 'created_at']
  const selected = keepRowChecksums(database, 'iam_policy', columns)
  const insertion = database.prepare(`INSERT INTO iam_policy (${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const find = database.prepare<[string], PolicyRow>(`SELECT ${selected} FROM iam_policy WHERE policy_id = ?`).raw()
  const list = database.prepare<[], PolicyRow>(`SELECT ${selected} FROM iam_policy ORDER BY position`).raw()
  const remove = database.prepare('DELETE FROM iam_policy WHERE policy_id = ?')
  const removeAll = database.prepare('DELETE FROM iam_policy')

  function insert ({ policyId, name, description, identities, resources, actions, createdAt }: Policy): void {
    insertion.run(
      policyId, name, description, JSON.stringify(identities), JSON.stringify(resources), JSON.stringify(actions),
      createdAt
    )
  }

  return {
    entries: () => list.all().map((row) => decodePolicy(checked(row))),
    add: insert,
    clear: () => { removeAll.run() },
    // Every read goes to the database.
    forgetRows: () => {},
    insert: (policy) => { storing(() => { insert(policy) }) },
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

export function createGroupStore ({ database, storing }: Connection): GroupStore & ServerContent {
  const columns = ['urn', 'members', 'created_at']
  const selected = keepRowChecksums(database, 'iam_group', columns)
  const putting = database.prepare(`INSERT INTO iam_group (${columns.join(', ')}) VALUES (?, ?, ?) ON CONFLICT (urn) DO UPDATE SET members = excluded.members`)
  const find = database.prepare<[string], GroupRow>(`SELECT ${selected} FROM iam_group WHERE urn = ?`).raw()
  const list = database.prepare<[], GroupRow>(`SELECT ${selected} FROM iam_group ORDER BY position`).raw()
  const remove = database.prepare('DELETE FROM iam_group WHERE urn = ?')
  const removeAll = database.prepare('DELETE FROM iam_group')

  function put ({ urn, members, createdAt }: Group): void {
    putting.run(urn, JSON.stringify(members), createdAt)
  }

  return {
    entries: () => list.all().map((row) => decodeGroup(checked(row))),
    add: put,
    clear: () => { removeAll.run() },
    // Every read goes to the database.
    forgetRows: () => {},
    put: (group) => { storing(() => { put(group) }) },
    find: (urn) => reading(() => {
      const row = find.get(urn)
      return row && decodeGroup(checked(row))
    }),
    list: () => reading(() => list.all().map((row) => decodeGroup(checked(row)))),
    remove: (urn) => storing(() => remove.run(urn).changes > 0)
  }
}
