// The table of commands.

import type { Command } from './command.js'
import { bundle } from './clients/bundle.js'
import { adminCommands } from './control/admin-command.js'
import { exportCommand } from './control/export.js'
import { seed } from './control/seed.js'
import { doctor } from './doctor/doctor.js'
import { demo } from './demo/demo.js'
import { env } from './clients/env.js'
import { exec } from './exec/exec.js'
import { healthcheck } from './readiness/healthcheck.js'
import { key } from './keys/key.js'
import { secret } from './secrets/secret.js'
import { serve } from './serve/serve.js'
import { trust } from './trust/trust.js'
import { wait } from './readiness/wait.js'

export const commands: readonly Command[] = [
  serve, exec, demo, healthcheck, wait, env, bundle, doctor, trust, key, secret, seed, exportCommand, ...adminCommands
]
