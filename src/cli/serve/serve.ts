// serve: runs the emulator until a signal stops it.

import { loadConfig } from '../../config/config.js'
import { everyOption } from '../../config/options.js'
import type { Command, Surroundings } from '../command.js'
import { exitCodes, serverFailures } from '../exit-codes.js'
import { makePrivateFolder } from './private-folder.js'
import { programName } from './program-name.js'
import { openServerLog } from './server-log.js'
import { closeOnSignal } from './stop-signals.js'
import { showProgressOn } from './progress.js'
import { columnsOf } from '../help/wrap.js'

export const serve: Command = {
  name: 'serve',
  summary: 'Run the emulator until SIGINT or SIGTERM',
  usage: '[options]',
  options: everyOption,
  notes: [
    'When the server is ready, it writes a short text to standard output on a terminal, and exactly one JSON line with "event":"ready" elsewhere. The log goes to standard error, so a program can stop reading after the ready line.'
  ],
  exitCodes: exitCodes('stopped by a signal', serverFailures, [
    { code: 130, meaning: 'stopped at once by a second SIGINT' },
    { code: 143, meaning: 'stopped at once by a second SIGTERM' }
  ]),
  run
}

async function run (argv: readonly string[], { env, cwd, stdout, stderr, script }: Surroundings): Promise<number> {
  const config = loadConfig({ argv, env, cwd, terminal: stderr.isTTY === true, flags: serve.options })
  const { log, clocks } = openServerLog(config, { env, stderr })
  makePrivateFolder([config.data, config.certs, config.pki])

  const [{ startEmulator }, { readyLine, readyText }, { envCommand }] = await Promise.all([
    import('../../emulator/emulator.js'), import('./ready-message.js'), import('./env-command.js')
  ])
  const waiting = showProgressOn(stderr)
  const starting = waiting('starting', startEmulator(config, { log, clocks, machineClock: Date.now, waiting }))
  // A signal during the start takes effect after it, so that no file is left incomplete.
  closeOnSignal(log, env, async () => { await (await starting).close() })

  const emulator = await starting
  const useEnv = envCommand({ emulator, env, cwd, program: programName({ script, env, cwd }) })
  stdout.write(
    stdout.isTTY === true ? readyText(emulator, { columns: columnsOf(stdout), useEnv }) : readyLine(emulator)
  )
  // From here on, only a signal ends the process.
  return await new Promise<number>(() => {})
}
