// A checksum over each row, so that a flipped bit in a name, a date, a state or a public key is
// detected before the row is used.

import { crc32 } from 'node:zlib'
import type { Database } from 'better-sqlite3'
import { StoredDataDamaged } from './storage-faults.js'

/**
 * Protects against damage, not against tampering: anyone who can write the file can also write a CRC. CRC-32 detects
 * every change of up to three bits in a row and every burst of 32, in less than a microsecond; a MAC would add four to
 * every read. Secret and private parts have an authentication tag.
 */
const checksumOf = (values: readonly unknown[]): number => crc32(values.join('\0'))

/** Adds the function that migrations and the triggers below call to a connection. */
export function defineRowChecksum (database: Database): void {
  database.function('row_checksum', { varargs: true, deterministic: true }, (...values: unknown[]) => checksumOf(
    values
  ))
}

/**
 * Columns that no checksum covers: one is older than the checksums and was left out of them then; a wrong slot is
 * noticed when it is opened.
 */
const uncovered: ReadonlySet<string> = new Set(['okms_domain.removed_at', 'service_key.material_slot'])

/**
 * The columns that the checksums of a table cover, in the order of the table: all but the row
 * number and the checksum itself.
 */
function coveredColumns (database: Database, table: string): readonly string[] {
  const columns = database.prepare<[string], string>("SELECT name FROM pragma_table_info(?) WHERE pk = 0 AND name <> 'checksum' ORDER BY cid")
  return columns.pluck().all(table).filter((column) => !uncovered.has(`${table}.${column}`))
}

const checksummedTables = (database: Database): readonly string[] => database.prepare<[], string>(`
  SELECT name FROM sqlite_schema WHERE type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(sqlite_schema.name) WHERE name = 'checksum')`).pluck().all()

/** A table without rows has no checksums to look at; in a new database, that is every table. */
const tablesWithRows = (database: Database): readonly string[] => checksummedTables(database)
  .filter((table) => database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined)

/** SQL for the checksum that a row should have. */
const expectedChecksum = (database: Database, table: string) => `row_checksum(${coveredColumns(database, table).join(', ')})`

/**
 * Runs a change of the schema or of rows, and gives every row the checksum of its new columns. Rows that do not fit
 * their checksum before the change keep none, so that the damage stays detected. The change keeps the row numbers and
 * names of tables with checksums. Call it inside a transaction.
 */
export function changingRows (database: Database, change: () => void): void {
  const damaged = tablesWithRows(database).map((table) => ({
    table,
    rows: database.prepare<[], number>(`SELECT rowid FROM ${table} WHERE checksum IS NOT ${expectedChecksum(database, table)}`).pluck().all()
  }))
  change()
  const tables = tablesWithRows(database)
  for (const table of tables) {
    const expected = expectedChecksum(database, table)
    database.exec(`UPDATE ${table} SET checksum = ${expected} WHERE checksum IS NOT ${expected}`)
  }
  for (const { table, rows } of damaged.filter(({ table }) => tables.includes(table))) {
    const markDamaged = database.prepare(`UPDATE ${table} SET checksum = NULL WHERE rowid = ?`)
    for (const row of rows) markDamaged.run(row)
  }
}

/**
 * Keeps the column `checksum` of a table up to date, whatever statement of this connection changes a row. Gives
 * the columns to select, in the order in which `checked` wants a row. The triggers are this connection's alone:
 * other programs may change rows too, but not unnoticed. Throws when the store and the migrations do not have the
 * same columns in the same order.
 */
export function keepRowChecksums (database: Database, table: string, columns: readonly string[]): string {
  const covered = coveredColumns(database, table).join(', ')
  if (columns.join(', ') !== covered) throw new Error(`table ${table}: the store has the columns ${columns.join(', ')}; the migrations make ${covered}`)
  const values = columns.map((column) => `new.${column}`).join(', ')
  const events = [
    ['insert', 'INSERT', 'WHEN new.checksum IS NULL'], ['update', `UPDATE OF ${columns.join(', ')}`, '']
  ] as const
  for (const [name, event, when] of events) {
    database.exec(`CREATE TEMP TRIGGER ${table}_checksum_${name} AFTER ${event} ON main.${table} ${when}
      BEGIN UPDATE ${table} SET checksum = row_checksum(${values}) WHERE rowid = new.rowid; END`)
  }
  return [...columns, 'checksum'].join(', ')
}

/**
 * For a statement that inserts the checksum as the last column. It avoids the trigger,
 * which costs as much as the insert.
 */
export const withChecksum = <Row extends readonly unknown[]>(row: Row): readonly [...Row, number] =>
  [...row, checksumOf(row)]

/** The row unchanged, with its checksum last; StoredDataDamaged when the checksum does not match. */
export function checked<Row extends readonly unknown[]> (row: Row): Row {
  if (row.at(-1) !== checksumOf(row.slice(0, -1))) throw new StoredDataDamaged('a row does not fit its checksum')
  return row
}
