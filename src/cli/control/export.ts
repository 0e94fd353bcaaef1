// export: writes a seed of a running server, or of the folder of a stopped one.

import type { Option } from '../../config/options.js'
import { readUuid } from '../../domain/uuid.js'
import type { AdminReplyBody } from '../../emulator/admin/admin-api.js'
import { jsonOption, switchOption } from '../access-options.js'
import type { Command, Surroundings } from '../command.js'
import { adminFailures, exitCodes } from '../exit-codes.js'
import { adminRule } from '../server-selection.js'
import { bodyOf } from './verbs.js'
import { serverOptions, withServer } from './seed-calls.js'

const syntaxes = ['yaml', 'json']

const domainOption = {
  name: 'domain',
  placeholder: 'UUID',
  many: false,
  json: 'string',
  summary: 'okms domain to export, without tokens, service accounts, groups and policies',
  accepts: 'the UUID of an okms domain',
  default: 'everything',
  flagOnly: true,
  read: readUuid
} as const satisfies Option<unknown>

const materialOption = switchOption('material', 'Include the private parts of keys and the data of secrets')

const formatOption = {
  name: 'format',
  placeholder: 'NAME',
  many: false,
  json: 'string',
  summary: 'Syntax of the seed',
  accepts: syntaxes.join(' or '),
  default: 'yaml',
  flagOnly: true,
  read: (text: string) => syntaxes.find((syntax) => syntax === text.toLowerCase())
} as const satisfies Option<unknown>

const accepted = [domainOption, materialOption, formatOption, jsonOption, ...serverOptions]

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
      okmsId: own.one(domainOption), material: own.one(materialOption), format: own.one(formatOption)
    })
    const reply = await ask({ operationId: 'ExportSeed', query: { ...query } }) as AdminReplyBody<'ExportSeed'>
    stdout.write(own.one(jsonOption) === true ? `${JSON.stringify(reply, null, 2)}\n` : reply.content)
  })
}
