// The default folders of a server.

import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The default folder of a project that is no checkout. */
export const ownFolderName = '.okms-emulator'

export interface DefaultFolders {
  readonly data: string
  readonly certs: string
}

/**
 * In a checkout `./data` and `./certs`, which its .gitignore lists; in any other project, both in one folder. The pki
 * folder is next to `certs`. Absolute paths.
 */
export function defaultFolders (cwd: string): DefaultFolders {
  const base = isCheckout(cwd) ? cwd : path.join(cwd, ownFolderName)
  return { data: path.join(base, 'data'), certs: path.join(base, 'certs') }
}

/**
 * Run from the root of a checkout of this package; an installed package is under node_modules, where `cwd` seldom is.
 */
function isCheckout (cwd: string): boolean {
  if (path.resolve(cwd).split(path.sep).includes('node_modules')) return false
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(cwd, 'package.json'), 'utf8'))
    return typeof manifest === 'object' && manifest !== null && 'name' in manifest && manifest.name === 'okms-emulator'
  } catch {
    return false
  }
}

/** Whether a path is the folder itself or in it. */
export function isInside (inner: string, outer: string): boolean {
  const way = path.relative(outer, inner)
  return way.split(path.sep)[0] !== '..' && !path.isAbsolute(way)
}
