// Looking for entries, counting them and waiting for them.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { controlErrors } from '../../../../src/domain/errors/control/control.js'
import type { JournalEntry, RecordedRequest } from '../../../../src/domain/journal/journal-entry.js'
import { createJournal, type Journal } from '../../../../src/services/control/journal/journal.js'
import {
  createJournalQueries, maxWaits, type JournalQueries, type Wait
} from '../../../../src/services/control/journal/journal-queries.js'
import { aRequest } from './journal-entry.js'

let journal: Journal
let queries: JournalQueries
beforeEach(() => {
  journal = createJournal(50)
  queries = createJournalQueries(journal, {
    operationIds: ['Encrypt', 'Decrypt', 'GetServiceKey'], resourceKinds: ['serviceKey', 'secret']
  })
})

const record = (...requests: ReadonlyArray<Partial<RecordedRequest>>) => {
  for (const request of requests) journal.record(aRequest(request))
}
const sequences = (entries: readonly JournalEntry[]) => entries.map(({ sequence }) => sequence)

describe('a query', () => {
  it('finds what matches, from either end', () => {
    record({}, { operationId: 'Decrypt' }, {}, { okmsId: 'b' }, {})
    const filter = { okmsId: 'a', operationId: 'Encrypt' }
    const found = queries.query(filter, { order: 'asc', limit: 2 })
    expect([sequences(found.entries), found.dropped, found.latest]).toEqual([[1, 3], 0, 5])
    expect(sequences(queries.query(filter, { order: 'desc', limit: 2 }).entries)).toEqual([5, 3])
    expect(queries.count(filter)).toEqual({ count: 3, dropped: 0, latest: 5 })
  })

  it('counts what its domain lost, or all did', () => {
    record(...Array<object>(60).fill({}), ...Array<object>(20).fill({ okmsId: 'b' }))
    expect([{ okmsId: 'a' }, { okmsId: 'b' }, {}].map((filter) => queries.count(filter))).toEqual([
      { count: 30, dropped: 30, latest: 80 },
      { count: 20, dropped: 0, latest: 80 },
      { count: 50, dropped: 30, latest: 80 }
    ])
  })

  it.each([
    [{ operationId: 'Encypt' }, 'operationId: got "Encypt"; did you mean Encrypt?'],
    [{ operationId: 'Nothing*' }, 'operationId: got "Nothing*"; accepted: operations of the contract'],
    [{ resource: 'serviceKeys/*' }, 'resource: got "serviceKeys/*"; did you mean serviceKey/*?'],
    [{ resource: 'k' }, 'resource: got "k"; accepted: the URN of a resource, or a kind and an id, such as serviceKey/*']
  ])('refuses what no entry can have: %o', async (filter, text) => {
    for (const call of [
      () => queries.query(filter, { order: 'asc', limit: 1 }),
      () => queries.count(filter),
      () => queries.follow(filter, () => {})
    ]) {
      expect(call).toThrow(text)
    }
    await expect(queries.waitFor(filter, { count: 1, timeout: 0, limit: 1 }))
      .rejects.toMatchObject({ kind: controlErrors.ControlRequestInvalid })
  })

  it('accepts a pattern that fits an operation', () => {
    record({}, { operationId: 'GetServiceKey' }, { operationId: 'Decrypt' }, { operationId: null })
    expect(queries.count({ operationId: '*crypt' }).count).toBe(2)
    expect(queries.count({ operationId: '*' }).count).toBe(3)
  })
})

describe('a wait', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers() })

  const wait = (filter: object, options: Partial<Wait> = {}) =>
    queries.waitFor(filter, { count: 1, timeout: 1000, limit: 10, ...options })

  it('ends at once when enough matched before', async () => {
    record({}, {})
    expect(await wait({}, { count: 2 })).toMatchObject({ isComplete: true, count: 2, nearest: [] })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('ends with the entry that was missing, and not with one that does not match', async () => {
    record({})
    const done = vi.fn()
    const waiting = wait({ okmsId: 'a', operationId: 'Encrypt' }, { count: 2 }).finally(done)
    record({ okmsId: 'b' }, { operationId: 'Decrypt' })
    await vi.advanceTimersByTimeAsync(999)
    expect(done).not.toHaveBeenCalled()
    record({})
    const { isComplete, entries } = await waiting
    expect([isComplete, sequences(entries)]).toEqual([true, [1, 4]])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('ends at its deadline with what there is, and the nearest misses', async () => {
    record({}, { status: 404 })
    const waiting = wait({ status: '2xx' }, { count: 2 })
    await vi.advanceTimersByTimeAsync(1000)
    const { isComplete, count, entries, nearest } = await waiting
    expect([isComplete, count, sequences(entries)]).toEqual([false, 1, [1]])
    expect(nearest).toMatchObject([
      { entry: { sequence: 2 }, differences: [{ member: 'status', expected: '2xx', actual: '404' }] }
    ])
  })

  it('with no time says what there is', async () => {
    expect(await wait({}, { timeout: 0 })).toMatchObject({ isComplete: false, count: 0, entries: [], nearest: [] })
  })

  it('returns no more than its limit, and counts all', async () => {
    record({}, {}, {})
    expect(await wait({}, { count: 3, limit: 2 })).toMatchObject({ count: 3, entries: { length: 2 } })
  })

  it('does not count entries that were cleared meanwhile', async () => {
    record({})
    const waiting = wait({ okmsId: 'a' }, { count: 2 })
    journal.clear('a')
    record({})
    await vi.advanceTimersByTimeAsync(1000)
    expect(await waiting).toMatchObject({ isComplete: false, count: 1 })
  })

  it.each(['goes away', 'was already gone'])('is forgotten when its client %s', async (when) => {
    const client = new AbortController()
    if (when === 'was already gone') client.abort()
    const waiting = wait({}, { signal: client.signal })
    client.abort()
    expect(await waiting).toMatchObject({ isComplete: false })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('ends when the server does', async () => {
    const waiting = [wait({}), wait({ okmsId: 'b' }, { timeout: 1e9 })]
    queries.close()
    expect(await Promise.all(waiting)).toMatchObject([{ isComplete: false }, { isComplete: false }])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is refused while too many others are open, until one of them ends', async () => {
    const clients = Array.from({ length: maxWaits }, () => new AbortController())
    const waiting = clients.map(({ signal }) => wait({}, { signal }))
    await expect(wait({})).rejects.toMatchObject({ kind: controlErrors.TooManyWaits })
    clients[0]?.abort()
    waiting.push(wait({}))
    record({})
    const results = await Promise.all(waiting)
    expect(results.filter(({ isComplete }) => isComplete)).toHaveLength(maxWaits)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('following', () => {
  it('calls for each entry that matches, until it is ended', () => {
    const seen: number[] = []
    record({})
    const end = queries.follow({ okmsId: 'a', status: '404' }, ({ sequence }) => { seen.push(sequence) })
    record({ status: 404 }, {}, { status: 404, okmsId: 'b' }, { status: 404 })
    end()
    record({ status: 404 })
    expect(seen).toEqual([2, 5])
  })
})

describe('the nearest misses', () => {
  const nearest = async (filter: object) =>
    (await queries.waitFor(filter, { count: 1, timeout: 0, limit: 1 })).nearest
      .map(({ entry, differences }) => [entry.sequence, ...differences.map(({ member }) => member)])

  it('are those with the fewest differences, the newest first among equals', async () => {
    record({ operationId: 'Decrypt', status: 404 }, { status: 404 })
    record({ operationId: 'Decrypt', status: 500 }, { status: 403 })
    expect(await nearest({ operationId: 'Encrypt', status: '200' }))
      .toEqual([[4, 'status'], [2, 'status'], [3, 'operationId', 'status'], [1, 'operationId', 'status']])
  })

  it('are five at most', async () => {
    record(...Array<object>(40).fill({}))
    expect(await nearest({ status: '404' })).toHaveLength(5)
  })

  it('in a domain are of that domain, or of none', async () => {
    record({ okmsId: 'b' }, { okmsId: null, operationId: null }, { status: 404 })
    expect(await nearest({ okmsId: 'a', operationId: 'Encrypt', status: '2xx' }))
      .toEqual([[3, 'status'], [2, 'okmsId', 'operationId']])
  })

  it('say what happened before', async () => {
    record({ at: Date.UTC(2030, 0, 1) })
    const { nearest } = await queries.waitFor(
      { after: 1, since: Date.UTC(2031, 0, 1) }, { count: 1, timeout: 0, limit: 1 }
    )
    expect(nearest[0]?.differences).toEqual([
      { member: 'after', expected: 'a sequence number above 1', actual: '1' },
      { member: 'since', expected: '2031-01-01T00:00:00.000Z or later', actual: '2030-01-01T00:00:00.000Z' }
    ])
  })
})
