// All SQL about service keys and their material.

import type { Database } from 'better-sqlite3'
import { keyStates } from '../../domain/keys/key-state.js'
import { createDomainLookup } from '../access/okms-domain-store.js'
import { keepRowChecksums } from '../sqlite/row-checksum.js'
import { serviceKeyColumns, type ServiceKeyRow, type SummaryRow } from './service-key-row.js'

export type ServiceKeyStatements = ReturnType<typeof prepareServiceKeyStatements>

export function prepareServiceKeyStatements (database: Database) {
  const placeholders = serviceKeyColumns.map(() => '?').join(', ')
  const selected = keepRowChecksums(database, 'service_key', serviceKeyColumns)
  const theKey = 'okms_id = ? AND key_id = ?'
  return {
    domainExists: createDomainLookup(database),
    insert: database.prepare(`INSERT INTO service_key (${serviceKeyColumns.join(', ')}, checksum) VALUES (${placeholders}, ?)`),
    insertMaterial: database.prepare('INSERT INTO service_key_material (position, sealed) VALUES (?, ?)'),
    row: database.prepare<[number], ServiceKeyRow>(`SELECT ${selected} FROM service_key WHERE position = ?`).raw(),
    find: database.prepare<[string, string], [number, ...ServiceKeyRow]>(`SELECT position, ${selected} FROM service_key WHERE ${theKey}`).raw(),
    position: database.prepare<[string, string], number>(`SELECT position FROM service_key WHERE ${theKey}`).pluck(),
    newestPosition: database.prepare<[], number>('SELECT position FROM service_key ORDER BY position DESC LIMIT 1').pluck(),
    // By row number, not by an index: each call then costs the same.
    summaries: database.prepare<[number, number, string], SummaryRow>(
      `SELECT key_id, name, type, state FROM service_key NOT INDEXED
        WHERE position < ? AND position >= ? AND okms_id = ? ORDER BY position DESC`
    ).raw(),
    countByState: database.prepare<[string], readonly [state: unknown, keys: unknown]>(
      'SELECT state, count(*) FROM service_key WHERE okms_id = ? GROUP BY state'
    ).raw(),
    material: database.prepare<[string, string], Buffer>(
      `SELECT sealed FROM service_key JOIN service_key_material USING (position) WHERE ${theKey} AND state NOT IN ('destroyed', 'destroyed_compromised')`
    ).pluck(),
    update: database.prepare(`UPDATE service_key SET (${serviceKeyColumns.join(', ')}) = (${placeholders}) WHERE position = ?`),
    // Zeros of the same length overwrite in place. Deleting the row would let SQLite move its neighbours between pages, and
    // stale copies of moved rows would remain in the unused part of a page, which a later deletion (even with secure_delete) does not reach.
    eraseMaterial: database.prepare('UPDATE service_key_material SET sealed = zeroblob(length(sealed)) WHERE position = ?'),
    eraseMaterials: database.prepare('UPDATE service_key_material SET sealed = zeroblob(length(sealed)) WHERE position IN (SELECT position FROM service_key WHERE okms_id = ?)'),
    // The rows stay, so that the ids are never used again.
    destroyAll: database.prepare(`UPDATE service_key SET state = iif(state = 'compromised', 'destroyed_compromised', 'destroyed'), destroyed_at = ?, public_jwk = NULL
      WHERE okms_id = ? AND destroyed_at IS NULL`),
    // One range of service_key_by_state per state, each in order already: SQLite merges them and stops at the limit, so a
    // page costs the same whatever the number of keys.
    lists: keyStates.map((_, index) => database.prepare<(string | number)[], number>(`
      ${Array(index + 1).fill('SELECT position FROM service_key WHERE okms_id = ? AND state = ? AND position > ?').join(' UNION ALL ')}
      ORDER BY position LIMIT ?`).pluck())
  }
}
