// The controls of an emulator for programs: the same for one in this process and one that is connected to.

import type { Ask } from './ask.js'
import { createClock, type EmulatorClock } from './clock.js'
import { createJournal, type EmulatorJournal } from './journal.js'

/** Controls of one domain. */
export interface DomainControls {
  /** Follows the clock of the server until it is moved. */
  readonly clock: EmulatorClock
  /** The requests in the domain. */
  readonly journal: EmulatorJournal
}

export interface Controls {
  /** The clock of the server, which domains follow that have none of their own. */
  readonly clock: EmulatorClock
  /** The requests of all domains, and of none. */
  readonly journal: EmulatorJournal
  /** The controls of a domain, whether it exists or not yet. */
  readonly domain: (okmsId: string) => DomainControls
}

export function createControls (ask: Ask): Controls {
  return {
    clock: createClock(ask),
    journal: createJournal(ask),
    domain: (okmsId) => ({ clock: createClock(ask, okmsId), journal: createJournal(ask, okmsId) })
  }
}
