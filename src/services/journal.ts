// Recent activity for the pages: the last operations in memory, keys from the store. It contains no secrets.

import type { KeyHistoryStore } from '../domain/ports.js'
import { createKeyOverview, type KeyOverview } from './keys/key-overview.js'

/** One answered call. */
export interface JournalEntry {
  readonly at: number
  readonly okmsId: string
  readonly operationId: string
  /** Undefined for operations without one. */
  readonly keyId: string | undefined
  /** HTTP status. */
  readonly status: number
  readonly durationMs: number
  /** Texts of refusals repeat no secret (domain/errors/errors.ts). */
  readonly refusal: string | undefined
}

/** Called while a request is answered, so it must be quick and must not throw. */
export interface Watcher {
  operation (entry: JournalEntry): void
  keyChanged (keyId: string): void
}

export interface Journal {
  operation (entry: JournalEntry): void
  keyChanged (key: { readonly okmsId: string, readonly keyId: string }): void
  /** Newest last. */
  recent (okmsId: string): readonly JournalEntry[]
  readonly keys: KeyOverview
  /** Returns a function that ends the subscription. */
  watch (okmsId: string, watcher: Watcher): () => void
}

/** Entries kept for all domains together, about 200 bytes each. */
const keptEntries = 500

export function createJournal (lives: KeyHistoryStore): Journal {
  // A ring: the entry that `next` points at is the oldest.
  const entries: JournalEntry[] = []
  let next = 0
  const watchers = new Map<string, Set<Watcher>>()

  return {
    operation (entry) {
      entries[next] = entry
      next = (next + 1) % keptEntries
      for (const watcher of watchers.get(entry.okmsId) ?? []) watcher.operation(entry)
    },

    keyChanged ({ okmsId, keyId }) {
      for (const watcher of watchers.get(okmsId) ?? []) watcher.keyChanged(keyId)
    },

    recent: (okmsId) => [...entries.slice(next), ...entries.slice(0, next)].filter((entry) => entry.okmsId === okmsId),

    keys: createKeyOverview(lives),

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
