// Snapshots of the server and of domains, for programs.

import type { AdminReplyBody } from '../../emulator/admin/admin-api.js'
import type { Ask } from './ask.js'
import { keeping, type Lifetime } from './lifetime.js'
import type { EmulatorDomain, EmulatorSnapshot, Snapshots } from './domain-objects.js'
import { newDomainBody, type NewDomainReply } from './domains.js'

/** @param complete Makes the object of a new domain. @internal */
export function createSnapshots (
  ask: Ask, complete: (reply: NewDomainReply) => Promise<EmulatorDomain>, lifetime: Lifetime
): Snapshots {
  function snapshotOf ({ createdAt, ...shown }: AdminReplyBody<'ShowSnapshot'>): EmulatorSnapshot {
    const params = { snapshotId: shown.id }
    return {
      ...shown,
      createdAt: new Date(createdAt),
      restore: async () => { await ask('RestoreSnapshot', { params, query: keeping(lifetime) }) },
      fork: async (options) => await complete(await ask('ForkSnapshot', { params, body: newDomainBody(options) })),
      remove: async () => { await ask('RemoveSnapshot', { params }) }
    }
  }

  return {
    take: async (options = {}) => snapshotOf(await ask('TakeSnapshot', { body: options })),
    list: async () => (await ask('ListSnapshots')).map(snapshotOf),
    get: async (id) => snapshotOf(await ask('ShowSnapshot', { params: { snapshotId: id } }))
  }
}
