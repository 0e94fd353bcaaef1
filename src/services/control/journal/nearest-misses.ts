// The entries of the journal that nearly match a filter, and what is different about them.

import type { JournalEntry } from '../../../domain/journal/journal-entry.js'
import type { CompiledFilter, Difference, JournalFilter } from '../../../domain/journal/journal-filter.js'

export interface NearMiss {
  readonly entry: JournalEntry
  readonly differences: readonly Difference[]
}

const shownMisses = 5

/**
 * Those with the fewest differences, the newest first among equals. Of other domains, other tests may make any number
 * of requests: only those that name no domain of this server count as misses in one.
 * @param entries Oldest first.
 */
export function nearestMisses (
  entries: readonly JournalEntry[], { okmsId }: JournalFilter, differences: CompiledFilter['differences']
): readonly NearMiss[] {
  return entries
    .filter((entry) => okmsId === undefined || entry.okmsId === okmsId || entry.okmsId === null)
    .map((entry) => ({ entry, differences: differences(entry) }))
    .filter((miss) => miss.differences.length > 0)
    .reverse()
    .sort((one, other) => one.differences.length - other.differences.length)
    .slice(0, shownMisses)
}
