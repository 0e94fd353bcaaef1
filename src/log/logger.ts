// What the front door logs with.

import type { Logger as PinoLogger } from 'pino'

/** pino's, and a way for entries that are made too often for it. */
export interface Logger extends PinoLogger {
  /** Takes an entry of level info as one line of JSON. */
  writeLine (line: string): void
}
