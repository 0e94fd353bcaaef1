// Writes a small file atomically, even if the machine crashes.

import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { changeMode, modes, type ModeRefused } from '../files/file-mode.js'
import { systemCodeOf } from '../files/system-error.js'

/** What file systems say that cannot sync folders, such as some network and shared ones. */
const noFolderSync: ReadonlySet<string | undefined> = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])

/** Makes the names in a folder survive a power failure. Windows cannot open folders and does not need this. */
export function syncFolder (folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } catch (error) {
    if (!noFolderSync.has(systemCodeOf(error))) throw error
  } finally {
    closeSync(descriptor)
  }
}

/** Creates or replaces a private file (mode 0600 from its first byte on, whatever the umask). */
export function writePrivateFile (file: string, content: string, modeRefused: ModeRefused = () => {}): void {
  const unfinished = `${file}.new`
  rmSync(unfinished, { force: true })
  try {
    const descriptor = openSync(unfinished, 'wx', modes.secret)
    try {
      writeFileSync(descriptor, content)
      changeMode(() => { fchmodSync(descriptor, modes.secret) }, modeRefused)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(unfinished, file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  syncFolder(path.dirname(file))
}
