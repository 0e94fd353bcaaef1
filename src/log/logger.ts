// The logger of the front door.

import type { Logger as PinoLogger } from 'pino'
import type { FrequentEntry } from './frequent-entries.js'

/** pino's interface, and a faster way for frequent entries. A member `time` in epoch milliseconds replaces the server's time. */
export interface Logger extends PinoLogger {
  /** Writes an entry of level info. */
  frequent (entry: FrequentEntry): void
}
