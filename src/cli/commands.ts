// The table of commands.

import type { Command } from './command.js'
import { bundle } from './bundle.js'
import { controlCommands } from './control-command.js'
import { doctor } from './doctor.js'
import { demo } from './demo/demo.js'
import { env } from './env.js'
import { healthcheck } from './healthcheck.js'
import { serve } from './serve.js'
import { trust } from './trust/trust.js'

export const commands: readonly Command[] = [serve, demo, healthcheck, env, bundle, doctor, trust, ...controlCommands]
