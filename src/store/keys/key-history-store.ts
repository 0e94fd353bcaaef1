// Keys of a domain with their past states, for the pages: one key, counts by state, and rows to search in.

import type { Database } from 'better-sqlite3'
import { keyTypes } from '../../domain/keys/algorithms.js'
import type { KeyCounts, KeySummary, KeyHistory, StateChange } from '../../domain/keys/key-history.js'
import { keyStates, revocationReasons, type KeyState } from '../../domain/keys/key-state.js'
import type { KeyHistoryStore } from '../../domain/ports.js'
import { integer, nullable, oneOf, text } from '../sqlite/column.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { decodeServiceKey, serviceKeyColumns, type ServiceKeyRow } from './service-key-row.js'
import { reading } from '../sqlite/storage-faults.js'

/** A key can be deactivated and activated without limit; only its latest changes are shown. */
const shownChanges = 50

/** Rows of all domains that one call of `heads` reads, in one to two milliseconds: other requests run between two calls. */
const rowsAtOnce = 1000

/** The first row number of SQLite. */
const firstRow = 1

/** Position, time, state, reason, checksum. */
type ChangeRow = readonly [unknown, unknown, unknown, unknown, unknown]

/** Id, name, type, state. */
type HeadRow = readonly [unknown, unknown, unknown, unknown]

const stateOf = oneOf(keyStates)
const typeOf = oneOf(keyTypes)
const reasonOf = nullable(oneOf(revocationReasons))

export function createKeyHistoryStore (database: Database): KeyHistoryStore {
  const columns = [...serviceKeyColumns, 'checksum'].join(', ')
  const changeColumns = keepRowChecksums(database, 'service_key_state_change', ['position', 'at', 'state', 'reason'])
  const one = database.prepare<[string, string], [number, ...ServiceKeyRow]>(`SELECT position, ${columns} FROM service_key WHERE okms_id = ? AND key_id = ?`).raw()
  const changes = database.prepare<[number, number], ChangeRow>(`SELECT ${changeColumns} FROM service_key_state_change WHERE position = ? ORDER BY id DESC LIMIT ?`).raw()
  const name = database.prepare<[string, string]>('SELECT name FROM service_key WHERE okms_id = ? AND key_id = ?').pluck()
  const row = database.prepare<[string, string]>('SELECT position FROM service_key WHERE okms_id = ? AND key_id = ?').pluck()
  const newestRow = database.prepare<[]>('SELECT position FROM service_key ORDER BY position DESC LIMIT 1').pluck()
  // By row number, not by an index: each call then costs the same.
  const heads = database.prepare<[number, number, string], HeadRow>('SELECT key_id, name, type, state FROM service_key NOT INDEXED WHERE position < ? AND position >= ? AND okms_id = ? ORDER BY position DESC').raw()
  const counts = createKeyCounts(database)

  const changeOf = (row: ChangeRow): StateChange => {
    const [, at, state, reason] = checked(row)
    return { at: integer(at), state: stateOf(state), reason: reasonOf(reason) }
  }

  const headOf = ([keyId, name, type, state]: HeadRow): KeySummary => ({ keyId: text(keyId), name: text(name), type: typeOf(type), state: stateOf(state) })

  const lifeOf = ([position, ...row]: readonly [number, ...ServiceKeyRow]): KeyHistory =>
    ({ key: decodeServiceKey(row), changes: changes.all(position, shownChanges).map(changeOf).reverse() })

  return {
    find: (okmsId, keyId) => reading(() => {
      const found = one.get(okmsId, keyId)
      return found && lifeOf(found)
    }),
    name: (okmsId, keyId) => reading(() => nullable(text)(name.get(okmsId, keyId) ?? null) ?? undefined),
    counts: (okmsId) => reading(() => counts(okmsId)),
    summaries: (okmsId, below) => reading(() => {
      const end = below ?? integer(newestRow.get() ?? 0) + 1
      const start = Math.max(end - rowsAtOnce, firstRow)
      return { heads: heads.all(end, start, okmsId).map(headOf), next: start === firstRow ? null : start }
    }),
    rowOf: (okmsId, keyId) => reading(() => nullable(integer)(row.get(okmsId, keyId) ?? null) ?? undefined)
  }
}

/**
 * Counts keys once, at the first call, into a temporary table of this connection. From then on triggers update it within the
 * transaction of each change, so events do not count 100,000 keys, and a server without an open page pays nothing.
 */
function createKeyCounts (database: Database): (okmsId: string) => KeyCounts {
  let kept: ((okmsId: string) => ReadonlyArray<readonly [unknown, unknown]>) | undefined

  const begin = database.transaction(() => {
    database.exec(`
      CREATE TEMP TABLE key_count (okms_id TEXT, state TEXT, keys INTEGER NOT NULL, PRIMARY KEY (okms_id, state)) WITHOUT ROWID;
      INSERT INTO key_count SELECT okms_id, state, count(*) FROM main.service_key GROUP BY okms_id, state;
      CREATE TEMP TRIGGER key_is_counted AFTER INSERT ON main.service_key
      BEGIN
        INSERT INTO key_count VALUES (NEW.okms_id, NEW.state, 1) ON CONFLICT DO UPDATE SET keys = keys + 1;
      END;
      CREATE TEMP TRIGGER key_counts_elsewhere AFTER UPDATE OF state ON main.service_key WHEN OLD.state <> NEW.state
      BEGIN
        UPDATE key_count SET keys = keys - 1 WHERE okms_id = OLD.okms_id AND state = OLD.state;
        INSERT INTO key_count VALUES (NEW.okms_id, NEW.state, 1) ON CONFLICT DO UPDATE SET keys = keys + 1;
      END;
    `)
    const counts = database.prepare<[string], readonly [unknown, unknown]>('SELECT state, keys FROM temp.key_count WHERE okms_id = ?').raw()
    return (okmsId: string) => counts.all(okmsId)
  })

  return (okmsId) => {
    kept ??= begin()
    const counts: Record<KeyState, number> = { pre_active: 0, active: 0, deactivated: 0, compromised: 0, destroyed: 0, destroyed_compromised: 0 }
    for (const [state, keys] of kept(okmsId)) counts[stateOf(state)] = integer(keys)
    return counts
  }
}
