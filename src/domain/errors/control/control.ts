// What the test controls refuse: clocks, and what else steers a running emulator.

import type { ErrorRow } from '../domain-error.js'
import type { Problem, RequestField } from '../wording.js'

export const controlErrors = {
  // 50429953
  ControlRequestInvalid: {
    system: 'REST',
    component: 'General',
    category: 'BadArgument',
    app: 1,
    text: (problems: readonly Problem[]) => problems
  },
  // 50434052
  TooManyWaits: {
    system: 'REST',
    component: 'General',
    category: 'TooManyRequests',
    app: 4,
    text: (limit: number) => `${limit} calls already wait for requests, the most that this server serves`
  },
  // 50434053
  TooManyFollowers: {
    system: 'REST',
    component: 'General',
    category: 'TooManyRequests',
    app: 5,
    text: (limit: number) => `${limit} clients already follow the journal, the most that this server serves`
  }
} as const satisfies Record<string, ErrorRow>

/** The place of a problem: a member of the request, by its path. Only the admin API has these members. */
export const field = (path: string): RequestField => ({ name: path.replace(/[.[].*$/, ''), path })
