// Every file of a data folder as something else than it should be: the start says which file, why, and what helps.

import { execFileSync } from 'node:child_process'
import {
  chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync
} from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { startFailures, type StartFailureCode } from '../../../src/domain/errors/start-failures.js'
import { openStore } from '../../../src/store/open-store.js'
import { aKey, okmsId, secret } from '../builders.js'
import { newStore, temporaryFolder } from '../temporary.js'

/** A closed folder with one sealed key. */
function usedFolder () {
  const folder = temporaryFolder()
  const store = newStore({ folder })
  const { keyId } = store.serviceKeys.insert({ key: aKey(), material: secret }) && aKey()
  store.close()
  return { folder, keyId }
}

const open = (folder: string) => openStore({ folder }, { durable: false })

/** Puts something else in the place of a file. */
const replacements: Readonly<Record<string, (file: string) => void>> = {
  'a folder': (file) => { mkdirSync(file) },
  'a folder with a file': (file) => { mkdirSync(file); writeFileSync(path.join(file, 'x'), '') },
  'a named pipe': (file) => { execFileSync('mkfifo', [file]) },
  'a symbolic link to nothing': (file) => { symlinkSync('nowhere', file) },
  'a symbolic link to itself': (file) => { symlinkSync(path.basename(file), file) },
  'a symbolic link to a folder': (file) => { symlinkSync('.', file) }
}

const names = ['okms.db', 'okms.db-wal', 'okms.db-shm', 'okms.db-journal', 'okms.lock', 'master.key', 'server.json']

describe.each(names)('%s', (name) => {
  it.each(Object.keys(replacements))('as %s is named, and a start works once it is as before', (replacement) => {
    const { folder } = usedFolder()
    const file = path.join(folder, name)
    const kept = `${file}.kept`
    if (existsSync(file)) renameSync(file, kept)
    replacements[replacement]?.(file)
    expect(() => open(folder)).toThrow(expect.objectContaining({
      code: 'DataFileUnusable' satisfies StartFailureCode,
      message: expect.stringMatching(new RegExp(`^${file.replaceAll(".", "\\.")} cannot be used \\(it is a (folder|FIFO|link)`)) as unknown
    }))
    rmSync(file, { recursive: true, force: true })
    if (existsSync(kept)) renameSync(kept, file)
    open(folder).close()
  })
})
