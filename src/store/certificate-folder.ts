// A folder of certificates and keys on disk. Files are written atomically, with their final mode.

import { randomUUID } from 'node:crypto'
import {
  chmodSync, closeSync, copyFileSync, constants, fchmodSync, fsyncSync, linkSync, mkdirSync, openSync, readdirSync,
  readFileSync, renameSync, rmSync, statSync, writeFileSync
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { CertificateFolder } from '../domain/ports.js'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { codeOf } from '../domain/thrown.js'
import { syncFolder } from './sqlite/durable-file.js'
import { starting } from './sqlite/storage-faults.js'

const modes = { secret: 0o600, open: 0o644 } as const
const folderModes = { secret: 0o700, open: 0o755 } as const

/**
 * Opens the folder and creates it when it is missing. A secret folder is accessible to its owner only. Any other
 * folder is accessible to every user, because other programs on this machine must read `ca.pem`; its private files
 * are protected by their own mode.
 */
export function openCertificateFolder (directory: string, { secret = false } = {}): CertificateFolder {
  const folder = resolve(directory)
  const path = (name: string) => join(folder, name)
  const writing = <Result>(part: () => Result) => starting({ folder, file: folder }, part)
  writing(() => { makeFolder(folder, secret ? folderModes.secret : folderModes.open) })
  if (secret) narrow(folder, folderModes.secret)

  return {
    path,
    list: () => readdirSync(folder).filter((name) => !name.startsWith('.')).sort(),
    read: (name, options) => {
      if (options?.secret) narrow(path(name), modes.secret)
      return readWhole(path(name))
    },
    write: (name, content, { secret }) => {
      writing(() => withTemporary(folder, content, secret, (temporary) => renameSync(temporary, path(name))))
    },
    create: (name, content, { secret }) =>
      writing(() => withTemporary(folder, content, secret, (temporary) => placeNew(temporary, path(name)))),
    remove: (name) => {
      writing(() => {
        rmSync(path(name), { force: true })
        syncFolder(folder)
      })
    }
  }
}

/** The umask applies to parent folders, not to this one. */
function makeFolder (folder: string, mode: number): void {
  mkdirSync(dirname(folder), { recursive: true })
  if (mkdirSync(folder, { recursive: true, mode }) !== undefined) chmodSync(folder, mode)
}

function readWhole (file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return undefined
    throw startFailure(startFailures.CertificatesBroken, file, `it cannot be read: ${code}`, 'let this user read it, or choose another folder')
  }
}

/**
 * Removes the rights of other users. Files of another owner or in a read-only folder (a
 * mounted secret) are left unchanged.
 */
function narrow (file: string, to: number): void {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode
  if (mode === undefined || process.platform === 'win32' || (mode & 0o077) === 0) return
  try {
    chmodSync(file, to)
  } catch (error) {
    const code = codeOf(error)
    if (code !== 'EPERM' && code !== 'EROFS') throw error
  }
}

/**
 * Writes a temporary file next to the final ones, synced and with its final mode, and passes it to
 * `place`. Removes it if a step fails.
 */
function withTemporary<Result> (
  folder: string, content: Buffer | string, secret: boolean, place: (temporary: string) => Result
): Result {
  const temporary = join(folder, `.${randomUUID()}.tmp`)
  const mode = secret ? modes.secret : modes.open
  try {
    const file = openSync(temporary, 'wx', mode)
    try {
      writeFileSync(file, content)
      fchmodSync(file, mode) // the umask may have removed rights that clients of other users need
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

/**
 * A link fails when the name exists, a rename does not. Then the file is copied, which is exclusive too but not atomic:
 * file systems without links need it.
 */
function placeNew (temporary: string, file: string): boolean {
  try {
    linkSync(temporary, file)
    return true
  } catch {
    return copyNew(temporary, file)
  }
}

function copyNew (temporary: string, file: string): boolean {
  try {
    copyFileSync(temporary, file, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}
