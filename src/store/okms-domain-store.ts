// okms domains in SQLite.

import type { Database } from 'better-sqlite3'
import type { OkmsDomain } from '../domain/okms-domain.js'
import type { OkmsDomainStore } from '../domain/ports.js'
import { integer, text } from './column.js'
import { reading, storing } from './storage-faults.js'

type Row = readonly [okmsId: unknown, name: unknown, createdAt: unknown]

const decode = ([okmsId, name, createdAt]: Row): OkmsDomain => ({ okmsId: text(okmsId), name: text(name), createdAt: integer(createdAt) })

export function createOkmsDomainStore (database: Database): OkmsDomainStore {
  const insert = database.prepare('INSERT INTO okms_domain (okms_id, name, created_at) VALUES (?, ?, ?)')
  const select = 'SELECT okms_id, name, created_at FROM okms_domain'
  const find = database.prepare<[string], Row>(`${select} WHERE okms_id = ?`).raw()
  const list = database.prepare<[], Row>(`${select} ORDER BY position`).raw()

  return {
    insert: ({ okmsId, name, createdAt }) => { storing(() => insert.run(okmsId, name, createdAt)) },
    find: (okmsId) => reading(() => {
      const row = find.get(okmsId)
      return row && decode(row)
    }),
    list: () => reading(() => list.all().map(decode))
  }
}
