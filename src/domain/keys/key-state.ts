// States of a key and what each call makes of them (SP 800-57 part 1 section 7; service.md 4.4; choices in docs/fidelity.md).

export const keyStates = ['pre_active', 'active', 'deactivated', 'compromised', 'destroyed', 'destroyed_compromised'] as const

export type KeyState = (typeof keyStates)[number]

export const revocationReasons = [
  'unspecified', 'key_compromise', 'ca_compromise', 'affiliation_changed', 'superseded', 'cessation_of_operation', 'privilege_withdrawn'
] as const

export type RevocationReason = (typeof revocationReasons)[number]

/** `compromise` is a deactivation whose reason is a compromise. */
export type KeyTransition = 'activate' | 'deactivate' | 'compromise' | 'destroy'

export function transitionFor (reason: RevocationReason): 'deactivate' | 'compromise' {
  return reason === 'key_compromise' || reason === 'ca_compromise' ? 'compromise' : 'deactivate'
}

/** Next state, or why not: `unchanged` succeeds without effect, `refused` is an error. Destroyed keys never get here: they are not found. */
const transitions: Record<KeyTransition, Record<Exclude<KeyState, 'destroyed' | 'destroyed_compromised'>, KeyState | 'unchanged' | 'refused'>> = {
  activate: { pre_active: 'active', active: 'unchanged', deactivated: 'active', compromised: 'active' },
  deactivate: { pre_active: 'deactivated', active: 'deactivated', deactivated: 'unchanged', compromised: 'unchanged' },
  compromise: { pre_active: 'compromised', active: 'compromised', deactivated: 'compromised', compromised: 'unchanged' },
  destroy: { pre_active: 'destroyed', active: 'refused', deactivated: 'destroyed', compromised: 'destroyed_compromised' }
}

export function isDestroyed (state: KeyState): state is 'destroyed' | 'destroyed_compromised' {
  return state === 'destroyed' || state === 'destroyed_compromised'
}

export function nextState (state: KeyState, transition: KeyTransition): KeyState | 'unchanged' | 'refused' {
  return isDestroyed(state) ? 'refused' : transitions[transition][state]
}

/** Every call that changes a state, for who wants to show them. */
export function everyTransition (): ReadonlyArray<{ readonly from: KeyState, readonly transition: KeyTransition, readonly to: KeyState }> {
  return (Object.keys(transitions) as KeyTransition[]).flatMap((transition) => keyStates.flatMap((from) => {
    const to = nextState(from, transition)
    return to === 'unchanged' || to === 'refused' ? [] : [{ from, transition, to }]
  }))
}
