// healthcheck: asks a server that should be running whether it is ready, with the CA of the certificate folder.

import { loadConfig } from '../../config/config.js'
import { endpointOption, jsonOption } from '../access-options.js'
import { exitCodes } from '../exit-codes.js'
import type { Command, Surroundings } from '../command.js'
import { readCommandOptions } from '../command-options.js'
import { describePlaces, placeNotes, placeOptions, placesOf, readinessJson, whyNotReady } from './readiness.js'
import { reportServer } from '../server-selection.js'

export const healthcheck: Command = {
  name: 'healthcheck',
  summary: 'Exit 0 when the server is ready, 1 with the reason when not',
  usage: '[options]',
  options: placeOptions,
  notes: placeNotes,
  exitCodes: exitCodes('ready', ['UsageWrong'], [{ code: 1, meaning: 'not ready' }]),
  run
}

async function run (argv: readonly string[], { env, cwd, stdout, stderr }: Surroundings): Promise<number> {
  const config = loadConfig({ argv, env, cwd, flags: healthcheck.options })
  const own = readCommandOptions(argv, healthcheck.options)
  const places = placesOf(config, own.one(endpointOption))
  if (typeof places !== 'string') reportServer(stderr, describePlaces(places, config.certs))
  const reason = typeof places === 'string' ? places : await whyNotReady(places, config.certs)
  if (own.one(jsonOption) === true) stdout.write(readinessJson(reason))
  else if (reason === undefined) stdout.write('ready\n')
  if (reason !== undefined) stderr.write(`okms-emulator: not ready: ${reason.replaceAll('\n', ' ')}\n`)
  return reason === undefined ? 0 : 1
}
