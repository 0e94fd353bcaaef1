// THE tables of states: what each call makes of a key in each state (SP 800-57 part 1 section 7; service.md
// 4.4; choices in docs/fidelity.md).

import { refusal, type ErrorKind } from '../errors/domain-error.js'
import { keyErrors } from '../errors/keys.js'
import type { Subject, Wording } from '../errors/wording.js'

export const keyStates = [
  'pre_active', 'active', 'deactivated', 'compromised', 'destroyed', 'destroyed_compromised'
] as const

export type KeyState = (typeof keyStates)[number]

export const revocationReasons = [
  'unspecified', 'key_compromise', 'ca_compromise', 'affiliation_changed', 'superseded', 'cessation_of_operation',
  'privilege_withdrawn'
] as const

export type RevocationReason = (typeof revocationReasons)[number]

/** `compromise` is a deactivation whose reason is a compromise. */
export type KeyTransition = 'activate' | 'deactivate' | 'compromise' | 'destroy'

export function transitionFor (reason: RevocationReason): 'deactivate' | 'compromise' {
  return reason === 'key_compromise' || reason === 'ca_compromise' ? 'compromise' : 'deactivate'
}

/** The error row that a call is refused with. */
export type StateRefusal =
  ErrorKind & { readonly subject?: Subject, readonly text: (keyId: string, state: KeyState) => Wording }

const { KeyDestroyed, KeyNotActive, KeyStillActive } = keyErrors
const refuseDestroyed = { destroyed: KeyDestroyed, destroyed_compromised: KeyDestroyed }

/** The next state, `unchanged` (succeeds without effect), or the error that says why not. */
export const transitions: Readonly<
  Record<KeyTransition, Readonly<Record<KeyState, KeyState | 'unchanged' | StateRefusal>>>
> = {
  activate: {
    pre_active: 'active', active: 'unchanged', deactivated: 'active', compromised: 'active', ...refuseDestroyed
  },
  deactivate: {
    pre_active: 'deactivated',
    active: 'deactivated',
    deactivated: 'unchanged',
    compromised: 'unchanged',
    ...refuseDestroyed
  },
  compromise: {
    pre_active: 'compromised',
    active: 'compromised',
    deactivated: 'compromised',
    compromised: 'unchanged',
    ...refuseDestroyed
  },
  destroy: {
    pre_active: 'destroyed',
    active: KeyStillActive,
    deactivated: 'destroyed',
    compromised: 'destroyed_compromised',
    ...refuseDestroyed
  }
}

/** Whether the key may be used in cryptographic operations, or the error that says why not. */
export const usability: Readonly<Record<KeyState, 'usable' | StateRefusal>> = {
  pre_active: KeyNotActive, active: 'usable', deactivated: KeyNotActive, compromised: KeyNotActive, ...refuseDestroyed
}

export function isDestroyed (state: KeyState): state is 'destroyed' | 'destroyed_compromised' {
  return state === 'destroyed' || state === 'destroyed_compromised'
}

type KeyInState = Readonly<{ keyId: string, state: KeyState }>

/** The state after a transition; throws the refusal that the table names. */
export function stateAfter (transition: KeyTransition, { keyId, state }: KeyInState): KeyState {
  const outcome = transitions[transition][state]
  if (typeof outcome === 'object') throw refusal(outcome, keyId, state)
  return outcome === 'unchanged' ? state : outcome
}

/** Throws the refusal that the table names. */
export function requireUsable ({ keyId, state }: KeyInState): void {
  const outcome = usability[state]
  if (outcome !== 'usable') throw refusal(outcome, keyId, state)
}

/** Every call that changes a state, for pages that show them. */
export function everyTransition (): ReadonlyArray<Readonly<{
  from: KeyState, transition: KeyTransition, to: KeyState
}>> {
  return (Object.keys(transitions) as KeyTransition[]).flatMap((transition) => keyStates.flatMap((from) => {
    const to = transitions[transition][from]
    return to === 'unchanged' || typeof to === 'object' ? [] : [{ from, transition, to }]
  }))
}
