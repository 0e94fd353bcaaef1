// What entries of the journal are looked for: THE table of the members of a filter.

import { hasCredential } from '../access/identity.js'
import { patternMatcher } from '../access/policy.js'
import { resourcePatternMatcher, textOfResource } from '../resource-pattern.js'
import { resultOf, type JournalEntry, type JournalResult } from './journal-entry.js'

/** Every member that is given must match. */
export interface JournalFilter {
  /** Lower case UUID. */
  readonly okmsId?: string | undefined
  /** Pattern of an operationId, in which `*` stands for any characters. */
  readonly operationId?: string | undefined
  /** Pattern of a resource: its URN, or `KIND/ID` such as `secret/app/*`. */
  readonly resource?: string | undefined
  /** Id of an access certificate or of a token: lower case UUID. */
  readonly credentialId?: string | undefined
  /** `404`, or a class such as `4xx`. */
  readonly status?: string | undefined
  readonly result?: JournalResult | undefined
  /** Entries with a higher sequence number. */
  readonly after?: number | undefined
  /** Entries from this time on: epoch milliseconds. */
  readonly since?: number | undefined
}

export type FilterMember = keyof JournalFilter

interface Member<Value> {
  /** Whether an entry is what was meant; made once for each filter. */
  readonly matcher: (wanted: Value) => (entry: JournalEntry) => boolean
  /** For people. */
  readonly expected: (wanted: Value) => string
  readonly actual: (entry: JournalEntry, wanted: Value) => string
}

const none = 'none'

const timeText = (at: number) => new Date(at).toISOString()

interface Test {
  readonly member: FilterMember
  readonly matches: (entry: JournalEntry) => boolean
  readonly expected: string
  readonly actual: (entry: JournalEntry) => string
}

/** Undefined where the filter does not have the member. */
type TestOf = (filter: JournalFilter) => Test | undefined

const row = <Name extends FilterMember>(
  member: Name, { matcher, expected, actual }: Member<NonNullable<JournalFilter[Name]>>
): TestOf => (filter) => {
    const wanted = filter[member]
    if (wanted === undefined) return undefined
    return {
      member, matches: matcher(wanted), expected: expected(wanted), actual: (entry) => actual(entry, wanted)
    }
  }

const members: Readonly<Record<FilterMember, TestOf>> = {
  okmsId: row('okmsId', {
    matcher: (wanted) => ({ okmsId }) => okmsId === wanted,
    expected: String,
    actual: ({ okmsId }) => okmsId ?? none
  }),
  operationId: row('operationId', {
    matcher (wanted) {
      const matches = patternMatcher([wanted])
      return ({ operationId }) => operationId !== null && matches(operationId)
    },
    expected: String,
    actual: ({ operationId }) => operationId ?? none
  }),
  resource: row('resource', {
    matcher (wanted) {
      const matches = resourcePatternMatcher(wanted)
      return ({ okmsId, resource }) => resource !== null && matches(okmsId, resource)
    },
    expected: String,
    actual: ({ okmsId, resource }, wanted) =>
      resource === null ? none : textOfResource(wanted, okmsId, resource)
  }),
  credentialId: row('credentialId', {
    matcher: (wanted) => ({ caller }) => caller !== null && hasCredential(caller, wanted),
    expected: String,
    actual: ({ caller }) => caller?.credentialId ?? caller?.tokenId ?? none
  }),
  status: row('status', {
    matcher (wanted) {
      const [first, isClass] = [wanted.slice(0, 1), wanted.endsWith('xx')]
      return ({ status }) => status !== null && (isClass ? String(status).startsWith(first) : String(status) === wanted)
    },
    expected: String,
    actual: ({ status }) => status === null ? none : String(status)
  }),
  result: row('result', {
    matcher: (wanted) => (entry) => resultOf(entry) === wanted,
    expected: String,
    actual: resultOf
  }),
  after: row('after', {
    matcher: (wanted) => ({ sequence }) => sequence > wanted,
    expected: (wanted) => `a sequence number above ${wanted}`,
    actual: ({ sequence }) => String(sequence)
  }),
  since: row('since', {
    matcher: (wanted) => ({ at }) => at >= wanted,
    expected: (wanted) => `${timeText(wanted)} or later`,
    actual: ({ at }) => timeText(at)
  })
}

/** A member of a filter that an entry does not match, in words. */
export interface Difference {
  readonly member: FilterMember
  readonly expected: string
  readonly actual: string
}

export interface CompiledFilter {
  readonly matches: (entry: JournalEntry) => boolean
  /** Empty where the entry matches. */
  readonly differences: (entry: JournalEntry) => readonly Difference[]
}

export function compileFilter (filter: JournalFilter): CompiledFilter {
  const tests = Object.values(members).map((testOf) => testOf(filter)).filter((test) => test !== undefined)
  return {
    matches: (entry) => tests.every(({ matches }) => matches(entry)),
    differences: (entry) => tests.filter(({ matches }) => !matches(entry))
      .map(({ member, expected, actual }) => ({ member, expected, actual: actual(entry) }))
  }
}
