// Groups of identities in SQLite.

import { groupRoles, type Group } from '../../domain/access/group.js'
import type { GroupStore } from '../../domain/ports.js'
import { integer, json, oneOf, text, type RowOf, type Stored } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'
import type { ServerContent } from '../snapshots/snapshot-rows.js'

const columns = ['urn', 'members', 'created_at', 'description', 'role', 'updated_at'] as const

type Row<Value> = RowOf<typeof columns, Value>

const encode = ({ urn, members, createdAt, description, role, updatedAt }: Group): Row<Stored> =>
  [urn, JSON.stringify(members), createdAt, description, role, updatedAt]

const roleOf = oneOf(groupRoles)

const decode = ([urn, members, createdAt, description, role, updatedAt]: Row<unknown>): Group => ({
  urn: text(urn),
  members: json<string[]>(members),
  createdAt: integer(createdAt),
  description: text(description),
  role: roleOf(role),
  updatedAt: integer(updatedAt)
})

/** As a snapshot holds it. The first versions that took snapshots kept less. */
type Entry = Pick<Group, 'urn' | 'members' | 'createdAt'> & Partial<Group>

const fromEntry = (entry: Entry): Group => ({ description: '', role: 'NONE', updatedAt: entry.createdAt, ...entry })

export function createGroupStore ({ database, storing }: Connection): GroupStore & ServerContent {
  const selected = keepRowChecksums(database, 'iam_group', columns)
  const putting = database.prepare(`INSERT INTO iam_group (${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (urn) DO UPDATE SET members = excluded.members, description = excluded.description,
    role = excluded.role, updated_at = excluded.updated_at`)
  const find = database.prepare<[string], Row<unknown>>(`SELECT ${selected} FROM iam_group WHERE urn = ?`).raw()
  const list = database.prepare<[], Row<unknown>>(`SELECT ${selected} FROM iam_group ORDER BY position`).raw()
  const remove = database.prepare('DELETE FROM iam_group WHERE urn = ?')
  const removeAll = database.prepare('DELETE FROM iam_group')

  const every = () => list.all().map((row) => decode(checked(row)))

  return {
    entries: every,
    add: (entry: Entry) => { putting.run(...encode(fromEntry(entry))) },
    clear: () => { removeAll.run() },
    // Every read goes to the database.
    forgetRows: () => {},
    put: (group) => { storing(() => putting.run(...encode(group))) },
    find: (urn) => reading(() => {
      const row = find.get(urn)
      return row && decode(checked(row))
    }),
    list: () => reading(every),
    remove: (urn) => storing(() => remove.run(urn).changes > 0)
  }
}
