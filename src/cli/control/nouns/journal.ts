// The journal of a running server.

import { startFailure, startFailures } from '../../../domain/errors/start-failures.js'
import { journalResults } from '../../../domain/journal/journal-entry.js'
import { readSpan, readTime, spanAccepts, timeAccepts } from '../../../domain/time-text.js'
import { readUuid } from '../../../domain/uuid.js'
import type { Option } from '../../../config/options.js'
import type { AdminReplyBody } from '../../../emulator/admin/admin-api.js'
import { followJournal } from '../../../emulator/admin/follow-journal.js'
import {
  journalLine, journalTable, shortfallText, type ShownEntry
} from '../../../services/control/journal/journal-text.js'
import { domainOption, textOption } from '../admin-options.js'
import type { VerbInput } from '../verbs.js'
import type { Noun } from './noun.js'

const oneDomainOption = {
  ...domainOption, many: false, summary: 'okms domain of the requests', default: 'none; those of every domain'
} as const
const operationOption = textOption('operation', 'NAME', 'Operation of the requests; * stands for any characters', {
  accepts: 'an operationId such as Encrypt, or a pattern such as *ServiceKey*',
  otherwise: 'every operation',
  isRight: (text) => text.length <= 100
})
const kinds = ['domain', 'serviceKey', 'secret']
const kindOption = textOption('kind', 'KIND', 'Kind of resource that the requests acted on', {
  accepts: kinds.join(', '), otherwise: 'every kind', isRight: (text) => kinds.includes(text)
})
const idOption = textOption('resource-id', 'ID', 'Resource that the requests acted on', {
  accepts: 'the id of a service key, or the path of a secret',
  otherwise: 'every resource',
  isRight: (text) => text.length <= 1024
})
const credentialOption = textOption('credential-id', 'UUID', 'Credential of the caller', {
  accepts: 'the UUID of a credential', otherwise: 'every caller', isRight: (text) => readUuid(text) !== undefined
})
const statusOption = textOption('status', 'STATUS', 'HTTP status of the replies', {
  accepts: 'a status such as 404, or a class such as 4xx',
  otherwise: 'every status',
  isRight: (text) => /^[1-5](?:\d\d|xx)$/.test(text)
})
const resultOption = textOption('result', 'RESULT', 'Whether the requests were carried out or refused', {
  accepts: journalResults.join(', '), otherwise: 'either', isRight: (text) => journalResults.some((one) => one === text)
})
const afterOption = numberOption('after', 'Sequence number that the requests come after', 'none', 0, 999_999_999_999_999)
const sinceOption = textOption('since', 'TIME', 'Time from which on the requests were answered', {
  accepts: timeAccepts, isRight: (text) => readTime(text) !== undefined
})
const limitOption = numberOption('limit', 'The most requests to print', '100; none for follow', 1, 1000)
const orderOption = textOption('order', 'ORDER', 'The oldest first (asc) or the newest first (desc)', {
  accepts: 'asc, desc', otherwise: 'desc', isRight: (text) => ['asc', 'desc'].includes(text)
})
const countOption = numberOption('count', 'How many requests to wait for', '1', 1, 10_000)
const timeoutOption = textOption('timeout', 'DURATION', 'How long to wait for them', {
  accepts: spanAccepts, otherwise: '5s', isRight: (text) => readSpan(text) !== undefined
})

const filterOptions = [
  oneDomainOption, operationOption, kindOption, idOption, credentialOption, statusOption, resultOption, afterOption,
  sinceOption
]

/** The given options as parameters of the admin API. */
function filterOf ({ own }: VerbInput) {
  return given({
    okmsId: own.one(oneDomainOption),
    operation: own.one(operationOption),
    resourceKind: own.one(kindOption),
    resourceId: own.one(idOption),
    credentialId: own.one(credentialOption),
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
    operation: '--operation',
    resourceKind: '--kind',
    resourceId: '--resource-id',
    credentialId: '--credential-id',
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
      options: [oneDomainOption],
      text: () => 'cleared\n',
      call: ({ own }) => ({ operationId: 'ClearJournal', query: given({ okmsId: own.one(oneDomainOption) }) })
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

// A function declaration, because the options above are made before a constant down here would be.
function numberOption (name: string, summary: string, otherwise: string, min: number, max: number) {
  return {
    name,
    placeholder: 'NUMBER',
    many: false,
    json: 'number',
    summary,
    accepts: `a whole number from ${min} to ${max}`,
    default: otherwise,
    flagOnly: true,
    read: (text: string) =>
      /^\d{1,15}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined
  } as const satisfies Option<unknown>
}
