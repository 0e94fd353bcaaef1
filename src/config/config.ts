// Combines flags, environment, file and defaults into one frozen Config; all faults are reported together.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { asFlag, asMember } from '../domain/text/option-spelling.js'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { codeOf, messageOf } from '../domain/thrown.js'
import { defaultFolders, isInside } from './folders.js'
import { fromEnvironment, fromFile, fromFlags, type Given, type Source } from './option-sources.js'
import { everyOption, everyServerOption, options, serverOptions, type Option, type ServerOption } from './options.js'

type ServerOptions = typeof serverOptions
type ValueRead<Row extends ServerOption<unknown>> = Exclude<ReturnType<Row['read']>, undefined>
type ValueOf<Row extends ServerOption<unknown>> =
  Row extends { readonly many: true } ? ReadonlyArray<ValueRead<Row>> : ValueRead<Row> | ReturnType<Row['unset']>

type OptionValues = { readonly [Member in keyof ServerOptions]: ValueOf<ServerOptions[Member]> }

/** The value of each option of the server, and which of some a source named. Paths are absolute. */
export interface Config extends OptionValues {
  /**
   * The addresses were named, so each must work; of the default ones, an address family that
   * this machine lacks is skipped.
   */
  readonly hostsChosen: boolean
  readonly portChosen: boolean
  /** The addresses of the bootstrap port were named: each must work, and the client bundle is available there. */
  readonly bootstrapOpened: boolean
}

export interface ConfigSources {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute path. */
  readonly cwd: string
  /** Whether the log goes to a terminal, which decides its default format. */
  readonly terminal?: boolean
  /** The flags that the command accepts; environment and file are always read completely. */
  readonly flags?: readonly Option<unknown>[]
  /** Words without a dash that the command reads itself; none by default. */
  readonly words?: number
  /** The text of a file; undefined when there is none; throws when it cannot be read. */
  readonly readFile?: (file: string) => string | undefined
  /** The options of a program, which are then the only source. */
  readonly program?: Source
  /** Other defaults than those of `serve`. */
  readonly defaults?: Defaults
}

/** Texts by the name of an option, for those that no source names. @param given The last text that a source has. */
export type Defaults = (given: (option: Option<unknown>) => string | undefined) => Readonly<Record<string, string>>

const defaultFile = 'okms-emulator.json'

/** Throws StartFailure (UsageWrong), one line per problem. */
export function loadConfig (sources: ConfigSources): Config {
  const { cwd, env, argv, terminal = false, flags = everyOption, words = 0, readFile = readTextFile, program } = sources
  const { defaults = () => ({}) } = sources
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
      const shown = option.isSecret === true
        ? `${text.length} characters`
        : given.shown?.[index] ?? JSON.stringify(text)
      problems.push(`${spell(option.name)}: got ${shown} from ${given.from}; accepted: ${option.accepts}${option.many && text.includes(',') ? `; ${several}` : ''}`)
      return []
    })
  }

  const file = program ?? configFile(valuesOf(options.config, fromArgv.given, fromEnv.given).at(-1), cwd, readFile)
  problems.push(...file.problems)

  const named = [fromArgv.given, fromEnv.given, file.given]
  const unnamed = asGiven(defaults(({ name }) => named.find((source) => source.has(name))?.get(name)?.texts.at(-1)))
  const read = new Map(everyServerOption.map((option) => [option.name, valuesOf(option, ...named, unnamed)]))
  const isChosen = ({ name }: Option<unknown>) => (read.get(name) ?? []).length > 0
  const folders = defaultFolders(cwd)
  const chosen = read.get(options.certs.name)?.at(-1)
  const certs = typeof chosen === 'string' ? path.resolve(cwd, chosen) : folders.certs
  const surroundings = { ...folders, pki: path.join(path.dirname(certs), 'pki'), terminal }

  /** The value as it is in Config: one, or all of an option that may be repeated. */
  function valueOf (option: ServerOption<unknown>): unknown {
    const values = read.get(option.name) ?? []
    const value = values.length === 0 ? option.unset(surroundings) : option.many ? [...new Set(values)] : values.at(-1)
    const absolute = (one: unknown) => option.isPath && typeof one === 'string' ? path.resolve(cwd, one) : one
    return Array.isArray(value) ? Object.freeze(value.map(absolute)) : absolute(value)
  }

  const config: Config = {
    // The type above says of each row what this computes from it.
    ...Object.fromEntries(Object.entries(serverOptions)
      .map(([member, option]) => [member, valueOf(option)])) as OptionValues,
    hostsChosen: isChosen(options.hosts),
    portChosen: isChosen(options.port),
    bootstrapOpened: isChosen(options.bootstrapHosts)
  }
  if (config.ephemeral && config.durable) problems.push(`${spell('ephemeral')}, ${spell('durable')}: got both; accepted: one of them, as memory cannot be synced to disk`)
  if (config.deterministic !== undefined && !config.ephemeral) problems.push(`${spell('deterministic')}: got it without ${spell('ephemeral')}; accepted: both, as keys of an earlier run would change what repeats`)
  if ((config.caCert === undefined) !== (config.caKey === undefined)) problems.push(`${spell('ca-cert')}, ${spell('ca-key')}: got only ${spell(config.caCert === undefined ? 'ca-key' : 'ca-cert')}; accepted: both, or neither`)
  if (isInside(config.pki, config.certs)) {
    problems.push(`${spell('pki')}: got ${JSON.stringify(config.pki)}, which is inside ${spell('certs')}; accepted: a folder outside, so that clients that mount the certificate folder get no key of the server`)
  }
  if (problems.length > 0) throw startFailure(startFailures.UsageWrong, problems)
  return Object.freeze(config)
}

const asGiven = (texts: Readonly<Record<string, string>>): ReadonlyMap<string, Given> =>
  new Map(Object.entries(texts).map(([name, text]) => [name, { texts: [text], from: 'the defaults' }]))

/** The named file must be there; the default one need not. Paths inside are relative to the file. */
function configFile (named: string | undefined, cwd: string, readFile: (file: string) => string | undefined): Source {
  const nothing = { given: new Map<string, Given>(), problems: [] }
  const file = path.resolve(cwd, named ?? defaultFile)
  const shown = named ?? defaultFile
  try {
    const text = readFile(file)
    if (text === undefined) {
      return named === undefined ? nothing : { ...nothing, problems: [`--config: there is no file ${shown}`] }
    }
    return relativeTo(path.dirname(file), fromFile(text, shown, everyOption))
  } catch (error) {
    return { ...nothing, problems: [`--config: ${shown} cannot be read (${messageOf(error)})`] }
  }
}

function relativeTo (folder: string, source: Source): Source {
  const given = new Map(source.given)
  for (const { name, isPath } of everyServerOption) {
    const found = given.get(name)
    if (isPath && found !== undefined) {
      given.set(name, { ...found, texts: found.texts.map((text) => text === '' ? text : path.resolve(folder, text)) })
    }
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
