// The log of a server that a command runs, and the clocks of the server, whose time its entries have.

import type { Config } from '../../config/config.js'
import { oneClock } from '../../domain/clock.js'
import { createLogger, type Logger } from '../../log/log.js'
import { createMovableClocks, type MovableClocks } from '../../services/control/clocks.js'
import type { Surroundings } from '../command.js'

export function openServerLog (
  { logLevel, logFormat }: Pick<Config, 'logLevel' | 'logFormat'>, { env, stderr }: Pick<Surroundings, 'env' | 'stderr'>
): { readonly log: Logger, readonly clocks: MovableClocks } {
  const clocks = createMovableClocks(oneClock(Date.now))
  // no-color.org: any value but an empty one switches colours off
  const colour = stderr.isTTY === true && (env['NO_COLOR'] ?? '') === ''
  return { clocks, log: createLogger({ level: logLevel, format: logFormat, clock: clocks.server, colour }) }
}
