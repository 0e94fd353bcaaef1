// What each file of a data folder must be before it is opened. SQLite would wait for a pipe, report a damaged lock file
// as a damaged database, and create the file that a broken link leads to.

import {
  accessSync, constants, existsSync, lstatSync, readdirSync, readlinkSync, realpathSync, rmSync, statSync
} from 'node:fs'
import path from 'node:path'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { codeOf } from '../../domain/thrown.js'
import { brokenLinkAt, kindOf, ownerOf } from '../files/what-is-there.js'

export interface FileRule {
  /** Whether it may be a link to a file. SQLite opens no link next to a database. */
  readonly link: boolean
  readonly access: 'read' | 'read and write'
  /** It never has content. */
  readonly empty?: boolean
  /** What helps when it is something else. */
  readonly cure: string
}

export const lockRule: FileRule = {
  link: false,
  access: 'read and write',
  empty: true,
  cure: 'remove it while no okms-emulator uses the folder; the next start creates it again'
}

const log: FileRule = {
  link: false, access: 'read and write', cure: 'put the file back, which has the last changes of the database'
}

const rules = {
  'master.key': { link: true, access: 'read', cure: 'put the master key of the database back' },
  'okms.db': { link: true, access: 'read and write', cure: 'put the database back' },
  'okms.db-wal': log,
  'okms.db-journal': log,
  'okms.db-shm': {
    link: false,
    access: 'read and write',
    cure: 'remove it while no program uses the database; SQLite creates it again'
  },
  'server.json': { link: false, access: 'read', cure: 'remove it; the next start writes it again' }
} as const satisfies Record<string, FileRule>

/** Paths in a data folder. */
export interface DataFiles {
  /** Where the database is: the target of okms.db if that is a link. */
  readonly database: string
  readonly masterKey: string
}

/** Throws DataFileUnusable for a file that is not what it should be. A missing file passes. */
export function checkDataFiles (folder: string): DataFiles {
  const pathOf = (name: keyof typeof rules) => path.join(folder, name)
  for (const name of ['okms.db', 'master.key', 'server.json'] as const) checkFile(pathOf(name), rules[name])
  const database = existsSync(pathOf('okms.db')) ? realpathSync(pathOf('okms.db')) : pathOf('okms.db')
  for (const suffix of ['-wal', '-journal', '-shm'] as const) checkFile(database + suffix, rules[`okms.db${suffix}`])
  return { database, masterKey: pathOf('master.key') }
}

/** Files that are renamed or removed in the start that creates them; earlier versions wrote `master.key.new`. */
const unfinished = /^(okms\.db|master\.key)\.new(-\w+)?$|^\.[\da-f-]{36}\.lock$|^\.\d+-[\da-f-]{36}\.tmp$/

/** Removes what a killed start left, which may have a key in it. Call it with the folder locked. */
export function removeUnfinished (folder: string): void {
  for (const name of readdirSync(folder)) {
    if (unfinished.test(name)) rmSync(path.join(folder, name), { recursive: true, force: true })
  }
}

/** Throws DataFileUnusable. */
export function checkFile (file: string, rule: FileRule): void {
  const fault = faultOf(file, rule)
  if (fault === undefined) return
  throw startFailure(startFailures.DataFileUnusable, file, fault.why, fault.cure ?? rule.cure)
}

interface FileFault {
  readonly why: string
  /** Instead of the one of the file. */
  readonly cure?: string
}

function faultOf (file: string, { link, access, empty = false }: FileRule): FileFault | undefined {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return undefined
  const broken = brokenLinkAt(file)
  if (broken !== undefined) return { why: `it is ${broken}` }
  if (!link && lstatSync(file).isSymbolicLink()) return { why: `it is a link, to ${readlinkSync(file)}` }
  const status = statSync(file)
  if (!status.isFile()) return { why: `it is ${kindOf(status)}` }
  if (empty && status.size > 0) return { why: 'it has content, but a lock file is empty' }
  return refusalOf(file, access)
}

function refusalOf (file: string, access: FileRule['access']): FileFault | undefined {
  try {
    accessSync(file, access === 'read' ? constants.R_OK : constants.R_OK | constants.W_OK)
    return undefined
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EROFS') return { why: 'it is on a read-only file system', cure: 'make that writable' }
    if (code !== 'EACCES' && code !== 'EPERM') throw error
    return { why: `this process may not ${access} it${ownerOf(file)}`, cure: 'change its owner or its mode' }
  }
}
