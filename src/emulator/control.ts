// Composes the test controls of a running server: their services, and the operations of the admin API over them. What
// also works on the folder of a stopped server is in access.ts.

import type { AdminOperation } from '../admin/admin-operation.js'
import { clockOperations } from '../admin/operations/clock-operations.js'
import type { OkmsDomains } from '../services/access/okms-domains.js'
import type { MovableClocks } from '../services/control/clocks.js'

export interface Control {
  readonly adminOperations: readonly AdminOperation[]
  /** Ends what belongs to a domain: it was removed. */
  forgetDomain (okmsId: string): void
}

export function composeControl ({ clocks, domains }: {
  readonly clocks: MovableClocks
  readonly domains: OkmsDomains
}): Control {
  return {
    adminOperations: [...clockOperations({ clocks, domains })],
    forgetDomain (okmsId) { clocks.release(okmsId) }
  }
}
