// The tables of states are the rule: each cell alone decides what a call does, and the error in it
// is the one that the caller gets.

import { describe, expect, it, onTestFinished } from 'vitest'
import { oneClock } from '../../src/domain/clock.js'
import { keyErrors } from '../../src/domain/errors/keys.js'
import type { Caller } from '../../src/domain/access/identity.js'
import { spelled } from '../../src/domain/errors/wording.js'
import { refusal } from '../../src/domain/errors/domain-error.js'
import {
  keyStates, transitions, usability, type KeyState, type KeyTransition, type StateRefusal
} from '../../src/domain/keys/key-state.js'
import { restErrorFormat } from '../../src/rest/error-format.js'
import { createServiceKeys } from '../../src/services/keys/service-keys.js'
import { aKey, okmsId } from '../store/builders.js'
import { newStore } from '../store/temporary.js'

const caller: Caller = { okmsId, credentialId: null, identities: [] }
const transitionNames = Object.keys(transitions) as KeyTransition[]
const everyCell = transitionNames.flatMap((transition) => keyStates.map((state) => ({ transition, state })))
const everyState = keyStates.map((state) => ({ state }))

/** An error that no cell names today. */
const another: StateRefusal = { ...keyErrors.KeyIdTaken, text: (keyId, state) => `another error for ${keyId}, which is ${state}` }

/** A key in a state, and the calls that the tables are about. */
function keyIn (state: KeyState) {
  const store = newStore()
  const { keyId } = aKey()
  store.serviceKeys.insert({ key: aKey({ keyId, state }), material: null })
  const unused = () => { throw new Error('not used here') }
  const keys = createServiceKeys({
    store: store.serviceKeys, wrapped: { wrap: unused, unwrap: unused }, clocks: oneClock(() => 5)
  })
  const calls: Record<KeyTransition, () => void> = {
    activate: () => { keys.activate(caller, keyId) },
    deactivate: () => { keys.deactivate(caller, keyId, 'superseded') },
    compromise: () => { keys.deactivate(caller, keyId, 'key_compromise') },
    destroy: () => { keys.destroy(caller, keyId) }
  }
  return {
    keyId,
    calls,
    use: () => keys.usable(caller, keyId, 'encrypt'),
    state: () => store.serviceKeys.find(okmsId, keyId)?.state
  }
}

/** Replaces one cell until the test ends. */
function changeCell<Row extends object, Column extends keyof Row> (row: Row, column: Column, value: Row[Column]): void {
  const before = row[column]
  row[column] = value
  onTestFinished(() => { row[column] = before })
}

const refusedWith = (row: StateRefusal, keyId: string, state: KeyState): unknown =>
  expect.objectContaining({ kind: row, message: refusal(row, keyId, state).message })

describe('each cell of the transitions', () => {
  it.each(everyCell)('$transition, $state: is what the call does', ({ transition, state }) => {
    const outcome = transitions[transition][state]
    const key = keyIn(state)
    if (typeof outcome === 'object') expect(key.calls[transition]).toThrow(refusedWith(outcome, key.keyId, state))
    else key.calls[transition]()
    expect(key.state()).toBe(typeof outcome === 'object' || outcome === 'unchanged' ? state : outcome)
  })

  it.each(everyCell)('$transition, $state: changed to another error, refuses with that one', ({ transition, state }) => {
    const key = keyIn(state)
    changeCell(transitions[transition], state, another)
    expect(key.calls[transition]).toThrow(refusedWith(another, key.keyId, state))
    expect(key.state()).toBe(state)
  })

  it.each(everyCell)('$transition, $state: changed to unchanged, succeeds without effect', ({ transition, state }) => {
    const key = keyIn(state)
    changeCell(transitions[transition], state, 'unchanged')
    key.calls[transition]()
    expect(key.state()).toBe(state)
  })

  it.each(everyCell)('$transition, $state: changed to another state, leads there', ({ transition, state }) => {
    const key = keyIn(state)
    const next = state === 'pre_active' ? 'active' : 'pre_active'
    changeCell(transitions[transition], state, next)
    key.calls[transition]()
    expect(key.state()).toBe(next)
  })
})

describe('each cell of the usability', () => {
  it.each(everyState)('$state: is what a use gets', ({ state }) => {
    const outcome = usability[state]
    const key = keyIn(state)
    if (outcome === 'usable') expect(key.use().state).toBe(state)
    else expect(key.use).toThrow(refusedWith(outcome, key.keyId, state))
  })

  it.each(everyState)('$state: changed, is what a use gets', ({ state }) => {
    const key = keyIn(state)
    changeCell(usability, state, another)
    expect(key.use).toThrow(refusedWith(another, key.keyId, state))
    changeCell(usability, state, 'usable')
    expect(key.use().state).toBe(state)
  })
})

it.each(everyState)('the advice in the errors of $state is a call that succeeds in it', ({ state }) => {
  const outcomes = [usability[state], ...transitionNames.map((transition) => transitions[transition][state])]
  for (const outcome of outcomes) {
    if (typeof outcome !== 'object') continue
    const advised = /\/(activate|deactivate)\b/.exec(
      spelled(outcome.text('ID', state), restErrorFormat.spelling)
    )?.[1] as KeyTransition | undefined
    if (advised !== undefined) expect(transitions[advised][state]).not.toBeTypeOf('object')
  }
})
