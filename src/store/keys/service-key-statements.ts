// SQL of service keys.

import type { Database } from 'better-sqlite3'
import { isDestroyed, keyStates, type KeyState } from '../../domain/keys/key-state.js'
import type { PageRequest } from '../../domain/page.js'
import { createDomainLookup } from '../access/okms-domain-store.js'
import { keepRowChecksums } from '../sqlite/row-checksum.js'
import { preparing } from '../sqlite/statement.js'
import { serviceKeyColumns, type ServiceKeyRow, type SummaryRow } from './service-key-row.js'

export type ServiceKeyStatements = ReturnType<typeof prepareServiceKeys>

/** Call it once for a connection. */
export function prepareServiceKeys (database: Database) {
  const { rows, column, change } = preparing(database)
  const placeholders = serviceKeyColumns.map(() => '?').join(', ')
  const selected = keepRowChecksums(database, 'service_key', serviceKeyColumns)
  const theKey = 'okms_id = ? AND key_id = ?'
  const notDestroyed = keyStates.filter((state) => !isDestroyed(state)).map((state) => `'${state}'`).join(', ')
  return {
    domainExists: createDomainLookup(database),
    insert: change(`INSERT INTO service_key (${serviceKeyColumns.join(', ')}, checksum, material_slot) VALUES (${placeholders}, ?, ?)`),
    row: rows<[number], ServiceKeyRow>(`SELECT ${selected} FROM service_key WHERE position = ?`),
    find: rows<[string, string], [number, ...ServiceKeyRow]>(`SELECT position, ${selected} FROM service_key WHERE ${theKey}`),
    position: column<[string, string], number>(`SELECT position FROM service_key WHERE ${theKey}`),
    newestPosition: column<[], number>('SELECT position FROM service_key ORDER BY position DESC LIMIT 1'),
    // By row number, not by an index: each call then costs the same.
    summaries: rows<[number, number, string], SummaryRow>(
      `SELECT key_id, name, type, state FROM service_key NOT INDEXED
        WHERE position < ? AND position >= ? AND okms_id = ? ORDER BY position DESC`
    ),
    countByState: rows<[string], readonly [state: unknown, keys: unknown]>(
      'SELECT state, count(*) FROM service_key WHERE okms_id = ? GROUP BY state'
    ),
    material: column<[string, string], number | null>(
      `SELECT material_slot FROM service_key WHERE ${theKey} AND state NOT IN ('destroyed', 'destroyed_compromised')`
    ),
    update: change(`UPDATE service_key SET (${serviceKeyColumns.join(', ')}) = (${placeholders}) WHERE position = ?`),
    slot: column<[number], number | null>('SELECT material_slot FROM service_key WHERE position = ?'),
    leaveSlot: change('UPDATE service_key SET material_slot = NULL WHERE position = ?'),
    // By service_key_by_state, which lists them by state.
    notDestroyed: column<[string, number], number>(`SELECT position FROM service_key WHERE okms_id = ? AND state IN (${notDestroyed}) LIMIT ?`),
    // The row stays, so that the id is never used again.
    destroy: change("UPDATE service_key SET state = iif(state = 'compromised', 'destroyed_compromised', 'destroyed'), destroyed_at = ?, public_jwk = NULL WHERE position = ?"),
    positions: column<[string], number>('SELECT position FROM service_key WHERE okms_id = ? ORDER BY position'),
    slots: column<[string], number>('SELECT material_slot FROM service_key WHERE okms_id = ? AND material_slot IS NOT NULL'),
    removeAll: change('DELETE FROM service_key WHERE okms_id = ?'),
    // One range of service_key_by_state per state, each in order already: SQLite merges them and stops at the limit, so
    // a page costs the same whatever the number of keys.
    lists: keyStates.map((_, index) => column<(string | number)[], number>(`
      ${Array(index + 1).fill('SELECT position FROM service_key WHERE okms_id = ? AND state = ? AND position > ?').join(' UNION ALL ')}
      ORDER BY position LIMIT ?`))
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
