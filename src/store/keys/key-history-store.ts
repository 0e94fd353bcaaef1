// Past states of keys, for the pages. The keys themselves come from their own store.

import type { Database } from 'better-sqlite3'
import type { KeyHistory, StateChange } from '../../domain/keys/key-history.js'
import { keyStates, revocationReasons } from '../../domain/keys/key-state.js'
import type { KeyHistoryStore, ServiceKeyStore } from '../../domain/ports.js'
import { integer, nullable, oneOf } from '../sqlite/column.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'

/** A key can be deactivated and activated without limit; only its latest changes are shown. */
const shownChanges = 50

/** Position, time, state, reason, checksum. */
type ChangeRow = readonly [unknown, unknown, unknown, unknown, unknown]

const stateOf = oneOf(keyStates)
const reasonOf = nullable(oneOf(revocationReasons))

function decodeChange (row: ChangeRow): StateChange {
  const [, at, state, reason] = checked(row)
  return { at: integer(at), state: stateOf(state), reason: reasonOf(reason) }
}

export function createKeyHistoryStore (
  database: Database, keys: Pick<ServiceKeyStore, 'find' | 'rowOf'>
): KeyHistoryStore {
  const columns = keepRowChecksums(database, 'service_key_state_change', ['position', 'at', 'state', 'reason'])
  const latest = database.prepare<[number, number], ChangeRow>(
    `SELECT ${columns} FROM service_key_state_change WHERE position = ? ORDER BY id DESC LIMIT ?`).raw()

  function changesOf (position: number): readonly StateChange[] {
    return reading(() => latest.all(position, shownChanges).map(decodeChange).reverse())
  }

  return {
    find (okmsId, keyId): KeyHistory | undefined {
      const key = keys.find(okmsId, keyId)
      const position = keys.rowOf(okmsId, keyId)
      return key && position !== undefined ? { key, changes: changesOf(position) } : undefined
    }
  }
}
