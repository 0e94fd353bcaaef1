// demo: starts an emulator and walks through the life cycle of a key, with real requests and replies.

import { mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig } from '../../config/config.js'
import { createLogger } from '../../log/log.js'
import { switchOption } from '../access-options.js'
import type { Command, Surroundings } from '../command.js'
import { exitCodes, writeFailures } from '../exit-codes.js'
import { readCommandOptions } from '../command-options.js'
import { paceOf, type Pace } from './pacing.js'
import { createPrinter, type Printer } from './printer.js'

const autoOption = switchOption('auto', 'Continue after a pause to read instead of waiting for a key')
const fastOption = switchOption('fast', 'Continue at once, without waiting and without pauses')

const stopSignals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const
const codeOf = (signal: typeof stopSignals[number]) => 128 + constants.signals[signal]

export const demo: Command = {
  name: 'demo',
  summary: 'Show the life of a key step by step, on a temporary server',
  usage: '[--auto] [--fast]',
  options: [autoOption, fastOption],
  notes: ['The demo needs no network, does not use your folders, and leaves nothing behind. Press any key to continue, or q to quit. Without a terminal it does not wait.'],
  exitCodes: exitCodes('the demo ended, or you quit it with q', ['UsageWrong', 'PortForbidden', ...writeFailures], [
    { code: codeOf('SIGHUP'), meaning: 'ended by SIGHUP, as its terminal was closed' },
    { code: codeOf('SIGINT'), meaning: 'ended by Ctrl+C or SIGINT' },
    { code: codeOf('SIGTERM'), meaning: 'ended by SIGTERM' }
  ]),
  run
}

/** The progress of the demo. */
interface Progress {
  done: number
  of: number
  /** Title of the last completed step. */
  title: string
}

async function run (argv: readonly string[], { env, stdin, stdout }: Surroundings): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'okms-emulator-demo-'))
  const remove = () => { rmSync(folder, { recursive: true, force: true }) }
  const printer = createPrinter(stdout, stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '')
  const progress: Progress = { done: 0, of: 0, title: '' }
  // Everything is removed, however the process ends.
  process.once('exit', remove)
  const stop = (signal: typeof stopSignals[number]) => {
    sayIncomplete(printer, progress)
    process.exit(codeOf(signal))
  }
  for (const signal of stopSignals) process.once(signal, stop)
  try {
    loadConfig({ argv, env: {}, cwd: folder, flags: demo.options })
    const own = readCommandOptions(argv, demo.options)
    const pace = paceOf({ auto: own.one(autoOption) === true, fast: own.one(fastOption) === true, stdin, stdout })
    return await walk(folder, { printer, pace, progress })
  } finally {
    for (const signal of stopSignals) process.off(signal, stop)
    process.off('exit', remove)
    remove()
  }
}

interface Walk {
  readonly printer: Printer
  readonly pace: Pace
  readonly progress: Progress
}

async function walk (folder: string, { printer, pace, progress }: Walk): Promise<number> {
  printer.plain('okms-emulator demo: the life of a key, from its creation to its end.\nStarting a server that lives in memory ...')
  const config = loadConfig({
    argv: [
      '--ephemeral', '--host', '127.0.0.1', '--port', '0', '--bootstrap-port', 'off', '--data',
      path.join(folder, 'data'), '--certs', path.join(folder, 'certs'), '--log-level', 'silent'
    ],
    env: {},
    cwd: folder
  })
  const [{ startEmulator }, { createDemoClient }, { steps }] = await Promise.all([
    import('../../emulator/emulator.js'), import('./demo-client.js'), import('./steps.js')
  ])
  progress.of = steps.length
  const emulator = await startEmulator(config, {
    log: createLogger({ level: 'silent', format: 'json', stream: { write: () => {} } })
  })
  const stage = createDemoClient(emulator, printer)
  try {
    printer.plain(`Requests go to ${emulator.endpoint}/api/{okmsId}/v1 over mutual TLS, with the okmsId ${emulator.okmsId}.`)
    for (const [index, step] of steps.entries()) {
      const before = printer.lines()
      printer.heading(index + 1, steps.length, step.title, step.text)
      await step.run(stage)
      progress.done = index + 1
      progress.title = step.title
      if (progress.done === steps.length) break
      const next = await pace(printer.lines() - before)
      if (next === 'continue') continue
      sayIncomplete(printer, progress)
      return next === 'quit' ? 0 : codeOf('SIGINT')
    }
    printer.plain('\nThat was the life of a key. Nothing of it is left on this machine.\nYour own server: okms-emulator serve')
    return 0
  } catch (error) {
    sayIncomplete(printer, progress)
    throw error
  } finally {
    stage.close()
    await emulator.close()
  }
}

function sayIncomplete (printer: Printer, { done, of, title }: Progress): void {
  const after = done === 0 ? 'before its first step was done' : `after step ${done} of ${of} (${title})`
  printer.plain(`\nThe demo is incomplete: it ended ${after}. Nothing of it is left on this machine.\nThe whole demo: okms-emulator demo`)
}
