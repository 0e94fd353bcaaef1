// The controls of an emulator for programs: the same for one in this process and one that is connected to.

import { createAccessControls, type AccessControls } from './access.js'
import type { Ask } from './ask.js'
import { createClock, type EmulatorClock } from './clock.js'
import { createJournal, type EmulatorJournal } from './journal.js'
import { createDomainControls } from './domain-controls.js'
import type {
  DomainControls, EmulatorDomain, EmulatorSnapshot, NewDomainOptions, SnapshotOptions, Snapshots
} from './domain-objects.js'
import { createDomainObjects, newDomainBody } from './domains.js'
import { createFaults, type EmulatorFaults } from './faults.js'
import { keeping, type Lifetime } from './lifetime.js'
import { createSeedControls, type SeedControls } from './seeds.js'
import { createSnapshots } from './snapshots.js'

export interface Controls extends SeedControls, AccessControls {
  /** The clock of the server, which domains follow that have none of their own. */
  readonly clock: EmulatorClock
  /** The requests of all domains, and of none. */
  readonly journal: EmulatorJournal
  /** Fault rules of the server and of all domains. */
  readonly faults: EmulatorFaults
  /** The controls of a domain, whether it exists or not yet. */
  readonly domain: (okmsId: string) => DomainControls
  /** Adds a domain with a client of its own, for one test or one test file. */
  readonly createDomain: (options?: NewDomainOptions) => Promise<EmulatorDomain>
  /**
   * Back to an empty server: removes all domains but that of `tls`, which is emptied, and tokens, policies and what
   * else was added; ends moves of clocks and fault rules. Snapshots stay.
   */
  readonly reset: () => Promise<void>
  /** Keeps the state of the whole server. */
  readonly snapshot: (options?: SnapshotOptions) => Promise<EmulatorSnapshot>
  readonly snapshots: Snapshots
}

/** @internal */
export function createControls (ask: Ask, lifetime: Lifetime): Controls {
  const domain = (okmsId: string) => createDomainControls(ask, okmsId, snapshots)
  const complete = createDomainObjects(domain, lifetime)
  const snapshots = createSnapshots(ask, complete, lifetime)

  return {
    ...createSeedControls(ask),
    ...createAccessControls(ask),
    clock: createClock(ask),
    journal: createJournal(ask),
    faults: createFaults(ask),
    domain,
    createDomain: async (options) => await complete(await ask('AddDomain', { body: newDomainBody(options) })),
    reset: async () => { await ask('ResetServer', { query: keeping(lifetime) }) },
    snapshot: async (options) => await snapshots.take(options),
    snapshots
  }
}
