// Composes the test controls of a running server: their services, and the operations of the admin API over them. What
// also works on the folder of a stopped server is in access.ts.

import type { AdminOperation } from '../admin/admin-operation.js'
import { clockOperations } from '../admin/operations/clock-operations.js'
import { faultOperations } from '../admin/operations/fault-operations.js'
import type { Store } from '../domain/ports.js'
import type { Randomness } from '../domain/random.js'
import type { OkmsDomains } from '../services/access/okms-domains.js'
import type { SeededRandom } from '../crypto/random/seeded-random.js'
import type { MovableClocks } from '../services/control/clocks.js'
import type { Faults } from '../services/control/faults/faults.js'
import { composeFaults } from './faults.js'

export interface Control {
  readonly adminOperations: readonly AdminOperation[]
  readonly faults: Faults
  /** Ends what belongs to a domain: it was removed or reset. */
  forgetDomain (okmsId: string): void
  /** Ends everything: the server was reset. */
  forgetServer (): void
}

export function composeControl ({ store, clocks, domains, randomness, seeded }: {
  readonly store: Store
  readonly clocks: MovableClocks
  readonly domains: OkmsDomains
  readonly randomness: Randomness
  /** In deterministic mode. */
  readonly seeded?: Pick<SeededRandom, 'restart'> | undefined
}): Control {
  const faults = composeFaults({ store, clocks, newId: randomness.source('faults').uuid, everyRequest: undefined })
  return {
    adminOperations: [...clockOperations({ clocks, domains }), ...faultOperations({ faults, domains })],
    faults,
    forgetDomain (okmsId) {
      clocks.release(okmsId)
      faults.clear(okmsId)
      seeded?.restart(okmsId)
    },
    forgetServer () {
      clocks.releaseAll()
      faults.clear()
      seeded?.restart()
    }
  }
}
