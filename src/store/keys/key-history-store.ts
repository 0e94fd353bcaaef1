// Past states of keys, for the pages. The keys themselves come from their own store.

import type { KeyHistoryStore, ServiceKeyStore } from '../../domain/ports.js'
import { reading } from '../sqlite/storage-faults.js'
import type { StateChanges } from './state-changes.js'

/** A key can be deactivated and activated without limit; only its latest changes are shown. */
const shownChanges = 50

export function createKeyHistoryStore (
  changes: Pick<StateChanges, 'latest'>, keys: Pick<ServiceKeyStore, 'find' | 'rowOf'>
): KeyHistoryStore {
  return {
    find (okmsId, keyId) {
      const key = keys.find(okmsId, keyId)
      const position = keys.rowOf(okmsId, keyId)
      if (key === undefined || position === undefined) return undefined
      return { key, changes: reading(() => changes.latest(position, shownChanges)) }
    }
  }
}
