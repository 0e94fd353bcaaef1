// How much of each kind the server has: numbers over all domains, without names and ids.

import { keyStates, type KeyState } from '../domain/keys/key-state.js'
import type { Store } from '../domain/ports.js'

export interface Inventory {
  readonly domains: number
  /** Destroyed ones too, which leave a tombstone. */
  readonly keys: Readonly<Record<KeyState, number>>
  readonly secrets: number
}

/** Counts in the store, which keeps the counts of keys up to date. */
export function createInventory (
  { domains, serviceKeys, secrets }: Pick<Store, 'domains' | 'serviceKeys' | 'secrets'>
): () => Inventory {
  return () => {
    const ids = domains.list().map(({ okmsId }) => okmsId)
    const counts = ids.map((okmsId) => serviceKeys.counts(okmsId))
    const inState = (state: KeyState) => [state, sum(counts.map((count) => count[state]))] as const
    return {
      domains: ids.length,
      keys: Object.fromEntries(keyStates.map(inState)) as Inventory['keys'],
      secrets: sum(ids.map((okmsId) => secrets.count(okmsId)))
    }
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
