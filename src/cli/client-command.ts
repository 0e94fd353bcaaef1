// Commands such as `secret` and `key`: each verb calls a running server as a client of a domain, and returns what it
// prints: a text, or JSON with --json.

import { loadConfig } from '../config/config.js'
import { fromFlags } from '../config/option-sources.js'
import { options, type Option } from '../config/options.js'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { endpointOption, jsonOption } from './access-options.js'
import { readClientAccess, type FolderAccess } from './clients/client-access.js'
import type { Command, Surroundings } from './command.js'
import { readCommandOptions, type CommandOptions } from './command-options.js'
import { wrongVerb } from './control/arguments.js'
import type { ExitCode } from './exit-codes.js'
import { flagOf } from './help/help.js'
import { describeServer, reportServer, serverRule } from './server-selection.js'

/** What a verb works with. */
export interface ClientCall<Client> {
  readonly client: Client
  /** The words after the verb. */
  readonly words: readonly string[]
  readonly own: CommandOptions
  readonly surroundings: Surroundings
}

export interface Printed {
  readonly text: string
  /** Printed with --json. */
  readonly json: unknown
  /** Reported after the output; the command then ends with exit code 34. */
  readonly refused?: readonly string[]
}

export interface ClientVerb<Client> {
  readonly name: string
  /** The words after it, for help. */
  readonly takes: string
  /** How many words it takes. */
  readonly words: { readonly min: number, readonly max: number }
  readonly options: ReadonlyArray<Option<unknown>>
  readonly run: (call: ClientCall<Client>) => Promise<Printed>
}

export interface ClientCommand<Client> {
  readonly name: string
  readonly summary: string
  readonly notes: readonly string[]
  readonly exitCodes: readonly ExitCode[]
  readonly verbs: ReadonlyArray<ClientVerb<Client>>
  readonly open: (access: FolderAccess) => Promise<Client>
}

const placeOptions = [jsonOption, endpointOption, options.okmsId, options.certs, options.config]

export function clientCommand<Client extends { close (): void }> (
  { name, summary, notes, exitCodes, verbs, open }: ClientCommand<Client>
): Command {
  const optionsOf = (verb: ClientVerb<Client>): ReadonlyArray<Option<unknown>> => [...verb.options, ...placeOptions]
  const usageOf = (verb: ClientVerb<Client>) =>
    [`okms-emulator ${name} ${verb.name} ${verb.takes}`.trimEnd(), ...verb.options.map((option) => `[${flagOf(option)}]`)].join(' ')

  return {
    name,
    summary,
    usage: `${verbs.map((verb) => verb.name).join('|')} ... [options]`,
    options: [...new Set(verbs.flatMap((verb) => verb.options)), ...placeOptions],
    notes: [verbs.map(usageOf).join('\n'), ...notes, serverRule],
    exitCodes,
    run
  }

  async function run ([word, ...flags]: readonly string[], surroundings: Surroundings): Promise<number> {
    const { env, cwd, stdout, stderr } = surroundings
    const verb = verbs.find((one) => one.name === word)
    if (verb === undefined) throw wrongVerb(name, verbs.map((one) => one.name), word)
    const accepted = optionsOf(verb)
    const words = fromFlags(flags, accepted).positionals
    const config = loadConfig({ argv: flags, env, cwd, flags: accepted, words: verb.words.max })
    const own = readCommandOptions(flags, accepted)
    if (words.length < verb.words.min) {
      throw startFailure(startFailures.UsageWrong, [`${name} ${verb.name}: a word is missing; accepted: ${verb.takes}`])
    }
    const access = readClientAccess({ certs: config.certs, endpoint: own.one(endpointOption), okmsId: config.okmsId })
    reportServer(stderr, describeServer(access))
    const client = await open(access)
    try {
      const { text, json, refused = [] } = await verb.run({ client, words, own, surroundings })
      stdout.write(own.one(jsonOption) === true ? `${JSON.stringify(json, null, 2)}\n` : text)
      if (refused.length > 0) throw startFailure(startFailures.RequestRefused, refused)
      return 0
    } finally {
      client.close()
    }
  }
}
