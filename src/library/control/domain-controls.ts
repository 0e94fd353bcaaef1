// The controls of one okms domain, for programs.

import { createCredentials } from './access.js'
import type { Ask } from './ask.js'
import { createClock } from './clock.js'
import { createJournal } from './journal.js'
import type { DomainControls, SnapshotOptions, Snapshots } from './domain-objects.js'
import { createFaults } from './faults.js'

/** @internal */
export function createDomainControls (ask: Ask, okmsId: string, snapshots: Snapshots): DomainControls {
  const snapshot = async (options?: SnapshotOptions) => await snapshots.take({ ...options, okmsId })
  return {
    clock: createClock(ask, okmsId),
    journal: createJournal(ask, okmsId),
    faults: createFaults(ask, okmsId),
    credentials: createCredentials(ask, okmsId),
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
