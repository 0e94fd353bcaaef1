// Service keys in SQLite; their secret and private material is encrypted with the master key.

import type { KeyObject } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { SealBroken, seal, unseal } from '../../crypto/sealing.js'
import { accessErrors } from '../../domain/errors/access.js'
import { keyErrors } from '../../domain/errors/keys.js'
import { storageErrors } from '../../domain/errors/storage.js'
import { DomainError, refusal } from '../../domain/errors/domain-error.js'
import { isDestroyed, keyStates, type KeyState } from '../../domain/keys/key-state.js'
import type { Page, PageRequest } from '../../domain/page.js'
import type { KeyChangeListener, NewKey, ServiceKeyStore } from '../../domain/ports.js'
import type { KeyMaterial, ServiceKey } from '../../domain/keys/service-key.js'
import { codeOf } from '../../domain/thrown.js'
import type { Connection } from '../sqlite/connection.js'
import { createDomainLookup, type ErasableRows } from '../access/okms-domain-store.js'
import { integer, oneOf } from '../sqlite/column.js'
import { createRowCache } from '../sqlite/row-cache.js'
import { keepRowChecksums, withChecksum } from '../sqlite/row-checksum.js'
import { countNotDestroyed, createKeyCounts } from './key-counts.js'
import {
  decodeServiceKey, decodeSummary, encodeServiceKey, serviceKeyColumns, type ServiceKeyRow, type SummaryRow
} from './service-key-row.js'
import { StoredDataDamaged, reading } from '../sqlite/storage-faults.js'

/** With its public part about 1 kB each. */
const keptKeys = 1000

/** A full page with its keys takes about 30 kB. */
const keptPages = 10

/** Rows of all domains that one call of `summaries` reads, in 1 to 2 ms: other requests run between two calls. */
const rowsAtOnce = 1000

/** Keys that one transaction of the removal of a domain destroys, in 2 to 3 ms (2026-11-25, Node 20). */
const erasedAtOnce = 100

/** The first row number of SQLite. */
const firstRow = 1

const stateOf = oneOf(keyStates)

const nameOf = (okmsId: string, keyId: string) => `${okmsId}/${keyId}`

/** Binds encrypted material to its row: moved to another key, it cannot be decrypted. */
const associatedData = (okmsId: string, keyId: string) => Buffer.from(`service-key/${nameOf(okmsId, keyId)}`)

export function createServiceKeyStore (
  { database, storing, emptyLog }: Connection, masterKey: KeyObject
): ServiceKeyStore & ErasableRows {
  const statements = prepare(database)
  const byPosition = createRowCache<number, ServiceKey>(keptKeys)
  const byId = createRowCache<string, ServiceKey>(keptKeys)
  const pages = createRowCache<string, Page<ServiceKey>>(keptPages)
  /** While a domain is removed, its keys are destroyed one after the other, and none of them is found. */
  const has = statements.domainExists
  const counts = createKeyCounts((okmsId) => reading(() => has(okmsId)
    ? statements.countByState.all(okmsId).map(([state, keys]) => [stateOf(state), integer(keys)])
    : []))
  const listeners: KeyChangeListener[] = []

  function readKey (position: number): ServiceKey {
    const row = statements.row.get(position)
    if (row === undefined) throw new StoredDataDamaged('an index leads to a service key that is not there')
    return decodeServiceKey(row)
  }

  const keyAt = (position: number) => byPosition.read(position, () => readKey(position))

  function findKey (okmsId: string, keyId: string): ServiceKey | undefined {
    const found = has(okmsId) ? statements.find.get(okmsId, keyId) : undefined
    if (found === undefined) return undefined
    const [position, ...row] = found
    const key = byPosition.read(position, () => decodeServiceKey(row))
    if (key.keyId !== keyId || key.okmsId !== okmsId) {
      throw new StoredDataDamaged('an index leads to another service key')
    }
    return key
  }

  function readPage (okmsId: string, states: readonly KeyState[], request: PageRequest): Page<ServiceKey> {
    if (!has(okmsId)) return { items: [], next: null }
    const { found, next } = pageOfPositions(statements, okmsId, [...new Set(states)], request)
    return { items: found.map(keyAt), next }
  }

  /**
   * Throws DomainNotFound, for a domain that was removed while its key was made, and KeyIdTaken before anything is
   * written; every other error leaves that to the transaction.
   */
  function insert ({ key, material }: NewKey): void {
    if (!has(key.okmsId)) throw refusal(accessErrors.DomainNotFound, key.okmsId)
    const sealed = material &&
      seal(masterKey, Buffer.from(JSON.stringify(material)), associatedData(key.okmsId, key.keyId))
    const position = insertRow(key)
    if (sealed) statements.insertMaterial.run(position, sealed)
  }

  function insertRow (key: ServiceKey): number | bigint {
    try {
      return statements.insert.run(...withChecksum(encodeServiceKey(key))).lastInsertRowid
    } catch (error) {
      if (codeOf(error) === 'SQLITE_CONSTRAINT_UNIQUE') throw refusal(keyErrors.KeyIdTaken, key.keyId)
      throw error
    }
  }

  const insertAll = database.transaction((entries: readonly NewKey[]) => entries.map((entry) => {
    try {
      insert(entry)
      return undefined
    } catch (error) {
      if (error instanceof DomainError) return error
      throw error
    }
  }))

  const update = database.transaction((position: number, change: (key: ServiceKey) => ServiceKey) => {
    const before = readKey(position)
    const changed = change(before)
    const erase = isDestroyed(changed.state)
    const after = {
      ...changed, okmsId: before.okmsId, keyId: before.keyId, publicJwk: erase ? null : changed.publicJwk
    }
    statements.update.run(...encodeServiceKey(after), position)
    if (erase) statements.eraseMaterial.run(position)
    return { before, after, erased: erase && !isDestroyed(before.state) }
  })

  const eraseSome = database.transaction((okmsId: string, at: number) => {
    // One row more than are erased shows whether more are left.
    const positions = statements.notDestroyed.all(okmsId, erasedAtOnce + 1)
    const erased = positions.slice(0, erasedAtOnce)
    for (const position of erased) {
      statements.eraseMaterial.run(position)
      statements.destroy.run(at, position)
    }
    return { erased: erased.length, left: positions.length - erased.length }
  })

  return {
    insert (...entries) {
      try {
        const refused = storing(() => insertAll.immediate(entries))
        entries.forEach(({ key }, index) => {
          if (refused[index] === undefined) counts.changed(key.okmsId, undefined, key.state)
        })
        return refused
      } finally {
        pages.clear()
      }
    },

    find: (okmsId, keyId) => byId.read(nameOf(okmsId, keyId), () => reading(() => findKey(okmsId, keyId))),

    material: (okmsId, keyId) => reading(() => {
      const sealed = has(okmsId) ? statements.material.get(okmsId, keyId) : undefined
      return sealed && open(masterKey, sealed, okmsId, keyId)
    }),

    count: (okmsId) => countNotDestroyed(counts.of(okmsId)),

    counts: (okmsId) => counts.of(okmsId),

    summaries: (okmsId, below) => reading(() => {
      const end = below ?? integer(statements.newestPosition.get() ?? 0) + 1
      const start = Math.max(end - rowsAtOnce, firstRow)
      const heads = has(okmsId) ? statements.summaries.all(end, start, okmsId).map(decodeSummary) : []
      return { heads, next: start === firstRow ? null : start }
    }),

    rowOf: (okmsId, keyId) => reading(() => statements.position.get(okmsId, keyId)),

    list (okmsId, states, request) {
      const name = [okmsId, request.after, request.limit, ...states].join(' ')
      return pages.read(name, () => reading(() => readPage(okmsId, states, request)))
    },

    update (okmsId, keyId, change) {
      const position = storing(() => has(okmsId) ? statements.position.get(okmsId, keyId) : undefined)
      if (position === undefined) return undefined
      try {
        const { before, after, erased } = storing(() => update.immediate(position, change))
        if (after.state !== before.state) counts.changed(okmsId, before.state, after.state)
        // Copies of the material are still in the write-ahead log and, until that is moved, in the database file.
        if (erased) emptyLog()
        return after
      } finally {
        byPosition.delete(position)
        byId.delete(nameOf(okmsId, keyId))
        pages.clear()
        for (const listener of listeners) listener({ okmsId, keyId })
      }
    },

    onChange (listener) { listeners.push(listener) },

    eraseOfDomain (okmsId, at) {
      const { erased, left } = storing(() => eraseSome.immediate(okmsId, at), storageErrors.ErasureFailed)
      // Copies of the material are still in the write-ahead log.
      if (erased > 0 && left === 0) emptyLog()
      return left > 0
    },

    forgetRows () {
      for (const kept of [byPosition, byId, pages, counts]) kept.clear()
      for (const listener of listeners) listener(undefined)
    }
  }
}

function open (masterKey: KeyObject, sealed: Buffer, okmsId: string, keyId: string): KeyMaterial {
  try {
    return JSON.parse(unseal(masterKey, sealed, associatedData(okmsId, keyId)).toString()) as KeyMaterial
  } catch (error) {
    if (error instanceof SealBroken) throw new StoredDataDamaged(`the material of service key ${keyId} was changed`)
    throw error
  }
}

type Statements = ReturnType<typeof prepare>

function prepare (database: Database) {
  const placeholders = serviceKeyColumns.map(() => '?').join(', ')
  const selected = keepRowChecksums(database, 'service_key', serviceKeyColumns)
  const theKey = 'okms_id = ? AND key_id = ?'
  const notDestroyed = keyStates.filter((state) => !isDestroyed(state)).map((state) => `'${state}'`).join(', ')
  return {
    domainExists: createDomainLookup(database),
    insert: database.prepare(`INSERT INTO service_key (${serviceKeyColumns.join(', ')}, checksum) VALUES (${placeholders}, ?)`),
    insertMaterial: database.prepare('INSERT INTO service_key_material (position, sealed) VALUES (?, ?)'),
    row: database.prepare<[number], ServiceKeyRow>(`SELECT ${selected} FROM service_key WHERE position = ?`).raw(),
    find: database.prepare<[string, string], [number, ...ServiceKeyRow]>(`SELECT position, ${selected} FROM service_key WHERE ${theKey}`).raw(),
    position: database.prepare<[string, string], number>(`SELECT position FROM service_key WHERE ${theKey}`).pluck(),
    newestPosition: database.prepare<[], number>('SELECT position FROM service_key ORDER BY position DESC LIMIT 1').pluck(),
    // By row number, not by an index: each call then costs the same.
    summaries: database.prepare<[number, number, string], SummaryRow>(
      `SELECT key_id, name, type, state FROM service_key NOT INDEXED
        WHERE position < ? AND position >= ? AND okms_id = ? ORDER BY position DESC`
    ).raw(),
    countByState: database.prepare<[string], readonly [state: unknown, keys: unknown]>(
      'SELECT state, count(*) FROM service_key WHERE okms_id = ? GROUP BY state'
    ).raw(),
    material: database.prepare<[string, string], Buffer>(
      `SELECT sealed FROM service_key JOIN service_key_material USING (position) WHERE ${theKey} AND state NOT IN ('destroyed', 'destroyed_compromised')`
    ).pluck(),
    update: database.prepare(`UPDATE service_key SET (${serviceKeyColumns.join(', ')}) = (${placeholders}) WHERE position = ?`),
    // Zeros of the same length overwrite in place. Deleting the row would let SQLite move its neighbours between pages,
    // and stale copies of moved rows would remain in the unused part of a page, which a later deletion (even with
    // secure_delete) does not reach.
    eraseMaterial: database.prepare('UPDATE service_key_material SET sealed = zeroblob(length(sealed)) WHERE position = ?'),
    // By service_key_by_state, which lists them by state.
    notDestroyed: database.prepare<[string, number], number>(`SELECT position FROM service_key WHERE okms_id = ? AND state IN (${notDestroyed}) LIMIT ?`).pluck(),
    // The row stays, so that the id is never used again.
    destroy: database.prepare("UPDATE service_key SET state = iif(state = 'compromised', 'destroyed_compromised', 'destroyed'), destroyed_at = ?, public_jwk = NULL WHERE position = ?"),
    // One range of service_key_by_state per state, each in order already: SQLite merges them and stops at the limit, so
    // a page costs the same whatever the number of keys.
    lists: keyStates.map((_, index) => database.prepare<(string | number)[], number>(`
      ${Array(index + 1).fill('SELECT position FROM service_key WHERE okms_id = ? AND state = ? AND position > ?').join(' UNION ALL ')}
      ORDER BY position LIMIT ?`).pluck())
  }
}

function pageOfPositions (
  statements: Statements, okmsId: string, states: readonly KeyState[], { after, limit }: PageRequest
): { found: readonly number[], next: number | null } {
  const list = statements.lists[states.length - 1]
  if (list === undefined) return { found: [], next: null }
  // One row more than requested shows whether more follow.
  const positions = list.all(...states.flatMap((state) => [okmsId, state, after]), limit + 1)
  const found = positions.slice(0, limit)
  return { found, next: positions.length > limit ? found.at(-1) ?? null : null }
}
