// What a command of the command line is. One file, one command; commands.ts lists them.

import type { Readable } from 'node:stream'
import type { Option } from '../config/options.js'
import type { ExitCode } from './exit-codes.js'

/** process.stdout fits, and so does a test's array of lines. */
export interface Output {
  write (text: string): unknown
  readonly isTTY?: boolean
  /** Width of the terminal. */
  readonly columns?: number
}

/** process.stdin fits. */
export interface Input extends Readable {
  readonly isTTY?: boolean
  setRawMode? (raw: boolean): unknown
}

/** What a command may touch of the process around it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute path. */
  readonly cwd: string
  readonly stdout: Output
  readonly stderr: Output
  /** The file that Node runs; undefined: this program is not the one that runs. */
  readonly script?: string | undefined
  /** Undefined: there is no one to ask. */
  readonly stdin?: Input
}

export interface Command {
  readonly name: string
  /** One line, for the list of commands. */
  readonly summary: string
  /** What follows the name, such as `[options]`. */
  readonly usage: string
  /** Flags that it takes, besides --help. */
  readonly options: readonly Option<unknown>[]
  /** Paragraphs for its own help. */
  readonly notes?: readonly string[]
  /** Every exit code it can end with, in order. */
  readonly exitCodes: readonly ExitCode[]
  /** Gives the exit code; throws StartFailure. What is costly to load is imported in here, so that other commands start fast. */
  run (argv: readonly string[], surroundings: Surroundings): Promise<number>
}
