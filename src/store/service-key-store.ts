// Service keys in SQLite; their secret and private material sealed under the master key.

import type { KeyObject } from 'node:crypto'
import Sqlite, { type Database } from 'better-sqlite3'
import { SealBroken, seal, unseal } from '../crypto/sealing.js'
import { errors, refusal } from '../domain/errors.js'
import { isDestroyed, keyStates, type KeyState } from '../domain/key-state.js'
import type { Page, PageRequest } from '../domain/page.js'
import type { ServiceKeyStore } from '../domain/ports.js'
import type { KeyMaterial, ServiceKey } from '../domain/service-key.js'
import { integer } from './column.js'
import { emptyLog } from './connection.js'
import { decodeServiceKey, encodeServiceKey, serviceKeyColumns, type ServiceKeyRow } from './service-key-row.js'
import { StoredDataDamaged, reading, storing } from './storage-faults.js'

/** Binds sealed material to its row: moved to another key, it does not open. */
const associatedData = (okmsId: string, keyId: string) => Buffer.from(`service-key/${okmsId}/${keyId}`)

export function createServiceKeyStore (database: Database, masterKey: KeyObject): ServiceKeyStore {
  const statements = prepare(database)

  const insert = database.transaction((key: ServiceKey, sealed: Buffer | undefined) => {
    const { lastInsertRowid } = statements.insert.run(...encodeServiceKey(key))
    if (sealed) statements.insertMaterial.run(lastInsertRowid, sealed)
  })

  const update = database.transaction((okmsId: string, keyId: string, change: (key: ServiceKey) => ServiceKey) => {
    const row = statements.find.get(okmsId, keyId)
    if (row === undefined) return undefined
    const before = decodeServiceKey(row)
    const changed = change(before)
    const erase = isDestroyed(changed.state)
    const after = { ...changed, okmsId, keyId, publicJwk: erase ? null : changed.publicJwk }
    statements.update.run(...encodeServiceKey(after), okmsId, keyId)
    if (erase) statements.eraseMaterial.run(okmsId, keyId)
    return { after, erased: erase && !isDestroyed(before.state) }
  })

  return {
    insert (key, material) {
      const sealed = material ? seal(masterKey, Buffer.from(JSON.stringify(material)), associatedData(key.okmsId, key.keyId)) : undefined
      storing(() => {
        try {
          insert.immediate(key, sealed)
        } catch (error) {
          if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_CONSTRAINT_UNIQUE') throw refusal(errors.KeyIdTaken, key.keyId)
          throw error
        }
      })
    },

    find: (okmsId, keyId) => reading(() => {
      const row = statements.find.get(okmsId, keyId)
      return row && decodeServiceKey(row)
    }),

    material: (okmsId, keyId) => reading(() => {
      const sealed = statements.material.get(okmsId, keyId)
      return sealed && open(masterKey, sealed, okmsId, keyId)
    }),

    count: (okmsId) => reading(() => statements.count.get(okmsId) ?? 0),

    list: (okmsId, states, page) => reading(() => listPage(statements, okmsId, [...new Set(states)], page)),

    update (okmsId, keyId, change) {
      const result = storing(() => update.immediate(okmsId, keyId, change))
      // Copies of the material are still in the write-ahead log and, until that is moved, in the database file.
      if (result?.erased) emptyLog(database)
      return result?.after
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
  const selected = serviceKeyColumns.map((column) => `service_key.${column}`).join(', ')
  const theKey = 'okms_id = ? AND key_id = ?'
  return {
    insert: database.prepare(`INSERT INTO service_key (${serviceKeyColumns.join(', ')}) VALUES (${placeholders})`),
    insertMaterial: database.prepare('INSERT INTO service_key_material (position, sealed) VALUES (?, ?)'),
    find: database.prepare<[string, string], ServiceKeyRow>(`SELECT ${selected} FROM service_key WHERE ${theKey}`).raw(),
    position: database.prepare<[string, string]>(`SELECT position FROM service_key WHERE ${theKey}`).pluck(),
    count: database.prepare<[string], number>("SELECT count(*) FROM service_key WHERE okms_id = ? AND state NOT IN ('destroyed', 'destroyed_compromised')").pluck(),
    material: database.prepare<[string, string], Buffer>(
      `SELECT sealed FROM service_key JOIN service_key_material USING (position) WHERE ${theKey} AND state NOT IN ('destroyed', 'destroyed_compromised')`
    ).pluck(),
    update: database.prepare(`UPDATE service_key SET (${serviceKeyColumns.join(', ')}) = (${placeholders}) WHERE ${theKey}`),
    // Zeros of the same length overwrite in place. Deleting the row would let SQLite move its neighbours between pages, and
    // stale copies of moved rows stay behind in a page's unused part, where a later deletion (secure_delete too) does not reach.
    eraseMaterial: database.prepare(
      `UPDATE service_key_material SET sealed = zeroblob(length(sealed)) WHERE position = (SELECT position FROM service_key WHERE ${theKey})`
    ),
    // One range of service_key_by_state per state, each in order already: SQLite merges them and stops at the limit, so a
    // page costs the same whatever the number of keys.
    lists: keyStates.map((_, index) => database.prepare<(string | number)[], ServiceKeyRow>(`
      WITH page AS MATERIALIZED (
        ${Array(index + 1).fill('SELECT position FROM service_key WHERE okms_id = ? AND state = ? AND position > ?').join(' UNION ALL ')}
        ORDER BY position LIMIT ?
      )
      SELECT ${selected} FROM page CROSS JOIN service_key USING (position) ORDER BY position`).raw())
  }
}

function listPage (statements: Statements, okmsId: string, states: readonly KeyState[], { after, limit }: PageRequest): Page<ServiceKey> {
  const list = statements.lists[states.length - 1]
  if (list === undefined) return { items: [], next: null }
  // One more than asked for tells whether anything follows.
  const rows = list.all(...states.flatMap((state) => [okmsId, state, after]), limit + 1)
  const items = rows.slice(0, limit).map(decodeServiceKey)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last ? integer(statements.position.get(okmsId, last.keyId)) : null }
}
