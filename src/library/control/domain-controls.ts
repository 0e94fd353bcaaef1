// The controls of one okms domain, for programs.

import type { Ask } from './ask.js'
import { createClock, type EmulatorClock } from './clock.js'
import type { EmulatorDomain, NewDomainOptions } from './domains.js'
import { createFaults, type EmulatorFaults } from './faults.js'
import type { EmulatorSnapshot, SnapshotOptions, Snapshots } from './snapshots.js'

export interface DomainControls {
  /** Follows the clock of the server until it is moved. */
  readonly clock: EmulatorClock
  /** Fault rules that apply to requests in this domain only, and end with it. */
  readonly faults: EmulatorFaults
  /** Removes keys, secrets and their configuration, moves of its clock and fault rules. Its clients go on working. */
  readonly reset: () => Promise<void>
  /** Removes the domain with its keys, secrets and credentials. */
  readonly remove: () => Promise<void>
  /** Keeps its state, to return to it or to fork it. */
  readonly snapshot: (options?: SnapshotOptions) => Promise<EmulatorSnapshot>
  /** Adds a domain with the same keys and secrets, and a client of its own. */
  readonly fork: (options?: NewDomainOptions) => Promise<EmulatorDomain>
}

export function createDomainControls (ask: Ask, okmsId: string, snapshots: Snapshots): DomainControls {
  const snapshot = async (options?: SnapshotOptions) => await snapshots.take({ ...options, okmsId })
  return {
    clock: createClock(ask, okmsId),
    faults: createFaults(ask, okmsId),
    reset: async () => { await ask('ResetDomain', { params: { okmsId } }) },
    remove: async () => { await ask('RemoveDomain', { params: { okmsId }, query: { force: true } }) },
    snapshot,
    async fork (options) {
      const taken = await snapshot()
      try {
        return await taken.fork(options)
      } finally {
        await taken.remove()
      }
    }
  }
}
