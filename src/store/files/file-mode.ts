// Modes of files and folders, on file systems that may not let this user change them.

import { closeSync, constants, fchmodSync, fstatSync, lstatSync, openSync, type Stats } from 'node:fs'
import { isSystemError } from '../../domain/thrown.js'
import { causeOf } from './system-error.js'

export const modes = { secret: 0o600, open: 0o644 } as const
export const folderModes = { secret: 0o700, open: 0o755 } as const

/** Called with the cause. */
export type ModeRefused = (cause: string) => void

/**
 * Changes a mode, or reports that it cannot: files of another owner (volumes of Kubernetes and OpenShift), a file
 * system without modes (drives of Windows in WSL), a read-only mount. Reading and writing work all the same.
 */
export function changeMode (change: () => void, refused: ModeRefused): void {
  try {
    change()
  } catch (error) {
    if (!isSystemError(error)) throw error
    refused(causeOf(error))
  }
}

/** Removes the rights of other users from an open file or folder. */
export function narrow (descriptor: number, { mode }: Stats, to: number, refused: ModeRefused): void {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return
  changeMode(() => { fchmodSync(descriptor, to) }, refused)
}

/** Removes the rights of other users, but not through a link: its folder may be shared with other programs. */
export function narrowFolder (folder: string, refused: ModeRefused): void {
  if (process.platform === 'win32' || lstatSync(folder).isSymbolicLink()) return
  const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  try {
    narrow(descriptor, fstatSync(descriptor), folderModes.secret, refused)
  } finally {
    closeSync(descriptor)
  }
}

/** Passes on the first refusal: one warning for a folder is enough. */
export function firstRefusal (refused: ModeRefused): ModeRefused {
  let reported = false
  return (cause) => {
    if (!reported) refused(cause)
    reported = true
  }
}
