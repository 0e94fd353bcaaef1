// What is refused about a seed: the text, what it describes, or that it contradicts what the server has.

import type { ErrorRow } from '../domain-error.js'
import type { Problem } from '../wording.js'

export const seedErrors = {
  // 50429953
  SeedInvalid: {
    system: 'REST',
    component: 'General',
    category: 'BadArgument',
    app: 1,
    text: (problems: readonly Problem[]) => problems
  }
} as const satisfies Record<string, ErrorRow>
