// A verb of a command such as `domain add`: its call of the admin API, and the options for the request body.

import type { ErrorKind } from '../../domain/errors/domain-error.js'
import type { StartFailure } from '../../domain/errors/start-failures.js'
import type { Option } from '../../config/options.js'
import type { AdminCall } from '../../emulator/admin/admin-api.js'
import type { Word } from './admin-options.js'
import type { CommandOptions } from '../command-options.js'

/** Calls the admin API. Throws StartFailure (RequestRefused) in the words of the command line. */
export type VerbAsk = (call: AdminCall) => Promise<unknown>

export interface VerbInput {
  /** The word after the verb; empty when there is none. */
  readonly id: string
  readonly own: CommandOptions
  /** Absolute path; file names are relative to it. */
  readonly cwd: string
  /** From --okms-id, or the first domain of the server. */
  readonly okmsId: () => Promise<string>
}

/** How often an option may be given. */
export interface Count {
  readonly option: Option<unknown>
  readonly min?: number
  readonly max: number
}

export interface Verb {
  readonly name: string
  /** The word that follows it. */
  readonly takes?: Word
  readonly options: readonly Option<unknown>[]
  readonly counts?: readonly Count[]
  readonly call: (input: VerbInput) => AdminCall | Promise<AdminCall>
  /** Whether the added okms domain also gets a credential, whose files are written. */
  readonly withCredential?: (own: CommandOptions) => boolean
  /** How to fix a refusal, by the row of its error. */
  readonly hints?: ReadonlyArray<readonly [ErrorKind, string]>
  /** Members of the reply that are shown only once; text output says so. */
  readonly secrets?: readonly string[]
  /** Printed in text output if the reply is empty. */
  readonly done?: string
  /** Columns of a list in text output, in this order. */
  readonly columns?: readonly string[]
  /** The text output of a reply that is not a list of such items or one of them. */
  readonly text?: (reply: unknown) => string
  /** Why the command fails though it was carried out; thrown after the reply is printed. */
  readonly failure?: (reply: unknown, input: VerbInput) => StartFailure | undefined
  /** Instead of one call: prints what comes, as one item a line, until nothing comes any longer. */
  readonly items?: (ask: VerbAsk, input: VerbInput) => AsyncIterable<unknown>
}

/** The values of the given options. */
export function bodyOf (members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)))
}
