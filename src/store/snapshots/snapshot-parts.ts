// What a snapshot holds, as sealed parts: lines of JSON. Each snapshot has a key of its own in a slot. Erasing the slot
// makes every copy of the parts unreadable.

import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { SealBroken, seal, unseal } from '../../crypto/sealing.js'
import { StoredDataDamaged } from '../sqlite/storage-faults.js'
import type { SealedSlots, SlotOwner } from '../sealed-slots.js'

export interface SnapshotParts {
  /** Returns the slot of a new key. */
  newKey (snapshotId: string): number
  /** Returns how many parts there are. */
  write (snapshot: PartsOwner, entries: Iterable<unknown>): number
  /** Throws StoredDataDamaged when a part is missing or was changed. */
  read (snapshot: PartsOwner, parts: number): Iterable<unknown>
  /** Erases the key. */
  eraseKey (slot: number): void
}

export interface PartsOwner {
  readonly snapshotId: string
  /** Row of the snapshot. */
  readonly position: number
  readonly keySlot: number
}

/** Characters, from which on a part is written. */
const partLength = 256 * 1024

const keyOwner = (snapshotId: string): SlotOwner =>
  ({ name: `snapshot/${snapshotId}`, what: `the key of snapshot ${snapshotId}` })

const associatedData = (snapshotId: string, number: number) => Buffer.from(`snapshot/${snapshotId}/${number}`)

export function createSnapshotParts (database: Database, slots: SealedSlots): SnapshotParts {
  const insert = database.prepare('INSERT INTO snapshot_part (snapshot, number, sealed) VALUES (?, ?, ?)')
  const find = database.prepare<[number, number], Buffer>('SELECT sealed FROM snapshot_part WHERE snapshot = ? AND number = ?').pluck()

  const keyOf = ({ snapshotId, keySlot }: PartsOwner): KeyObject =>
    createSecretKey(slots.read(keyOwner(snapshotId), keySlot), 'base64')

  function open (key: KeyObject, sealed: Buffer | undefined, snapshotId: string, number: number): string {
    if (sealed === undefined) throw new StoredDataDamaged(`a part of snapshot ${snapshotId} is not there`)
    try {
      return unseal(key, sealed, associatedData(snapshotId, number)).toString()
    } catch (error) {
      if (error instanceof SealBroken) throw new StoredDataDamaged(`a part of snapshot ${snapshotId} was changed`)
      throw error
    }
  }

  return {
    newKey: (snapshotId) => slots.keep(keyOwner(snapshotId), randomBytes(32).toString('base64')),

    write (owner, entries) {
      const key = keyOf(owner)
      const { snapshotId, position } = owner
      let number = 0
      let lines: string[] = []
      let length = 0
      function flush (): void {
        insert.run(position, number, seal(key, Buffer.from(lines.join('\n')), associatedData(snapshotId, number)))
        number++
        lines = []
        length = 0
      }
      for (const entry of entries) {
        const line = JSON.stringify(entry)
        lines.push(line)
        length += line.length
        if (length >= partLength) flush()
      }
      if (lines.length > 0) flush()
      return number
    },

    * read (owner, parts) {
      const key = keyOf(owner)
      const { snapshotId, position } = owner
      for (let number = 0; number < parts; number++) {
        const text = open(key, find.get(position, number), snapshotId, number)
        for (const line of text.split('\n')) yield JSON.parse(line) as unknown
      }
    },

    eraseKey: (slot) => { slots.erase(slot) }
  }
}
