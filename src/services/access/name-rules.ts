// Name and description, which every resource of the admin API has, by default within the limits of a credential
// (service.md 10.3).

import type { Problem, Subject } from '../../domain/errors/wording.js'
import { credentialLimits } from '../../domain/limits.js'

/** Whether the condition holds; what is wrong, and how, if it does not. */
export type Rule = readonly [holds: boolean, subject: Subject, problem: string]

export const violations = (rules: readonly Rule[]): Problem[] => rules.filter(([holds]) => !holds)
  .map(([, subject, text]) => ({ place: subject, text }))

interface NameLimits {
  readonly name: { readonly maxLength: number }
  readonly description: { readonly maxLength: number }
}

export function nameRules (name: string, description: string, limits: NameLimits = credentialLimits): Rule[] {
  const { name: { maxLength: longestName }, description: { maxLength: longestDescription } } = limits
  return [
    [/^[ -~]+$/.test(name) && name.length <= longestName, 'name', `1 to ${longestName} printable ASCII characters are accepted`],
    [[...description].length <= longestDescription, 'description', `at most ${longestDescription} characters are accepted`]
  ]
}
