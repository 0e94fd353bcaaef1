// The logger: pino, one entry a line, JSON or readable. Nothing secret is ever handed to it, so nothing has to be hidden by it.

import { pino, type DestinationStream, type Logger } from 'pino'
import type { LogFormat, LogLevel } from './options.js'
import { prettyLine } from './pretty-line.js'

export type { Logger } from 'pino'

export interface LoggerOptions {
  readonly level: LogLevel
  readonly format: LogFormat
  /** Standard error unless given. */
  readonly stream?: DestinationStream
  /** Colours warnings and errors of the pretty form. */
  readonly colour?: boolean
}

/** Bytes that wait for a reader who does not read; beyond it lines are dropped, as a log must not take the memory of the server. */
const mostWaiting = 16 * 1024 * 1024

/** Writing never blocks a request; what still waits when the process exits is written then. A closed pipe silences the log. */
export function createLogger ({ level, format, stream = standardError(), colour = false }: LoggerOptions): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) }
  }, format === 'json' ? stream : { write: (line) => { stream.write(prettyLine(line, colour)) } })
}

function standardError (): DestinationStream {
  return pino.destination({ dest: 2, sync: false, maxLength: mostWaiting })
}
