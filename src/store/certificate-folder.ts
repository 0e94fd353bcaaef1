// A folder of certificates and keys on disk. Files are written atomically, with their final mode.

import { readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { CertificateFolder } from '../domain/ports.js'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { isSystemError } from '../domain/thrown.js'
import { createAtomically, removeAbandoned, writeAtomically } from './files/atomic-file.js'
import { firstRefusal, folderModes, narrowFolder, type ModeRefused } from './files/file-mode.js'
import { readSmallFile } from './files/file-reading.js'
import { makeFolder } from './files/folder-making.js'
import { syncFolder } from './files/sync-folder.js'
import { causeOf } from './files/system-error.js'
import { starting } from './sqlite/storage-faults.js'

export interface CertificateFolderOptions {
  /** Accessible to its owner only. */
  readonly secret?: boolean
  /** Called at most once, when the file system does not let this user change modes. By default nothing. */
  readonly modeRefused?: ModeRefused
}

/**
 * Opens the folder and creates it when it is missing. A secret folder is accessible to its owner only. Any other
 * folder is accessible to every user, because other programs on this machine must read `ca.pem`; its private files
 * are protected by their own mode.
 */
export function openCertificateFolder (
  directory: string, { secret = false, modeRefused = () => {} }: CertificateFolderOptions = {}
): CertificateFolder {
  const folder = resolve(directory)
  const refused = firstRefusal(modeRefused)
  const path = (name: string) => join(folder, name)
  const writing = <Result>(name: string, part: () => Result) => starting({ folder, file: path(name) }, part)
  writing('', () => {
    makeFolder(folder, secret ? folderModes.secret : folderModes.open, refused)
    if (secret) narrowFolder(folder, refused)
    removeAbandoned(folder)
  })

  return {
    path,
    list: () => namesIn(folder).filter((name) => !name.startsWith('.')).sort(),
    read: (name, options) => readSmallFile(path(name), { secret: options?.secret ?? false, refused }),
    write: (name, content, { secret }) => {
      writing(name, () => { writeAtomically(path(name), { content, secret, refused }) })
    },
    create: (name, content, { secret }) =>
      writing(name, () => createAtomically(path(name), { content, secret, refused })),
    remove: (name) => {
      writing(name, () => {
        rmSync(path(name), { force: true })
        syncFolder(folder)
      })
    }
  }
}

function namesIn (folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw startFailure(startFailures.CertificatesBroken, folder, causeOf(error), 'let this user read it, or choose another folder')
  }
}
