// okms domains in SQLite.

import type { Database } from 'better-sqlite3'
import type { OkmsDomain } from '../../domain/access/okms-domain.js'
import type { OkmsDomainStore } from '../../domain/ports.js'
import { integer, text } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { createRowCache, type CachedRows } from '../sqlite/row-cache.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'

type Row = readonly [okmsId: unknown, name: unknown, createdAt: unknown]

const decode = ([okmsId, name, createdAt]: Row): OkmsDomain => ({
  okmsId: text(okmsId), name: text(name), createdAt: integer(createdAt)
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

/** Rows of domains for snapshots, restores and resets, which have a transaction open. */
export interface DomainRecords extends CachedRows {
  /** Ids of all rows, those of removed domains included. */
  ids (): readonly string[]
  /** The domain is there afterwards, as it is here. */
  put (domain: OkmsDomain): void
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
  { database, storing }: Connection, contents: readonly ErasableRows[], dependents: readonly DomainRows[]
): OkmsDomainStore & DomainRecords {
  const cache = createRowCache<string, OkmsDomain>(cachedDomains)
  const putting = `INSERT INTO okms_domain (okms_id, name, created_at) VALUES (?, ?, ?)
    ON CONFLICT (okms_id) DO UPDATE SET name = excluded.name, created_at = excluded.created_at, removed_at = NULL`
  const put = database.prepare(putting)
  const insert = database.prepare(`${putting} WHERE removed_at IS NOT NULL`)
  const ids = database.prepare<[], string>('SELECT okms_id FROM okms_domain').pluck()
  const deleteRow = database.prepare('DELETE FROM okms_domain WHERE okms_id = ?')
  const select = `SELECT ${keepRowChecksums(database, 'okms_domain', ['okms_id', 'name', 'created_at'])} FROM okms_domain`
  const find = database.prepare<[string], Row>(`${select} WHERE okms_id = ? AND removed_at IS NULL`).raw()
  const list = database.prepare<[], Row>(`${select} WHERE removed_at IS NULL ORDER BY position`).raw()

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
    put ({ okmsId, name, createdAt }) {
      cache.delete(okmsId)
      put.run(okmsId, name, createdAt)
    },
    delete (okmsId) {
      cache.delete(okmsId)
      deleteRow.run(okmsId)
    },
    insert ({ okmsId, name, createdAt }) {
      // Nothing of a removed domain with this id comes back.
      if (storing(() => removedAt.get(okmsId)) != null) {
        while (eraseContent(okmsId));
        for (const rows of contents) rows.forgetRows()
      }
      storing(() => insert.run(okmsId, name, createdAt))
    },
    find: (okmsId) => cache.read(okmsId, () => reading(() => {
      const row = find.get(okmsId)
      return row && decode(checked(row))
    })),
    list: () => reading(() => list.all().map((row) => decode(checked(row)))),
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
