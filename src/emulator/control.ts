// Composes the test controls of a running server: their services, and the operations of the admin API over them. What
// also works on the folder of a stopped server is in access.ts.

import type { AdminOperation } from '../admin/admin-operation.js'
import { createJournalStreams, serveJournalStream } from '../admin/journal-stream.js'
import { clockOperations } from '../admin/operations/clock-operations.js'
import { journalOperations } from '../admin/operations/journal-operations.js'
import type { StreamScope } from '../http/app.js'
import { contracts } from '../http/contract/contract.js'
import type { OkmsDomains } from '../services/access/okms-domains.js'
import type { SeededRandom } from '../crypto/random/seeded-random.js'
import type { MovableClocks } from '../services/control/clocks.js'
import { createJournalQueries } from '../services/control/journal/journal-queries.js'
import type { Journal } from '../services/control/journal/journal.js'

export interface Control {
  readonly adminOperations: readonly AdminOperation[]
  /** Operations of the admin API that write their replies by themselves. */
  serveStreams (scope: StreamScope): void
  /** Ends what belongs to a domain: it was removed or reset. */
  forgetDomain (okmsId: string): void
  /** Ends everything: the server was reset. */
  forgetServer (): void
  /** Ends what waits or streams, so that the server can stop. */
  close (): void
}

/** Operations whose requests are in the journal: those of the service, and that for its tokens. */
export const recordedOperations: readonly string[] = [...contracts.okms.operations.keys(), 'ExchangeToken']

export function composeControl ({ clocks, domains, journal, seeded }: {
  readonly clocks: MovableClocks
  readonly domains: OkmsDomains
  readonly journal: Journal
  /** In deterministic mode. */
  readonly seeded?: Pick<SeededRandom, 'restart'> | undefined
}): Control {
  const queries = createJournalQueries(journal, recordedOperations)
  const streams = createJournalStreams()
  return {
    adminOperations: [...clockOperations({ clocks, domains }), ...journalOperations({ journal: queries, domains })],
    serveStreams (scope) { serveJournalStream({ journal: queries, domains, streams }, scope) },
    forgetDomain (okmsId) {
      clocks.release(okmsId)
      journal.clear(okmsId)
      seeded?.restart(okmsId)
    },
    forgetServer () {
      clocks.releaseAll()
      journal.clear()
      seeded?.restart()
    },
    close () {
      queries.close()
      streams.close()
    }
  }
}
