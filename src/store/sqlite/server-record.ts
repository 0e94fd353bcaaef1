// Records in the data folder which server runs on it, so that a command that names the folder finds the server. The
// record is valid only while the folder is locked: a killed server leaves the record behind, but not its lock.

import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const fileIn = (folder: string) => path.join(folder, 'server.json')

export interface ServerRecord {
  remove (): void
}

/** @param endpoint URL of the server that holds the folder's lock. */
export function recordRunningServer (folder: string, endpoint: string): ServerRecord {
  const file = fileIn(folder)
  rmSync(file, { force: true })
  writeFileSync(file, `${JSON.stringify({ endpoint })}\n`, { mode: 0o600 })
  return {
    remove () {
      // Another server may run on a folder that replaced this one.
      if (runningServer(folder) === endpoint) rmSync(file, { force: true })
    }
  }
}

/** The endpoint; undefined when there is no readable record. */
export function runningServer (folder: string): string | undefined {
  try {
    const file = fileIn(folder)
    if (!statSync(file).isFile()) return undefined // reading a FIFO would never end
    const note: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof note === 'object' && note !== null && 'endpoint' in note && typeof note.endpoint === 'string'
      ? note.endpoint
      : undefined
  } catch {
    return undefined
  }
}

/** Whether a server has ever kept its keys in this folder. */
export const hasDatabase = (folder: string) => existsSync(path.join(folder, 'okms.db'))
