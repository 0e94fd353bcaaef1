// What a program gets when the emulator refuses to do what it asks for.

import type { AdminRefusal } from '../../emulator/admin/admin-api.js'

/** A part of a call that was refused. */
export interface RefusedField {
  /** The member at fault, if one is. */
  readonly field: string | undefined
  /** What was received and what is accepted. */
  readonly text: string
}

/** A refusal of the admin API. Its message has one line for each problem. */
export class EmulatorRefusal extends Error {
  /** As in the `error_code` of the reply over HTTP (docs/errors.md). */
  readonly errorCode: number | undefined
  readonly problems: readonly RefusedField[]

  /** @internal */
  constructor ({ errorCode, problems }: AdminRefusal) {
    super(problems.map(({ line }) => line).join('\n'))
    this.name = 'EmulatorRefusal'
    this.errorCode = errorCode
    this.problems = problems.map(({ field, text }) => ({ field, text }))
  }
}
