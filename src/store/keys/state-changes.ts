// The lines of the past states of keys, which the database itself writes with each change of a state.

import type { Database } from 'better-sqlite3'
import type { StateChange } from '../../domain/keys/key-history.js'
import { keyStates, revocationReasons } from '../../domain/keys/key-state.js'
import { integer, nullable, oneOf } from '../sqlite/column.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'

export interface StateChanges {
  /** The latest ones of the key in this row, oldest first. */
  latest (position: number, limit: number): readonly StateChange[]
  /** Every one, oldest first. */
  all (position: number): readonly StateChange[]
  /** Those of a restored key. */
  add (position: number, changes: readonly StateChange[]): void
}

/** Position, time, state, reason, checksum. */
type ChangeRow = readonly [unknown, unknown, unknown, unknown, unknown]

const stateOf = oneOf(keyStates)
const reasonOf = nullable(oneOf(revocationReasons))

function decodeChange (row: ChangeRow): StateChange {
  const [, at, state, reason] = checked(row)
  return { at: integer(at), state: stateOf(state), reason: reasonOf(reason) }
}

export function createStateChanges (database: Database): StateChanges {
  const columns = keepRowChecksums(database, 'service_key_state_change', ['position', 'at', 'state', 'reason'])
  const latest = database.prepare<[number, number], ChangeRow>(
    `SELECT ${columns} FROM service_key_state_change WHERE position = ? ORDER BY id DESC LIMIT ?`).raw()
  const insert = database.prepare('INSERT INTO service_key_state_change (position, at, state, reason) VALUES (?, ?, ?, ?)')
  const read = (position: number, limit: number) => latest.all(position, limit).map(decodeChange).reverse()

  return {
    latest: read,
    all: (position) => read(position, -1),
    add (position, changes) {
      for (const { at, state, reason } of changes) insert.run(position, at, state, reason)
    }
  }
}
