// The last requests of all domains, in memory, and how many older ones were dropped.

import type { JournalEntry, RecordedRequest } from '../../../domain/journal/journal-entry.js'

export interface JournalMemory {
  add (request: RecordedRequest): JournalEntry
  /** Oldest first. */
  entries (): readonly JournalEntry[]
  /** The highest sequence number so far; 0 before the first request. */
  latest (): number
  /** Requests that are not kept any more, of a domain or of all; those that were cleared do not count. */
  dropped (okmsId?: string): number
  /** Forgets the entries of a domain, or all. Sequence numbers go on. */
  clear (okmsId?: string): void
}

/** @param capacity Requests of all domains together that are kept, less those that are cleared. */
export function createJournalMemory (capacity: number): JournalMemory {
  /** The entry with a sequence number is at its remainder by the capacity; undefined where it was cleared. */
  const slots: (JournalEntry | undefined)[] = []
  let latest = 0
  const dropped = new Map<string | null, number>()

  return {
    add (request) {
      const entry = { sequence: latest + 1, ...request }
      const slot = latest % capacity
      const replaced = slots[slot]
      if (replaced !== undefined) dropped.set(replaced.okmsId, (dropped.get(replaced.okmsId) ?? 0) + 1)
      slots[slot] = entry
      latest++
      return entry
    },

    entries () {
      const oldest = latest % capacity
      return slots.slice(oldest).concat(slots.slice(0, oldest)).filter((entry) => entry !== undefined)
    },

    latest: () => latest,

    dropped: (okmsId) => okmsId === undefined
      ? [...dropped.values()].reduce((sum, count) => sum + count, 0)
      : dropped.get(okmsId) ?? 0,

    clear (okmsId) {
      for (const [slot, entry] of slots.entries()) {
        if (okmsId === undefined || entry?.okmsId === okmsId) slots[slot] = undefined
      }
      if (okmsId === undefined) dropped.clear()
      else dropped.delete(okmsId)
    }
  }
}
