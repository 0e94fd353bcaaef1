// demo: starts an emulator of its own and walks the life of a key, with the real requests and answers.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig } from '../../config.js'
import { createLogger } from '../../log.js'
import { switchOption } from '../access-options.js'
import type { Command, Surroundings } from '../command.js'
import { exitCodes, writeFailures } from '../exit-codes.js'
import { ownOptions } from '../own-options.js'
import { createPrinter } from './printer.js'

const autoOption = switchOption('auto', 'Go on by itself instead of waiting for a key')

export const demo: Command = {
  name: 'demo',
  summary: 'Walk the life of a key on a server of its own, step by step',
  usage: '[--auto]',
  options: [autoOption],
  notes: ['It needs no network and leaves nothing behind. Any key goes on, q ends it. Without a terminal it does not wait.'],
  exitCodes: exitCodes('the demo ended, or you ended it with q', ['UsageWrong', 'PortForbidden', ...writeFailures], [
    { code: 130, meaning: 'ended by Ctrl+C or SIGINT' },
    { code: 143, meaning: 'ended by SIGTERM' }
  ]),
  run
}

async function run (argv: readonly string[], { env, stdout }: Surroundings): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'okms-emulator-demo-'))
  const remove = () => { rmSync(folder, { recursive: true, force: true }) }
  // Whatever ends the process, a signal too, nothing stays.
  process.once('exit', remove)
  const stop = () => process.exit(130)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  try {
    loadConfig({ argv, env: {}, cwd: folder, flags: demo.options })
    const waits = ownOptions(argv, demo.options).one(autoOption) !== true && process.stdin.isTTY && stdout.isTTY === true
    return await walk(folder, { stdout, waits, colour: stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '' })
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop)
    process.off('exit', remove)
    remove()
  }
}

async function walk (folder: string, { stdout, waits, colour }: { readonly stdout: Surroundings['stdout'], readonly waits: boolean, readonly colour: boolean }): Promise<number> {
  const printer = createPrinter(stdout, colour)
  printer.plain('okms-emulator demo: the life of a key, from its creation to its end.\nStarting a server that lives in memory ...')
  const config = loadConfig({
    argv: ['--ephemeral', '--host', '127.0.0.1', '--port', '0', '--bootstrap-port', 'off', '--data', path.join(folder, 'data'), '--certs', path.join(folder, 'certs'), '--log-level', 'silent'],
    env: {},
    cwd: folder
  })
  const [{ startEmulator }, { openStage }, { steps }] = await Promise.all([import('../../emulator.js'), import('./stage.js'), import('./steps.js')])
  const emulator = await startEmulator(config, { log: createLogger({ level: 'silent', format: 'json' }) })
  const stage = openStage(emulator, printer)
  try {
    printer.plain(`Calls go to ${emulator.endpoint}/api/{okmsId}/v1 over mutual TLS,\nwith the okmsId ${emulator.okmsId}.`)
    for (const [index, step] of steps.entries()) {
      printer.heading(index + 1, steps.length, step.title, step.text)
      await step.run(stage)
      if (waits && index < steps.length - 1 && !await anyKey(stdout)) break
    }
    printer.plain('\nThat was the life of a key. Nothing of it is left on this machine.\nYour own server: okms-emulator serve')
    return 0
  } finally {
    stage.close()
    await emulator.close()
  }
}

/** Waits for a key; false for q, Ctrl+C and Ctrl+D. */
async function anyKey (stdout: Surroundings['stdout']): Promise<boolean> {
  const { stdin } = process
  stdout.write('\n  [any key goes on, q ends] ')
  stdin.setRawMode(true)
  stdin.resume()
  const pressed = await new Promise<string>((resolve) => { stdin.once('data', (data) => { resolve(String(data)) }) })
  stdin.setRawMode(false)
  stdin.pause()
  stdout.write('\r\u001b[K')
  return !['q', 'Q', '\u0003', '\u0004'].includes(pressed)
}
