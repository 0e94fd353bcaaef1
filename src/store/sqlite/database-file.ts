// okms.db before the server connects to it: creates it, recovers it after a kill, and checks it before any change.

import { closeSync, existsSync, openSync, renameSync } from 'node:fs'
import path from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { codeOf } from '../../domain/thrown.js'
import { syncFolder } from '../files/sync-folder.js'
import { busyTimeout } from './connection.js'
import { checkMigrations, type Migration } from './migrations.js'

/** "OKMS" in SQLite's header: marks a database as one of this program. */
const applicationId = 0x4f4b4d53

/**
 * Largest database, in bytes, that a start checks completely for damage (about 1.5 ms per megabyte; quick_check takes
 * half of that, but misses an index without a key). For a larger one, only header and schema are checked.
 */
const fullyCheckedSize = 8 * 1024 * 1024

const corrupt = (file: string, why: string) => startFailure(startFailures.DatabaseCorrupt, file, why)

/**
 * Creates the file when there is none. It gets its final name only once it is a database in WAL mode, so an empty
 * okms.db has always lost its content. The database comes before its master key: a key without a database has lost it.
 * Throws DatabaseMissing.
 */
export function createDatabase (file: string, keyFile: string): void {
  if (existsSync(file)) return
  const left = [`${file}-wal`, `${file}-journal`, keyFile].find((one) => existsSync(one))
  if (left !== undefined) throw startFailure(startFailures.DatabaseMissing, file, left)
  const unfinished = `${file}.new`
  closeSync(openSync(unfinished, 'wx', 0o600))
  const database = new Sqlite(unfinished)
  try {
    database.pragma('locking_mode = EXCLUSIVE') // WAL without a third file
    database.pragma(`application_id = ${applicationId}`)
    database.pragma('journal_mode = WAL')
  } finally {
    database.close()
  }
  renameSync(unfinished, file)
  syncFolder(path.dirname(file))
}

/**
 * Runs `use`, and runs it again in exclusive mode where memory of the file system cannot be shared: SQLite then keeps
 * the index of its log in its own memory, and no other program can open the database meanwhile.
 */
export function exclusively<Result> (use: (exclusive: boolean) => Result): Result {
  try {
    return use(false)
  } catch (error) {
    if (codeOf(error)?.startsWith('SQLITE_IOERR_SHM') !== true || codeOf(error) === 'SQLITE_IOERR_SHMSIZE') throw error
    return use(true)
  }
}

/**
 * Checks a database through a read-only connection, so that a rejected file does not change by a single byte:
 * DatabaseCorrupt, DatabaseNewer, MigrationEdited. Returns the sealed check value of its master key, if it has one.
 * In exclusive mode SQLite needs the right to write, and moves the log into the database.
 */
export function inspectDatabase (
  file: string, migrations: readonly Migration[], exclusive = false
): Buffer | undefined {
  recover(file)
  const database = new Sqlite(file, { readonly: !exclusive, timeout: busyTimeout })
  try {
    if (exclusive) database.pragma('locking_mode = EXCLUSIVE')
    return inspect(database, file, migrations)
  } finally {
    database.close()
  }
}

/**
 * A process that was killed while it wrote without a write-ahead log left a journal, which only a connection that may
 * write can roll back. Earlier versions created okms.db without such a log, and another program may turn it off.
 */
function recover (file: string): void {
  if (!existsSync(`${file}-journal`)) return
  const database = new Sqlite(file, { timeout: busyTimeout })
  try {
    database.pragma('schema_version')
  } finally {
    database.close()
  }
}

function inspect (database: Database, file: string, migrations: readonly Migration[]): Buffer | undefined {
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
