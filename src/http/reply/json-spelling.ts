// How front doors with JSON bodies spell what the text of a refusal names.

import type { Call, SpelledProblem, Spelling, Subject } from '../../domain/errors/wording.js'

/** How refusals of a route are written. */
export interface ErrorFormat {
  readonly spelling: Spelling
  /** Members of the body besides the four fields of the service, if the contract has more. */
  readonly extraMembers?: (problems: readonly SpelledProblem[]) => object
}

interface Words {
  /** Subjects that requests call by another name than the domain. */
  readonly names?: Partial<Record<Subject, string>>
  readonly calls?: Partial<Record<Call, (keyId: string) => string>>
}

export function jsonSpelling ({ names = {}, calls = {} }: Words): Spelling {
  const name = (subject: Subject) => names[subject] ?? httpNames[subject] ?? subject
  return {
    name,
    setting: (subject, ...values) => `"${name(subject)}": ${values.map(jsonText).join(' or ')}`,
    call: (call, keyId) => calls[call]?.(keyId) ?? call
  }
}

/** The same for every HTTP front door. */
const httpNames: Partial<Record<Subject, string>> = {
  bearerToken: 'Authorization',
  applicationKey: 'X-Ovh-Application',
  consumerKey: 'X-Ovh-Consumer',
  timestamp: 'X-Ovh-Timestamp',
  signature: 'X-Ovh-Signature'
}

const jsonText = (value: string | boolean | readonly string[]): string =>
  typeof value === 'object' ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]` : JSON.stringify(value)

/** For refusals outside the routes of a contract. */
export const httpErrorFormat: ErrorFormat = { spelling: jsonSpelling({}) }
