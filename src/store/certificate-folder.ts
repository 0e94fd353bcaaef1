// A folder of certificates and keys on disk: files appear whole, with their final mode, or not at all.

import { randomUUID } from 'node:crypto'
import { chmodSync, closeSync, copyFileSync, constants, fchmodSync, fsyncSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { CertificateFolder } from '../domain/ports.js'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { codeOf } from '../domain/thrown.js'
import { syncFolder } from './sqlite/durable-file.js'
import { starting } from './sqlite/storage-faults.js'

const modes = { secret: 0o600, open: 0o644 } as const
const folderModes = { secret: 0o700, open: 0o755 } as const

/**
 * Opens the folder and makes it when it is missing. A secret folder is for its owner alone. Any other may be entered by every user,
 * because other programs of this machine must read `ca.pem`; its private files are guarded by their own mode.
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

/** The umask decides about folders above it, and not about this one. */
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

/** Takes the rights of other users away. What belongs to another owner or is in a read-only folder (a mounted secret) stays as its owner made it. */
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

/** Writes a file beside the final ones, synced, with its final mode, and hands it to `place`; removes it when anything fails. */
function withTemporary<Result> (folder: string, content: Buffer | string, secret: boolean, place: (temporary: string) => Result): Result {
  const temporary = join(folder, `.${randomUUID()}.tmp`)
  const mode = secret ? modes.secret : modes.open
  try {
    const file = openSync(temporary, 'wx', mode)
    try {
      writeFileSync(file, content)
      fchmodSync(file, mode) // the umask may have taken rights that clients of other users need
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

/** A link is refused when the name is taken, a rename is not. File systems without links copy, which is exclusive but not whole at once. */
function placeNew (temporary: string, file: string): boolean {
  try {
    linkSync(temporary, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
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
