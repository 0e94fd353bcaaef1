// One server a folder: a lock of the operating system that vanishes with its process, so that a kill never leaves it behind.

import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { startFailure, startFailures } from '../domain/start-failures.js'

export const lockFile = 'okms.lock'

export interface FolderLock {
  release (): void
}

/**
 * Takes the folder, or FolderInUse. The lock is SQLite's own, on an empty database beside the real one: it works on every
 * platform, holds between connections of one process too, and leaves okms.db open to readers such as the sqlite3 shell.
 * The empty file stays: removing a lock file lets two servers hold two files of one name.
 */
export function lockFolder (folder: string): FolderLock {
  const connection = new Sqlite(path.join(folder, lockFile), { timeout: 0 })
  try {
    connection.pragma('journal_mode = MEMORY') // nothing is ever written; no journal file beside it
    connection.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    connection.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw startFailure(startFailures.FolderInUse, folder)
    throw error
  }
  return { release: () => { connection.close() } }
}
