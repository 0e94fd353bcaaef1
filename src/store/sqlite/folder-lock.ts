// Locks of the operating system, which end with their process, so that a killed process never leaves one behind.

import { randomUUID } from 'node:crypto'
import { closeSync, openSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { StartFailure, startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { codeOf } from '../../domain/thrown.js'
import { checkFile, lockRule } from './data-files.js'
import { starting } from './storage-faults.js'

export const lockFile = 'okms.lock'

export interface FolderLock {
  release (): void
}

/**
 * Locks the folder: one server per data folder. Throws FolderInUse; DataFileUnusable or FileSystemUnfit where no lock
 * is possible.
 */
export function lockFolder (folder: string): FolderLock {
  const file = path.join(folder, lockFile)
  createEmpty(file)
  const lock = tryLock(file)
  if (lock !== undefined) return lock
  assertLocks(folder)
  throw startFailure(startFailures.FolderInUse, folder)
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
  try {
    const file = path.join(folder, 'start.lock')
    createEmpty(file)
    for (let attempt = 0; ; attempt++) {
      const lock = tryLock(file)
      if (lock !== undefined) return { ...lock, missing: undefined }
      if (attempt === 0) assertLocks(folder)
      if (Date.now() > end) break
      await delay(pause * (1 + Math.random()))
    }
  } catch (error) {
    const missing = error instanceof StartFailure ? error.message : codeOf(error)
    if (missing === undefined) throw error
    return { missing, release: () => {} }
  }
  throw startFailure(startFailures.FolderBusy, folder, Math.ceil(limit / 1000))
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

/** Undefined when another process or store holds it. Throws StartFailure where it cannot be locked. */
function tryLock (file: string): FolderLock | undefined {
  checkFile(file, lockRule)
  return starting({ folder: path.dirname(file), file }, () => {
    try {
      return hold(file)
    } catch (error) {
      const code = codeOf(error)
      if (code?.startsWith('SQLITE_BUSY') === true) return undefined
      throw (code === undefined ? undefined : failures.get(code)?.(file, code)) ?? error
    }
  })
}

const unusable = (why: string) => (file: string) =>
  startFailure(startFailures.DataFileUnusable, file, why, lockRule.cure)

const unreadable = (file: string, code: string) =>
  startFailure(startFailures.FileSystemUnfit, path.dirname(file), `${path.basename(file)} cannot be read, ${code}`)

/** What SQLite's codes mean for a lock file. */
const failures: ReadonlyMap<string, (file: string, code: string) => StartFailure> = new Map([
  ['SQLITE_NOTADB', unreadable],
  ['SQLITE_CORRUPT', unreadable],
  ['SQLITE_READONLY', unusable('this user may not write it')],
  ['SQLITE_CANTOPEN', unusable('it cannot be opened')]
])

/**
 * The lock is SQLite's own, on an empty database: it works on every platform, holds between connections of one process
 * too, and leaves okms.db open to readers such as the sqlite3 shell. The empty file stays: removing a lock file lets
 * two servers hold two files of one name.
 */
function hold (file: string): FolderLock {
  const connection = new Sqlite(file, { timeout: 0 })
  try {
    connection.pragma('journal_mode = MEMORY') // nothing is ever written, so there is no journal file
    // A file that cannot be written gets only a shared lock, which two servers can hold. The table makes SQLite refuse
    // that; its transaction is never committed.
    connection.exec('BEGIN EXCLUSIVE; CREATE TABLE held (x)')
    return { release: () => { connection.close() } }
  } catch (error) {
    connection.close()
    throw error
  }
}

/**
 * Throws FileSystemUnfit when a file that no other process knows cannot be locked either: SQLite reports a file system
 * without locks (ENOLCK) as a lock that another process holds.
 */
function assertLocks (folder: string): void {
  const file = path.join(folder, `.${randomUUID()}.lock`)
  try {
    hold(file).release()
  } catch (error) {
    if (codeOf(error)?.startsWith('SQLITE_BUSY') !== true) throw error
    throw startFailure(startFailures.FileSystemUnfit, folder, 'file locks do not work')
  } finally {
    rmSync(file, { force: true })
  }
}
