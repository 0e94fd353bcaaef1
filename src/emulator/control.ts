// Composes the test controls of a running server: their services, and the operations of the admin API over them. What
// also works on the folder of a stopped server is in access.ts.

import type { AdminOperation } from '../admin/admin-operation.js'
import { clockOperations } from '../admin/operations/clock-operations.js'
import type { OkmsDomains } from '../services/access/okms-domains.js'
import type { SeededRandom } from '../crypto/random/seeded-random.js'
import type { MovableClocks } from '../services/control/clocks.js'

export interface Control {
  readonly adminOperations: readonly AdminOperation[]
  /** Ends what belongs to a domain: it was removed or reset. */
  forgetDomain (okmsId: string): void
  /** Ends everything: the server was reset. */
  forgetServer (): void
}

export function composeControl ({ clocks, domains, seeded }: {
  readonly clocks: MovableClocks
  readonly domains: OkmsDomains
  /** In deterministic mode. */
  readonly seeded?: Pick<SeededRandom, 'restart'> | undefined
}): Control {
  return {
    adminOperations: [...clockOperations({ clocks, domains })],
    forgetDomain (okmsId) {
      clocks.release(okmsId)
      seeded?.restart(okmsId)
    },
    forgetServer () {
      clocks.releaseAll()
      seeded?.restart()
    }
  }
}
