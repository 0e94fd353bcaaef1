// The probable meaning of a command line without a known command.

import { everyOption } from '../../config/options.js'
import { didYouMean } from '../../domain/text/did-you-mean.js'
import type { Command } from '../command.js'
import { nouns } from '../control/nouns.js'
import { posixQuoted } from '../clients/shells.js'

/** Words of other programs for our commands. */
const synonyms = new Map(Object.entries({
  start: 'serve',
  up: 'serve',
  run: 'serve',
  server: 'serve',
  daemon: 'serve',
  listen: 'serve',
  health: 'healthcheck',
  status: 'healthcheck',
  ping: 'healthcheck',
  ready: 'wait',
  'wait-for': 'wait',
  environment: 'env',
  check: 'doctor',
  diagnose: 'doctor',
  debug: 'doctor',
  tutorial: 'demo',
  tour: 'demo',
  install: 'trust',
  uninstall: 'trust --remove',
  untrust: 'trust --remove',
  servicekey: 'key',
  servicekeys: 'key',
  certificate: 'credential',
  cert: 'credential'
}))

/** Words of other programs for the verbs of a noun. */
const verbSynonyms = new Map(Object.entries({
  ls: 'list',
  get: 'show',
  describe: 'show',
  inspect: 'show',
  create: 'add',
  new: 'add',
  delete: 'remove',
  rm: 'remove',
  del: 'remove',
  revoke: 'remove'
}))

/** Tasks that other programs or calls perform. */
const elsewhere = new Map([
  ...['stop', 'down', 'kill', 'quit', 'exit', 'shutdown']
    .map((word) => [word, 'Ctrl+C or SIGTERM stops a server.'] as const),
  ...['restart', 'reload'].map((word) => [word, 'Stop the server with Ctrl+C or SIGTERM, then run: okms-emulator serve'] as const),
  ...['log', 'logs'].map((word) => [word, 'serve writes its log to standard error.'] as const),
  ...['encrypt', 'decrypt', 'sign', 'verify'].map((word) => [word, 'Service keys are used over the REST API, for example by okms-cli.'] as const)
])

/** The verb that a word means: `list` for `ls`, `list` and `lits`. */
export function suggestVerb (word: string, verbs: readonly string[]): string | undefined {
  return known(verbs, word) ?? known(verbs, verbSynonyms.get(word)) ?? didYouMean(word, verbs)
}

/**
 * One sentence for a command line that does not start with a command. It names the fault and, if
 * possible, the intended command.
 */
export function unknownFlagText (argv: readonly [string, ...string[]], commands: readonly Command[]): string {
  const [word, ...rest] = argv
  const names = commands.map(({ name }) => name)
  if (word.startsWith('-')) return complaintOfOption(argv, names)
  const advice = elsewhere.get(word)
  if (advice !== undefined) return `${word}: unknown command. ${advice}`
  const meant = swapped(word, rest, names) ?? meantBy(word, names)
  return `${word}: unknown command${meant === undefined ? '.' : `; did you mean: ${meant}?`}`
}

/** `--port 9000 serve`, `--serve` or `--port 9000`. */
function complaintOfOption (argv: readonly [string, ...string[]], names: readonly string[]): string {
  const [option] = argv
  const place = argv.findIndex((word) => names.includes(word))
  if (place > 0) return `${option}: the command comes before its options: ${inProgram(...argv.slice(place), ...argv.slice(0, place))}`
  const name = option.replace(/^-+/, '')
  const isOption = everyOption.some((one) => one.name === name.split('=')[0])
  const meant = isOption ? undefined : meantBy(name, names)
  if (meant !== undefined) return `${option}: unknown option; did you mean: ${meant}?`
  return `${option}: a command is missing before the options; did you mean: ${inProgram('serve', ...argv)}?`
}

/** The verb before its noun, as in `list domains`, or a verb alone. */
function swapped (word: string, rest: readonly string[], names: readonly string[]): string | undefined {
  const verbs = [...new Set(nouns.flatMap((noun) => noun.verbs.map(({ name }) => name)))]
  const verb = known(verbs, word) ?? known(verbs, verbSynonyms.get(word))
  if (verb === undefined) return undefined
  const [second = '', ...others] = rest
  const noun = nouns.map(({ name }) => name).find((name) => name === second || `${name}s` === second)
  if (noun !== undefined && names.includes(noun)) return inProgram(noun, verb, ...others)
  return nouns.filter((one) => one.verbs.some(({ name }) => name === verb)).map(({ name }) => `${name} ${verb}`).join(
    ', '
  )
}

function meantBy (word: string, names: readonly string[]): string | undefined {
  const lower = word.toLowerCase()
  const synonym = synonyms.get(lower)
  const isThere = synonym !== undefined && names.some((name) => synonym.split(' ')[0] === name)
  return isThere ? synonym : names.find((name) => `${name}s` === lower) ?? didYouMean(lower, names)
}

const known = (words: readonly string[], word: string | undefined) => words.find((one) => one === word)

const inProgram = (...words: readonly string[]) => ['okms-emulator', ...words].map(posixQuoted).join(' ')
