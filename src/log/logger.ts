// The logger of the front door.

import type { Logger as PinoLogger } from 'pino'

/** pino's interface. A member `time` in epoch milliseconds replaces the time of the server. */
export interface Logger extends PinoLogger {
  /** Takes a finished entry of level info as one line of JSON; see http/steps/records/request-line.ts. */
  writeLine (line: string): void
}
