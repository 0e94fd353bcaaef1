// okms domains in SQLite.

import type { Database } from 'better-sqlite3'
import type { OkmsDomain } from '../../domain/access/okms-domain.js'
import type { OkmsDomainStore } from '../../domain/ports.js'
import { integer, text } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import type { CachedRows } from '../sqlite/row-cache.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'

type Row = readonly [okmsId: unknown, name: unknown, createdAt: unknown]

const decode = ([okmsId, name, createdAt]: Row): OkmsDomain => ({
  okmsId: text(okmsId), name: text(name), createdAt: integer(createdAt)
})

/** A store that has rows of domains. */
export interface DomainRows extends CachedRows {
  /** Removes what it has of a domain, as its own rules want it, inside the transaction that removes the domain. */
  removeDomain (okmsId: string, at: number): void
}

/** For other stores: whether a domain is there and not removed. */
export function createDomainLookup (database: Database): (okmsId: string) => boolean {
  const find = database.prepare<[string], number>('SELECT 1 FROM okms_domain WHERE okms_id = ? AND removed_at IS NULL').pluck()
  return (okmsId) => find.get(okmsId) !== undefined
}

/** @param dependents All stores that have rows of domains. */
export function createOkmsDomainStore (
  { database, storing, emptyLog }: Connection, dependents: readonly DomainRows[]
): OkmsDomainStore {
  const insert = database.prepare(`INSERT INTO okms_domain (okms_id, name, created_at) VALUES (?, ?, ?)
    ON CONFLICT (okms_id) DO UPDATE SET name = excluded.name, created_at = excluded.created_at, removed_at = NULL WHERE removed_at IS NOT NULL`)
  const select = `SELECT ${keepRowChecksums(database, 'okms_domain', ['okms_id', 'name', 'created_at'])} FROM okms_domain`
  const find = database.prepare<[string], Row>(`${select} WHERE okms_id = ? AND removed_at IS NULL`).raw()
  const list = database.prepare<[], Row>(`${select} WHERE removed_at IS NULL ORDER BY position`).raw()

  const mark = database.prepare('UPDATE okms_domain SET removed_at = ? WHERE okms_id = ?')
  const remove = database.transaction((okmsId: string, at: number) => {
    for (const store of dependents) store.removeDomain(okmsId, at)
    mark.run(at, okmsId)
  })

  return {
    insert: ({ okmsId, name, createdAt }) => { storing(() => insert.run(okmsId, name, createdAt)) },
    find: (okmsId) => reading(() => {
      const row = find.get(okmsId)
      return row && decode(checked(row))
    }),
    list: () => reading(() => list.all().map((row) => decode(checked(row)))),
    remove (okmsId, at) {
      try {
        storing(() => { remove.immediate(okmsId, at) })
      } finally {
        for (const store of dependents) store.forgetRows()
      }
      // Copies of the material are still in the write-ahead log.
      emptyLog()
    }
  }
}
