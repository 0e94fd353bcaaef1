// What entries of the journal are looked for: THE table of the members of a filter.

import { patternMatcher } from '../access/policy.js'
import { resourceKinds, type ResourceKind } from '../resource.js'
import { resultOf, type JournalEntry, type JournalResult } from './journal-entry.js'

/** Every member that is given must match. */
export interface JournalFilter {
  /** Lower case UUID. */
  readonly okmsId?: string | undefined
  /** An operationId, in which `*` stands for any characters. */
  readonly operation?: string | undefined
  readonly resourceKind?: ResourceKind | undefined
  readonly resourceId?: string | undefined
  /** Lower case UUID. */
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
  readonly actual: (entry: JournalEntry) => string
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
    return wanted === undefined ? undefined : { member, matches: matcher(wanted), expected: expected(wanted), actual }
  }

const members: Readonly<Record<FilterMember, TestOf>> = {
  okmsId: row('okmsId', {
    matcher: (wanted) => ({ okmsId }) => okmsId === wanted,
    expected: String,
    actual: ({ okmsId }) => okmsId ?? none
  }),
  operation: row('operation', {
    matcher (wanted) {
      const matches = patternMatcher([wanted])
      return ({ operationId }) => operationId !== null && matches(operationId)
    },
    expected: String,
    actual: ({ operationId }) => operationId ?? none
  }),
  resourceKind: row('resourceKind', {
    matcher: (wanted) => ({ resource }) => resource?.kind === wanted,
    expected: String,
    actual: ({ resource }) => resource?.kind ?? none
  }),
  resourceId: row('resourceId', {
    // Only the kind of the entry's own resource says how an id may be written.
    matcher: (wanted) => ({ resource }) =>
      resource !== null && resource.id === resourceKinds[resource.kind].idOf(wanted),
    expected: String,
    actual: ({ resource }) => resource?.id ?? none
  }),
  credentialId: row('credentialId', {
    matcher: (wanted) => ({ caller }) => caller?.credentialId === wanted,
    expected: String,
    actual: ({ caller }) => caller?.credentialId ?? none
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
