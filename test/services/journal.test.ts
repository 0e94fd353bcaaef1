// The last operations, of each domain alone.

import { describe, expect, it } from 'vitest'
import { createJournal, type JournalEntry } from '../../src/services/journal.js'

const entry = (at: number, okmsId = 'a'): JournalEntry => ({
  at, okmsId, operationId: 'Encrypt', resource: { kind: 'domain', id: okmsId }, status: 200, durationMs: 1, refusal: undefined
})

describe('the journal', () => {
  it('keeps the last 500 entries, the newest last', () => {
    const journal = createJournal()
    for (let at = 0; at < 700; at++) journal.operation(entry(at))
    expect(journal.recent('a').map(({ at }) => at)).toEqual(Array.from({ length: 500 }, (_, index) => 200 + index))
  })

  it('informs the watchers of a domain, until they stop', () => {
    const journal = createJournal()
    const seen: unknown[] = []
    const watcher = { operation: ({ at }: JournalEntry) => seen.push(at), changed: (resource: unknown) => seen.push(resource) }
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
