// Composes the test controls of a running server: their services, and the operations of the admin API over them. What
// also works on the folder of a stopped server is in access.ts.

import type { AdminOperation } from '../../admin/admin-operation.js'
import { createJournalStreams, serveJournalStream } from '../../admin/journal-stream.js'
import { clockOperations } from '../../admin/operations/clock-operations.js'
import { faultOperations } from '../../admin/operations/fault-operations.js'
import { journalOperations } from '../../admin/operations/journal-operations.js'
import type { Latency } from '../../domain/faults/latency.js'
import type { Store } from '../../domain/ports.js'
import type { Randomness } from '../../domain/random.js'
import type { StreamScope } from '../../http/app.js'
import { contracts } from '../../http/contract/contract.js'
import type { OkmsDomains } from '../../services/access/okms-domains.js'
import type { SeededRandom } from '../../crypto/random/seeded-random.js'
import type { MovableClocks } from '../../services/control/clocks.js'
import type { Faults } from '../../services/control/faults/faults.js'
import { createJournalQueries } from '../../services/control/journal/journal-queries.js'
import type { Journal } from '../../services/control/journal/journal.js'
import { actsOn, composeFaults } from './faults.js'

export interface Control {
  readonly adminOperations: readonly AdminOperation[]
  readonly faults: Faults
  /** Operations of the admin API that write their replies by themselves. */
  serveStreams (scope: StreamScope): void
  /** Ends what belongs to a domain: it was removed or reset. */
  forgetDomain (okmsId: string): void
  /** Ends everything: the server was reset. */
  forgetServer (): void
  /** Ends what waits or streams, so that the server can stop. */
  close (): void
}

const serviceOperations = [contracts.okms, contracts.ovhApiV1, contracts.ovhApiV2]
  .flatMap(({ operations }) => [...operations.values()])

/** Operations whose requests are in the journal: those of the service, and that for its tokens. */
export const recordedOperations: readonly string[] = [
  ...serviceOperations.map(({ operationId }) => operationId), 'ExchangeToken'
]

export function composeControl ({ store, clocks, domains, journal, randomness, seeded, everyRequest }: {
  readonly store: Store
  readonly clocks: MovableClocks
  readonly domains: OkmsDomains
  readonly journal: Journal
  readonly randomness: Randomness
  /** In deterministic mode. */
  readonly seeded?: Pick<SeededRandom, 'restart'> | undefined
  /** How long every request waits, besides what fault rules say. */
  readonly everyRequest?: Latency | undefined
}): Control {
  const faults = composeFaults({ store, clocks, newId: randomness.source('faults').uuid, everyRequest })
  const queries = createJournalQueries(journal, {
    operationIds: recordedOperations,
    resourceKinds: [...new Set(serviceOperations.map(actsOn))]
  })
  const streams = createJournalStreams()
  return {
    adminOperations: [
      ...clockOperations({ clocks, domains }),
      ...faultOperations({ faults, domains }),
      ...journalOperations({ journal: queries, domains })
    ],
    faults,
    serveStreams (scope) { serveJournalStream({ journal: queries, domains, streams }, scope) },
    forgetDomain (okmsId) {
      clocks.release(okmsId)
      faults.clear(okmsId)
      journal.clear(okmsId)
      seeded?.restart(okmsId)
    },
    forgetServer () {
      clocks.releaseAll()
      faults.clear()
      journal.clear()
      seeded?.restart()
    },
    close () {
      queries.close()
      streams.close()
    }
  }
}
