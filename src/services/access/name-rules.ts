// Name and description, which every resource of the admin API has, within the limits of a credential (service.md 10.3).

import { credentialLimits } from '../../domain/limits.js'

/** Whether the condition holds, and the text if it does not. */
export type Rule = readonly [holds: boolean, problem: string]

export const violations = (rules: readonly Rule[]): string[] => rules.filter(([holds]) => !holds).map(([, problem]) => problem)

export function nameRules (name: string, description: string): Rule[] {
  const { name: { maxLength: longestName }, description: { maxLength: longestDescription } } = credentialLimits
  return [
    [/^[ -~]+$/.test(name) && name.length <= longestName, `name: 1 to ${longestName} printable ASCII characters are accepted`],
    [[...description].length <= longestDescription, `description: at most ${longestDescription} characters are accepted`]
  ]
}
