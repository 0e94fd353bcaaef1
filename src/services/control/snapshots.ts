// Snapshots of okms domains and of the whole server: taken, restored, forked into new domains.

import type { Clocks } from '../../domain/clock.js'
import type { BuiltInClient, Snapshot } from '../../domain/control/snapshot.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { snapshotErrors } from '../../domain/errors/control/snapshots.js'
import type { OkmsDomainStore, SnapshotStore } from '../../domain/ports.js'
import type { DomainOrder, OrderDomain, OrderedDomain } from '../access/domain-orders.js'
import { nameRules, violations } from '../access/name-rules.js'
import type { OkmsDomains } from '../access/okms-domains.js'

export interface SnapshotRequest {
  /** The whole server by default. */
  readonly okmsId?: string | undefined
  readonly name?: string | undefined
}

export interface Snapshots {
  /** Refuses DomainNotFound, and AccessRequestInvalid for the name. */
  take (request: SnapshotRequest): Snapshot
  /** Refuses SnapshotNotFound, as the others. */
  get (snapshotId: string): Snapshot
  /** Oldest first. */
  list (): readonly Snapshot[]
  /**
   * Returns to the state of the snapshot. The client of the client files and admin certificates stay usable. Refuses
   * SnapshotOutdated.
   * @param keptCredential Stays usable too.
   */
  restore (snapshotId: string, keptCredential?: string): Snapshot
  /**
   * Adds a domain with the keys and secrets of the snapshot, and without its credentials. Refuses as OrderDomain, and
   * SnapshotOfServer.
   */
  fork (snapshotId: string, order: DomainOrder): Promise<OrderedDomain>
  /** Erases what it holds. */
  remove (snapshotId: string): void
}

/** Called when domains changed as a whole. */
export interface DomainsChanged {
  /** What a domain holds is another than before, or gone. */
  readonly changed: (okmsId: string) => void
  /** A domain is empty or gone: what is kept in memory for it ends. */
  readonly forgetDomain: (okmsId: string) => void
  /** Policies, groups and tokens are others than before. */
  readonly accessChanged: () => void
}

/** Ids of the credentials that stay usable. */
export function keptCredentials (client: BuiltInClient | undefined, other: string | undefined): readonly string[] {
  return [client?.credentialId, other?.toLowerCase()].filter((id) => id !== undefined)
}

export interface SnapshotsOptions extends DomainsChanged {
  readonly store: SnapshotStore
  readonly domains: OkmsDomainStore
  readonly knownDomains: Pick<OkmsDomains, 'get'>
  readonly orderDomain: OrderDomain
  readonly clocks: Clocks
  /** Makes a new lower case UUID. */
  readonly newId: () => string
  /** The client of the client files, if it is known. */
  readonly client: () => BuiltInClient | undefined
}

export function createSnapshots (options: SnapshotsOptions): Snapshots {
  const { store, domains, clocks, client, newId } = options

  function get (snapshotId: string): Snapshot {
    const snapshot = store.find(snapshotId)
    if (snapshot === undefined) throw refusal(snapshotErrors.SnapshotNotFound, snapshotId)
    return snapshot
  }

  const ids = () => domains.list().map(({ okmsId }) => okmsId)

  return {
    take ({ okmsId, name = '' }) {
      const problems = name === '' ? [] : violations(nameRules(name, ''))
      if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
      const domain = okmsId === undefined ? null : options.knownDomains.get(okmsId.toLowerCase()).okmsId
      const clock = domain === null ? clocks.server : clocks.of(domain)
      return store.take({ snapshotId: newId(), okmsId: domain, name, createdAt: clock() })
    },

    get,

    list: () => store.list(),

    restore (snapshotId, keptCredential) {
      const snapshot = get(snapshotId)
      const before = ids()
      store.restore(snapshotId, keptCredentials(client(), keptCredential))
      const after = ids()
      for (const okmsId of before) if (!after.includes(okmsId)) options.forgetDomain(okmsId)
      for (const okmsId of snapshot.okmsId === null ? new Set([...before, ...after]) : [snapshot.okmsId]) {
        options.changed(okmsId)
      }
      if (snapshot.okmsId === null) options.accessChanged()
      return snapshot
    },

    async fork (snapshotId, order) {
      if (get(snapshotId).okmsId === null) throw refusal(snapshotErrors.SnapshotOfServer, snapshotId)
      return await options.orderDomain(order, (domain) => { store.fork(snapshotId, domain) })
    },

    remove (snapshotId) {
      if (!store.remove(snapshotId)) throw refusal(snapshotErrors.SnapshotNotFound, snapshotId)
    }
  }
}
