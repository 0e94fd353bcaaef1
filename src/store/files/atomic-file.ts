// Writes a file as a whole: under a temporary name first, synced and with its final mode.

import { randomUUID } from 'node:crypto'
import {
  closeSync, fchmodSync, fsyncSync, linkSync, openSync, readdirSync, renameSync, rmSync, writeFileSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import { codeOf } from '../../domain/thrown.js'
import { changeMode, modes, type ModeRefused } from './file-mode.js'
import { syncFolder } from './sync-folder.js'

export interface NewFile {
  readonly content: Buffer | string
  /** Mode 0600, otherwise 0644. */
  readonly secret: boolean
  readonly refused: ModeRefused
}

const temporaryName = () => `.${process.pid}-${randomUUID()}.tmp`
const ofOurs = /^\.(\d+)-[0-9a-f-]{36}\.tmp$/

/** Creates the file, or replaces it. */
export function writeAtomically (file: string, content: NewFile): void {
  withTemporary(file, content, (temporary) => { renameSync(temporary, file) })
}

/** False when the file exists. */
export const createAtomically = (file: string, content: NewFile): boolean =>
  withTemporary(file, content, (temporary) => placeNew(temporary, file))

/**
 * Writes a temporary file next to the final one, synced and with its final mode, and passes it to
 * `place`. Removes it if a step fails.
 */
function withTemporary<Result> (
  final: string, { content, secret, refused }: NewFile, place: (temporary: string) => Result
): Result {
  const folder = dirname(final)
  const temporary = join(folder, temporaryName())
  const mode = secret ? modes.secret : modes.open
  try {
    const file = openSync(temporary, 'wx', mode)
    try {
      writeFileSync(file, content)
      // The umask may have removed rights that this user, or clients of other users, need.
      changeMode(() => { fchmodSync(file, mode) }, refused)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    const result = place(temporary)
    syncFolder(folder)
    return result
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** Removes what a killed process left, which may be a private key. */
export function removeAbandoned (folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const writer = ofOurs.exec(name)?.[1]
      if (writer !== undefined && !isWriting(Number(writer))) rmSync(join(folder, name), { force: true })
    }
  } catch {
    // A read-only folder is used as it is.
  }
}

/** This process writes files as a whole, so one of its number is not its own. */
function isWriting (pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}

/** A link fails when the name exists, a rename does not. False when it exists. */
function placeNew (temporary: string, file: string): boolean {
  try {
    linkSync(temporary, file)
    return true
  } catch (error) {
    return codeOf(error) === 'EEXIST' ? false : placeWithoutLink(temporary, file)
  }
}

/** Some file systems have no links: an empty file takes the name, and is replaced. */
function placeWithoutLink (temporary: string, file: string): boolean {
  try {
    closeSync(openSync(file, 'wx', modes.secret))
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
  try {
    renameSync(temporary, file)
    return true
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  }
}
