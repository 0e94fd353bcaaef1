// The logger: pino, one entry a line, JSON or readable. Nothing secret is ever handed to it, so nothing has to be hidden by it.

import { writeSync } from 'node:fs'
import { pino, type DestinationStream } from 'pino'
import type { Logger } from './logger.js'
import { logOutput } from './log-output.js'
import type { LogFormat, LogLevel } from '../config/options.js'
import { prettyLine } from './pretty-line.js'

export type { Logger } from './logger.js'

export interface LoggerOptions {
  readonly level: LogLevel
  readonly format: LogFormat
  /** Standard error unless given. */
  readonly stream?: DestinationStream
  /** Colours warnings and errors of the pretty form. */
  readonly colour?: boolean
}

const standardError = 2

/** A line costs no system call of its own; what still waits when the process exits is written then. A closed pipe silences the log. */
export function createLogger ({ level, format, stream = logOutput((chunk) => writeSync(standardError, chunk)), colour = false }: LoggerOptions): Logger {
  const destination = format === 'json' ? stream : { write: (line: string) => { stream.write(prettyLine(line, colour)) } }
  const log = pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) }
  }, destination)
  return Object.assign(log, { writeLine: (line: string) => { destination.write(line) } })
}
