// The folder of an emulator without a configured one. It is removed when the emulator closes, or when the process ends.

import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { lockFile, lockFolder } from '../store/sqlite/folder-lock.js'
import { realProcess } from './real-process.js'

export interface TemporaryFolder {
  readonly path: string
  /** Does nothing the second time. */
  remove (): void
}

const prefix = 'okms-emulator-'
const ofOurs = /^okms-emulator-[A-Za-z0-9]{6}$/

/** Milliseconds after which a folder without a process counts as abandoned and not as one being created. */
const abandonedAfter = 60_000

const folders = new Set<string>()

/** Throws StartFailure. The folder contains private keys and is accessible only to its owner. */
export function makeTemporaryFolder (): TemporaryFolder {
  removeAbandoned(tmpdir())
  const folder = newFolder()
  if (folders.size === 0) realProcess.on('exit', removeAll)
  folders.add(folder)
  const lock = lockFolder(folder)
  return {
    path: folder,
    remove () {
      lock.release()
      rmSync(folder, { recursive: true, force: true })
      folders.delete(folder)
      if (folders.size === 0) realProcess.removeListener('exit', removeAll)
    }
  }
}

function newFolder (): string {
  try {
    return mkdtempSync(path.join(tmpdir(), prefix))
  } catch (error) {
    throw startFailure(startFailures.FolderNotWritable, tmpdir(), codeOf(error))
  }
}

const codeOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)

function removeAll (): void {
  for (const folder of folders) {
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // An error here would change only the exit code of the program.
    }
  }
}

/** A process ended by a signal leaves its folder behind, but not its lock. */
function removeAbandoned (parent: string): void {
  try {
    for (const folder of readdirSync(parent)
      .filter((name) => ofOurs.test(name))
      .map((name) => path.join(parent, name))) {
      if (isAbandoned(folder)) rmSync(folder, { recursive: true, force: true })
    }
  } catch {
    // A failed clean-up must not prevent the start.
  }
}

/** Folders of other users are ignored: their lock file may be a link to anything. */
function isAbandoned (folder: string): boolean {
  const lock = lstatSync(path.join(folder, lockFile), { throwIfNoEntry: false })
  if (lock?.isFile() !== true || lock.mtimeMs > Date.now() - abandonedAfter) return false
  if (lstatSync(folder).uid !== realProcess.getuid?.()) return false
  try {
    lockFolder(folder).release()
    return true
  } catch {
    return false
  }
}
