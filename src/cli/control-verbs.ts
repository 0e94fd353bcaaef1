// A verb of a command such as `domain add`: which call of the control door it is, and the options that make its body.

import type { Option } from '../options.js'
import type { OwnOptions } from './own-options.js'

export interface ControlCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below /_emulator. */
  readonly route: string
  readonly body?: object
}

export interface VerbInput {
  /** The word after the verb; empty when the verb takes none. */
  readonly id: string
  readonly own: OwnOptions
  /** Absolute path; files are named from here. */
  readonly cwd: string
  /** Of --okms-id, else the server's first domain. */
  readonly okmsId: () => Promise<string>
}

export interface Verb {
  readonly name: 'add' | 'list' | 'show' | 'remove'
  /** What stands after it, such as `OKMS_ID`; undefined: nothing. */
  readonly takes?: string
  readonly options: readonly Option<unknown>[]
  readonly call: (input: VerbInput) => ControlCall | Promise<ControlCall>
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
