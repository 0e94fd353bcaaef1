// The folder of an emulator that got none: it is removed when the emulator closes, and at the latest when the process ends.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startFailure, startFailures } from '../domain/start-failures.js'
import { realProcess } from './real-process.js'

export interface TemporaryFolder {
  readonly path: string
  /** Does nothing the second time. */
  remove (): void
}

const folders = new Set<string>()

/** Throws StartFailure. Private keys go into the folder, which only its owner may enter. */
export function makeTemporaryFolder (): TemporaryFolder {
  const folder = newFolder()
  if (folders.size === 0) realProcess.on('exit', removeAll)
  folders.add(folder)
  return {
    path: folder,
    remove () {
      rmSync(folder, { recursive: true, force: true })
      folders.delete(folder)
      if (folders.size === 0) realProcess.removeListener('exit', removeAll)
    }
  }
}

function newFolder (): string {
  try {
    return mkdtempSync(path.join(tmpdir(), 'okms-emulator-'))
  } catch (error) {
    throw startFailure(startFailures.FolderNotWritable, tmpdir(), error instanceof Error && 'code' in error ? String(error.code) : String(error))
  }
}

function removeAll (): void {
  for (const folder of folders) {
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // An error here would only change the exit code of the program.
    }
  }
}
