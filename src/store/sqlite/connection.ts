// The only connection to okms.db: creates the file, checks it before any change, and opens it.

import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { codeOf } from '../../domain/thrown.js'
import { syncFolder } from './durable-file.js'
import { checkMigrations, type Migration } from './migrations.js'

/** "OKMS" in SQLite's header: marks a database as one of this program. */
const applicationId = 0x4f4b4d53

/** Milliseconds that a call waits for another program's lock, with the event loop blocked. */
const busyTimeout = 1000

/**
 * Largest database, in bytes, that a start checks completely for damage (about 1.5 ms per megabyte; quick_check takes
 * half of that, but misses an index without a key). For a larger one, only header and schema are checked.
 */
const fullyCheckedSize = 8 * 1024 * 1024

const corrupt = (file: string, why: string) => startFailure(startFailures.DatabaseCorrupt, file, why)

/**
 * Creates the file when there is none. It gets its final name only once it is a database, so an empty
 * okms.db has always lost its content.
 */
export function createDatabase (file: string): void {
  if (existsSync(file)) return
  if (existsSync(`${file}-wal`)) throw corrupt(`${file}-wal`, `${path.basename(file)} that it belongs to is missing`)
  const unfinished = `${file}.new`
  for (const suffix of ['', '-journal']) rmSync(unfinished + suffix, { force: true })
  closeSync(openSync(unfinished, 'wx', 0o600))
  const database = new Sqlite(unfinished)
  try {
    database.pragma(`application_id = ${applicationId}`)
  } finally {
    database.close()
  }
  renameSync(unfinished, file)
  syncFolder(path.dirname(file))
}

/** A missing table or column in a file with our header and version: the schema is damaged, the SQL is correct. */
function asCorrupt (file: string, check: () => void): void {
  try {
    check()
  } catch (error) {
    if (codeOf(error) === 'SQLITE_ERROR') throw corrupt(file, 'its schema was changed')
    throw error
  }
}

/**
 * Checks a database through a read-only connection, so that a rejected file does not change by a single byte:
 * DatabaseCorrupt, DatabaseNewer, MigrationEdited. Returns the sealed check value of its master key, if it has one.
 */
export function inspectDatabase (file: string, migrations: readonly Migration[]): Buffer | undefined {
  const database = new Sqlite(file, { readonly: true, timeout: busyTimeout })
  try {
    if (database.pragma('application_id', { simple: true }) !== applicationId) {
      throw corrupt(file, 'it was not made by okms-emulator')
    }
    asCorrupt(file, () => { checkMigrations(database, file, migrations) })
    const size =
      Number(database.pragma('page_count', { simple: true })) * Number(database.pragma('page_size', { simple: true }))
    if (size <= fullyCheckedSize) {
      const verdict = String(database.pragma('integrity_check(1)', { simple: true }))
      if (verdict !== 'ok') throw corrupt(file, verdict)
    }
    if (database.pragma('user_version', { simple: true }) === 0) return undefined
    return database.prepare<[], Buffer>('SELECT sealed FROM master_key_check').pluck().get()
  } finally {
    database.close()
  }
}

/**
 * Opens for reading and writing and prepares the content. `durable`: every commit is on the disk before its response.
 * Otherwise a power failure can lose the last commits; killing the process cannot.
 */
export function connect (
  file: string, { durable }: { readonly durable: boolean }, prepare: (database: Database) => void
): Database {
  const database = new Sqlite(file, { timeout: busyTimeout })
  try {
    database.pragma('journal_mode = WAL')
    database.pragma(`synchronous = ${durable ? 'FULL' : 'NORMAL'}`)
    database.pragma('foreign_keys = ON')
    database.pragma('secure_delete = ON')
    database.pragma('temp_store = MEMORY')
    database.pragma('cache_size = -16000') // KiB: the upper levels of every index of 100,000 keys
    database.exec('BEGIN IMMEDIATE; COMMIT') // detects another program's write lock now, not at the first request
    prepare(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * Moves everything from the write-ahead log into the database and empties the log. While another program is reading,
 * this is left to a later call or to closing. No committed data depends on it, so its failure does not fail the change.
 */
export function emptyLog (database: Database): void {
  database.pragma('busy_timeout = 0')
  try {
    database.pragma('wal_checkpoint(TRUNCATE)')
  } catch (error) {
    if (codeOf(error)?.startsWith('SQLITE_') !== true) throw error
  } finally {
    database.pragma(`busy_timeout = ${busyTimeout}`)
  }
}
