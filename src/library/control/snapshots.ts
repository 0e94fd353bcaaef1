// Snapshots of the server and of domains, for programs.

import type { AdminReplyBody } from '../../emulator/admin/admin-api.js'
import type { Ask } from './ask.js'
import { newDomainBody, type EmulatorDomain, type NewDomainOptions, type NewDomainReply } from './domains.js'

export interface SnapshotOptions {
  /** For people; empty by default. */
  readonly name?: string
}

/** A state to return to. Each method rejects with EmulatorRefusal. */
export interface EmulatorSnapshot {
  readonly id: string
  readonly name: string
  /** The domain; null for the whole server. */
  readonly okmsId: string | null
  readonly createdAt: Date
  readonly domainCount: number
  /** Keys that are not destroyed. */
  readonly serviceKeyCount: number
  readonly secretCount: number
  /** Returns to this state in one step. What was created since is gone, and the ids of keys are free again. */
  readonly restore: () => Promise<void>
  /** Adds a domain with the same keys and secrets, and a client of its own; for a snapshot of one domain. */
  readonly fork: (options?: NewDomainOptions) => Promise<EmulatorDomain>
  /** Erases what it holds. */
  readonly remove: () => Promise<void>
}

export interface Snapshots {
  /** Of the whole server, or of one domain. */
  readonly take: (options?: SnapshotOptions & { readonly okmsId?: string }) => Promise<EmulatorSnapshot>
  /** Oldest first. */
  readonly list: () => Promise<readonly EmulatorSnapshot[]>
  readonly get: (id: string) => Promise<EmulatorSnapshot>
}

/** @param complete Makes the object of a new domain. */
export function createSnapshots (
  ask: Ask, complete: (reply: NewDomainReply) => Promise<EmulatorDomain>
): Snapshots {
  function snapshotOf ({ createdAt, ...shown }: AdminReplyBody<'ShowSnapshot'>): EmulatorSnapshot {
    const params = { snapshotId: shown.id }
    return {
      ...shown,
      createdAt: new Date(createdAt),
      restore: async () => { await ask('RestoreSnapshot', { params }) },
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
