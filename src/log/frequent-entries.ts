// Writes frequent entries past pino, which is slower than most operations are.

import type { DestinationStream } from 'pino'

/** An entry of level info; `time` in epoch milliseconds. Members that are undefined are left out. */
export interface FrequentEntry {
  readonly time: number
  readonly msg: string
  readonly [member: string]: unknown
}

export function createFrequentEntries (destination: DestinationStream): (entry: FrequentEntry) => void {
  return (entry) => {
    destination.write(`${JSON.stringify({ level: 'info', ...entry, time: new Date(entry.time).toISOString() })}\n`)
  }
}
