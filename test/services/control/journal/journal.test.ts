// Recording: how much is kept, what is counted, and what watchers receive.

import { describe, expect, it } from 'vitest'
import type { JournalEntry } from '../../../../src/domain/journal/journal-entry.js'
import { createJournal } from '../../../../src/services/control/journal/journal.js'
import { aRequest } from './journal-entry.js'

const request = (at: number, okmsId: string | null = 'a') => aRequest({ at, okmsId })
const sequences = (entries: readonly JournalEntry[]) => entries.map(({ sequence }) => sequence)

describe('the journal', () => {
  it.each([0, 1, 9, 10, 11, 15, 20, 21, 35])('of %d requests keeps the last 10, the newest last', (count) => {
    const journal = createJournal(10)
    for (let at = 0; at < count; at++) journal.record(request(at))
    const kept = Math.min(count, 10)
    expect(sequences(journal.entries())).toEqual(Array.from({ length: kept }, (_, index) => count - kept + index + 1))
    expect([journal.latest(), journal.dropped('a'), journal.dropped()]).toEqual([count, count - kept, count - kept])
  })

  it('counts what it dropped for each domain, and for none', () => {
    const journal = createJournal(2)
    for (const okmsId of ['a', 'b', 'a', null, 'b', 'b']) journal.record(request(0, okmsId))
    expect(['a', 'b', undefined].map((okmsId) => journal.dropped(okmsId))).toEqual([2, 1, 4])
  })

  it('clears one domain, and leaves the others and the sequence', () => {
    const journal = createJournal(3)
    for (const okmsId of ['a', 'a', 'b', 'a', 'b']) journal.record(request(0, okmsId))
    journal.clear('a')
    expect([sequences(journal.entries()), journal.dropped('a'), journal.dropped()]).toEqual([[3, 5], 0, 0])
    journal.record(request(0))
    expect([sequences(journal.entries()), journal.dropped('b')]).toEqual([[5, 6], 1])
    for (let at = 0; at < 7; at++) journal.record(request(at))
    expect([sequences(journal.entries()), journal.dropped('a'), journal.dropped('b')]).toEqual([[11, 12, 13], 5, 2])
    journal.clear()
    expect([journal.entries(), journal.dropped(), journal.latest()]).toEqual([[], 0, 13])
  })

  it('informs the watchers of a domain, and those of all, until they stop', () => {
    const journal = createJournal(10)
    const watcherOf = (seen: unknown[]) => ({
      recorded: ({ at }: JournalEntry) => seen.push(at),
      changed: (resource: unknown) => seen.push(resource),
      cleared: () => seen.push('cleared')
    })
    const [ofA, ofAll]: [unknown[], unknown[]] = [[], []]
    const stops = [journal.watch('a', watcherOf(ofA)), journal.watch(undefined, watcherOf(ofAll))]
    const key = { kind: 'serviceKey', id: 'k' } as const
    journal.record(request(1))
    journal.record(request(2, 'b'))
    journal.record(request(3, null))
    journal.changed('a', key)
    journal.clear('b')
    journal.clear('a')
    journal.clear()
    for (const stop of stops) stop()
    journal.record(request(4))
    expect(ofA).toEqual([1, key, 'cleared', 'cleared'])
    expect(ofAll).toEqual([1, 2, 3, key, 'cleared', 'cleared', 'cleared'])
  })

  it('informs each of several watchers, while others stop and begin', () => {
    const journal = createJournal(10)
    const seen: string[] = []
    const stopFirst = journal.watch('a', { recorded: () => { seen.push('first'); stopFirst() } })
    journal.watch('a', { recorded: () => seen.push('second') })
    journal.record(request(1))
    journal.record(request(2))
    expect(seen).toEqual(['first', 'second', 'second'])
  })
})
