// Refusals of the admin API: the four fields of the service and, where a field is at fault, the
// field and the text of each problem.

import type { SpelledProblem } from '../domain/errors/wording.js'
import { jsonSpelling, type ErrorFormat } from '../http/reply/json-spelling.js'
import type { components } from '../http/contract/generated/emulator.js'

type Extra = Pick<components['schemas']['ErrorResponse'], 'problems'>

const encodeProblem = ({ field, text }: SpelledProblem) => field === undefined ? { text } : { field, text }

export const adminErrorFormat: ErrorFormat = {
  spelling: jsonSpelling({
    names: {
      identities: 'identityURNs',
      policyIdentities: 'identities',
      actions: 'action',
      exceptions: 'except',
      denied: 'deny',
      validityDays: 'validity',
      applicationKey: 'applicationKey'
    },
    calls: { removeWithContent: () => 'add ?force=true (--force)' }
  }),
  extraMembers: (problems) =>
    problems.some(({ field }) => field !== undefined) ? { problems: problems.map(encodeProblem) } satisfies Extra : {}
}
