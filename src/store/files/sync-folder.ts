// Makes the names in a folder survive a power failure.

import { closeSync, fsyncSync, openSync } from 'node:fs'
import { systemCodeOf } from './system-error.js'

/** What file systems say that cannot sync folders, such as some network and shared ones. */
const noFolderSync: ReadonlySet<string | undefined> = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])

/** Call it after a file was created, renamed or removed. Windows cannot open folders and does not need this. */
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
