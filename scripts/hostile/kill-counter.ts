// Kills a server at its nth call that changes a file system (kill-at-call.c), so that every moment can be tried.

import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { Folders } from '../durability/server-process.js'

export interface KillCounter {
  /** For the process whose calls in these folders are counted. */
  readonly env: Readonly<Record<string, string>>
  /** The number of calls so far. */
  count (): number
  /** Kills the process before this call, counted from 1. */
  killAt (call: number): void
}

/** @param killAt The call to die at; 0 only counts. */
export function createKillCounter (library: string, folder: string, folders: Folders, killAt = 0): KillCounter {
  const file = path.join(folder, 'calls')
  writeFileSync(file, numbers(0, killAt))
  return {
    env: { LD_PRELOAD: library, KILL_COUNTER: file, KILL_FOLDERS: Object.values(folders).join(':') },
    count () {
      const bytes = Buffer.alloc(8)
      const descriptor = openSync(file, 'r')
      readSync(descriptor, bytes, 0, 8, 0)
      closeSync(descriptor)
      return Number(bytes.readBigInt64LE())
    },
    killAt (call) {
      const descriptor = openSync(file, 'r+')
      writeSync(descriptor, numbers(call), 0, 8, 8)
      closeSync(descriptor)
    }
  }
}

function numbers (...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length)
  values.forEach((value, index) => bytes.writeBigInt64LE(BigInt(value), index * 8))
  return bytes
}
