// okms domains in SQLite.

import type { Database } from 'better-sqlite3'
import type { OkmsDomain } from '../../domain/access/okms-domain.js'
import type { OkmsDomainStore } from '../../domain/ports.js'
import { integer, text } from '../sqlite/column.js'
import { emptyLog } from '../sqlite/connection.js'
import type { ForgetsRows } from '../sqlite/kept-rows.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading, storing } from '../sqlite/storage-faults.js'

type Row = readonly [okmsId: unknown, name: unknown, createdAt: unknown]

const decode = ([okmsId, name, createdAt]: Row): OkmsDomain => ({ okmsId: text(okmsId), name: text(name), createdAt: integer(createdAt) })

/** @param dependents Stores of the rows that go with a domain. */
export function createOkmsDomainStore (database: Database, dependents: readonly ForgetsRows[]): OkmsDomainStore {
  const insert = database.prepare(`INSERT INTO okms_domain (okms_id, name, created_at) VALUES (?, ?, ?)
    ON CONFLICT (okms_id) DO UPDATE SET name = excluded.name, created_at = excluded.created_at, removed_at = NULL WHERE removed_at IS NOT NULL`)
  const select = `SELECT ${keepRowChecksums(database, 'okms_domain', ['okms_id', 'name', 'created_at'])} FROM okms_domain`
  const find = database.prepare<[string], Row>(`${select} WHERE okms_id = ? AND removed_at IS NULL`).raw()
  const list = database.prepare<[], Row>(`${select} WHERE removed_at IS NULL ORDER BY position`).raw()

  // Zeros overwrite in place, as when one key is destroyed (service-key-store.ts); tombstones keep the ids taken.
  const eraseMaterials = database.prepare('UPDATE service_key_material SET sealed = zeroblob(length(sealed)) WHERE position IN (SELECT position FROM service_key WHERE okms_id = ?)')
  const destroyKeys = database.prepare(`UPDATE service_key SET state = iif(state = 'compromised', 'destroyed_compromised', 'destroyed'), destroyed_at = ?, public_jwk = NULL
    WHERE okms_id = ? AND destroyed_at IS NULL`)
  const revoke = database.prepare('UPDATE credential SET revoked_at = ? WHERE okms_id = ? AND revoked_at IS NULL')
  const withdraw = ['token', 'service_account'].map((table) => database.prepare(
    `UPDATE ${table} SET okms_ids = (SELECT json_group_array(value) FROM json_each(okms_ids) WHERE value <> @okmsId) WHERE instr(okms_ids, @okmsId) > 0`))
  const mark = database.prepare('UPDATE okms_domain SET removed_at = ? WHERE okms_id = ?')
  const remove = database.transaction((okmsId: string, at: number) => {
    eraseMaterials.run(okmsId)
    destroyKeys.run(at, okmsId)
    revoke.run(at, okmsId)
    for (const statement of withdraw) statement.run({ okmsId })
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
      emptyLog(database)
    }
  }
}
