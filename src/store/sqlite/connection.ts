// The only connection to okms.db while the server runs.

import { statSync } from 'node:fs'
import path from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { codeOf } from '../../domain/thrown.js'
import { storing } from './storage-faults.js'

/** Milliseconds that a call waits for another program's lock, with the event loop blocked. */
export const busyTimeout = 1000

/** Milliseconds until the next attempt to empty the write-ahead log. */
const emptyingPause = 1000

/** What the stores work with. */
export interface Connection {
  readonly database: Database
  readonly storing: typeof storing
  /**
   * Moves everything from the write-ahead log into the database and empties the log. While another program reads,
   * this is tried again every second and when the connection closes. No committed data depends on it, so its failure
   * does not fail the change.
   */
  readonly emptyLog: () => void
  readonly close: () => void
}

export interface ConnectionSettings {
  /** Every commit is on the disk before its response. Otherwise a power failure can lose the last commits. */
  readonly durable: boolean
  /** See `exclusively` in database-file.ts. */
  readonly exclusive: boolean
  /** Files that must stay those that are there now: changes are refused once one is removed or replaced. */
  readonly guarded: readonly string[]
}

/** Over a database without files. */
export function connectionOver (database: Database): Connection {
  return { database, storing, emptyLog: () => {}, close: () => { database.close() } }
}

/** Opens for reading and writing and prepares the content. */
export function connect (
  file: string, { durable, exclusive, guarded }: ConnectionSettings, prepare: (database: Database) => void
): Connection {
  const database = new Sqlite(file, { timeout: busyTimeout })
  const log = createLog(database)
  try {
    if (exclusive) database.pragma('locking_mode = EXCLUSIVE')
    database.pragma('journal_mode = WAL')
    database.pragma(`synchronous = ${durable ? 'FULL' : 'NORMAL'}`)
    database.pragma('foreign_keys = ON')
    database.pragma('secure_delete = ON')
    database.pragma('temp_store = MEMORY')
    database.pragma('cache_size = -16000') // KiB: the upper levels of every index of 100,000 keys
    database.exec('BEGIN IMMEDIATE; COMMIT') // detects another program's write lock now, not at the first request
    log.empty() // a killed server may have left erased material in it
    prepare(database)
    const assertInPlace = createPlaceGuard(guarded)
    return {
      database,
      storing: (change, row) => storing(() => {
        assertInPlace()
        return change()
      }, row),
      emptyLog: log.empty,
      close: () => {
        log.emptyLast()
        database.close()
      }
    }
  } catch (error) {
    log.stopRetrying()
    database.close()
    throw error
  }
}

/**
 * Without this, changes would go to files that nothing can open again, and be acknowledged: a write-ahead log needs no
 * file by name until it is closed. 2 µs a file.
 */
function createPlaceGuard (files: readonly string[]): () => void {
  const inode = (file: string) => statSync(file, { bigint: true, throwIfNoEntry: false })?.ino
  const opened = files.map((file) => ({ file, ino: inode(file) }))
  return () => {
    const gone = opened.find(({ file, ino }) => inode(file) !== ino)
    if (gone !== undefined) {
      throw new Sqlite.SqliteError(`${path.basename(gone.file)} was removed or replaced`, 'SQLITE_READONLY_DBMOVED')
    }
  }
}

interface Log {
  readonly empty: () => void
  /** Before the connection closes. Erased material may be waiting: then a reader gets a second to end. */
  readonly emptyLast: () => void
  readonly stopRetrying: () => void
}

/** The write-ahead log of a connection. */
function createLog (database: Database): Log {
  let retry: NodeJS.Timeout | undefined
  function stopRetrying (): void {
    clearInterval(retry)
    retry = undefined
  }
  function empty (): void {
    if (emptied(database, 0)) stopRetrying()
    else retry ??= setInterval(empty, emptyingPause).unref()
  }
  return {
    empty,
    emptyLast () {
      emptied(database, retry === undefined ? 0 : busyTimeout)
      stopRetrying()
    },
    stopRetrying
  }
}

/** @param wait Milliseconds for other programs to end their reads. */
function emptied (database: Database, wait: number): boolean {
  database.pragma(`busy_timeout = ${wait}`)
  try {
    return database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
  } catch (error) {
    if (codeOf(error)?.startsWith('SQLITE_') !== true) throw error
    return false
  } finally {
    database.pragma(`busy_timeout = ${busyTimeout}`)
  }
}
