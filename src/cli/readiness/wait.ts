// wait: returns when a server is ready, which may not even have been started yet.

import { setTimeout as pause } from 'node:timers/promises'
import { loadConfig } from '../../config/config.js'
import type { Option } from '../../config/options.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { endpointOption, jsonOption } from '../access-options.js'
import { exitCodes } from '../exit-codes.js'
import type { Command, Surroundings } from '../command.js'
import { readCommandOptions } from '../command-options.js'
import { describePlaces, placeNotes, placeOptions, placesOf, readinessJson, whyNotReady } from './readiness.js'
import { reportServer } from '../server-selection.js'

const usualSeconds = 60
const mostSeconds = 86_400

const timeoutOption = {
  name: 'timeout',
  placeholder: 'SECONDS',
  many: false,
  json: 'number',
  summary: 'How long to wait',
  accepts: `a number from 0 to ${mostSeconds}, such as 30 or 0.5; with 0, there is one attempt`,
  default: String(usualSeconds),
  flagOnly: true,
  read: (text: string) => /^\d{1,5}(\.\d{1,3})?$/.test(text) && Number(text) <= mostSeconds ? Number(text) : undefined
} as const satisfies Option<unknown>

/** Milliseconds between two attempts. */
const interval = 100
/** Milliseconds for one attempt: a server that hangs is tried again. */
const patience = 5000
/** Milliseconds that even an attempt at the end of the time has. */
const leastPatience = 500

export const wait: Command = {
  name: 'wait',
  summary: 'Wait until a server is ready',
  usage: '[options]',
  options: [timeoutOption, ...placeOptions],
  notes: [
    'The server and its certificate folder do not have to exist yet: start the server in the background, then wait for it.',
    ...placeNotes
  ],
  exitCodes: exitCodes('ready', ['UsageWrong', 'NotReadyInTime']),
  run
}

async function run (argv: readonly string[], { env, cwd, stdout, stderr }: Surroundings): Promise<number> {
  const config = loadConfig({ argv, env, cwd, flags: wait.options })
  const own = readCommandOptions(argv, wait.options)
  const seconds = own.one(timeoutOption) ?? usualSeconds
  const isJson = own.one(jsonOption) === true
  // Not the time of day, which may be set meanwhile.
  const end = performance.now() + seconds * 1000
  let reported: string | undefined

  /** Undefined when the server is ready. The folder is read again each time, as the server writes it at its start. */
  async function attempt (): Promise<string | undefined> {
    const places = placesOf(config, own.one(endpointOption))
    if (typeof places === 'string') return places
    const used = describePlaces(places, config.certs)
    if (used !== reported) reportServer(stderr, used)
    reported = used
    const left = end - performance.now()
    return await whyNotReady(places, config.certs, Math.min(Math.max(left, leastPatience), patience))
  }

  let reason = await attempt()
  while (reason !== undefined && performance.now() < end) {
    await pause(Math.min(interval, Math.max(end - performance.now(), 0)))
    reason = await attempt()
  }
  if (isJson) stdout.write(readinessJson(reason))
  else if (reason === undefined) stdout.write('ready\n')
  if (reason !== undefined) throw startFailure(startFailures.NotReadyInTime, seconds, reason.replaceAll('\n', ' '))
  return 0
}
