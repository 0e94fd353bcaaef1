// The journal of an emulator or of one of its domains, for programs.

import { AssertionError } from 'node:assert'
import type { AdminReplyBody, AdminRequest } from '../../emulator/admin/admin-api.js'
import { followJournal } from '../../emulator/admin/follow-journal.js'
import { journalTable, shortfallText } from '../../services/control/journal/journal-text.js'
import type { Ask } from './ask.js'
import type { Span, Time } from './clock.js'

/** A request and its result. Members that are not known are null. */
export interface JournalEntry {
  /** Counts the requests of all domains from 1. */
  readonly sequence: number
  /** When it was answered, by the clock of its domain or of the server. */
  readonly time: Date
  readonly okmsId: string | null
  /** The operationId, such as `Encrypt`; null where no operation has the method and path. */
  readonly operationId: string | null
  readonly method: string | null
  /** Without its query. Where the request was refused, parts of it that could be a secret are `...`. */
  readonly path: string | null
  readonly caller: {
    readonly credentialId: string | null, readonly tokenId: string | null, readonly identityURNs: readonly string[]
  } | null
  readonly resource: { readonly kind: string, readonly id: string } | null
  /** Null where no reply was sent, as in a rejected TLS handshake. */
  readonly status: number | null
  readonly result: 'ok' | 'refused'
  readonly error: { readonly code: number | null, readonly text: string } | null
  readonly durationMs: number | null
  readonly requestId: string | null
  /** The fault rule that hit the request. */
  readonly faultId?: string
}

/** Every member that is given must match. */
export interface JournalFilter {
  /** An operationId, in which `*` stands for any characters: `Encrypt`, `*ServiceKey`. */
  readonly operationId?: string
  /** Pattern of what the request acted on: its URN, or `KIND/ID` such as `serviceKey/*` or `secret/app/*`. */
  readonly resource?: string
  /** Id of the credential or of the token of the caller. */
  readonly credentialId?: string
  /** `404`, or a class such as `4xx`. */
  readonly status?: number | '1xx' | '2xx' | '3xx' | '4xx' | '5xx'
  readonly result?: 'ok' | 'refused'
  /** Entries with a higher sequence number; see `latest()`. */
  readonly after?: number
  /** Entries from this time on, by the clock of their domain. */
  readonly since?: Time
  /** Only for the journal of the server: that of a domain has its requests alone. */
  readonly okmsId?: string
}

export interface QueryOptions {
  /** The oldest first (`asc`, the default) or the newest first. */
  readonly order?: 'asc' | 'desc'
  /** 100 by default, 1000 at most. */
  readonly limit?: number
}

export interface WaitOptions {
  /** Requests to wait for; 1 by default. */
  readonly count?: number
  /** Of the machine, not of a clock that was moved: milliseconds, or a text such as `5s`; 5 s by default. */
  readonly timeout?: Span
}

export interface Expectation {
  /** Exactly so many requests, or from `min` to `max`; by default at least one. */
  readonly count?: number | { readonly min?: number, readonly max?: number }
  /**
   * How long to wait for them; by default not at all, because a request is in the journal before its client has the
   * reply. A test that expects none within a time waits for all of it.
   */
  readonly timeout?: Span
}

export interface JournalWait {
  /** Whether as many requests match as were waited for. */
  readonly complete: boolean
  readonly count: number
  /** The first 100 that match. */
  readonly entries: readonly JournalEntry[]
  /** Where it is not complete: the requests that differ least, and in what. */
  readonly nearest: ReadonlyArray<{
    readonly entry: JournalEntry
    readonly differences: ReadonlyArray<{
      readonly member: string, readonly expected: string, readonly actual: string
    }>
  }>
  /** Requests of the domain, or of all, that the journal does not keep any more. */
  readonly dropped: number
}

/** Each method rejects with EmulatorRefusal, for example for an operation that does not exist. */
export interface EmulatorJournal {
  query (filter?: JournalFilter, options?: QueryOptions): Promise<readonly JournalEntry[]>
  count (filter?: JournalFilter): Promise<number>
  /** The highest sequence number so far: `{ after: await journal.latest() }` is what follows. */
  latest (): Promise<number>
  /** Resolves as soon as enough requests match, those of before too, or at the end of the time. */
  waitFor (filter?: JournalFilter, options?: WaitOptions): Promise<JournalWait>
  /** Resolves with the requests that match; rejects with an AssertionError that shows the nearest misses. */
  expect (filter?: JournalFilter, expectation?: Expectation): Promise<readonly JournalEntry[]>
  clear (): Promise<void>
  /** Each request from now on, or from `after` or `since` on; ends when the emulator closes. */
  follow (filter?: JournalFilter): AsyncGenerator<JournalEntry, void, undefined>
  /** The last requests as a table, for people. */
  dump (options?: { readonly limit?: number }): Promise<string>
}

/** @param okmsId The domain whose requests it has; undefined for those of all domains and of none. @internal */
export function createJournal (ask: Ask, okmsId?: string): EmulatorJournal {
  const queryOf = (filter: JournalFilter) => ({ ...wireFilter(filter), ...(okmsId === undefined ? {} : { okmsId }) })
  const count = async (filter: JournalFilter = {}) => await ask('CountJournal', { query: queryOf(filter) })
  const wait = async (filter: JournalFilter, wanted: number, timeout: Span | undefined) =>
    await ask('WaitForJournal', {
      query: { ...queryOf(filter), count: wanted, ...(timeout === undefined ? {} : { timeout: spanText(timeout) }) }
    })

  async function latest (): Promise<number> {
    return (await count()).latest
  }

  return {
    async query (filter = {}, options = {}) {
      const { entries } = await ask('QueryJournal', { query: { ...queryOf(filter), ...options } })
      return entries.map(entryOf)
    },

    async count (filter) {
      return (await count(filter)).count
    },

    latest,

    async waitFor (filter = {}, { count: wanted = 1, timeout } = {}) {
      const { entries, nearest, ...others } = await wait(filter, wanted, timeout)
      return {
        ...others,
        entries: entries.map(entryOf),
        nearest: nearest.map(({ entry, differences }) => ({ entry: entryOf(entry), differences }))
      }
    },

    async expect (filter = {}, { count: wanted = { min: 1 }, timeout = 0 } = {}) {
      const { min = 0, max = Infinity } = typeof wanted === 'number' ? { min: wanted, max: wanted } : wanted
      // Without a least number, it is one too many that ends the wait.
      const awaited = min > 0 ? min : max + 1
      const { latest: _latest, ...found } = await wait(filter, awaited === Infinity ? 1 : awaited, timeout)
      if (found.count >= min && found.count <= max) return found.entries.map(entryOf)
      const expected = expectedText(min, max)
      throw new AssertionError({
        message: shortfallText({ expected, filter: queryOf(filter), ...found }),
        actual: found.count,
        expected,
        operator: 'journal.expect'
      })
    },

    async clear () {
      await ask('ClearJournal', { query: okmsId === undefined ? {} : { okmsId } })
    },

    follow: (filter = {}) => decoded(followJournal({
      query: queryOf(filter), wait: (query) => ask('WaitForJournal', { query }), latest
    })),

    async dump ({ limit = 100 } = {}) {
      const { entries, dropped } = await ask('QueryJournal', { query: { ...queryOf({}), order: 'desc', limit } })
      const lost = dropped === 0 ? '' : `${dropped} older requests are not kept any more\n`
      return lost + journalTable(entries.reverse())
    }
  }
}

type WireEntry = AdminReplyBody<'QueryJournal'>['entries'][number]

async function * decoded (entries: AsyncIterable<WireEntry>): AsyncGenerator<JournalEntry, void, undefined> {
  for await (const entry of entries) yield entryOf(entry)
}

const entryOf = ({ time, ...others }: WireEntry): JournalEntry => ({ ...others, time: new Date(time) })

function wireFilter (
  { status, since, ...others }: JournalFilter
): NonNullable<AdminRequest<'CountJournal'>['query']> {
  return {
    ...others,
    ...(status === undefined ? {} : { status: String(status) }),
    ...(since === undefined ? {} : { since: typeof since === 'string' ? since : new Date(since).toISOString() })
  }
}

const spanText = (span: Span): string => typeof span === 'string' ? span : `${span}ms`

function expectedText (min: number, max: number): string {
  const requests = (count: number) => `${count} request${count === 1 ? '' : 's'}`
  if (min === max) return `exactly ${requests(min)}`
  if (max === Infinity) return `at least ${requests(min)}`
  return min === 0 ? `at most ${requests(max)}` : `${min} to ${requests(max)}`
}
