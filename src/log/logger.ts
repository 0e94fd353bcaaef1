// The logger of the front door.

import type { Logger as PinoLogger } from 'pino'

/** pino's interface, and a faster way for frequent entries. */
export interface Logger extends PinoLogger {
  /** Takes an entry of level info as one line of JSON. */
  writeLine (line: string): void
}
