// The files that seeds are read from.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartFailure, startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { maxSeedLength, type Seed } from '../../domain/seeds/seed-format.js'
import { messageOf } from '../../domain/thrown.js'

export interface SeedFile {
  readonly name: string
  readonly content: string
  /** Folder that paths in the seed are relative to. */
  readonly base: string
}

const unreadable = (file: string, why: string) => startFailure(startFailures.SeedUnreadable, file, why)

/** Throws StartFailure (SeedUnreadable). */
export function readSeedFile (file: string): SeedFile {
  try {
    const { size } = statSync(file)
    if (size > maxSeedLength) throw unreadable(file, `it has ${size} bytes, and at most ${maxSeedLength} are accepted`)
    return { name: file, content: readFileSync(file, 'utf8'), base: path.dirname(path.resolve(file)) }
  } catch (error) {
    if (error instanceof StartFailure) throw error
    throw unreadable(file, messageOf(error))
  }
}

/** The seed files of a folder in the order of their names. Throws StartFailure (SeedUnreadable). */
export function seedFilesIn (folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && /^[^.].*\.(?:ya?ml|json)$/.test(entry.name))
      .map(({ name }) => path.join(folder, name))
      .sort()
  } catch (error) {
    throw unreadable(folder, messageOf(error))
  }
}

/** A seed as a program has it: the object itself, its text, or the path or the URL of its file. */
export type SeedSource = Seed | URL | string

/** A text in one line that is not in brackets is a path. Throws StartFailure (SeedUnreadable). */
export function readSeedSource (source: SeedSource): SeedFile {
  const given = { name: 'seed', base: process.cwd() }
  if (typeof source === 'object' && 'href' in source) return readSeedFile(fileURLToPath(source.href))
  if (typeof source === 'object') return { ...given, content: JSON.stringify(source, null, 2) }
  return /\n|^\s*[{[]|^\s*$/.test(source) ? { ...given, content: source } : readSeedFile(source)
}
