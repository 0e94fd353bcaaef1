// The controls of an emulator for programs: the same for one in this process and one that is connected to.

import type { Ask } from './ask.js'
import { createClock, type EmulatorClock } from './clock.js'
import { createFaults, type EmulatorFaults } from './faults.js'

/** Controls of one domain. */
export interface DomainControls {
  /** Follows the clock of the server until it is moved. */
  readonly clock: EmulatorClock
  /** Fault rules that apply to requests in this domain only, and end with it. */
  readonly faults: EmulatorFaults
}

export interface Controls {
  /** The clock of the server, which domains follow that have none of their own. */
  readonly clock: EmulatorClock
  /** Fault rules of the server and of all domains. */
  readonly faults: EmulatorFaults
  /** The controls of a domain, whether it exists or not yet. */
  readonly domain: (okmsId: string) => DomainControls
}

export function createControls (ask: Ask): Controls {
  return {
    clock: createClock(ask),
    faults: createFaults(ask),
    domain: (okmsId) => ({ clock: createClock(ask, okmsId), faults: createFaults(ask, okmsId) })
  }
}
