// Which of the requests that a fault rule matches it takes effect on.

import { randomSequence } from './random-sequence.js'

/** One of these; every matching request where it has no member. */
export interface FaultTrigger {
  /** The next so many. */
  readonly next?: number
  /** The last of every so many. */
  readonly every?: number
  /** From this one, counted from 1, to that one; each end may be left open. */
  readonly from?: number
  readonly to?: number
  /** Each with this probability. */
  readonly probability?: number
  /** Of the probability; the same seed hits the same requests. */
  readonly seed?: number
}

/** Matching requests until now, with this one among `seen`. */
export interface FaultCounts {
  readonly seen: number
  readonly hits: number
}

/** Called for every matching request in turn. */
export type FaultDecision = (counts: FaultCounts) => boolean

/** Names of the members, one row for each kind of trigger. */
export const triggerKinds = [['next'], ['every'], ['from', 'to'], ['probability', 'seed']] as const satisfies
  ReadonlyArray<ReadonlyArray<keyof FaultTrigger>>

/** A trigger of one kind. */
export function decisionOf ({ next, every, from, to, probability, seed = 0 }: FaultTrigger): FaultDecision {
  if (next !== undefined) return ({ hits }) => hits < next
  if (every !== undefined) return ({ seen }) => seen % every === 0
  if (from !== undefined || to !== undefined) return ({ seen }) => seen >= (from ?? 1) && seen <= (to ?? Infinity)
  if (probability === undefined) return () => true
  const random = randomSequence(seed)
  return () => random() < probability
}
