// Users of the account in SQLite.

import { userStatuses, userTypes, type User } from '../../domain/access/user.js'
import type { UserStore } from '../../domain/ports.js'
import { integer, nullable, oneOf, text, type RowOf, type Stored } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { createRowCache, type CachedRows } from '../sqlite/row-cache.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'
import type { ServerContent } from '../snapshots/snapshot-rows.js'

const columns = [
  'login', 'email', 'description', 'main_group', 'type', 'status', 'created_at', 'updated_at', 'password_updated_at'
] as const

type Row<Value> = RowOf<typeof columns, Value>

const encode = (user: User): Row<Stored> => [
  user.login, user.email, user.description, user.mainGroup, user.type, user.status, user.createdAt, user.updatedAt,
  user.passwordUpdatedAt
]

const textOrNull = nullable(text)
const time = nullable(integer)
const typeOf = oneOf(userTypes)
const statusOf = oneOf(userStatuses)

const decode = ([
  login, email, description, mainGroup, type, status, createdAt, updatedAt, passwordUpdatedAt
]: Row<unknown>): User => ({
  login: text(login),
  email: textOrNull(email),
  description: text(description),
  mainGroup: text(mainGroup),
  type: typeOf(type),
  status: statusOf(status),
  createdAt: integer(createdAt),
  updatedAt: integer(updatedAt),
  passwordUpdatedAt: time(passwordUpdatedAt)
})

/** Every request with a token of a user asks for one. */
const cachedUsers = 200

/** @param tokens Those of a user go with it. */
export function createUserStore ({ database, storing }: Connection, tokens: CachedRows): UserStore & ServerContent {
  const cache = createRowCache<string, User>(cachedUsers)
  const selected = keepRowChecksums(database, 'iam_user', columns)
  const insertion = database.prepare(`INSERT INTO iam_user (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
  const find = database.prepare<[string], Row<unknown>>(`SELECT ${selected} FROM iam_user WHERE login = ?`).raw()
  const list = database.prepare<[], Row<unknown>>(`SELECT ${selected} FROM iam_user ORDER BY position`).raw()
  const update = database.prepare(`UPDATE iam_user SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE login = ?`)
  const remove = database.prepare('DELETE FROM iam_user WHERE login = ?')
  const removeAll = database.prepare('DELETE FROM iam_user')

  const every = () => list.all().map((row) => decode(checked(row)))

  return {
    entries: every,
    add: (user: User) => { insertion.run(...encode(user)) },
    clear: () => { removeAll.run() },
    insert: (user) => { storing(() => insertion.run(...encode(user))) },
    find: (login) => cache.read(login, () => reading(() => {
      const row = find.get(login)
      return row && decode(checked(row))
    })),
    list: () => reading(every),
    update (user) {
      cache.delete(user.login)
      storing(() => update.run(...encode(user), user.login))
    },
    remove (login) {
      cache.delete(login)
      tokens.forgetRows()
      return storing(() => remove.run(login).changes > 0)
    },
    forgetRows: () => { cache.clear() }
  }
}
