// The journal: what was requested, by which caller, with which result. Kept in memory, followed while it happens.

import type { JournalEntry, RecordedRequest } from '../../../domain/journal/journal-entry.js'
import type { Resource } from '../../../domain/resource.js'
import { createJournalMemory, type JournalMemory } from './journal-memory.js'

/** Called while a request is answered, so it must be quick and must not throw. */
export interface Watcher {
  recorded? (entry: JournalEntry): void
  /** Entries were removed. */
  cleared? (): void
  changed? (resource: Resource): void
}

export interface Journal extends Omit<JournalMemory, 'add'> {
  record (request: RecordedRequest): void
  /** A resource of this domain was created or changed. */
  changed (okmsId: string, resource: Resource): void
  /** Returns a function that ends the subscription. @param okmsId Undefined: the requests of all domains. */
  watch (okmsId: string | undefined, watcher: Watcher): () => void
}

/** @param capacity Entries that are kept, of all domains together. */
export function createJournal (capacity: number): Journal {
  const memory = createJournalMemory(capacity)
  /** By domain; undefined for those of all domains. */
  const watchers = new Map<string | undefined, Set<Watcher>>()

  function * watching (okmsId: string | null | undefined): Iterable<Watcher> {
    yield * watchers.get(undefined) ?? []
    if (okmsId != null) yield * watchers.get(okmsId) ?? []
  }

  return {
    ...memory,

    record (request) {
      const entry = memory.add(request)
      if (watchers.size === 0) return
      for (const watcher of watching(request.okmsId)) watcher.recorded?.(entry)
    },

    changed (okmsId, resource) {
      for (const watcher of watching(okmsId)) watcher.changed?.(resource)
    },

    clear (okmsId) {
      memory.clear(okmsId)
      const concerned = okmsId === undefined ? [...watchers.values()].flatMap((all) => [...all]) : watching(okmsId)
      for (const watcher of concerned) watcher.cleared?.()
    },

    watch (okmsId, watcher) {
      const own = watchers.get(okmsId) ?? new Set()
      watchers.set(okmsId, own.add(watcher))
      return () => {
        own.delete(watcher)
        if (own.size === 0) watchers.delete(okmsId)
      }
    }
  }
}
