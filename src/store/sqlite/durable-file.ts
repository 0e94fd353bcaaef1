// Writing a small file so that it is there whole, or not at all, whatever happens to the machine.

import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Makes the names in a folder outlive a power cut. Windows cannot open folders and needs no such call. */
export function syncFolder (folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Creates or replaces a private file (mode 0600 from its first byte on). */
export function writePrivateFile (file: string, content: string): void {
  const unfinished = `${file}.new`
  rmSync(unfinished, { force: true })
  const descriptor = openSync(unfinished, 'wx', 0o600)
  try {
    writeFileSync(descriptor, content)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(unfinished, file)
  syncFolder(path.dirname(file))
}
