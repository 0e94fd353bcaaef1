// okms domains in SQLite.

import type { Database } from 'better-sqlite3'
import type { NewDomain, OkmsDomain } from '../../domain/access/okms-domain.js'
import { defaultRegion, regionIds } from '../../domain/access/region.js'
import type { OkmsDomainStore } from '../../domain/ports.js'
import type { NumberSequences } from '../number-sequences.js'
import { integer, nullable, oneOf, text, type RowOf } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { createRowCache, type CachedRows } from '../sqlite/row-cache.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'

const columns = ['okms_id', 'name', 'created_at', 'region', 'service_id', 'pci_dss_enabled_at'] as const

type Row = RowOf<typeof columns, unknown>

const region = oneOf(regionIds)
const time = nullable(integer)

const decode = ([okmsId, name, createdAt, ...rest]: Row): OkmsDomain => ({
  okmsId: text(okmsId),
  name: text(name),
  region: region(rest[0]),
  serviceId: integer(rest[1]),
  pciDssEnabledAt: time(rest[2]),
  createdAt: integer(createdAt)
})

/** A store that has rows of domains. */
export interface DomainRows extends CachedRows {
  /** Removes what it has of a domain, as its own rules want it, inside the transaction that removes the domain. */
  removeDomain (okmsId: string, at: number): void
}

/** A store of which a domain can have more than one transaction should remove. */
export interface ErasableRows extends CachedRows {
  /** Erases some of what a removed domain had, in one transaction. Returns whether more is left. */
  eraseOfDomain (okmsId: string, at: number): boolean
}

/** Without a service, it keeps that of its row, or gets a new one. Snapshots of earlier versions have none. */
type PutDomain = NewDomain & Partial<Pick<OkmsDomain, 'serviceId'>>

/** Rows of domains for snapshots, restores and resets, which have a transaction open. */
export interface DomainRecords extends CachedRows {
  /** Ids of all rows, those of removed domains included. */
  ids (): readonly string[]
  /** The domain is there afterwards, as it is here. */
  put (domain: PutDomain): void
  /** Deletes the row of a domain without content. */
  delete (okmsId: string): void
}

/** Every request with a token that reaches every domain asks for one. */
const cachedDomains = 200

/** For other stores: whether a domain is there and not removed. */
export function createDomainLookup (database: Database): (okmsId: string) => boolean {
  const find = database.prepare<[string], number>('SELECT 1 FROM okms_domain WHERE okms_id = ? AND removed_at IS NULL').pluck()
  return (okmsId) => find.get(okmsId) !== undefined
}

/**
 * Completes removals that a killed process left unfinished.
 * @param contents The stores whose rows are erased in slices.
 * @param dependents All other stores that have rows of domains.
 */
export function createOkmsDomainStore (
  { database, storing }: Connection, numbers: NumberSequences,
  contents: readonly ErasableRows[], dependents: readonly DomainRows[]
): OkmsDomainStore & DomainRecords {
  const cache = createRowCache<string, OkmsDomain>(cachedDomains)
  const putting = `INSERT INTO okms_domain (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (okms_id) DO UPDATE SET
      ${columns.slice(1).map((column) => `${column} = excluded.${column}`).join(', ')}, removed_at = NULL`
  const put = database.prepare(putting)
  const insert = database.prepare(`${putting} WHERE removed_at IS NOT NULL`)
  const ids = database.prepare<[], string>('SELECT okms_id FROM okms_domain').pluck()
  const deleteRow = database.prepare('DELETE FROM okms_domain WHERE okms_id = ?')
  const select = `SELECT ${keepRowChecksums(database, 'okms_domain', columns)} FROM okms_domain`
  const find = database.prepare<[string], Row>(`${select} WHERE okms_id = ? AND removed_at IS NULL`).raw()
  const list = database.prepare<[], Row>(`${select} WHERE removed_at IS NULL ORDER BY position`).raw()

  const serviceOf = database.prepare<[string], number>('SELECT service_id FROM okms_domain WHERE okms_id = ? AND removed_at IS NULL').pluck()

  function encode (
    { okmsId, name, createdAt, region = defaultRegion, serviceId, pciDssEnabledAt = null }: PutDomain
  ): Row {
    const service = serviceId ?? serviceOf.get(okmsId) ?? numbers.next('service')
    return [okmsId, name, createdAt, region, service, pciDssEnabledAt]
  }
  const insertNumbered = database.transaction((domain: NewDomain) => insert.run(...encode(domain)))

  const rename = database.prepare('UPDATE okms_domain SET name = ? WHERE okms_id = ? AND removed_at IS NULL')
  const enablePciDss = database.prepare('UPDATE okms_domain SET pci_dss_enabled_at = ? WHERE okms_id = ? AND removed_at IS NULL')
  const mark = database.prepare('UPDATE okms_domain SET removed_at = ? WHERE okms_id = ?')
  const remove = database.transaction((okmsId: string, at: number) => {
    for (const store of dependents) store.removeDomain(okmsId, at)
    mark.run(at, okmsId)
  })
  const removedAt = database.prepare<[string], number>('SELECT removed_at FROM okms_domain WHERE okms_id = ?').pluck()
  const removed = database.prepare<[], string>('SELECT okms_id FROM okms_domain WHERE removed_at IS NOT NULL').pluck()

  function eraseContent (okmsId: string): boolean {
    // The server stops; the next start completes the removal.
    if (!database.open) return false
    const at = storing(() => removedAt.get(okmsId))
    return at != null && contents.some((rows) => rows.eraseOfDomain(okmsId, at))
  }

  const unfinished = storing(() => removed.all().filter(eraseContent))
  for (const okmsId of unfinished) while (eraseContent(okmsId));

  return {
    ids: () => ids.all(),
    put (domain) {
      cache.delete(domain.okmsId)
      put.run(...encode(domain))
    },
    delete (okmsId) {
      cache.delete(okmsId)
      deleteRow.run(okmsId)
    },
    insert (domain) {
      const { okmsId } = domain
      // Nothing of a removed domain with this id comes back.
      if (storing(() => removedAt.get(okmsId)) != null) {
        while (eraseContent(okmsId));
        for (const rows of contents) rows.forgetRows()
      }
      storing(() => { insertNumbered.immediate(domain) })
    },
    find: (okmsId) => cache.read(okmsId, () => reading(() => {
      const row = find.get(okmsId)
      return row && decode(checked(row))
    })),
    list: () => reading(() => list.all().map((row) => decode(checked(row)))),
    rename (okmsId, name) {
      cache.delete(okmsId)
      return storing(() => rename.run(name, okmsId)).changes > 0
    },
    enablePciDss (okmsId, at) {
      cache.delete(okmsId)
      return storing(() => enablePciDss.run(at, okmsId)).changes > 0
    },
    lastServiceId: () => reading(() => numbers.last('service')),
    remove (okmsId, at) {
      try {
        storing(() => { remove.immediate(okmsId, at) })
      } finally {
        cache.delete(okmsId)
        for (const store of [...contents, ...dependents]) store.forgetRows()
      }
    },
    eraseContent,
    forgetRows: () => { cache.clear() }
  }
}
