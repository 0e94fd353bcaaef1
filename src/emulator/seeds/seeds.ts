// Creates the services that apply and write seeds, and the operations of the admin API over them.

import type { AdminOperation } from '../../admin/admin-operation.js'
import { seedOperations } from '../../admin/operations/seed-operations.js'
import { noProgress } from '../../domain/progress.js'
import type { Journal } from '../../services/control/journal/journal.js'
import { createSeedExport } from '../../services/seeds/export.js'
import { createSeeds, type Seeds, type SeedsOptions } from '../../services/seeds/seeds.js'

export function composeSeeds ({ changed, ...services }: Omit<SeedsOptions, 'changed' | 'waiting'> & {
  readonly changed: Journal['changed']
}): { readonly seeds: Seeds, readonly adminOperations: readonly AdminOperation[] } {
  const seeds = createSeeds({
    ...services, waiting: noProgress, changed: (okmsId) => { changed(okmsId, { kind: 'domain', id: okmsId }) }
  })
  return { seeds, adminOperations: seedOperations({ seeds, seedExport: createSeedExport(services) }) }
}
