// Where sealed texts are: the material of keys, the data of secrets, the keys of snapshots. Their rows are never moved,
// so that erasing one leaves no copy.

// SQLite moves rows of a table between pages when rows are deleted or change their length, and keeps stale copies in
// unused parts of pages, which even secure_delete does not reach. New slots come at the end of the table, where none
// moves. Erased ones are overwritten in place and used again for data of the same length.

import type { KeyObject } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { SealBroken, seal, unseal } from '../crypto/sealing.js'
import { bytes, integer } from './sqlite/column.js'
import { StoredDataDamaged } from './sqlite/storage-faults.js'

/** What a sealed text belongs to. */
export interface SlotOwner {
  /** Authenticated with the text: in the slot of another owner, it cannot be decrypted. */
  readonly name: string
  /** The text, in messages. */
  readonly what: string
}

export interface SealedSlots {
  /** Seals a text without blanks at its end, and keeps it. Returns its slot. */
  keep (owner: SlotOwner, text: string): number
  /** Throws StoredDataDamaged. */
  read (owner: SlotOwner, slot: number): string
  /** Overwrites a slot at once, inside the transaction that is open. */
  erase (slot: number): void
  /** Leaves this slot to `eraseSome`. */
  release (slot: number): void
  /** The same for all versions of a secret below this one. Returns their number. */
  releaseBelow (secret: number, number: number): number
  /** Overwrites up to this many released slots. Returns how many were overwritten, and whether more are left. */
  eraseSome (atMost: number): { readonly erased: number, readonly isMoreLeft: boolean }
  /** Whether a released slot is left to overwrite. */
  isUnfinished (): boolean
}

const shortest = 128
const blank = 0x20

/**
 * The length to which a text is filled up with blanks: one of four lengths between two powers of two, so that an erased
 * slot is likely to fit another text.
 */
export function paddedLength (length: number): number {
  if (length <= shortest) return shortest
  const step = 2 ** (Math.floor(Math.log2(length - 1)) - 2)
  return Math.ceil(length / step) * step
}

function padded (text: string): Buffer {
  const bytes = Buffer.from(text)
  const whole = Buffer.alloc(paddedLength(bytes.length), blank)
  bytes.copy(whole)
  return whole
}

export function createSealedSlots (database: Database, masterKey: KeyObject): SealedSlots {
  const find = database.prepare<[number], Buffer>('SELECT sealed FROM secret_slot WHERE slot = ?').pluck()
  const insert = database.prepare('INSERT INTO secret_slot (sealed) VALUES (?)')
  const overwrite = database.prepare('UPDATE secret_slot SET sealed = ? WHERE slot = ?')
  const overwriteByZeros = database.prepare('UPDATE secret_slot SET sealed = zeroblob(length(sealed)) WHERE slot = ?')
  const freed = 'INSERT INTO free_secret_slot (slot, length, erased) SELECT slot, length(sealed), 0 FROM'
  const free = database.prepare(`${freed} secret_slot WHERE slot = ?`)
  const freeBelow = database.prepare(`${freed} secret_version JOIN secret_slot USING (slot) WHERE secret = ? AND number < ?`)
  const reusable = database.prepare<[number], number>('SELECT slot FROM free_secret_slot WHERE erased = 1 AND length = ? LIMIT 1').pluck()
  const take = database.prepare('DELETE FROM free_secret_slot WHERE slot = ?')
  const released = database.prepare<[number], number>('SELECT slot FROM free_secret_slot WHERE erased = 0 LIMIT ?').pluck()
  const markErased = database.prepare('UPDATE free_secret_slot SET erased = 1 WHERE slot = ?')

  function erase (slot: number): void {
    overwriteByZeros.run(slot)
    markErased.run(slot)
  }

  return {
    keep ({ name }, text) {
      const sealed = seal(masterKey, padded(text), Buffer.from(name))
      const slot = reusable.get(sealed.length)
      if (slot === undefined) return Number(insert.run(sealed).lastInsertRowid)
      take.run(slot)
      overwrite.run(sealed, slot)
      return slot
    },

    read ({ name, what }, slot) {
      const sealed = find.get(slot)
      if (sealed === undefined) throw new StoredDataDamaged(`${what} is not there`)
      try {
        return unseal(masterKey, bytes(sealed), Buffer.from(name)).toString().trimEnd()
      } catch (error) {
        if (error instanceof SealBroken) throw new StoredDataDamaged(`${what} was changed`)
        throw error
      }
    },

    erase (slot) {
      free.run(slot)
      erase(slot)
    },

    release: (slot) => { free.run(slot) },

    releaseBelow: (secret, number) => freeBelow.run(secret, number).changes,

    eraseSome (atMost) {
      // One row more than are erased shows whether more are left.
      const slots = released.all(atMost + 1).map(integer)
      const erased = slots.slice(0, atMost)
      erased.forEach(erase)
      return { erased: erased.length, isMoreLeft: slots.length > erased.length }
    },

    isUnfinished: () => released.get(1) !== undefined
  }
}
