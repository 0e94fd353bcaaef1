// Refusals of the admin API: besides the four fields of the service, the field and the text of each problem.

import type { SpelledProblem } from '../domain/errors/wording.js'
import { jsonSpelling, type ErrorFormat } from '../http/reply/json-spelling.js'
import type { components } from '../http/contract/generated/emulator.js'

type Problems = Required<Pick<components['schemas']['ErrorResponse'], 'problems'>>

export const adminErrorFormat: ErrorFormat = {
  spelling: jsonSpelling({
    names: { identities: 'identityURNs', policyIdentities: 'identities', actions: 'action', validityDays: 'validity' },
    calls: { removeWithKeys: () => 'add ?force=true (--force)' }
  }),
  extraMembers: (problems: readonly SpelledProblem[]): Problems => ({
    problems: problems.map(({ field, text }) => ({ text, ...(field === undefined ? {} : { field }) }))
  })
}
