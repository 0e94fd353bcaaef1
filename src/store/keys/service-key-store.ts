// Service keys in SQLite; their secret and private material is encrypted with the master key.

import type { KeyObject } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { SealBroken, seal, unseal } from '../../crypto/sealing.js'
import { DomainError, errors, refusal } from '../../domain/errors/errors.js'
import { isDestroyed, keyStates, type KeyState } from '../../domain/keys/key-state.js'
import type { Page, PageRequest } from '../../domain/page.js'
import type { NewKey, ServiceKeyStore } from '../../domain/ports.js'
import { createLruMap } from '../../domain/lru-map.js'
import type { KeyMaterial, ServiceKey } from '../../domain/keys/service-key.js'
import { codeOf } from '../../domain/thrown.js'
import { emptyLog } from '../sqlite/connection.js'
import { createDomainLookup, type DomainRows } from '../access/okms-domain-store.js'
import { decodeServiceKey, encodeServiceKey, serviceKeyColumns, type ServiceKeyRow } from './service-key-row.js'
import { keepRowChecksums, withChecksum } from '../sqlite/row-checksum.js'
import { StoredDataDamaged, reading, storing } from '../sqlite/storage-faults.js'

/** With its public part about 1 kB each. */
const keptKeys = 1000

/** A full page with its keys takes about 30 kB. */
const keptPages = 10

/** Binds encrypted material to its row: moved to another key, it cannot be decrypted. */
const associatedData = (okmsId: string, keyId: string) => Buffer.from(`service-key/${okmsId}/${keyId}`)

export function createServiceKeyStore (database: Database, masterKey: KeyObject): ServiceKeyStore & DomainRows {
  const statements = prepare(database)
  const byPosition = createLruMap<number, ServiceKey>(keptKeys)
  // By key id only, which costs a third of a combined id. Domains with a key of the same id share one entry.
  const byId = createLruMap<string, ServiceKey>(keptKeys)
  const pages = createLruMap<string, Page<ServiceKey>>(keptPages)

  function readKey (position: number): ServiceKey {
    const row = statements.row.get(position)
    if (row === undefined) throw new StoredDataDamaged('an index leads to a service key that is not there')
    return decodeServiceKey(row)
  }

  const keyAt = (position: number) => byPosition.get(position) ?? byPosition.set(position, readKey(position))

  function findKey (okmsId: string, keyId: string): ServiceKey | undefined {
    const found = statements.find.get(okmsId, keyId)
    if (found === undefined) return undefined
    const [position, ...row] = found
    const key = byPosition.get(position) ?? byPosition.set(position, decodeServiceKey(row))
    if (key.keyId !== keyId || key.okmsId !== okmsId) throw new StoredDataDamaged('an index leads to another service key')
    return byId.set(keyId, key)
  }

  function readPage (okmsId: string, states: readonly KeyState[], request: PageRequest): Page<ServiceKey> {
    const { found, next } = pageOfPositions(statements, okmsId, [...new Set(states)], request)
    return { items: found.map(keyAt), next }
  }

  /** Throws DomainNotFound, for a domain that was removed while its key was made, and KeyIdTaken before anything is written; every other error leaves that to the transaction. */
  function insert ({ key, material }: NewKey): void {
    if (!statements.domainExists(key.okmsId)) throw refusal(errors.DomainNotFound, key.okmsId)
    const sealed = material && seal(masterKey, Buffer.from(JSON.stringify(material)), associatedData(key.okmsId, key.keyId))
    const position = insertRow(key)
    if (sealed) statements.insertMaterial.run(position, sealed)
  }

  function insertRow (key: ServiceKey): number | bigint {
    try {
      return statements.insert.run(...withChecksum(encodeServiceKey(key))).lastInsertRowid
    } catch (error) {
      if (codeOf(error) === 'SQLITE_CONSTRAINT_UNIQUE') throw refusal(errors.KeyIdTaken, key.keyId)
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
    const after = { ...changed, okmsId: before.okmsId, keyId: before.keyId, publicJwk: erase ? null : changed.publicJwk }
    statements.update.run(...encodeServiceKey(after), position)
    if (erase) statements.eraseMaterial.run(position)
    return { after, erased: erase && !isDestroyed(before.state) }
  })

  return {
    insert (...entries) {
      try {
        return storing(() => insertAll.immediate(entries))
      } finally {
        pages.clear()
      }
    },

    find (okmsId, keyId) {
      const key = byId.get(keyId)
      return key?.okmsId === okmsId ? key : reading(() => findKey(okmsId, keyId))
    },

    material: (okmsId, keyId) => reading(() => {
      const sealed = statements.material.get(okmsId, keyId)
      return sealed && open(masterKey, sealed, okmsId, keyId)
    }),

    count: (okmsId) => reading(() => statements.count.get(okmsId) ?? 0),

    list (okmsId, states, request) {
      const name = [okmsId, request.after, request.limit, ...states].join(' ')
      return pages.get(name) ?? pages.set(name, reading(() => readPage(okmsId, states, request)))
    },

    update (okmsId, keyId, change) {
      const position = storing(() => statements.position.get(okmsId, keyId))
      if (position === undefined) return undefined
      try {
        const { after, erased } = storing(() => update.immediate(position, change))
        // Copies of the material are still in the write-ahead log and, until that is moved, in the database file.
        if (erased) emptyLog(database)
        return after
      } finally {
        byPosition.delete(position)
        byId.delete(keyId)
        pages.clear()
      }
    },

    removeDomain (okmsId, at) {
      statements.eraseMaterials.run(okmsId)
      statements.destroyAll.run(at, okmsId)
    },

    forgetRows () {
      for (const kept of [byPosition, byId, pages]) kept.clear()
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
  return {
    domainExists: createDomainLookup(database),
    insert: database.prepare(`INSERT INTO service_key (${serviceKeyColumns.join(', ')}, checksum) VALUES (${placeholders}, ?)`),
    insertMaterial: database.prepare('INSERT INTO service_key_material (position, sealed) VALUES (?, ?)'),
    row: database.prepare<[number], ServiceKeyRow>(`SELECT ${selected} FROM service_key WHERE position = ?`).raw(),
    find: database.prepare<[string, string], [number, ...ServiceKeyRow]>(`SELECT position, ${selected} FROM service_key WHERE ${theKey}`).raw(),
    position: database.prepare<[string, string], number>(`SELECT position FROM service_key WHERE ${theKey}`).pluck(),
    count: database.prepare<[string], number>("SELECT count(*) FROM service_key WHERE okms_id = ? AND state NOT IN ('destroyed', 'destroyed_compromised')").pluck(),
    material: database.prepare<[string, string], Buffer>(
      `SELECT sealed FROM service_key JOIN service_key_material USING (position) WHERE ${theKey} AND state NOT IN ('destroyed', 'destroyed_compromised')`
    ).pluck(),
    update: database.prepare(`UPDATE service_key SET (${serviceKeyColumns.join(', ')}) = (${placeholders}) WHERE position = ?`),
    // Zeros of the same length overwrite in place. Deleting the row would let SQLite move its neighbours between pages, and
    // stale copies of moved rows would remain in the unused part of a page, which a later deletion (even with secure_delete) does not reach.
    eraseMaterial: database.prepare('UPDATE service_key_material SET sealed = zeroblob(length(sealed)) WHERE position = ?'),
    eraseMaterials: database.prepare('UPDATE service_key_material SET sealed = zeroblob(length(sealed)) WHERE position IN (SELECT position FROM service_key WHERE okms_id = ?)'),
    // The rows stay, so that the ids are never used again.
    destroyAll: database.prepare(`UPDATE service_key SET state = iif(state = 'compromised', 'destroyed_compromised', 'destroyed'), destroyed_at = ?, public_jwk = NULL
      WHERE okms_id = ? AND destroyed_at IS NULL`),
    // One range of service_key_by_state per state, each in order already: SQLite merges them and stops at the limit, so a
    // page costs the same whatever the number of keys.
    lists: keyStates.map((_, index) => database.prepare<(string | number)[], number>(`
      ${Array(index + 1).fill('SELECT position FROM service_key WHERE okms_id = ? AND state = ? AND position > ?').join(' UNION ALL ')}
      ORDER BY position LIMIT ?`).pluck())
  }
}

function pageOfPositions (statements: Statements, okmsId: string, states: readonly KeyState[], { after, limit }: PageRequest): { found: readonly number[], next: number | null } {
  const list = statements.lists[states.length - 1]
  if (list === undefined) return { found: [], next: null }
  // One row more than requested shows whether more follow.
  const positions = list.all(...states.flatMap((state) => [okmsId, state, after]), limit + 1)
  const found = positions.slice(0, limit)
  return { found, next: positions.length > limit ? found.at(-1) ?? null : null }
}
