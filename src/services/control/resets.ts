// Empties an okms domain, or the whole server: a fresh state without a fresh server.

import type { ConsumerKey } from '../../domain/access/api-key.js'
import type { BuiltInClient } from '../../domain/control/snapshot.js'
import type { OkmsDomainStore, ResetStore } from '../../domain/ports.js'
import type { OkmsDomains } from '../access/okms-domains.js'
import { keptCredentials, type DomainsChanged } from './snapshots.js'

export interface Resets {
  /** Removes keys, secrets and the controls of a domain; its name and credentials stay. Refuses DomainNotFound. */
  domain (okmsId: string): void
  /**
   * Resets the domain of the client files, and removes all others. Tokens, service accounts, policies, groups, all
   * credentials but that of the client files, and all API keys but that of ovh.conf are removed too; admin certificates
   * and snapshots stay.
   * @param keptCredential Stays too, with its domain.
   */
  server (keptCredential?: string): void
}

export interface ResetsOptions extends DomainsChanged {
  readonly store: ResetStore
  readonly domains: Pick<OkmsDomainStore, 'list'>
  readonly knownDomains: Pick<OkmsDomains, 'get'>
  /** The client of the client files, if it is known. */
  readonly client: () => BuiltInClient | undefined
  /** The consumer key in ovh.conf, if it is known. */
  readonly consumerKey: () => ConsumerKey | undefined
  /** What is kept in memory for no domain ends too. */
  readonly forgetServer: () => void
}

export function createResets (options: ResetsOptions): Resets {
  const { store, domains, knownDomains, changed, forgetDomain } = options

  return {
    domain (okmsId) {
      knownDomains.get(okmsId)
      store.domain(okmsId)
      forgetDomain(okmsId)
      changed(okmsId)
    },

    server (keptCredential) {
      const before = domains.list()
      const client = options.client()
      store.server(client?.okmsId, keptCredentials(client, keptCredential), options.consumerKey())
      for (const { okmsId } of before) {
        forgetDomain(okmsId)
        changed(okmsId)
      }
      options.forgetServer()
      options.accessChanged()
    }
  }
}
