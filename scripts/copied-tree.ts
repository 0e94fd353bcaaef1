// A copy of the repository that a script may change, with the installed packages of the original.

import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'

export const root = path.join(import.meta.dirname, '..')

const notCopied = new Set(['node_modules', '.git', 'dist', 'coverage', 'data', 'certs', 'pki'])

/** @param folder Does not exist yet. */
export function copyTree (folder: string): string {
  mkdirSync(folder)
  for (const name of readdirSync(root)) {
    if (!notCopied.has(name)) cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  return folder
}
