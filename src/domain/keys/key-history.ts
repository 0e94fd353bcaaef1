// The history of a key: its states, with their times. Also the members that a list of keys is filtered by.

import type { KeyType } from './algorithms.js'
import type { KeyState, RevocationReason } from './key-state.js'
import type { ServiceKey } from './service-key.js'

export interface StateChange {
  /** Epoch milliseconds. */
  readonly at: number
  readonly state: KeyState
  /** Of a deactivation or a compromise; a destroyed key keeps its last one. */
  readonly reason: RevocationReason | null
}

export interface KeyHistory {
  readonly key: ServiceKey
  /** After its creation; oldest first. */
  readonly changes: readonly StateChange[]
}

/** The members of a key that searches and filters look at. */
export interface KeySummary {
  readonly keyId: string
  readonly name: string
  readonly type: KeyType
  readonly state: KeyState
}

/** Keys of a domain by state; states without a key are there with 0. */
export type KeyCounts = Readonly<Record<KeyState, number>>
