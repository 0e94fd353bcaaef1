// What is in the place of a file or folder, in words for the text of a failure.

import { lstatSync, readlinkSync, statSync, type Stats } from 'node:fs'
import { systemCodeOf } from './system-error.js'

const kinds: ReadonlyArray<{ readonly words: string, readonly is: (status: Stats) => boolean }> = [
  { words: 'a file', is: (status) => status.isFile() },
  { words: 'a folder', is: (status) => status.isDirectory() },
  { words: 'a FIFO', is: (status) => status.isFIFO() },
  { words: 'a socket', is: (status) => status.isSocket() },
  { words: 'a device', is: (status) => status.isBlockDevice() || status.isCharacterDevice() }
]

export const kindOf = (status: Stats): string => kinds.find(({ is }) => is(status))?.words ?? 'no file'

const nowhere: Readonly<Record<string, string>> = {
  ENOENT: 'which is missing',
  ENOTDIR: 'which is missing',
  ELOOP: 'which leads back to it'
}

/** A link that leads nowhere: `a link to /mnt/ca.pem, which is missing`. Undefined when there is none. */
export function brokenLinkAt (place: string): string | undefined {
  try {
    statSync(place)
    return undefined
  } catch (error) {
    const why = nowhere[systemCodeOf(error) ?? '']
    return why === undefined || !isLink(place) ? undefined : `a link to ${readlinkSync(place)}, ${why}`
  }
}

function isLink (place: string): boolean {
  try {
    return lstatSync(place).isSymbolicLink()
  } catch {
    return false // a part of its path is a file, or missing
  }
}

/** Says who owns the file or folder, if that is not this user; otherwise empty. Windows has no user ids. */
export function ownerOf (place: string): string {
  const user = process.geteuid?.()
  try {
    const { uid } = statSync(place)
    return user === undefined || uid === user ? '' : `; it belongs to user ${uid}, and this process runs as user ${user}`
  } catch {
    return '' // a folder on the way cannot be entered
  }
}
