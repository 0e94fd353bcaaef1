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
  if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return undefined
  try {
    statSync(place)
    return undefined
  } catch (error) {
    const why = nowhere[systemCodeOf(error) ?? '']
    return why === undefined ? undefined : `a link to ${readlinkSync(place)}, ${why}`
  }
}
