// The newest keys of a domain with the states they went through, for people who watch.

import type { Database } from 'better-sqlite3'
import type { KeyLife, StateChange } from '../domain/key-life.js'
import { keyStates, revocationReasons } from '../domain/key-state.js'
import type { KeyLifeStore } from '../domain/ports.js'
import { integer, nullable, oneOf } from './column.js'
import { checked, keepRowChecksums } from './row-checksum.js'
import { decodeServiceKey, serviceKeyColumns, type ServiceKeyRow } from './service-key-row.js'
import { reading } from './storage-faults.js'

/** A key can be deactivated and activated for ever; nobody reads more than its latest changes. */
const shownChanges = 50

/** Position, time, state, reason, checksum. */
type ChangeRow = readonly [unknown, unknown, unknown, unknown, unknown]

export function createKeyLifeStore (database: Database): KeyLifeStore {
  const columns = [...serviceKeyColumns, 'checksum'].join(', ')
  const changeColumns = keepRowChecksums(database, 'service_key_state_change', ['position', 'at', 'state', 'reason'])
  const newest = database.prepare<[string, number], [number, ...ServiceKeyRow]>(`SELECT position, ${columns} FROM service_key WHERE okms_id = ? ORDER BY position DESC LIMIT ?`).raw()
  const one = database.prepare<[string, string], [number, ...ServiceKeyRow]>(`SELECT position, ${columns} FROM service_key WHERE okms_id = ? AND key_id = ?`).raw()
  const count = database.prepare<[string]>('SELECT count(*) FROM service_key WHERE okms_id = ?').pluck()
  const changes = database.prepare<[number, number], ChangeRow>(`SELECT ${changeColumns} FROM service_key_state_change WHERE position = ? ORDER BY id DESC LIMIT ?`).raw()

  const stateOf = oneOf(keyStates)
  const reasonOf = nullable(oneOf(revocationReasons))
  const changeOf = (row: ChangeRow): StateChange => {
    const [, at, state, reason] = checked(row)
    return { at: integer(at), state: stateOf(state), reason: reasonOf(reason) }
  }

  const lifeOf = ([position, ...row]: readonly [number, ...ServiceKeyRow]): KeyLife =>
    ({ key: decodeServiceKey(row), changes: changes.all(position, shownChanges).map(changeOf).reverse() })

  return {
    newest: (okmsId, limit) => reading(() => newest.all(okmsId, limit).map(lifeOf)),
    find: (okmsId, keyId) => reading(() => {
      const row = one.get(okmsId, keyId)
      return row && lifeOf(row)
    }),
    count: (okmsId) => reading(() => integer(count.get(okmsId)))
  }
}
