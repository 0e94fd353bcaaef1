// Service keys in SQLite; their secret and private material is encrypted with the master key.

import { accessErrors } from '../../domain/errors/access/access.js'
import { keyErrors } from '../../domain/errors/keys.js'
import { storageErrors } from '../../domain/errors/storage.js'
import { DomainError, refusal } from '../../domain/errors/domain-error.js'
import { isDestroyed, keyStates, type KeyState } from '../../domain/keys/key-state.js'
import type { Page, PageRequest } from '../../domain/page.js'
import type { KeyChangeListener, NewKey, ServiceKeyStore } from '../../domain/ports.js'
import type { KeyMaterial, ServiceKey } from '../../domain/keys/service-key.js'
import type { ErasableRows } from '../access/okms-domain-store.js'
import type { SealedSlots } from '../sealed-slots.js'
import type { DomainContent } from '../snapshots/snapshot-rows.js'
import type { Connection } from '../sqlite/connection.js'
import { integer, oneOf } from '../sqlite/column.js'
import { createRowCache } from '../sqlite/row-cache.js'
import { withChecksum } from '../sqlite/row-checksum.js'
import { createKeyContent } from './key-content.js'
import { countNotDestroyed, createKeyCounts } from './key-counts.js'
import { keepMaterial, materialIn } from './key-material.js'
import { decodeServiceKey, decodeSummary, encodeServiceKey } from './service-key-row.js'
import { pageOfPositions, prepareServiceKeys } from './service-key-statements.js'
import type { StateChanges } from './state-changes.js'
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

export function createServiceKeyStore (
  { database, storing, emptyLog }: Connection, slots: SealedSlots, changes: StateChanges
): ServiceKeyStore & ErasableRows & DomainContent {
  const statements = prepareServiceKeys(database)
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
    if (statements.position.get(key.okmsId, key.keyId) !== undefined) throw refusal(keyErrors.KeyIdTaken, key.keyId)
    insertRow(key, material)
  }

  function insertRow (key: ServiceKey, material: KeyMaterial | null): number {
    const slot = material && keepMaterial(slots, key, material)
    return Number(statements.insert.run(...withChecksum(encodeServiceKey(key)), slot).lastInsertRowid)
  }

  function eraseMaterial (position: number): void {
    const slot = statements.slot.get(position)
    if (slot == null) return
    slots.erase(slot)
    statements.leaveSlot.run(position)
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
    if (erase) eraseMaterial(position)
    return { before, after, erased: erase && !isDestroyed(before.state) }
  })

  const eraseSome = database.transaction((okmsId: string, at: number) => {
    // One row more than are erased shows whether more are left.
    const positions = statements.notDestroyed.all(okmsId, erasedAtOnce + 1)
    const erased = positions.slice(0, erasedAtOnce)
    for (const position of erased) {
      eraseMaterial(position)
      statements.destroy.run(at, position)
    }
    return { erased: erased.length, left: positions.length - erased.length }
  })

  return {
    ...createKeyContent({ statements, slots, changes, read: readKey, insert: insertRow }),

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
      const slot = has(okmsId) ? statements.material.get(okmsId, keyId) : undefined
      return slot == null ? undefined : materialIn(slots, { okmsId, keyId }, slot)
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
