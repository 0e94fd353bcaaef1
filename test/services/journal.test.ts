// The journal: the last operations, oldest first, those of a domain alone.

import { expect, it } from 'vitest'
import { createJournal, type JournalEntry } from '../../src/services/journal.js'
import { openStore } from '../../src/store/open-store.js'

const okmsId = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'
const entryAt = (at: number): JournalEntry =>
  ({ at, okmsId, operationId: 'Encrypt', keyId: undefined, status: 200, durationMs: 1, refusal: undefined })

it.each([0, 1, 499, 500, 501, 750, 1001])('of %d operations it keeps the last 500, the newest last', (count) => {
  const journal = createJournal(openStore({ memory: true }, { durable: false }).keyHistories)
  for (let at = 0; at < count; at++) journal.operation(entryAt(at))
  const kept = Math.min(count, 500)
  expect(journal.recent(okmsId).map(({ at }) => at)).toEqual(Array.from({ length: kept }, (_, index) => count - kept + index))
  expect(journal.recent('another domain')).toEqual([])
})
