// Everything that a snapshot holds, over all stores: reads it, writes it back, and clears what is there. Each function
// runs inside a transaction.

import type { NewDomain, OkmsDomain } from '../../domain/access/okms-domain.js'
import type { CredentialStore, OkmsDomainStore } from '../../domain/ports.js'
import type { CredentialContent } from '../access/credential-store.js'
import type { DomainRecords } from '../access/okms-domain-store.js'
import type { Connection } from '../sqlite/connection.js'
import { StoredDataDamaged } from '../sqlite/storage-faults.js'
import type { DomainContent, ServerContent } from './snapshot-rows.js'

export interface ContentStores {
  readonly domains: OkmsDomainStore & DomainRecords
  readonly credentials: CredentialStore & CredentialContent
  /** What a domain holds, without its credentials. */
  readonly content: Readonly<Record<string, DomainContent>>
  /** In the order in which they are written back. */
  readonly server: Readonly<Record<string, ServerContent>>
}

/** Name of the store, the domain (empty for none), and what the store gave. */
export type Entry = readonly [kind: string, okmsId: string, value: unknown]

export interface WholeContent {
  /** A domain with its credentials. */
  entriesOf (okmsId: string): Iterable<Entry>
  /** Users, tokens, service accounts, policies and groups. */
  serverEntries (): Iterable<Entry>
  /** Writes entries back, where nothing of the same kind is left. */
  add (entries: Iterable<Entry>): void
  /** Inserts a domain with the keys and secrets of the entries, and by default with their region. */
  fork (domain: NewDomain, entries: Iterable<Entry>): void
  /** Removes keys and secrets of a domain. Returns how many sealed rows were erased, as the next two. */
  clear (okmsId: string): number
  /** Removes its credentials too. */
  clearDomain (okmsId: string): number
  /** Removes everything but this domain, which is empty afterwards. */
  clearServer (kept?: OkmsDomain): number
  /** Reads credentials that must be left, with their domains. Returns a function that puts them back. */
  holdCredentials (ids: readonly string[]): () => void
  forgetRows (): void
}

const domainKind = 'domain'
const credentialKind = 'credential'

export function createWholeContent ({ domains, credentials, content, server }: ContentStores): WholeContent {
  function domain (okmsId: string): OkmsDomain {
    const found = domains.find(okmsId)
    if (found === undefined) throw new StoredDataDamaged(`the okms domain ${okmsId} is not there`)
    return found
  }

  const clear = (okmsId: string): number =>
    Object.values(content).reduce((erased, rows) => erased + rows.clear(okmsId), 0)

  function clearDomain (okmsId: string): number {
    credentials.clear(okmsId)
    return clear(okmsId)
  }

  return {
    * entriesOf (okmsId) {
      yield [domainKind, okmsId, domain(okmsId)]
      for (const [kind, rows] of Object.entries({ [credentialKind]: credentials, ...content })) {
        for (const value of rows.entries(okmsId)) yield [kind, okmsId, value]
      }
    },

    * serverEntries () {
      for (const [kind, rows] of Object.entries(server)) for (const value of rows.entries()) yield [kind, '', value]
    },

    add (entries) {
      for (const [kind, okmsId, value] of entries) {
        if (kind === domainKind) domains.put(value as NewDomain)
        else if (kind === credentialKind) credentials.add(okmsId, value)
        else if (okmsId === '') server[kind]?.add(value)
        else content[kind]?.add(okmsId, value)
      }
    },

    fork (forked, entries) {
      for (const [kind, , value] of entries) {
        // The domain is the first entry.
        if (kind === domainKind) domains.put({ ...forked, region: forked.region ?? (value as NewDomain).region })
        else content[kind]?.add(forked.okmsId, value)
      }
    },

    clear,
    clearDomain,

    clearServer (kept) {
      // Tokens refer to their service account or their user.
      for (const rows of Object.values(server).reverse()) rows.clear()
      let erased = 0
      for (const okmsId of domains.ids()) {
        erased += clearDomain(okmsId)
        if (okmsId !== kept?.okmsId) domains.delete(okmsId)
      }
      return erased
    },

    holdCredentials (ids) {
      const held = ids.flatMap((id) => {
        const credential = credentials.find(id)
        const owner = credential && domains.find(credential.okmsId)
        return credential === undefined || owner === undefined ? [] : [{ credential, owner }]
      })
      return () => {
        for (const { credential, owner } of held) {
          if (domains.find(owner.okmsId) === undefined) domains.put(owner)
          credentials.putBack(credential)
        }
      }
    },

    forgetRows () {
      for (const rows of [domains, credentials, ...Object.values(content), ...Object.values(server)]) rows.forgetRows()
    }
  }
}

/**
 * Runs a change of whole domains, and drops what stores have cached. Copies of what it erased are still in the
 * write-ahead log, which is then emptied.
 * @param change Returns how many sealed rows it erased.
 */
export function changingWhole (
  { storing, emptyLog }: Pick<Connection, 'storing' | 'emptyLog'>, whole: WholeContent, change: () => number
): void {
  let erased = 0
  try {
    erased = storing(change)
  } finally {
    whole.forgetRows()
  }
  if (erased > 0) emptyLog()
}
