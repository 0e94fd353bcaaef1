// Flags, environment, file and defaults become one frozen Config; everything that is wrong with them is reported at once.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { IamMode } from '../domain/access/iam-mode.js'
import { asFlag, asMember } from '../domain/option-spelling.js'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { codeOf, messageOf } from '../domain/thrown.js'
import { defaultFolders, isInside } from './folders.js'
import { fromEnvironment, fromFile, fromFlags, type Given, type Source } from './option-sources.js'
import { everyOption, options, type LogFormat, type LogLevel, type Option } from './options.js'

export interface Config {
  readonly hosts: readonly string[]
  /** Somebody asked for these addresses, so each must work; of the default ones, an address family that this machine lacks is passed over. */
  readonly hostsChosen: boolean
  /** 0 takes any free one. */
  readonly port: number
  /** The port was named, by whatever source. */
  readonly portChosen: boolean
  /** Absolute path. */
  readonly data: string
  /** Absolute path. */
  readonly certs: string
  /** Absolute path; neither the certificate folder nor inside it. */
  readonly pki: string
  /** Absolute paths, both or neither: a CA of the user's own. */
  readonly caCert: string | undefined
  readonly caKey: string | undefined
  /** Take okms.yaml and client.pem over from a server that runs. */
  readonly repoint: boolean
  readonly ephemeral: boolean
  readonly durable: boolean
  /** Lower case; undefined: the one of the last start, or a new one. */
  readonly okmsId: string | undefined
  /** What the server certificate names besides the usual. */
  readonly serverNames: readonly string[]
  /** Requests a second for each credential; undefined: no limit. */
  readonly rateLimit: number | undefined
  readonly iamMode: IamMode
  readonly refuseInHandshake: boolean
  /** Undefined: next to the port, or none when that is taken. */
  readonly bootstrapPort: number | 'off' | undefined
  readonly bootstrapHosts: readonly string[]
  /** Somebody opened the bootstrap port on these addresses: each must work, and the client bundle is handed out there. */
  readonly bootstrapOpened: boolean
  readonly controlOpenLoopback: boolean
  readonly logLevel: LogLevel
  readonly logFormat: LogFormat
}

export interface ConfigSources {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute path. */
  readonly cwd: string
  /** Whether people read the log as it is written; decides its default format. */
  readonly terminal?: boolean
  /** The flags that the command takes; environment and file are always read whole. */
  readonly flags?: readonly Option<unknown>[]
  /** Words without a dash that the command reads itself; none by default. */
  readonly words?: number
  /** The text of a file; undefined when there is none; throws when it cannot be read. */
  readonly readFile?: (file: string) => string | undefined
  /** The options of a program, which are then the only source. */
  readonly program?: Source
}

const defaultFile = 'okms-emulator.json'
const loopback = ['127.0.0.1', '::1'] as const

/** Throws StartFailure (UsageWrong), one line a problem. */
export function loadConfig (sources: ConfigSources): Config {
  const { cwd, env, argv, terminal = false, flags = everyOption, words = 0, readFile = readTextFile, program } = sources
  const { spell, several } = program === undefined ? asFlag : asMember
  const fromArgv = fromFlags(argv, flags)
  const fromEnv = fromEnvironment(env, everyOption)
  const problems = [...fromArgv.problems, ...fromEnv.problems, ...fromArgv.positionals.slice(words).map((word) => `${word}: unexpected; options begin with --`)]

  /** Every value given for an option by the strongest of these sources, read and checked. */
  function valuesOf<T> (option: Option<T>, ...strongestFirst: ReadonlyArray<ReadonlyMap<string, Given>>): readonly T[] {
    const given = strongestFirst.map((source) => source.get(option.name)).find((found) => found !== undefined)
    if (given === undefined) return []
    return given.texts.flatMap((text, index) => {
      const value = option.read(text)
      if (value !== undefined) return [value]
      const shown = given.shown?.[index] ?? JSON.stringify(text)
      problems.push(`${spell(option.name)}: got ${shown} from ${given.from}; accepted: ${option.accepts}${option.many && text.includes(',') ? `; ${several}` : ''}`)
      return []
    })
  }

  const file = program ?? configFile(valuesOf(options.config, fromArgv.given, fromEnv.given).at(-1), cwd, readFile)
  problems.push(...file.problems)

  const values = <T>(option: Option<T>): readonly T[] => valuesOf(option, fromArgv.given, fromEnv.given, file.given)
  const value = <T>(option: Option<T>): T | undefined => values(option).at(-1)

  const folders = defaultFolders(cwd)
  const absolute = (file: string | undefined) => file === undefined ? undefined : path.resolve(cwd, file)
  const certs = path.resolve(cwd, value(options.certs) ?? folders.certs)
  const hosts = values(options.host)
  const port = value(options.port)
  const bootstrapHosts = values(options.bootstrapHost)
  const config: Config = {
    hosts: Object.freeze(hosts.length > 0 ? unique(hosts) : loopback),
    hostsChosen: hosts.length > 0,
    port: port ?? 8443,
    portChosen: port !== undefined,
    data: path.resolve(cwd, value(options.data) ?? folders.data),
    certs,
    pki: path.resolve(cwd, value(options.pki) ?? path.join(path.dirname(certs), 'pki')),
    caCert: absolute(value(options.caCert)),
    caKey: absolute(value(options.caKey)),
    repoint: value(options.repoint) ?? false,
    ephemeral: value(options.ephemeral) ?? false,
    durable: value(options.durable) ?? false,
    okmsId: value(options.okmsId),
    serverNames: Object.freeze(unique(values(options.serverName))),
    rateLimit: value(options.rateLimit),
    iamMode: value(options.iamMode) ?? 'off',
    refuseInHandshake: value(options.refuseInHandshake) ?? false,
    bootstrapPort: value(options.bootstrapPort),
    bootstrapHosts: Object.freeze(bootstrapHosts.length > 0 ? unique(bootstrapHosts) : loopback),
    bootstrapOpened: bootstrapHosts.length > 0,
    controlOpenLoopback: value(options.controlOpenLoopback) ?? false,
    logLevel: value(options.logLevel) ?? 'info',
    logFormat: value(options.logFormat) ?? (terminal ? 'pretty' : 'json')
  }
  if (config.ephemeral && config.durable) problems.push(`${spell('ephemeral')}, ${spell('durable')}: got both; accepted: one of them, as memory cannot be synced to disk`)
  if ((config.caCert === undefined) !== (config.caKey === undefined)) problems.push(`${spell('ca-cert')}, ${spell('ca-key')}: got only ${spell(config.caCert === undefined ? 'ca-key' : 'ca-cert')}; accepted: both, or neither`)
  if (isInside(config.pki, config.certs)) {
    problems.push(`${spell('pki')}: got ${JSON.stringify(config.pki)}, which is inside ${spell('certs')}; accepted: a folder outside, so that clients that mount the certificate folder get no key of the server`)
  }
  if (problems.length > 0) throw startFailure(startFailures.UsageWrong, problems)
  return Object.freeze(config)
}

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)]

/** The named file must be there; the default one need not. Paths inside are relative to the file. */
function configFile (named: string | undefined, cwd: string, readFile: (file: string) => string | undefined): Source {
  const nothing = { given: new Map<string, Given>(), problems: [] }
  const file = path.resolve(cwd, named ?? defaultFile)
  const shown = named ?? defaultFile
  try {
    const text = readFile(file)
    if (text === undefined) return named === undefined ? nothing : { ...nothing, problems: [`--config: there is no file ${shown}`] }
    return relativeTo(path.dirname(file), fromFile(text, shown, everyOption))
  } catch (error) {
    return { ...nothing, problems: [`--config: ${shown} cannot be read (${messageOf(error)})`] }
  }
}

function relativeTo (folder: string, source: Source): Source {
  const given = new Map(source.given)
  for (const { name } of [options.data, options.certs, options.pki, options.caCert, options.caKey]) {
    const found = given.get(name)
    if (found !== undefined) given.set(name, { ...found, texts: found.texts.map((text) => text === '' ? text : path.resolve(folder, text)) })
  }
  return { ...source, given }
}

function readTextFile (file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
