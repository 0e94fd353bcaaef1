// secret: lists, shows, writes, deletes and imports secrets on a running server, as a client of it.

import { loadConfig } from '../../config/config.js'
import { fromFlags } from '../../config/option-sources.js'
import { options, type Option } from '../../config/options.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { endpointOption, jsonOption } from '../access-options.js'
import { readClientAccess } from '../clients/client-access.js'
import type { Command, Surroundings } from '../command.js'
import { readCommandOptions } from '../command-options.js'
import { wrongVerb } from '../control/arguments.js'
import { exitCodes } from '../exit-codes.js'
import { flagOf } from '../help/help.js'
import { describeServer, reportServer, serverRule } from '../server-selection.js'
import { formatSummaries } from './import/import-formats.js'
import { secretVerbs, type SecretVerb } from './secret-verbs.js'

const placeOptions = [jsonOption, endpointOption, options.okmsId, options.certs, options.config]

const optionsOf = (verb: SecretVerb): ReadonlyArray<Option<unknown>> => [...verb.options, ...placeOptions]

const usageOf = ({ name, takes, options: own }: SecretVerb) =>
  [`okms-emulator secret ${name} ${takes}`, ...own.map((option) => `[${flagOf(option)}]`)].join(' ')

export const secret: Command = {
  name: 'secret',
  summary: 'List, show, get, put, delete or import secrets',
  usage: `${secretVerbs.map(({ name }) => name).join('|')} ... [options]`,
  options: [...new Set(secretVerbs.flatMap((verb) => verb.options)), ...placeOptions],
  notes: [
    secretVerbs.map(usageOf).join('\n'),
    'get and import print or read data; list and show never print any, and no message repeats a value. Other users of this machine can read command lines: give put a value that matters by @FILE or -, which take a JSON object.',
    `import tells the format of a file by its content: ${formatSummaries.join('; ')}. In a folder, each .json file is a secret whose path is its name. A file with a fault is named with line and column, and nothing is written. A secret whose data is the same gets no new version.`,
    serverRule
  ],
  exitCodes: exitCodes('done', [
    'UsageWrong', 'ClientFilesMissing', 'ServerUnreachable', 'RequestRefused', 'NotConfirmed'
  ]),
  run
}

async function run (argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { env, cwd, stdout, stderr } = surroundings
  const { verb, words, flags } = readArguments(argv)
  const accepted = optionsOf(verb)
  const config = loadConfig({ argv: flags, env, cwd, flags: accepted, words: verb.words.max })
  const own = readCommandOptions(flags, accepted)
  if (words.length < verb.words.min) throw wrong(`secret ${verb.name}: a word is missing; accepted: ${verb.takes}`)

  const { createSecretsClient } = await import('./secrets-client.js')
  const access = readClientAccess({ certs: config.certs, endpoint: own.one(endpointOption), okmsId: config.okmsId })
  reportServer(stderr, describeServer(access))
  const client = createSecretsClient(access)
  try {
    const { text, json, refused = [] } = await verb.run({ client, words, own, surroundings })
    stdout.write(own.one(jsonOption) === true ? `${JSON.stringify(json, null, 2)}\n` : text)
    if (refused.length > 0) throw startFailure(startFailures.RequestRefused, refused)
    return 0
  } finally {
    client.close()
  }
}

const wrong = (problem: string) => startFailure(startFailures.UsageWrong, [problem])

/** Throws StartFailure (UsageWrong). */
function readArguments ([word, ...flags]: readonly string[]) {
  const verb = secretVerbs.find(({ name }) => name === word)
  if (verb === undefined) throw wrongVerb('secret', secretVerbs.map(({ name }) => name), word)
  return { verb, flags, words: fromFlags(flags, optionsOf(verb)).positionals }
}
