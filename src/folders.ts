// The folders a server keeps its things in, when nobody names others.

import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this package: a checkout, or node_modules/okms-emulator. This file stands in its src/ or dist/. */
export const packageRoot = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

const ownFolderName = '.okms-emulator'

export interface DefaultFolders {
  readonly data: string
  readonly certs: string
}

/** In a checkout `./data` and `./certs`, which its .gitignore knows; in any other project both under one folder of our own. The pki folder is next to `certs`. Absolute paths. */
export function defaultFolders (cwd: string, root: string = packageRoot): DefaultFolders {
  const base = isCheckout(cwd, root) ? cwd : path.join(cwd, ownFolderName)
  return { data: path.join(base, 'data'), certs: path.join(base, 'certs') }
}

/** In a checkout the program is run from its own root; an installed package lies under node_modules, or elsewhere. */
function isCheckout (cwd: string, root: string): boolean {
  const real = canonical(root)
  return canonical(cwd) === real && !real.split(path.sep).includes('node_modules')
}

function canonical (folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return path.resolve(folder)
  }
}

/** Makes the folder of our own that one of these lies in, with a .gitignore that keeps private keys out of the project's repository. Other folders are left alone. */
export function makeOwnFolder (folders: readonly string[]): void {
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
