// A refusal, and the row of a table that it is made from. `error_code` is packed from the row (service.md 13.2).

import { packErrorCode, type ErrorCategory, type ErrorSource } from './error-code.js'
import {
  domainSpelling, spelledProblem, type Problem, type SpelledProblem, type Spelling, type Subject, type Wording
} from './wording.js'

/** What an error is, apart from its text. Front doors derive their own status or reason from it. */
export type ErrorKind = ErrorSource & {
  readonly category: ErrorCategory
  /** Application number, the low 12 bits of `error_code`. */
  readonly app: number
  /** `errorCode` of the gateway in front of the OVHcloud API, for the refusals that come from it (signature.md 5). */
  readonly gatewayCode?: string
}

/** One text, or several problems. */
type Said = Wording | ReadonlyArray<Problem | string>

interface RowText<Args extends unknown[]> {
  /** What the text is about, if that is the same each time. */
  readonly subject?: Subject
  /** Says what was received and what is accepted. It never contains a plaintext, key material or a token. */
  readonly text: (...args: Args) => Said
  /**
   * More members for the body of the reply; the contract lists them for the operations that are refused with this row.
   */
  readonly members?: (...args: Args) => ErrorMembers
  /** For APIs whose refusals name facts besides the text. */
  readonly details?: (...args: Args) => Readonly<Record<string, string>>
}

/** Never those that the body of every error has. */
export type ErrorMembers = Readonly<Record<string, unknown>>

export type ErrorRow = ErrorKind & RowText<never[]>

/** A refusal. Only the front door turns it into a reply. */
export class DomainError extends Error {
  readonly kind: ErrorKind
  readonly problems: readonly Problem[]
  readonly members: ErrorMembers
  readonly details: Readonly<Record<string, string>> | undefined

  constructor (
    kind: ErrorKind, problems: readonly Problem[], members: ErrorMembers = {},
    details?: Readonly<Record<string, string>>
  ) {
    super(problems.map((problem) => spelledProblem(problem, domainSpelling).line).join('; '))
    this.name = 'DomainError'
    this.kind = kind
    this.problems = problems
    this.members = members
    this.details = details
  }

  get errorCode (): number { return packErrorCode(this.kind) }

  /** The problems in the words of a front door. */
  spelled (spelling: Spelling): readonly SpelledProblem[] {
    return this.problems.map((problem) => spelledProblem(problem, spelling))
  }
}

/** Makes the refusal of a row: `throw refusal(keyErrors.KeyNotFound, keyId)`. */
export function refusal<Args extends unknown[]> (row: ErrorKind & RowText<Args>, ...args: Args): DomainError {
  return new DomainError(row, problemsOf(row, ...args), row.members?.(...args), row.details?.(...args))
}

/** What a row says about these values. */
export function problemsOf<Args extends unknown[]> (
  { subject, text }: RowText<Args>, ...args: Args
): readonly Problem[] {
  const said = text(...args)
  if (typeof said === 'string' || typeof said === 'function') return [{ place: subject, text: said }]
  return said.map((problem) => typeof problem === 'string' ? { text: problem } : problem)
}
