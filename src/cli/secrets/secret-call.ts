// What a verb of `secret` works with, and what it returns.

import type { Surroundings } from '../command.js'
import type { CommandOptions } from '../command-options.js'
import type { SecretsClient } from './secrets-client.js'

export interface SecretCall {
  readonly client: SecretsClient
  /** The words after the verb. */
  readonly words: readonly string[]
  readonly own: CommandOptions
  readonly surroundings: Surroundings
}

export interface Printed {
  readonly text: string
  /** Printed with --json. */
  readonly json: unknown
  /** Reported after the output; the command then ends with exit code 34. */
  readonly refused?: readonly string[]
}
