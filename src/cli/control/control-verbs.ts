// A verb of a command such as `domain add`: which call of the admin API it is, and the options that make its body.

import type { ErrorKind } from '../../domain/errors/errors.js'
import type { Option } from '../../config/options.js'
import type { Word } from './control-options.js'
import type { OwnOptions } from '../own-options.js'

export interface ControlCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below /_emulator. */
  readonly route: string
  readonly body?: object
}

export interface VerbInput {
  /** The word after the verb; empty when there is none. */
  readonly id: string
  readonly own: OwnOptions
  /** Absolute path; files are named from here. */
  readonly cwd: string
  /** Of --okms-id, else the server's first domain. */
  readonly okmsId: () => Promise<string>
}

/** How often an option may be given. */
export interface Count {
  readonly option: Option<unknown>
  readonly min?: number
  readonly max: number
}

export interface Verb {
  readonly name: 'add' | 'list' | 'show' | 'remove'
  /** The word that follows it. */
  readonly takes?: Word
  readonly options: readonly Option<unknown>[]
  readonly counts?: readonly Count[]
  readonly call: (input: VerbInput) => ControlCall | Promise<ControlCall>
  /** Whether what is added, an okms domain, gets a credential too, whose files are written. */
  readonly withCredential?: (own: OwnOptions) => boolean
  /** What to do about a refusal, by the row of its error. */
  readonly hints?: ReadonlyArray<readonly [ErrorKind, string]>
  /** Said to people when the answer has this member: it is shown only once. */
  readonly secret?: string
  /** Members that a list shows to people, in this order. */
  readonly columns?: readonly string[]
}

/** What options give, without the members that were not given. */
export function bodyOf (members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)))
}

export const segment = (id: string) => encodeURIComponent(id)
