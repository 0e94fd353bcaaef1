// The default folders of a server.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const ownFolderName = '.okms-emulator'

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

/**
 * Creates the default folder that contains one of these, with a .gitignore that keeps private keys out of the project's
 * repository. Other folders are left alone.
 */
export function makePrivateFolder (folders: readonly string[]): void {
  for (const folder of folders) {
    const own = path.dirname(folder)
    if (path.basename(own) !== ownFolderName || existsSync(own)) continue
    mkdirSync(own, { recursive: true, mode: 0o700 })
    writeFileSync(path.join(own, '.gitignore'), '*\n')
  }
}

/** Whether a path is the folder itself or in it. */
export function isInside (inner: string, outer: string): boolean {
  const way = path.relative(outer, inner)
  return way.split(path.sep)[0] !== '..' && !path.isAbsolute(way)
}
