// The interface of a command. Each command has its own file; commands.ts lists them.

import type { Readable } from 'node:stream'
import type { Option } from '../config/options.js'
import type { ExitCode } from './exit-codes.js'

/** Implemented by process.stdout, and by an array of lines in tests. */
export interface Output {
  write (text: string): unknown
  readonly isTTY?: boolean
  /** Width of the terminal. */
  readonly columns?: number
}

/** Implemented by process.stdin. */
export interface Input extends Readable {
  readonly isTTY?: boolean
  setRawMode? (raw: boolean): unknown
}

/** The parts of the process that a command may use. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute path. */
  readonly cwd: string
  readonly stdout: Output
  readonly stderr: Output
  /** The file that Node runs; undefined: this program is not the one that runs. */
  readonly script?: string | undefined
  /** Undefined: questions are not possible. */
  readonly stdin?: Input
}

export interface Command {
  readonly name: string
  /** One line, for the list of commands. */
  readonly summary: string
  /** The text after the name, such as `[options]`. */
  readonly usage: string
  /** Accepted flags, in addition to --help. */
  readonly options: readonly Option<unknown>[]
  /** Paragraphs for its own help. */
  readonly notes?: readonly string[]
  /** Every exit code it can end with, in order. */
  readonly exitCodes: readonly ExitCode[]
  /**
   * Returns the exit code; throws StartFailure. Modules that load slowly are imported here, so
   * that other commands start fast.
   */
  run (argv: readonly string[], surroundings: Surroundings): Promise<number>
}
