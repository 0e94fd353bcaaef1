// A C library of this folder that is preloaded into the server, compiled for the run.

import { execFileSync } from 'node:child_process'
import path from 'node:path'

/** @param folder Where the compiled library goes. Returns its path, for LD_PRELOAD. */
export function compileLibrary (source: string, folder: string): string {
  const library = path.join(folder, `${path.basename(source, '.c')}.so`)
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, path.join(import.meta.dirname, source), '-ldl'])
  return library
}
