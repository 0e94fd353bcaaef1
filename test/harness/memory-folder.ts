// Where the tests keep their temporary files: in memory, if the system has a folder for that. Servers flush many small
// files as they start, and on a busy disk that takes most of the time of the tests.

import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Containers have 64 MB by default, which is too little. */
const enoughBytes = 2 ** 30

/** Some systems do not run programs from it. */
function runsPrograms (folder: string): boolean {
  const program = path.join(folder, 'program')
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 })
  const { status } = spawnSync(program)
  rmSync(program)
  return status === 0
}

/** Sets TMPDIR for the tests, unless it is set, to a folder that is removed when this process ends. */
export function keepTemporaryFilesInMemory (): void {
  if (process.env['TMPDIR'] !== undefined || process.platform !== 'linux') return
  let folder: string
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    if (bavail * bsize < enoughBytes) return
    folder = mkdtempSync('/dev/shm/okms-')
    // As /tmp: some tests are another user for a while.
    chmodSync(folder, 0o1777)
  } catch {
    return
  }
  process.on('exit', () => { rmSync(folder, { recursive: true, force: true }) })
  if (runsPrograms(folder)) process.env['TMPDIR'] = folder
}
