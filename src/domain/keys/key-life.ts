// THE table of lives: the transitions by which a key gets to each state, for keys that are written with their past.

import { transitionFor, type KeyState, type KeyTransition, type RevocationReason } from './key-state.js'

/** When each transition happened, in epoch milliseconds; null for never, undefined where it is not said. */
export type KeyDates = { readonly [Transition in KeyTransition]?: number | null | undefined }

interface Life {
  /** These happened, now unless a time is given; in order. */
  readonly always: readonly KeyTransition[]
  /** Before those, these may have happened. A key is activated at its creation, unless its time is null or another. */
  readonly before: readonly KeyTransition[]
  /** The reason that it has; null for none. */
  readonly reason: RevocationReason | null
}

const lives: Readonly<Record<KeyState, Life>> = {
  pre_active: { always: [], before: [], reason: null },
  active: { always: ['activate'], before: [], reason: null },
  deactivated: { always: ['deactivate'], before: ['activate'], reason: 'unspecified' },
  compromised: { always: ['compromise'], before: ['activate', 'deactivate'], reason: 'key_compromise' },
  destroyed: { always: ['destroy'], before: ['activate', 'deactivate'], reason: 'unspecified' },
  destroyed_compromised: {
    always: ['compromise', 'destroy'], before: ['activate', 'deactivate'], reason: 'key_compromise'
  }
}

export interface KeyLife {
  readonly createdAt: number
  /** In order; what is not in the list never happened. */
  readonly steps: ReadonlyArray<{ readonly transition: KeyTransition, readonly at: number }>
  readonly reason: RevocationReason | null
}

/** What is wrong with a life, and about which of its members. */
export interface LifeFault {
  readonly about: KeyTransition | 'reason'
  readonly why: string
}

const names: Readonly<Record<KeyTransition, string>> = {
  activate: 'activated', deactivate: 'deactivated', compromise: 'compromised', destroy: 'destroyed'
}

/** The life of a key with this state, or what contradicts it. @param now When what has no time happened. */
export function lifeOf ({ state, reason: given, createdAt, dates, now }: {
  readonly state: KeyState
  readonly reason: RevocationReason | undefined
  readonly createdAt: number | undefined
  readonly dates: KeyDates
  readonly now: number
}): KeyLife | LifeFault {
  const { always, before, reason } = lives[state]
  const possible = [...before, ...always]
  const stray = (Object.keys(names) as KeyTransition[]).find((step) => dates[step] != null && !possible.includes(step))
  if (stray !== undefined) return { about: stray, why: `a key that is ${state} was not ${names[stray]}; leave it out, or change the state` }
  if (given !== undefined && (reason === null || transitionFor(given) !== transitionFor(reason))) {
    return { about: 'reason', why: `got ${given}, which does not lead to the state ${state}` }
  }
  if (state === 'active' && dates.activate === null) {
    return { about: 'activate', why: 'a key that is active was activated; give its time, or leave it out' }
  }
  const created = createdAt ?? Math.min(now, ...possible.flatMap((step) => dates[step] ?? []))
  const isActivated = state !== 'pre_active' && dates.activate !== null
  const happened: Readonly<Record<KeyTransition, boolean>> = {
    activate: isActivated,
    // An active key cannot be destroyed.
    deactivate: dates.deactivate != null || state === 'deactivated' || (state === 'destroyed' && isActivated),
    compromise: always.includes('compromise'),
    destroy: always.includes('destroy')
  }
  let next = Math.max(now, created)
  const steps = possible.filter((step) => happened[step]).reverse().map((transition) => {
    next = dates[transition] ?? (transition === 'activate' ? created : next)
    return { transition, at: next }
  }).reverse()
  const early = steps.find(({ at }, index) => at < (steps[index - 1]?.at ?? created))
  if (early !== undefined) return { about: early.transition, why: 'before what must have happened first' }
  const hasReason = happened.deactivate || happened.compromise
  return { createdAt: created, steps, reason: given ?? (hasReason ? reason : null) }
}
