// Lives of keys: every state is reached by its transitions, and what contradicts them is named.

import { describe, expect, it } from 'vitest'
import { lifeOf, type KeyDates } from '../../../src/domain/keys/key-life.js'
import { keyStates, stateAfter, type KeyState } from '../../../src/domain/keys/key-state.js'

const now = 1_000_000
const of = (state: KeyState, dates: KeyDates = {}, createdAt?: number) =>
  lifeOf({ state, reason: undefined, createdAt, dates, now })

describe('the life of a key', () => {
  it.each(keyStates)('that is %s leads there by the table of transitions', (state) => {
    for (const dates of [{}, { activate: null }, { deactivate: 400 }]) {
      const life = of(state, dates)
      if ('why' in life) continue
      const isActivated = life.steps[0]?.transition === 'activate'
      const after = life.steps.filter(({ transition }) => transition !== 'activate').reduce(
        (before: KeyState, { transition }) => stateAfter(transition, { keyId: 'x', state: before }),
        isActivated ? 'active' : 'pre_active'
      )
      expect(after).toBe(state)
      expect(life.steps.map(({ at }) => at)).toEqual(life.steps.map(({ at }) => at).sort((one, other) => one - other))
    }
  })

  it('has what is not said happen now, or when what followed did', () => {
    expect(of('destroyed', { destroy: 500 }, 100)).toEqual({
      createdAt: 100,
      steps: [
        { transition: 'activate', at: 100 }, { transition: 'deactivate', at: 500 }, { transition: 'destroy', at: 500 }
      ],
      reason: 'unspecified'
    })
    expect(of('compromised')).toMatchObject({
      createdAt: now, steps: [{ at: now }, { at: now }], reason: 'key_compromise'
    })
  })

  it('begins at the earliest of its times', () => {
    expect(of('deactivated', { activate: 300, deactivate: 400 })).toMatchObject({ createdAt: 300 })
  })

  it('names the date that contradicts the state or the order', () => {
    expect(of('active', { destroy: 1 })).toMatchObject({ about: 'destroy' })
    expect(of('active', { activate: null })).toMatchObject({ about: 'activate' })
    expect(of('deactivated', { deactivate: 50 }, 100)).toMatchObject({ about: 'deactivate' })
    expect(of('destroyed', { deactivate: 500, destroy: 400 }, 100)).toMatchObject({ about: 'destroy' })
    expect(lifeOf({ state: 'active', reason: 'superseded', createdAt: 1, dates: {}, now }))
      .toMatchObject({ about: 'reason' })
  })
})
