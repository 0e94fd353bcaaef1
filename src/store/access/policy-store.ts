// Policies in SQLite.

import type { Policy } from '../../domain/access/policy.js'
import type { ListedPolicy, PolicyStore } from '../../domain/ports.js'
import { integer, json, nullable, text, type RowOf, type Stored } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'
import type { ServerContent } from '../snapshots/snapshot-rows.js'

const columns = [
  'policy_id', 'name', 'description', 'identities', 'resources', 'actions', 'created_at', 'exceptions', 'denied',
  'expires_at', 'updated_at'
] as const

type Row<Value> = RowOf<typeof columns, Value>

const encode = (policy: Policy): Row<Stored> => [
  policy.policyId, policy.name, policy.description, JSON.stringify(policy.identities),
  JSON.stringify(policy.resources), JSON.stringify(policy.actions), policy.createdAt,
  JSON.stringify(policy.exceptions), JSON.stringify(policy.denied), policy.expiresAt, policy.updatedAt
]

const time = nullable(integer)

const decode = ([
  id, name, description, identities, resources, actions, createdAt, exceptions, denied, expiresAt, updatedAt
]: Row<unknown>): Policy => ({
  policyId: text(id),
  name: text(name),
  description: text(description),
  identities: json<string[]>(identities),
  resources: json<string[]>(resources),
  actions: json<string[]>(actions),
  createdAt: integer(createdAt),
  exceptions: json<string[]>(exceptions),
  denied: json<string[]>(denied),
  expiresAt: time(expiresAt),
  updatedAt: time(updatedAt)
})

/** As a snapshot holds it. The first versions that took snapshots kept less. */
type Entry = Omit<Policy, Added> & Partial<Pick<Policy, Added>>
type Added = 'exceptions' | 'denied' | 'expiresAt' | 'updatedAt'

const fromEntry = (entry: Entry): Policy =>
  ({ exceptions: [], denied: [], expiresAt: null, updatedAt: null, ...entry })

export function createPolicyStore ({ database, storing }: Connection): PolicyStore & ServerContent {
  const selected = keepRowChecksums(database, 'iam_policy', columns)
  const insertion = database.prepare(`INSERT INTO iam_policy (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
  const update = database.prepare(`UPDATE iam_policy SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE policy_id = ?`)
  const find = database.prepare<[string], Row<unknown>>(`SELECT ${selected} FROM iam_policy WHERE policy_id = ?`).raw()
  const list = database.prepare<[], [unknown, ...Row<unknown>]>(`SELECT position, ${selected} FROM iam_policy ORDER BY position`).raw()
  const remove = database.prepare('DELETE FROM iam_policy WHERE policy_id = ?')
  const removeAll = database.prepare('DELETE FROM iam_policy')

  const every = () => list.all().map(([position, ...row]): ListedPolicy =>
    ({ ...decode(checked(row)), position: integer(position) }))

  return {
    entries: () => every().map(({ position: _, ...policy }) => policy),
    add: (entry: Entry) => { insertion.run(...encode(fromEntry(entry))) },
    clear: () => { removeAll.run() },
    // Every read goes to the database.
    forgetRows: () => {},
    insert: (policy) => { storing(() => insertion.run(...encode(policy))) },
    find: (policyId) => reading(() => {
      const row = find.get(policyId)
      return row && decode(checked(row))
    }),
    list: () => reading(every),
    update: (policy) => { storing(() => update.run(...encode(policy), policy.policyId)) },
    remove: (policyId) => storing(() => remove.run(policyId).changes > 0)
  }
}
