// Operations on the journal.

import type { OkmsDomains } from '../../services/access/okms-domains.js'
import type { JournalQueries } from '../../services/control/journal/journal-queries.js'
import { adminOperation, type AdminOperation } from '../admin-operation.js'
import { whileConnected } from '../while-connected.js'
import { decodeFilter, decodeTimeout, encodeEntry, encodeMiss } from './journal-fields.js'

const defaultLimit = 100

export function journalOperations ({ journal, domains }: {
  readonly journal: JournalQueries
  readonly domains: Pick<OkmsDomains, 'get'>
}): readonly AdminOperation[] {
  return [
    adminOperation('QueryJournal', ({ query: { order = 'asc', limit = defaultLimit, ...filter } }) => {
      const { entries, ...extent } = journal.query(decodeFilter(filter, domains), { order, limit })
      return { body: { entries: entries.map(encodeEntry), ...extent } }
    }),

    adminOperation('CountJournal', ({ query }) => ({ body: journal.count(decodeFilter(query, domains)) })),

    adminOperation('WaitForJournal', async ({ query }, raw) => {
      const { count = 1, timeout, limit = defaultLimit, ...filter } = query
      const wanted = decodeFilter(filter, domains)
      const wait = { count, timeout: decodeTimeout(timeout), limit }
      const { isComplete, entries, nearest, ...others } =
        await whileConnected(raw, (signal) => journal.waitFor(wanted, { ...wait, signal }))
      return {
        body: {
          complete: isComplete, entries: entries.map(encodeEntry), nearest: nearest.map(encodeMiss), ...others
        }
      }
    }),

    adminOperation('ClearJournal', ({ query: { okmsId } }) => {
      journal.clear(okmsId === undefined ? undefined : domains.get(okmsId).okmsId)
    })
  ]
}
