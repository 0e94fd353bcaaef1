// What the caller of a page sees of the journal.

import type { AnyCaller } from '../../../domain/access/identity.js'
import type { JournalEntry } from '../../../domain/journal/journal-entry.js'
import type { Resource } from '../../../domain/resource.js'
import type { Authorisation } from '../../access/authorisation.js'
import type { Journal } from './journal.js'

/** What the caller of a page sees of an entry. */
export interface SeenOperation extends Pick<JournalEntry, 'at'> {
  readonly operationId: string
  readonly resource: Resource
  /** HTTP status. */
  readonly status: number
  readonly durationMs: number
  readonly refusal: string | undefined
}

/** Entries that a page looks through: each is judged for its caller. */
const seenEntries = 500

/**
 * The view of one caller on entries of its domain: its own requests, and those that it could have made itself, by the
 * same decision that let it make them. Undefined for all others, and for what is no operation with a caller.
 */
export function createJournalView (
  viewer: AnyCaller, authorisation: Pick<Authorisation, 'allows' | 'isUnrestricted'>
): (entry: JournalEntry) => SeenOperation | undefined {
  return (entry) => {
    const { at, operationId, caller, needs, resource, status, durationMs, refusal, refusalForOthers } = entry
    if (operationId === null || caller === null || resource === null || status === null || durationMs === null) {
      return undefined
    }
    const seen = { at, operationId, resource, status, durationMs }
    const isOwn = caller.credentialId !== null && caller.credentialId === viewer.credentialId
    if (isOwn || authorisation.isUnrestricted(viewer)) return { ...seen, refusal: refusal ?? undefined }
    return needs?.every(({ action, resource }) => authorisation.allows(viewer, action, resource)) === true
      ? { ...seen, refusal: refusalForOthers ?? undefined }
      : undefined
  }
}

/** The last operations of the viewer's domain, newest last. */
export function recentOperations (
  journal: Pick<Journal, 'entries'>, viewer: AnyCaller, authorisation: Pick<Authorisation, 'allows' | 'isUnrestricted'>
): readonly SeenOperation[] {
  const own = journal.entries().filter(({ okmsId, caller }) => okmsId === viewer.okmsId && caller !== null)
  return own.slice(-seenEntries).map(createJournalView(viewer, authorisation)).filter((seen) => seen !== undefined)
}
