// The clocks with which a server starts.

import type { Config } from '../config/config.js'
import { oneClock, type Clock } from '../domain/clock.js'
import { createMovableClocks, type MovableClocks } from '../services/control/clocks.js'

/**
 * Where the clocks of deterministic mode are frozen: in the past, so that what a test dates by the machine's time lies
 * in the future.
 */
export const deterministicStart = Date.parse('2026-01-01T00:00:00Z')

export interface ServerClockOptions {
  /** What the clocks show until they are moved: by default `machineClock`, in deterministic mode a fixed time. */
  readonly clock?: Clock | undefined
  readonly machineClock?: Clock
  readonly appliesToClient?: boolean | undefined
}

export function createServerClocks (
  { deterministic }: Pick<Config, 'deterministic'>,
  { clock, machineClock = Date.now, appliesToClient }: ServerClockOptions = {}
): MovableClocks {
  const frozenAt = deterministic !== undefined && clock === undefined ? deterministicStart : undefined
  return createMovableClocks(oneClock(clock ?? machineClock), { appliesToClient, frozenAt })
}
