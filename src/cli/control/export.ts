// export: writes a seed of a running server, or of the folder of a stopped one.

import type { AdminReplyBody } from '../../emulator/admin/admin-api.js'
import { jsonOption, switchOption } from '../access-options.js'
import type { Command, Surroundings } from '../command.js'
import { adminFailures, exitCodes } from '../exit-codes.js'
import { adminRule } from '../server-selection.js'
import { oneDomainOption } from './admin-options.js'
import { bodyOf } from './verbs.js'
import { serverOptions, withServer } from './seed-calls.js'

const domainOption = oneDomainOption(
  'okms domain to export, without tokens, service accounts, groups and policies', 'everything'
)

const materialOption = switchOption('material', 'Include the private parts of keys and the data of secrets')

const accepted = [
  domainOption, materialOption, { ...jsonOption, summary: 'Write JSON instead of YAML' }, ...serverOptions
]

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write a seed of what a server has',
  usage: '[options]',
  options: accepted,
  notes: [
    'The seed is printed on standard output: okms-emulator export > seed.yaml. Without --material, the keys of the seed are generated when it is applied, and the versions of its secrets have no data. Credentials, tokens and secrets of service accounts are never in a seed: they are made again where it is applied.',
    adminRule
  ],
  exitCodes: exitCodes('done', ['UsageWrong', ...adminFailures]),
  run
}

async function run (argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout } = surroundings
  return await withServer(argv, surroundings, accepted, 0, async ({ own, ask }) => {
    const query = bodyOf({
      okmsId: own.one(domainOption),
      material: own.one(materialOption),
      format: own.one(jsonOption) === true ? 'json' : 'yaml'
    })
    const { content } = await ask({ operationId: 'ExportSeed', query: { ...query } }) as AdminReplyBody<'ExportSeed'>
    stdout.write(content)
  })
}
