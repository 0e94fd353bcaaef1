// The service keys of a domain as a snapshot holds them: each with its material and its past states.

import type { StateChange } from '../../domain/keys/key-history.js'
import type { KeyMaterial, ServiceKey } from '../../domain/keys/service-key.js'
import type { SealedSlots } from '../sealed-slots.js'
import type { DomainContent } from '../snapshots/snapshot-rows.js'
import { materialIn } from './key-material.js'
import type { ServiceKeyStatements } from './service-key-statements.js'
import type { StateChanges } from './state-changes.js'

interface KeyEntry {
  readonly key: ServiceKey
  readonly material: KeyMaterial | null
  readonly changes: readonly StateChange[]
}

export function createKeyContent ({ statements, slots, changes, read, insert }: {
  readonly statements: ServiceKeyStatements
  readonly slots: SealedSlots
  readonly changes: StateChanges
  readonly read: (position: number) => ServiceKey
  /** Returns the row of the new key. */
  readonly insert: (key: ServiceKey, material: KeyMaterial | null) => number
}): Omit<DomainContent, 'forgetRows'> {
  function entryAt (position: number): KeyEntry {
    const key = read(position)
    const slot = statements.slot.get(position) ?? null
    return { key, material: slot === null ? null : materialIn(slots, key, slot), changes: changes.all(position) }
  }

  return {
    * entries (okmsId) {
      for (const position of statements.positions.all(okmsId)) yield entryAt(position)
    },

    add (okmsId, { key, material, changes: past }: KeyEntry) {
      changes.add(insert({ ...key, okmsId }, material), past)
    },

    clear (okmsId) {
      const sealed = statements.slots.all(okmsId)
      for (const slot of sealed) slots.erase(slot)
      statements.removeAll.run(okmsId)
      return sealed.length
    }
  }
}
