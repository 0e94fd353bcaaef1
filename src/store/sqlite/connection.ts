// The one connection to okms.db: how the file is made, looked at before it is touched, and opened.

import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { codeOf } from '../../domain/thrown.js'
import { syncFolder } from './durable-file.js'
import { checkMigrations, type Migration } from './migrations.js'

/** "OKMS" in SQLite's header: tells our databases from anybody else's. */
const applicationId = 0x4f4b4d53

/** Milliseconds that a call waits for another program's lock; the event loop stands still meanwhile. */
const busyTimeout = 1000

/** Bytes up to which a start reads the whole database for damage (about 1.5 ms a megabyte; quick_check takes half of that, but does not see an index that lost a key); of a larger one only header and schema. */
const fullyCheckedSize = 8 * 1024 * 1024

const corrupt = (file: string, why: string) => startFailure(startFailures.DatabaseCorrupt, file, why)

/**
 * Makes the file when there is none. It gets its name only once it is a database, so an empty okms.db is always one that
 * lost its content.
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

/** A table or column that is not there, though our header and version are: the schema is damaged, not our SQL. */
function asCorrupt (file: string, check: () => void): void {
  try {
    check()
  } catch (error) {
    if (codeOf(error) === 'SQLITE_ERROR') throw corrupt(file, 'its schema was changed')
    throw error
  }
}

/**
 * Looks at a database through a connection that cannot write, so that a refused file stays as it was, byte for byte:
 * DatabaseCorrupt, DatabaseNewer, MigrationEdited. Returns the sealed check value of its master key, if it has one.
 */
export function inspectDatabase (file: string, migrations: readonly Migration[]): Buffer | undefined {
  const database = new Sqlite(file, { readonly: true, timeout: busyTimeout })
  try {
    if (database.pragma('application_id', { simple: true }) !== applicationId) throw corrupt(file, 'it was not made by okms-emulator')
    asCorrupt(file, () => { checkMigrations(database, file, migrations) })
    const size = Number(database.pragma('page_count', { simple: true })) * Number(database.pragma('page_size', { simple: true }))
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

/** Opens for reading and writing and prepares the content. `durable`: every commit is on the disk before its answer, else a power cut may take the last ones (never a kill of the process). */
export function connect (file: string, { durable }: { readonly durable: boolean }, prepare: (database: Database) => void): Database {
  const database = new Sqlite(file, { timeout: busyTimeout })
  try {
    database.pragma('journal_mode = WAL')
    database.pragma(`synchronous = ${durable ? 'FULL' : 'NORMAL'}`)
    database.pragma('foreign_keys = ON')
    database.pragma('secure_delete = ON')
    database.pragma('temp_store = MEMORY')
    database.pragma('cache_size = -16000') // KiB: the upper levels of every index of 100,000 keys
    database.exec('BEGIN IMMEDIATE; COMMIT') // another program's write lock shows now, not at the first request
    prepare(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * Moves everything from the write-ahead log into the database and empties the log. When another program is reading, that
 * is left to a later call or to closing; nothing committed depends on it, so its failure is no failure of the change.
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
