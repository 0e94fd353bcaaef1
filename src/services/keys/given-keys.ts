// Writes a key with its past: its material or none, its state, and when it came to it. For seeds.

import type { KeyLife } from '../../domain/keys/key-life.js'
import {
  isDestroyed, stateAfter, transitionFor, type KeyTransition, type RevocationReason
} from '../../domain/keys/key-state.js'
import type { ProtectionLevel, ServiceKey } from '../../domain/keys/service-key.js'
import type { ServiceKeyStore } from '../../domain/ports.js'
import type { CreatedKey } from './key-creation.js'
import { newServiceKey } from './new-service-key.js'

export interface GivenKey extends Pick<ServiceKey, 'okmsId' | 'keyId' | 'name' | 'context'> {
  readonly protectionLevel: ProtectionLevel
  readonly extractable: boolean | undefined
  /** Without material for a key that is destroyed. */
  readonly created: CreatedKey
  readonly life: KeyLife
}

const dateOf = {
  activate: 'activatedAt', deactivate: 'deactivatedAt', compromise: 'compromisedAt', destroy: 'destroyedAt'
} as const satisfies Record<KeyTransition, keyof ServiceKey>

/**
 * Goes through its life one transition after the other, so that the rules of states hold and its history is complete.
 * Inside a transaction of the caller. Refuses KeyIdTaken, and what the rules of states refuse.
 */
export function insertGivenKey (
  store: Pick<ServiceKeyStore, 'insert' | 'update'>, { created, life, extractable, ...given }: GivenKey
): ServiceKey {
  const { okmsId, keyId } = given
  const [first] = life.steps
  const activatedAt = first?.transition === 'activate' ? first.at : null
  let key = newServiceKey({ ...given, created, extractable, createdAt: life.createdAt, activatedAt })
  const [refused] = store.insert({ key, material: created.material })
  if (refused !== undefined) throw refused
  for (const { transition, at } of life.steps) {
    if (transition === 'activate') continue
    key = store.update(okmsId, keyId, (before) => {
      const state = stateAfter(transition, before)
      const revocationReason = isDestroyed(state) ? before.revocationReason : reasonFor(transition, life)
      return { ...before, state, [dateOf[transition]]: at, revocationReason }
    }) ?? key
  }
  return key
}

/** A key that was deactivated before it was compromised has the reason of the compromise in the end. */
function reasonFor (transition: KeyTransition, { reason }: KeyLife): RevocationReason | null {
  return reason === null || transitionFor(reason) === transition ? reason : 'unspecified'
}
