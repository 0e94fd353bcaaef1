// Looks for entries of the journal, and waits for them.

import { patternMatcher } from '../../../domain/access/policy.js'
import { controlErrors, field } from '../../../domain/errors/control/control.js'
import { refusal } from '../../../domain/errors/domain-error.js'
import type { Problem } from '../../../domain/errors/wording.js'
import type { JournalEntry } from '../../../domain/journal/journal-entry.js'
import { compileFilter, type JournalFilter } from '../../../domain/journal/journal-filter.js'
import type { ResourceKind } from '../../../domain/resource.js'
import { faultOfResourcePattern } from '../../../domain/resource-pattern.js'
import { unknownName } from '../../../domain/text/unknown-name.js'
import type { Journal } from './journal.js'
import { nearestMisses, type NearMiss } from './nearest-misses.js'

/** The state of the part of the journal that a filter looks at: that of its domain, or all of it. */
interface Extent {
  /** Requests that are not kept any more. */
  readonly dropped: number
  /** The highest sequence number so far: pass it as `after` to see only what follows. */
  readonly latest: number
}

export interface Found extends Extent {
  readonly entries: readonly JournalEntry[]
}

export interface Counted extends Extent {
  readonly count: number
}

export interface Awaited extends Found, Counted {
  /** Whether as many entries match as were wanted. */
  readonly isComplete: boolean
  /** Where it is not complete: the entries that differ least from what was wanted. */
  readonly nearest: readonly NearMiss[]
}

export interface Wait {
  /** Entries to wait for. */
  readonly count: number
  /** Milliseconds, of the machine and not of a clock that tests move. */
  readonly timeout: number
  /** The most entries to return. */
  readonly limit: number
  /** Aborted when the client is gone. */
  readonly signal?: AbortSignal | undefined
}

/** A filter with an operation or a resource that no entry can have is refused: ControlRequestInvalid. */
export interface JournalQueries {
  query (filter: JournalFilter, options: { readonly order: 'asc' | 'desc', readonly limit: number }): Found
  count (filter: JournalFilter): Counted
  /** Resolves as soon as enough entries match, or with those that do at the end. Refuses TooManyWaits. */
  waitFor (filter: JournalFilter, wait: Wait): Promise<Awaited>
  /** Calls for each entry that matches from now on. Returns a function that ends it. */
  follow (filter: JournalFilter, seen: (entry: JournalEntry) => void): () => void
  clear (okmsId?: string): void
  /** Ends all waits, so that the server can stop. */
  close (): void
}

/** Each costs every request of its domain a comparison. */
export const maxWaits = 1000

/** What entries can have. */
export interface Recorded {
  readonly operationIds: readonly string[]
  readonly resourceKinds: readonly ResourceKind[]
}

export function createJournalQueries (journal: Journal, { operationIds, resourceKinds }: Recorded): JournalQueries {
  const waits = new Set<() => void>()

  function problemsOf ({ operationId, resource }: JournalFilter): readonly Problem[] {
    const isUnknown = operationId !== undefined && !operationIds.some(patternMatcher([operationId]))
    const wrong = resource === undefined ? undefined : faultOfResourcePattern(resource, resourceKinds)
    return [
      ...isUnknown
        ? [{
            place: field('operationId'),
            text: unknownName(operationId, operationIds, 'operations of the contract, such as Encrypt or *ServiceKey*')
          }]
        : [],
      ...wrong === undefined ? [] : [{ place: field('resource'), text: wrong }]
    ]
  }

  function compile (filter: JournalFilter) {
    const problems = problemsOf(filter)
    if (problems.length > 0) throw refusal(controlErrors.ControlRequestInvalid, problems)
    return compileFilter(filter)
  }

  const extent = ({ okmsId }: JournalFilter): Extent =>
    ({ dropped: journal.dropped(okmsId), latest: journal.latest() })

  return {
    query (filter, { order, limit }) {
      const { matches } = compile(filter)
      const found = journal.entries().filter(matches)
      const entries = order === 'asc' ? found.slice(0, limit) : found.reverse().slice(0, limit)
      return { entries, ...extent(filter) }
    },

    count (filter) {
      const { matches } = compile(filter)
      return { count: journal.entries().filter(matches).length, ...extent(filter) }
    },

    async waitFor (filter, { count: wanted, timeout, limit, signal }) {
      const { matches, differences } = compile(filter)
      const matching = () => journal.entries().filter(matches)
      const result = (found: readonly JournalEntry[]): Awaited => {
        const isComplete = found.length >= wanted
        const nearest = isComplete ? [] : nearestMisses(journal.entries(), filter, differences)
        return { isComplete, count: found.length, entries: found.slice(0, limit), nearest, ...extent(filter) }
      }
      let found = matching()
      if (found.length >= wanted || timeout === 0 || signal?.aborted === true) return result(found)
      if (waits.size >= maxWaits) throw refusal(controlErrors.TooManyWaits, maxWaits)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(end, timeout)
        signal?.addEventListener('abort', end)
        waits.add(end)
        const stopWatching = journal.watch(filter.okmsId, {
          recorded (entry) {
            if (!matches(entry)) return
            found.push(entry)
            if (found.length >= wanted) end()
          },
          cleared () { found = matching() }
        })

        function end (): void {
          stopWatching()
          clearTimeout(timer)
          signal?.removeEventListener('abort', end)
          waits.delete(end)
          resolve()
        }
      })
      return result(found)
    },

    follow (filter, seen) {
      const { matches } = compile(filter)
      return journal.watch(filter.okmsId, { recorded (entry) { if (matches(entry)) seen(entry) } })
    },

    clear: (okmsId) => { journal.clear(okmsId) },

    close () { for (const end of [...waits]) end() }
  }
}
