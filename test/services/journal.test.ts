// The last operations, of each domain alone.

import { describe, expect, it } from 'vitest'
import { createJournal, type JournalEntry } from '../../src/services/journal.js'
import { anEntry } from './journal-entry.js'

const entry = (at: number, okmsId = 'a') => anEntry({ at, okmsId, resource: { kind: 'domain', id: okmsId } })

describe('the journal', () => {
  it.each([0, 1, 499, 500, 501, 750, 1001])('of %d operations keeps the last 500, the newest last', (count) => {
    const journal = createJournal()
    for (let at = 0; at < count; at++) journal.operation(entry(at))
    const kept = Math.min(count, 500)
    expect(journal.recent('a').map(({ at }) => at))
      .toEqual(Array.from({ length: kept }, (_, index) => count - kept + index))
    expect(journal.recent('b')).toEqual([])
  })

  it('informs the watchers of a domain, until they stop', () => {
    const journal = createJournal()
    const seen: unknown[] = []
    const watcher = {
      operation: ({ at }: JournalEntry) => seen.push(at),
      changed: (resource: unknown) => seen.push(resource)
    }
    const stop = journal.watch('a', watcher)
    const key = { kind: 'serviceKey', id: 'k' } as const
    journal.operation(entry(1))
    journal.operation(entry(2, 'b'))
    journal.changed('a', key)
    journal.changed('b', key)
    stop()
    journal.operation(entry(3))
    expect(seen).toEqual([1, key])
  })
})
