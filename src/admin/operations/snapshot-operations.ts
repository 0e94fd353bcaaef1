// Operations on snapshots, and resets.

import { rfc3339 } from '../../domain/clock.js'
import type { Snapshot } from '../../domain/control/snapshot.js'
import type { components } from '../../http/contract/generated/emulator.js'
import type { Resets } from '../../services/control/resets.js'
import type { Snapshots } from '../../services/control/snapshots.js'
import { adminOperation, type AdminOperation } from '../admin-operation.js'
import { decodeDomainOrder, type DomainReplies } from './domain-reply.js'

export function snapshotOperations ({ snapshots, resets, replies }: {
  readonly snapshots: Snapshots
  readonly resets: Resets
  readonly replies: Pick<DomainReplies, 'newDomain'>
}): readonly AdminOperation[] {
  return [
    adminOperation('ListSnapshots', () => ({ body: snapshots.list().map(encode) })),
    adminOperation('TakeSnapshot', ({ body }) => ({ body: encode(snapshots.take(body)) })),
    adminOperation('ShowSnapshot', ({ params }) => ({ body: encode(snapshots.get(params.snapshotId)) })),
    adminOperation('RemoveSnapshot', ({ params }) => { snapshots.remove(params.snapshotId) }),
    adminOperation('RestoreSnapshot', ({ params, query }) => ({
      body: encode(snapshots.restore(params.snapshotId, query.keepCredential))
    })),
    adminOperation('ForkSnapshot', async ({ params, body }) => ({
      body: replies.newDomain(await snapshots.fork(params.snapshotId, decodeDomainOrder(body)))
    })),
    adminOperation('ResetServer', ({ query }) => { resets.server(query.keepCredential) }),
    adminOperation('ResetDomain', ({ params }) => { resets.domain(params.okmsId) })
  ]
}

const encode = (
  { snapshotId, name, okmsId, createdAt, domains, serviceKeys, secrets }: Snapshot
): components['schemas']['Snapshot'] => ({
  id: snapshotId,
  name,
  okmsId,
  createdAt: rfc3339(createdAt),
  domainCount: domains,
  serviceKeyCount: serviceKeys,
  secretCount: secrets
})
