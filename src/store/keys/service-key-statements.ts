// SQL of service keys.

import type { Database } from 'better-sqlite3'
import { isDestroyed, keyStates, type KeyState } from '../../domain/keys/key-state.js'
import type { PageRequest } from '../../domain/page.js'
import { createDomainLookup } from '../access/okms-domain-store.js'
import { keepRowChecksums } from '../sqlite/row-checksum.js'
import { serviceKeyColumns, type ServiceKeyRow, type SummaryRow } from './service-key-row.js'

export type ServiceKeyStatements = ReturnType<typeof prepareServiceKeys>

/** Call it once for a connection. */
export function prepareServiceKeys (database: Database) {
  const placeholders = serviceKeyColumns.map(() => '?').join(', ')
  const selected = keepRowChecksums(database, 'service_key', serviceKeyColumns)
  const theKey = 'okms_id = ? AND key_id = ?'
  const notDestroyed = keyStates.filter((state) => !isDestroyed(state)).map((state) => `'${state}'`).join(', ')
  return {
    domainExists: createDomainLookup(database),
    insert: database.prepare(`INSERT INTO service_key (${serviceKeyColumns.join(', ')}, checksum, material_slot) VALUES (${placeholders}, ?, ?)`),
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
    material: database.prepare<[string, string], number | null>(
      `SELECT material_slot FROM service_key WHERE ${theKey} AND state NOT IN ('destroyed', 'destroyed_compromised')`
    ).pluck(),
    update: database.prepare(`UPDATE service_key SET (${serviceKeyColumns.join(', ')}) = (${placeholders}) WHERE position = ?`),
    slot: database.prepare<[number], number | null>('SELECT material_slot FROM service_key WHERE position = ?').pluck(),
    leaveSlot: database.prepare('UPDATE service_key SET material_slot = NULL WHERE position = ?'),
    // By service_key_by_state, which lists them by state.
    notDestroyed: database.prepare<[string, number], number>(`SELECT position FROM service_key WHERE okms_id = ? AND state IN (${notDestroyed}) LIMIT ?`).pluck(),
    // The row stays, so that the id is never used again.
    destroy: database.prepare("UPDATE service_key SET state = iif(state = 'compromised', 'destroyed_compromised', 'destroyed'), destroyed_at = ?, public_jwk = NULL WHERE position = ?"),
    positions: database.prepare<[string], number>('SELECT position FROM service_key WHERE okms_id = ? ORDER BY position').pluck(),
    slots: database.prepare<[string], number>('SELECT material_slot FROM service_key WHERE okms_id = ? AND material_slot IS NOT NULL').pluck(),
    removeAll: database.prepare('DELETE FROM service_key WHERE okms_id = ?'),
    // One range of service_key_by_state per state, each in order already: SQLite merges them and stops at the limit, so
    // a page costs the same whatever the number of keys.
    lists: keyStates.map((_, index) => database.prepare<(string | number)[], number>(`
      ${Array(index + 1).fill('SELECT position FROM service_key WHERE okms_id = ? AND state = ? AND position > ?').join(' UNION ALL ')}
      ORDER BY position LIMIT ?`).pluck())
  }
}

export function pageOfPositions (
  statements: ServiceKeyStatements, okmsId: string, states: readonly KeyState[], { after, limit }: PageRequest
): { found: readonly number[], next: number | null } {
  const list = statements.lists[states.length - 1]
  if (list === undefined) return { found: [], next: null }
  // One row more than requested shows whether more follow.
  const positions = list.all(...states.flatMap((state) => [okmsId, state, after]), limit + 1)
  const found = positions.slice(0, limit)
  return { found, next: positions.length > limit ? found.at(-1) ?? null : null }
}
