// A checksum over each row, so that a flipped bit in a name, a date, a state or a public key is detected before the row is used.

import { crc32 } from 'node:zlib'
import type { Database } from 'better-sqlite3'
import { StoredDataDamaged } from './storage-faults.js'

/**
 * Protects against damage, not against tampering: anyone who can write the file can also write a CRC. CRC-32 detects every change of up to
 * three bits in a row and every burst of 32, in less than a microsecond; a MAC would add four to every read. Secret and private parts
 * have an authentication tag.
 */
const checksumOf = (values: readonly unknown[]): number => crc32(values.join('\0'))

/** Adds the function that migrations and the triggers below call to a connection. */
export function defineRowChecksum (database: Database): void {
  database.function('row_checksum', { varargs: true, deterministic: true }, (...values: unknown[]) => checksumOf(values))
}

/**
 * Keeps the column `checksum` of a table up to date for every statement of this connection. Returns the columns to
 * select, in the order that `checked` expects. The triggers exist only in this connection: changes by other programs
 * are detected.
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

/** For a statement that inserts the checksum as the last column. It avoids the trigger, which costs as much as the insert. */
export const withChecksum = <Row extends readonly unknown[]>(row: Row): readonly [...Row, number] => [...row, checksumOf(row)]

/** The row unchanged, with its checksum last; StoredDataDamaged when the checksum does not match. */
export function checked<Row extends readonly unknown[]> (row: Row): Row {
  if (row.at(-1) !== checksumOf(row.slice(0, -1))) throw new StoredDataDamaged('a row does not fit its checksum')
  return row
}
