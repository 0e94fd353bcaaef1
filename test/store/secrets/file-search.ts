// Looks for bytes in all files of a folder, whole or in part.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'

/** Long enough not to meet by chance. */
const fragmentLength = 24
/** Small enough that each page of SQLite, 4 KiB, with a part of a sought row holds a whole fragment. */
const distance = 512

export interface Find {
  readonly file: string
  readonly offset: number
}

/** Where any part of the sought bytes is. */
export function findInFiles (folder: string, sought: readonly Buffer[]): readonly Find[] {
  const fragments = new Map<number, Buffer[]>()
  for (const bytes of sought) {
    for (let start = 0; start + fragmentLength <= bytes.length; start += distance) {
      const fragment = bytes.subarray(start, start + fragmentLength)
      const key = fragment.readUInt32LE()
      fragments.set(key, [...fragments.get(key) ?? [], fragment])
    }
  }
  return filesIn(folder).flatMap((file) => {
    const content = readFileSync(file)
    const found: Find[] = []
    for (let offset = 0; offset + fragmentLength <= content.length; offset++) {
      const candidates = fragments.get(content.readUInt32LE(offset))
      if (candidates?.some((one) => one.compare(content, offset, offset + fragmentLength) === 0) === true) {
        found.push({ file: path.basename(file), offset })
      }
    }
    return found
  })
}

const filesIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((name) => path.join(folder, name))
  .filter((file) => statSync(file).isFile())

/** Sealed data of secrets as it is in the database now, erased slots left out. */
export function sealedData (folder: string): readonly Buffer[] {
  const database = new Sqlite(path.join(folder, 'okms.db'), { readonly: true })
  try {
    return database.prepare<[], Buffer>('SELECT sealed FROM secret_slot WHERE sealed <> zeroblob(length(sealed))').pluck().all()
  } finally {
    database.close()
  }
}
