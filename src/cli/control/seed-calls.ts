// What the commands `seed` and `export` share: the options that say which server, and a call of its admin API.

import { loadConfig } from '../../config/config.js'
import { fromFlags } from '../../config/option-sources.js'
import { options, type Option } from '../../config/options.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import type { AdminCall } from '../../emulator/admin/admin-api.js'
import { endpointOption } from '../access-options.js'
import { okmsConfigurationIn } from '../clients/client-access.js'
import type { Surroundings } from '../command.js'
import { readCommandOptions, type CommandOptions } from '../command-options.js'
import { reportServer } from '../server-selection.js'

export const serverOptions = [
  endpointOption, options.data, options.certs, options.pki, options.caCert, options.caKey, options.ephemeral,
  options.config
]

export interface SeedCommandInput {
  readonly words: readonly string[]
  readonly own: CommandOptions
  /** Resolves with the body of the reply. Throws StartFailure (RequestRefused). */
  readonly ask: (call: AdminCall) => Promise<unknown>
}

/** Runs on a running server, or on the folder of a stopped one. Throws StartFailure. */
export async function withServer (
  argv: readonly string[], { env, cwd, stderr }: Surroundings, accepted: readonly Option<unknown>[], words: number,
  work: (input: SeedCommandInput) => Promise<void>
): Promise<number> {
  const config = loadConfig({ argv, env, cwd, flags: accepted, words })
  const own = readCommandOptions(argv, accepted)
  const { given, positionals } = fromFlags(argv, accepted)
  const { openAdminApi } = await import('../../emulator/admin/admin-api.js')
  const api = await openAdminApi({
    config,
    endpoint: own.one(endpointOption),
    written: okmsConfigurationIn(config.certs).endpoint,
    dataNamed: given.has(options.data.name)
  })
  try {
    reportServer(stderr, api.used)
    await work({
      words: positionals,
      own,
      async ask (call) {
        const reply = await api.call(call)
        if (reply.refusal === undefined) return reply.body
        throw startFailure(startFailures.RequestRefused, reply.refusal.problems.map(({ line }) => line))
      }
    })
    return 0
  } finally {
    api.close()
  }
}
