// The controls of an emulator for programs: the same for one in this process and one that is connected to.

import type { Ask } from './ask.js'
import { createClock, type EmulatorClock } from './clock.js'

/** Controls of one domain. */
export interface DomainControls {
  /** Follows the clock of the server until it is moved. */
  readonly clock: EmulatorClock
}

export interface Controls {
  /** The clock of the server, which domains follow that have none of their own. */
  readonly clock: EmulatorClock
  /** The controls of a domain, whether it exists or not yet. */
  readonly domain: (okmsId: string) => DomainControls
}

export function createControls (ask: Ask): Controls {
  return {
    clock: createClock(ask),
    domain: (okmsId) => ({ clock: createClock(ask, okmsId) })
  }
}
