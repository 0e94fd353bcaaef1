// What a mutation changes in the code as it is now.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { transformSync } from 'esbuild'
import type { Mutation } from './mutation.js'

const root = path.join(import.meta.dirname, '../..')

/** Files by their names, so that a list of mutations outlives a change of folders. */
function filesByName (folder: string, without?: string): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>()
  for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.relative(root, path.join(entry.parentPath, entry.name))
    if (without !== undefined && file.startsWith(path.join(folder, without))) continue
    files.set(entry.name, [...files.get(entry.name) ?? [], file])
  }
  return files
}

export interface Change {
  readonly mutation: Mutation
  /** From the root of the tree. */
  readonly file: string
  readonly source: string
  readonly mutated: string
  readonly tests: readonly string[]
}

const sources = filesByName('src')
/** Those of pages run in a browser, not here. */
const tests = filesByName('test', 'browser')

/** The change that a mutation makes to today's code, or why it cannot be made. */
export function changeOf (mutation: Mutation): Change | string {
  const files = sources.get(mutation.file) ?? []
  if (files.length === 0) return `src has no file ${mutation.file}`
  const places = files.flatMap((file) => {
    const source = readFileSync(path.join(root, file), 'utf8')
    return Array<{ file: string, source: string }>(source.split(mutation.text).length - 1).fill({ file, source })
  })
  const [place] = places
  if (place === undefined || places.length > 1) return `its text occurs ${places.length} times`
  // A function, because the replacement may have a $ in it.
  const mutated = place.source.replace(mutation.text, () => mutation.replacement)
  try {
    transformSync(mutated, { loader: 'ts' })
  } catch {
    return 'what it makes cannot be parsed'
  }
  const missing = mutation.tests.find((name) => !tests.has(`${name}.test.ts`))
  if (missing !== undefined) return `test has no file ${missing}.test.ts`
  return { mutation, ...place, mutated, tests: mutation.tests.flatMap((name) => tests.get(`${name}.test.ts`) ?? []) }
}
