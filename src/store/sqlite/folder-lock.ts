// Locks of the operating system, which end with their process, so that a killed process never leaves one behind.

import { closeSync, openSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { codeOf } from '../../domain/thrown.js'

export const lockFile = 'okms.lock'

export interface FolderLock {
  release (): void
}

/** Locks the folder, or throws FolderInUse: one server per data folder. */
export function lockFolder (folder: string): FolderLock {
  const lock = tryLock(path.join(folder, lockFile))
  if (lock === undefined) throw startFailure(startFailures.FolderInUse, folder)
  return lock
}

export interface StartLock extends FolderLock {
  /**
   * Why there is no lock: a lock file cannot be created, for example on a read-only mount. Nothing in the folder can
   * change then, so the start continues.
   */
  readonly missing: string | undefined
}

/** Milliseconds. A start holds the lock for less than a second; several on a busy machine wait for each other. */
const patience = 60_000
const pause = 20

/**
 * Locks the folder while a start reads and writes the two certificate folders, because servers can share
 * them and start at the same time. Waits without blocking, because the other start may be in this process.
 * Throws FolderBusy after a minute.
 */
export async function lockStart (folder: string, limit = patience): Promise<StartLock> {
  const end = Date.now() + limit
  for (;;) {
    const lock = lockOrReason(path.join(folder, 'start.lock'))
    if (typeof lock === 'string') return { missing: lock, release: () => {} }
    if (lock !== undefined) return { ...lock, missing: undefined }
    if (Date.now() > end) throw startFailure(startFailures.FolderBusy, folder, Math.ceil(limit / 1000))
    await delay(pause * (1 + Math.random()))
  }
}

function lockOrReason (file: string): FolderLock | string | undefined {
  try {
    createEmpty(file)
    return tryLock(file)
  } catch (error) {
    const code = codeOf(error)
    if (code !== undefined) return code
    throw error
  }
}

/**
 * With the mode of a private file, which SQLite would not give it. An existing one is not opened: closing it again
 * would drop the locks of this process (POSIX fcntl).
 */
function createEmpty (file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/**
 * Undefined when another holds it. The lock is SQLite's own, on an empty database: it works on every platform, holds
 * between connections of one process too, and leaves okms.db open to readers such as the sqlite3 shell. The empty file
 * stays: removing a lock file lets two servers hold two files of one name.
 */
function tryLock (file: string): FolderLock | undefined {
  const connection = new Sqlite(file, { timeout: 0 })
  try {
    connection.pragma('journal_mode = MEMORY') // nothing is ever written, so there is no journal file
    connection.exec('BEGIN EXCLUSIVE')
    return { release: () => { connection.close() } }
  } catch (error) {
    connection.close()
    if (codeOf(error)?.startsWith('SQLITE_BUSY') === true) return undefined
    throw error
  }
}
