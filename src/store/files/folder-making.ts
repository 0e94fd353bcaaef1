// Makes folders with their modes, whatever the umask.

import { chmodSync, lstatSync, mkdirSync, statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { codeOf } from '../../domain/thrown.js'
import { changeMode, type ModeRefused } from './file-mode.js'
import { brokenLinkAt, kindOf } from './what-is-there.js'

const ownerRights = 0o700

/**
 * Makes the folder with this mode and, as the umask leaves it, those above it. Throws FolderNotWritable when something
 * else is in the way, and errors of the operating system. One folder at a time: Node's recursive mkdir never ends in a
 * file system that makes no folders, such as /proc.
 */
export function makeFolder (folder: string, mode: number, refused: ModeRefused): void {
  if (isThere(folder, folder)) return
  makeParents(dirname(folder), folder, mode, refused)
  if (make(folder, folder, mode)) setMode(folder, mode, refused)
}

function makeParents (folder: string, wanted: string, mode: number, refused: ModeRefused): void {
  if (isThere(folder, wanted)) return
  makeParents(dirname(folder), wanted, mode, refused)
  if (!make(folder, wanted, mode)) return
  const made = lstatSync(folder).mode & 0o777
  if ((made & ownerRights) !== ownerRights) setMode(folder, made | ownerRights, refused)
}

/** False when another process was faster. */
function make (folder: string, wanted: string, mode: number): boolean {
  try {
    mkdirSync(folder, { mode })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && isThere(folder, wanted)) return false
    throw error
  }
}

/** A folder that was just made; a link that took its place meanwhile is left alone. */
function setMode (folder: string, mode: number, refused: ModeRefused): void {
  if (process.platform === 'win32' || !lstatSync(folder).isDirectory()) return
  changeMode(() => { chmodSync(folder, mode) }, refused)
}

function isThere (folder: string, wanted: string): boolean {
  const link = brokenLinkAt(folder)
  if (link !== undefined) throw inTheWay(folder, wanted, link)
  const status = statusOf(folder)
  if (status === undefined) return false
  if (!status.isDirectory()) throw inTheWay(folder, wanted, kindOf(status))
  return true
}

/** What a path that leads through something else than folders means is found at the first of them. */
const notThere: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP'])

function statusOf (folder: string): Stats | undefined {
  try {
    return statSync(folder)
  } catch (error) {
    if (notThere.has(codeOf(error))) return undefined
    throw error
  }
}

const inTheWay = (place: string, wanted: string, what: string) => startFailure(
  startFailures.FolderNotWritable, wanted, `${place === wanted ? 'it' : place} is ${what}`,
  'move that away, or choose another folder'
)
