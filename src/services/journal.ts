// Recent activity for the pages: the last operations, kept in memory, and who follows them. It contains no secrets.

import type { Caller } from '../domain/access/identity.js'
import type { Right } from '../domain/access/policy.js'
import type { Resource } from '../domain/resource.js'
import type { Authorisation } from './access/authorisation.js'

/** One answered call. */
export interface JournalEntry {
  /** By the clock of the domain. */
  readonly at: number
  readonly okmsId: string
  readonly operationId: string
  /** Of the caller; null for the bearer of a token. */
  readonly credentialId: string | null
  /** What the request needed of policies, as far as it could be read. */
  readonly needs: readonly Right[]
  /** What the operation acted on; the domain for operations on none of its resources. */
  readonly resource: Resource
  /** HTTP status. */
  readonly status: number
  readonly durationMs: number
  /** Texts of refusals repeat no secret (domain/errors/domain-error.ts). */
  readonly refusal: string | undefined
  /** The same without the identities of the caller. */
  readonly refusalForOthers: string | undefined
}

/** What the caller of a page sees of an entry. */
export type SeenOperation =
  Pick<JournalEntry, 'at' | 'operationId' | 'resource' | 'status' | 'durationMs' | 'refusal'>

/**
 * The view of one caller on entries of its domain: its own requests, and those that it could have made itself, by the
 * same decision that let it make them. Undefined for all others.
 */
export function createJournalView (
  viewer: Caller, authorisation: Pick<Authorisation, 'allows' | 'isUnrestricted'>
): (entry: JournalEntry) => SeenOperation | undefined {
  return ({ at, operationId, credentialId, needs, resource, status, durationMs, refusal, refusalForOthers }) => {
    const seen = { at, operationId, resource, status, durationMs }
    const isOwn = credentialId !== null && credentialId === viewer.credentialId
    if (isOwn || authorisation.isUnrestricted(viewer)) return { ...seen, refusal }
    return needs.every(({ action, resource }) => authorisation.allows(viewer, action, resource))
      ? { ...seen, refusal: refusalForOthers }
      : undefined
  }
}

/** Called while a request is answered, so it must be quick and must not throw. */
export interface Watcher {
  operation (entry: JournalEntry): void
  changed (resource: Resource): void
}

export interface Journal {
  operation (entry: JournalEntry): void
  /** A resource of this domain was created or changed. */
  changed (okmsId: string, resource: Resource): void
  /** Newest last. */
  recent (okmsId: string): readonly JournalEntry[]
  /** Returns a function that ends the subscription. */
  watch (okmsId: string, watcher: Watcher): () => void
}

/** Entries kept for all domains together, about 200 bytes each. */
const keptEntries = 500

export function createJournal (): Journal {
  const entries: JournalEntry[] = []
  const watchers = new Map<string, Set<Watcher>>()

  return {
    operation (entry) {
      entries.push(entry)
      // In batches: moving all of the entries up for each new one costs more than the rest.
      if (entries.length >= 2 * keptEntries) entries.splice(0, keptEntries)
      for (const watcher of watchers.get(entry.okmsId) ?? []) watcher.operation(entry)
    },

    changed (okmsId, resource) {
      for (const watcher of watchers.get(okmsId) ?? []) watcher.changed(resource)
    },

    recent: (okmsId) => entries.slice(-keptEntries).filter((entry) => entry.okmsId === okmsId),

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
