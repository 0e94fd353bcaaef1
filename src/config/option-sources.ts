// Where options come from: flags over environment over configuration file. Collects texts and problems; a value is
// parsed only when it is requested.

import { parseArgs } from 'node:util'
import { didYouMean } from '../domain/text/did-you-mean.js'
import { messageOf } from '../domain/thrown.js'
import { environmentName, environmentPrefix, readSwitch, type Option } from './options.js'

/** Texts for an option from the source with the highest precedence, and the name of that source. */
export interface Given {
  readonly texts: readonly string[]
  /** How each is spelled in its source, for messages; by default in quotes. */
  readonly shown?: readonly string[]
  readonly from: string
}

export interface Source {
  /** Keyed by option name. */
  readonly given: ReadonlyMap<string, Given>
  /** One line each. */
  readonly problems: readonly string[]
}

/**
 * Reads flags: `--name value` and `--name=value`. A switch is also turned on by `--name` alone and off by
 * `--no-name`; the word after it is its value when a switch accepts it, and a positional otherwise. Words that do not
 * start with a dash are positionals.
 */
export function fromFlags (argv: readonly string[], accepted: readonly Option<unknown>[]): Source & {
  readonly positionals: readonly string[]
} {
  const byName = new Map(accepted.map((option) => [option.name, option]))
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      accepted.map(({ name, placeholder }) => [name, { type: placeholder === null ? 'boolean' : 'string' }])
    )
  })
  const given = new Map<string, Given>()
  const problems: string[] = []
  const positionals: string[] = []
  let unknownAt: number | undefined
  /** The last switch, if it has no value yet. */
  let open: { readonly name: string, readonly index: number } | undefined

  for (const token of tokens) {
    if (token.kind === 'positional') {
      // The word after an unknown flag is probably its value: one line per mistake.
      if (token.index - 1 === unknownAt) continue
      const after = token.index - 1 === open?.index ? open : undefined
      open = undefined
      if (after !== undefined && readSwitch(token.value) !== undefined) {
        given.set(after.name, { texts: [token.value], from: 'the command line' })
      } else {
        positionals.push(token.value)
      }
    }
    if (token.kind !== 'option') continue
    const { name, text } = plain(token, byName)
    const option = byName.get(name)
    if (option === undefined) {
      problems.push(unknown(token.rawName, didYouMean(name, [...byName.keys()]), '--'))
      unknownAt = token.inlineValue === true ? undefined : token.index
    } else if (text === undefined || (token.inlineValue === false && text.startsWith('--'))) {
      problems.push(`--${name}: got no value; accepted: ${option.accepts}`)
    } else {
      const before = option.many ? given.get(name)?.texts ?? [] : []
      given.set(name, { texts: [...before, text], from: 'the command line' })
      if (byName.get(token.name)?.placeholder === null && token.inlineValue !== true) {
        open = { name, index: token.index }
      }
    }
  }
  return { given, problems, positionals }
}

/** A switch without a value is `true`, `--no-switch` is `false`. */
function plain (
  token: { readonly name: string, readonly value: string | undefined }, byName: ReadonlyMap<string, Option<unknown>>
): { name: string, text: string | undefined } {
  const isSwitch = (name: string): boolean => byName.get(name)?.placeholder === null
  const negated = token.name.replace(/^no-/, '')
  if (!byName.has(token.name) && isSwitch(negated) && token.value === undefined) return { name: negated, text: 'false' }
  return { name: token.name, text: token.value ?? (isSwitch(token.name) ? 'true' : undefined) }
}

/** Reads OKMS_EMULATOR_*. An empty variable counts as missing: compose files write `${PORT:-}`. */
export function fromEnvironment (
  env: Readonly<Record<string, string | undefined>>, known: readonly Option<unknown>[]
): Source {
  const byVariable = new Map(known.map((option) => [environmentName(option), option]))
  const given = new Map<string, Given>()
  const problems: string[] = []

  for (const [variable, text] of Object.entries(env)) {
    if (!variable.startsWith(environmentPrefix) || text === undefined || text === '' || isServiceLink(text)) continue
    const option = byVariable.get(variable)
    if (option !== undefined) {
      const texts = option.many ? text.split(',').map((item) => item.trim()).filter((item) => item !== '') : [text]
      given.set(option.name, { texts, from: variable })
      continue
    }
    // Other programs may use variables with this prefix (a test's OKMS_EMULATOR_URL): only a
    // probable typing error is reported.
    const meant = didYouMean(
      variable.slice(environmentPrefix.length),
      [...byVariable.keys()].map((name) => name.slice(environmentPrefix.length))
    )
    if (meant !== undefined && !isServiceVariable(variable)) problems.push(unknown(variable, meant, environmentPrefix))
  }
  return { given, problems }
}

// Kubernetes and Docker links describe a service that is itself called okms-emulator by
// OKMS_EMULATOR_PORT=tcp://10.0.0.7:8443 and its like.
const isServiceLink = (text: string): boolean => /^(tcp|udp|sctp):\/\//.test(text)
const isServiceVariable = (variable: string): boolean => /_(SERVICE_(HOST|PORT\w*)|PORT_\d+_(TCP|UDP|SCTP)\w*)$/.test(variable)

/** Reads the text of the configuration file. The caller resolves paths in it. */
export function fromFile (text: string, file: string, known: readonly Option<unknown>[]): Source {
  const members = parseObject(text)
  if (typeof members === 'string') return { given: new Map(), problems: [`${file}: ${members}`] }

  const byName = new Map(known.filter((option) => option.notInFile !== true).map((option) => [option.name, option]))
  const given = new Map<string, Given>()
  const problems: string[] = []
  for (const [name, value] of Object.entries(members)) {
    const option = byName.get(name)
    if (option === undefined) {
      problems.push(`${file}: ${unknown(name, didYouMean(name, [...byName.keys()]), '')}`)
      continue
    }
    const items: readonly unknown[] = Array.isArray(value) && option.many ? value : [value]
    if (items.every((item) => option.json.split(' or ').includes(jsonType(item)))) {
      given.set(name, { texts: items.map(String), from: file })
    } else {
      problems.push(`${name}: got ${JSON.stringify(value)} from ${file}; accepted: a JSON ${option.json}${option.many ? `, or an array of ${option.json}s` : ''}`)
    }
  }
  return { given, problems }
}

const jsonType = (value: unknown): string => typeof value

/** The object, or the fault in the text. */
function parseObject (text: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : 'not a JSON object; write {"port": 8443}'
  } catch (error) {
    return `not valid JSON (${messageOf(error)})`
  }
}

function unknown (name: string, meant: string | undefined, prefix: string): string {
  return `${name}: unknown option${meant === undefined ? '' : `, did you mean ${prefix}${meant}?`}`
}
