// The log of a server that a command runs, and the clocks of the server, whose time its entries have.

import type { Config } from '../../config/config.js'
import { createServerClocks } from '../../emulator/server-clocks.js'
import { createLogger, type Logger } from '../../log/log.js'
import type { MovableClocks } from '../../services/control/clocks.js'
import type { Surroundings } from '../command.js'

export function openServerLog (
  config: Pick<Config, 'logLevel' | 'logFormat' | 'deterministic'>,
  { env, stderr }: Pick<Surroundings, 'env' | 'stderr'>
): { readonly log: Logger, readonly clocks: MovableClocks } {
  const { logLevel: level, logFormat: format } = config
  const clocks = createServerClocks(config)
  // no-color.org: any value but an empty one switches colours off
  const colour = stderr.isTTY === true && (env['NO_COLOR'] ?? '') === ''
  return { clocks, log: createLogger({ level, format, clock: clocks.server, colour }) }
}
