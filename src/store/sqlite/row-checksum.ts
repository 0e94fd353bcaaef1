// A checksum over each row, so that a flipped bit in a name, a date, a state or a public key is found before anybody is given it.

import { crc32 } from 'node:zlib'
import type { Database } from 'better-sqlite3'
import { StoredDataDamaged } from './storage-faults.js'

/**
 * Against damage, not against forgery: who can write the file can write a CRC too. CRC-32 finds every change of up to three bits in a
 * row and every burst of 32, in less than a microsecond; a MAC takes four, of every read. Secret and private parts have a tag each.
 */
const checksumOf = (values: readonly unknown[]): number => crc32(values.join('\0'))

/** Gives a connection the function that migrations and the triggers below call. */
export function defineRowChecksum (database: Database): void {
  database.function('row_checksum', { varargs: true, deterministic: true }, (...values: unknown[]) => checksumOf(values))
}

/**
 * Keeps the column `checksum` of a table up to date, whatever statement of this connection changes a row. Gives the columns to
 * select, in the order in which `checked` wants a row. The triggers are this connection's alone: other programs may change rows
 * too, but not unnoticed.
 */
export function keepRowChecksums (database: Database, table: string, columns: readonly string[]): string {
  const values = columns.map((column) => `new.${column}`).join(', ')
  const events = [['insert', 'INSERT', 'WHEN new.checksum IS NULL'], ['update', `UPDATE OF ${columns.join(', ')}`, '']] as const
  for (const [name, event, when] of events) {
    database.exec(`CREATE TEMP TRIGGER ${table}_checksum_${name} AFTER ${event} ON main.${table} ${when}
      BEGIN UPDATE ${table} SET checksum = row_checksum(${values}) WHERE rowid = new.rowid; END`)
  }
  return [...columns, 'checksum'].join(', ')
}

/** For a statement that inserts the checksum as the last column: spares the trigger, which costs as much as the insert. */
export const withChecksum = <Row extends readonly unknown[]>(row: Row): readonly [...Row, number] => [...row, checksumOf(row)]

/** The row as it came, its checksum last; StoredDataDamaged when that does not fit. */
export function checked<Row extends readonly unknown[]> (row: Row): Row {
  if (row.at(-1) !== checksumOf(row.slice(0, -1))) throw new StoredDataDamaged('a row does not fit its checksum')
  return row
}
