// The journal of a running server.

import { startFailure, startFailures } from '../../../domain/errors/start-failures.js'
import { journalResults } from '../../../domain/journal/journal-entry.js'
import { readSpan, readTime, spanAccepts, timeAccepts } from '../../../domain/time-text.js'
import type { AdminReplyBody } from '../../../emulator/admin/admin-api.js'
import { followJournal } from '../../../emulator/admin/follow-journal.js'
import {
  journalLine, journalTable, shortfallText, type ShownEntry
} from '../../../services/control/journal/journal-text.js'
import { numberOption, textOption } from '../admin-options.js'
import { callerOption, operationOption, requestDomainOption, requestResourceOption } from '../request-options.js'
import type { VerbInput } from '../verbs.js'
import type { Noun } from './noun.js'

const statusOption = textOption('status', 'STATUS', 'HTTP status of the replies', {
  accepts: 'a status such as 404, or a class such as 4xx',
  otherwise: 'every status',
  isRight: (text) => /^[1-5](?:\d\d|xx)$/.test(text)
})
const resultOption = textOption('result', 'RESULT', 'Whether the requests were carried out or refused', {
  accepts: journalResults.join(', '), otherwise: 'either', isRight: (text) => journalResults.some((one) => one === text)
})
const afterOption = numberOption('after', 'Sequence number that the requests come after', {
  from: 0, to: 999_999_999_999_999
})
const sinceOption = textOption('since', 'TIME', 'Time from which on the requests were answered', {
  accepts: timeAccepts, isRight: (text) => readTime(text) !== undefined
})
const limitOption = numberOption('limit', 'The most requests to print', {
  from: 1, to: 1000, otherwise: '100; none for follow'
})
const orderOption = textOption('order', 'ORDER', 'The oldest first (asc) or the newest first (desc)', {
  accepts: 'asc, desc', otherwise: 'desc', isRight: (text) => ['asc', 'desc'].includes(text)
})
const countOption = numberOption('count', 'How many requests to wait for', {
  from: 1, to: 10_000, otherwise: '1'
})
const timeoutOption = textOption('timeout', 'DURATION', 'How long to wait for them', {
  accepts: spanAccepts, otherwise: '5s', isRight: (text) => readSpan(text) !== undefined
})

const filterOptions = [
  requestDomainOption, operationOption, requestResourceOption, callerOption, statusOption, resultOption, afterOption,
  sinceOption
]

/** The given options as parameters of the admin API. */
function filterOf ({ own }: VerbInput) {
  return given({
    okmsId: own.one(requestDomainOption),
    operationId: own.one(operationOption),
    resource: own.one(requestResourceOption),
    credentialId: own.one(callerOption),
    status: own.one(statusOption),
    result: own.one(resultOption),
    after: own.one(afterOption),
    since: own.one(sinceOption)
  })
}

type Parameters = Readonly<Record<string, string | number | undefined>>

const given = (parameters: Parameters) =>
  Object.fromEntries(Object.entries(parameters).filter((entry): entry is [string, string | number] =>
    entry[1] !== undefined))

const countedRequests = (count: number) => `at least ${count} request${count === 1 ? '' : 's'}`

type WireQuery = Readonly<Record<string, string | number>>

const wait = (query: WireQuery) => ({ operationId: 'WaitForJournal', query }) as const

export const journal: Noun = {
  name: 'journal',
  summary: 'Search, count, await, follow or clear the requests that a running server answered',
  needsServer: true,
  failures: ['RequestsMissing'],
  fields: {
    okmsId: '--domain',
    operationId: '--operation',
    resource: '--resource',
    credentialId: '--credential',
    status: '--status',
    result: '--result',
    after: '--after',
    since: '--since',
    order: '--order',
    limit: '--limit',
    count: '--count',
    timeout: '--timeout'
  },
  verbs: [
    {
      name: 'list',
      options: [...filterOptions, orderOption, limitOption],
      text: (reply) => journalTable((reply as AdminReplyBody<'QueryJournal'>).entries),
      call: (input) => ({
        operationId: 'QueryJournal',
        query: given({
          ...filterOf(input), order: input.own.one(orderOption) ?? 'desc', limit: input.own.one(limitOption)
        })
      })
    },
    {
      name: 'count',
      options: filterOptions,
      text: (reply) => `${(reply as AdminReplyBody<'CountJournal'>).count}\n`,
      call: (input) => ({ operationId: 'CountJournal', query: filterOf(input) })
    },
    {
      name: 'wait',
      options: [...filterOptions, countOption, timeoutOption, limitOption],
      text: (reply) => journalTable((reply as AdminReplyBody<'WaitForJournal'>).entries),
      call: (input) => wait(given({
        ...filterOf(input),
        count: input.own.one(countOption),
        timeout: input.own.one(timeoutOption),
        limit: input.own.one(limitOption)
      })),
      failure (reply, input) {
        const { complete, ...found } = reply as AdminReplyBody<'WaitForJournal'>
        if (complete) return undefined
        const expected = countedRequests(input.own.one(countOption) ?? 1)
        const text = shortfallText({ expected, filter: filterOf(input), ...found })
        return startFailure(startFailures.RequestsMissing, text)
      }
    },
    {
      name: 'clear',
      options: [requestDomainOption],
      text: () => 'cleared\n',
      call: ({ own }) => ({ operationId: 'ClearJournal', query: given({ okmsId: own.one(requestDomainOption) }) })
    },
    {
      name: 'follow',
      options: [...filterOptions, limitOption],
      text: (entry) => journalLine(entry as ShownEntry),
      call: (input) => wait(filterOf(input)),
      async * items (ask, input) {
        let left = input.own.one(limitOption) ?? Infinity
        const entries = followJournal({
          query: filterOf(input),
          wait: async (query) => await ask(wait(query)) as AdminReplyBody<'WaitForJournal'>,
          latest: async () => (await ask({ operationId: 'CountJournal' }) as AdminReplyBody<'CountJournal'>).latest
        })
        for await (const entry of entries) {
          yield entry
          if (--left <= 0) return
        }
      }
    }
  ]
}
