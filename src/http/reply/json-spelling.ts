// How front doors with JSON bodies spell what the text of a refusal names.

import type { FastifyContextConfig } from 'fastify'
import type { DomainError } from '../../domain/errors/domain-error.js'
import type { Call, SpelledProblem, Spelling, Subject } from '../../domain/errors/wording.js'

/** A refusal that is about to be written. */
export interface Refused {
  readonly error: DomainError
  /** Its problems in the words of the format. */
  readonly problems: readonly SpelledProblem[]
  /** HTTP status. */
  readonly status: number
  /** The operation that was asked for; empty for a path of none. */
  readonly operation: FastifyContextConfig
}

/** How refusals of a route are written. */
export interface ErrorFormat {
  readonly spelling: Spelling
  /** Members of the body besides the four fields of the service, if the contract has more. */
  readonly extraMembers?: (problems: readonly SpelledProblem[]) => object
  /** The whole body, where it has other members than those. */
  readonly body?: (refused: Refused) => object
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
