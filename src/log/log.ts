// The logger: pino, one entry per line, JSON or readable. It never receives secrets, so it does not need redaction.

import { writeSync } from 'node:fs'
import { pino, type DestinationStream } from 'pino'
import type { Clock } from '../domain/clock.js'
import type { Logger } from './logger.js'
import { logOutput } from './log-output.js'
import type { LogFormat, LogLevel } from '../config/options.js'
import { prettyLine } from './pretty-line.js'

export type { Logger } from './logger.js'

export interface LoggerOptions {
  readonly level: LogLevel
  readonly format: LogFormat
  /** The server's clock: the time of entries without a time of their own. By default the machine's. */
  readonly clock?: Clock
  /** By default standard error. */
  readonly stream?: DestinationStream
  /** Colours warnings and errors of the pretty form. */
  readonly colour?: boolean
}

const standardError = 2

const toStandardError = () => logOutput((chunk) => writeSync(standardError, chunk))

/** Lines are written in batches, and the rest when the process exits. A closed pipe silences the log. */
export function createLogger (options: LoggerOptions): Logger {
  const { level, format, clock = Date.now, stream = toStandardError(), colour = false } = options
  const destination = format === 'json'
    ? stream
    : { write: (line: string) => { stream.write(prettyLine(line, colour)) } }
  const log = pino({
    level,
    base: null,
    // Instead of pino's timestamp, so that the entry of a request can have the time of its okms domain.
    timestamp: false,
    mixin: () => ({ time: clock() }),
    serializers: { time: (epochMs: number) => new Date(epochMs).toISOString() },
    formatters: { level: (label) => ({ level: label }) }
  }, destination)
  return Object.assign(log, { writeLine: (line: string) => { destination.write(line) } })
}
