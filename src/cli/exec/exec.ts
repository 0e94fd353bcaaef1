// exec: runs a command, such as a test runner, with a server that lives as long as the command.

import { isatty } from 'node:tty'
import { loadConfig, type Config } from '../../config/config.js'
import { environmentName, everyOption, options } from '../../config/options.js'
import { temporaryDefaults } from '../../config/temporary-defaults.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import type { Emulator } from '../../emulator/emulator.js'
import {
  clientEnvironments, needsApiKey, needsToken, variablesFor, type Variable
} from '../../services/clients/client-environment.js'
import { clientOption } from '../access-options.js'
import { tokenFor } from '../clients/access-token.js'
import { readOvhAccess } from '../clients/ovh-access.js'
import type { FolderAccess } from '../clients/client-access.js'
import type { Command, Surroundings } from '../command.js'
import { readCommandOptions } from '../command-options.js'
import { bypassProxy } from '../doctor/proxies.js'
import { exitCodes, serverFailures } from '../exit-codes.js'
import { makePrivateFolder } from '../serve/private-folder.js'
import { exitCodeOf, passedSignals, passSignals, type SignalPassing } from './passed-signals.js'
import { openServerLog } from '../serve/server-log.js'

const namesOf = (onlyByName: boolean) => clientEnvironments
  .filter((client) => (client.onlyByName === true) === onlyByName)
  .map(({ name }) => name)

const exceptional = namesOf(true).join(', ')
const clientsOption = { ...clientOption, default: `every client but ${exceptional}` }

export const exec: Command = {
  name: 'exec',
  summary: 'Run a command, such as your tests, with a server of its own',
  usage: '[options] -- COMMAND [ARGUMENT...]',
  options: [clientsOption, ...everyOption],
  notes: [
    'Example:  okms-emulator exec -- npm test',
    'It takes the options of serve with these defaults: any free port, no bootstrap port, temporary folders that are removed at the end, keys in memory unless --data or --durable is given, and --log-level warn.',
    `The command gets the variables of every client, as env prints them; ${exceptional} has to be named with --client, as its variables keep other programs from other servers. OKMS_EMULATOR_CERTS and its like lead okms-emulator's own commands to this server.`,
    'Standard input and output are those of the command; only a log of warnings and errors is added to standard error. SIGINT, SIGTERM, SIGHUP and SIGQUIT go to the command, and the server stops after it, however long it takes. On a terminal, Ctrl+C reaches the command directly.',
    'The exit code is that of the command, or 128 and the number of the signal that ended it. The codes below are those of exec itself, when the server or the command does not start.'
  ],
  exitCodes: exitCodes('the command ended with 0; other codes may be those of the command', [
    ...serverFailures, 'CommandNotExecutable', 'CommandNotFound'
  ], passedSignals.map((signal) => ({
    code: exitCodeOf(signal), meaning: `${signal} ended the command, or came before it started`
  }))),
  run
}

async function run (argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { flags, words } = split(argv)
  const { makeTemporaryFolder } = await import('../../emulator/temporary-folder.js')
  const temporary = makeTemporaryFolder()
  try {
    const config = configOf(flags, surroundings, temporary.path)
    const clients = clientsIn(flags)
    const signals = passSignals({ onTerminal: [0, 1, 2].some((stream) => isatty(stream)) })
    try {
      return await withServer(config, surroundings, async (emulator) =>
        await runWords(words, { emulator, config, surroundings, signals, clients }))
    } finally {
      signals.end()
    }
  } finally {
    temporary.remove()
  }
}

/** Throws StartFailure (UsageWrong). */
function split (argv: readonly string[]): { flags: readonly string[], words: readonly [string, ...string[]] } {
  const end = argv.indexOf('--')
  const [program, ...args] = end === -1 ? [] : argv.slice(end + 1)
  if (program === undefined || program === '') {
    throw startFailure(startFailures.UsageWrong, ['exec: the command is missing; it follows a --, as in: okms-emulator exec [options] -- npm test'])
  }
  return { flags: argv.slice(0, end), words: [program, ...args] }
}

/** Throws StartFailure (UsageWrong). */
function configOf (argv: readonly string[], { env, cwd, stderr }: Surroundings, temporary: string): Config {
  const defaults = temporaryDefaults(temporary)
  return loadConfig({
    argv,
    env,
    cwd,
    terminal: stderr.isTTY === true,
    flags: exec.options,
    defaults: (given) => ({ ...defaults(given), [options.logLevel.name]: 'warn' })
  })
}

function clientsIn (flags: readonly string[]): readonly string[] {
  const named = readCommandOptions(flags, exec.options).all(clientsOption)
  return named.length === 0 ? namesOf(false) : named
}

async function withServer (
  config: Config, surroundings: Surroundings, work: (emulator: Emulator) => Promise<number>
): Promise<number> {
  const { log, clocks } = openServerLog(config, surroundings)
  makePrivateFolder([config.data, config.certs, config.pki])
  const { startEmulator } = await import('../../emulator/emulator.js')
  const emulator = await startEmulator(config, { log, clocks, machineClock: Date.now })
  try {
    return await work(emulator)
  } finally {
    await emulator.close()
  }
}

interface Run {
  readonly emulator: Emulator
  readonly config: Config
  readonly surroundings: Surroundings
  readonly signals: SignalPassing
  /** Names of clients. */
  readonly clients: readonly string[]
}

async function runWords (
  words: readonly [string, ...string[]], { emulator, config, surroundings: { env, cwd }, signals, clients }: Run
): Promise<number> {
  const { endpoint, okmsId, files, certs } = emulator
  const access = { endpoint, okmsId, folder: certs, ...files }
  const variables = [
    ...await variablesOf(clients, access, config),
    ...bypassProxy(new URL(endpoint), env),
    ...ownVariables(emulator, config)
  ]
  const { runCommand } = await import('./command-process.js')
  // A signal during the start takes effect after it, so that no file is left incomplete.
  const early = signals.early()
  if (early !== undefined) return exitCodeOf(early)
  const changed = Object.fromEntries(variables.map(({ name, value }) => [name, value]))
  return await runCommand({ words, env: { ...env, ...changed }, cwd, signals })
}

async function variablesOf (
  clients: readonly string[], access: FolderAccess, config: Config
): Promise<readonly Variable[]> {
  const { derivedFilesOf } = await import('../clients/derived-files.js')
  const stderr = { write: () => {} }
  const token = needsToken(clients) ? await tokenFor(access, config, stderr) : undefined
  const ovh = needsApiKey(clients) ? readOvhAccess(access.folder, undefined, stderr) : undefined
  return variablesFor(clients, { ...access, ...derivedFilesOf(access), keyId: undefined, token, ovh })
}

/** By these the commands of this program find the server: they take its port from okms.yaml of the folder. */
function ownVariables ({ certs, pki, okmsId }: Emulator, { data }: Config): Variable[] {
  const values = [
    [options.certs, certs], [options.pki, pki], [options.data, data], [options.okmsId, okmsId], [options.port, '0']
  ] as const
  return values.map(([option, value]) => ({ name: environmentName(option), value }))
}
