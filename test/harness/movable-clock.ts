// A clock that a test moves.

import type { Clock } from '../../src/domain/clock.js'

export interface MovableClock extends Clock {
  /** Milliseconds; may be negative. */
  advance (by: number): void
}

export function createMovableClock (start = Date.now()): MovableClock {
  let now = start
  return Object.assign(() => now, { advance (by: number) { now += by } })
}
