// Makes calls on the files of a folder fail in a server (faulty-calls.c), also while it runs.

import { writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'

/** In the order of the C library. */
const kinds = ['lock', 'mmap', 'fsync', 'folder fsync', 'write', 'read'] as const

export type FaultyCall = typeof kinds[number]
export type FaultyCalls = Partial<Record<FaultyCall, keyof typeof constants.errno>>

export interface FaultyFileSystem {
  /** For the process whose calls fail. */
  readonly env: Readonly<Record<string, string>>
  /** From now on these calls fail, and no others. */
  set (calls: FaultyCalls): void
}

/** @param folder For a file of this object. */
export function createFaultyFileSystem (library: string, faulty: string, folder: string): FaultyFileSystem {
  const file = path.join(folder, 'errors')
  const set = (calls: FaultyCalls) => {
    const errors = Buffer.alloc(4 * kinds.length)
    kinds.forEach((kind, index) => {
      const name = calls[kind]
      errors.writeInt32LE(name === undefined ? 0 : constants.errno[name], 4 * index)
    })
    writeFileSync(file, errors, { flag: 'r+' }) // the processes share this file
  }
  writeFileSync(file, Buffer.alloc(4 * kinds.length))
  return { env: { LD_PRELOAD: library, FAULT_FOLDER: faulty, FAULT_ERRORS: file }, set }
}
