// What became of a key: the states it went through, and when.

import type { KeyState, RevocationReason } from './key-state.js'
import type { ServiceKey } from './service-key.js'

export interface StateChange {
  /** Epoch milliseconds. */
  readonly at: number
  readonly state: KeyState
  /** Of a deactivation or a compromise; a destroyed key keeps its last one. */
  readonly reason: RevocationReason | null
}

export interface KeyLife {
  readonly key: ServiceKey
  /** After its creation; oldest first. */
  readonly changes: readonly StateChange[]
}
