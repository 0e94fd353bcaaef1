// healthcheck: asks a server that should be running whether it is ready, with the CA of the certificate folder.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { loadConfig, type Config } from '../../config/config.js'
import { messageOf } from '../../domain/thrown.js'
import { hostOf, portOf } from '../../domain/text/url-host.js'
import { options } from '../../config/options.js'
import { endpointOption, jsonOption } from '../access-options.js'
import { okmsConfigurationIn } from '../clients/client-access.js'
import { exitCodes } from '../exit-codes.js'
import { certificateFiles } from '../../services/certificates/certificate-files.js'
import type { Command, Surroundings } from '../command.js'
import { readCommandOptions } from '../command-options.js'
import { requestHealth } from './health-request.js'
import { reportServer, serverRule } from '../server-selection.js'

export const healthcheck: Command = {
  name: 'healthcheck',
  summary: 'Exit 0 when the server is ready, 1 with the reason when not',
  usage: '[options]',
  options: [endpointOption, options.hosts, options.port, options.certs, jsonOption, options.config],
  notes: [
    'It calls /_emulator/health, which needs no client certificate, and trusts the CA of the certificate folder.',
    `${serverRule} Where a port is named, by flag, variable or configuration file, it is the server of this machine on that port, at the addresses of --host.`
  ],
  exitCodes: exitCodes('ready', ['UsageWrong'], [{ code: 1, meaning: 'not ready' }]),
  run
}

async function run (argv: readonly string[], { env, cwd, stdout, stderr }: Surroundings): Promise<number> {
  const config = loadConfig({ argv, env, cwd, flags: healthcheck.options })
  const own = readCommandOptions(argv, healthcheck.options)
  const places = placesOf(config, own.one(endpointOption))
  if (typeof places !== 'string') reportServer(stderr, `the server at ${places.map(({ host, port }) => `${host} port ${port}`).join(' or ')} with the files of ${config.certs}`)
  const reason = typeof places === 'string' ? places : await whyNotReady(places, config.certs)
  if (own.one(jsonOption) === true) stdout.write(`${JSON.stringify({ ready: reason === undefined, ...(reason === undefined ? {} : { reason }) }, null, 2)}\n`)
  else if (reason === undefined) stdout.write('ready\n')
  if (reason !== undefined) stderr.write(`okms-emulator: not ready: ${reason.replaceAll('\n', ' ')}\n`)
  return reason === undefined ? 0 : 1
}

interface Place {
  readonly host: string
  readonly port: number
}

/** Possible locations of the server, or why there are none. */
function placesOf (
  { hosts, port, portChosen, certs }: Pick<Config, 'hosts' | 'port' | 'portChosen' | 'certs'>,
  endpoint: string | undefined
): readonly Place[] | string {
  if (endpoint === undefined && portChosen && port !== 0) return hosts.map((host) => ({ host: reachable(host), port }))
  const known = endpoint ?? okmsConfigurationIn(certs).endpoint
  if (known === undefined) return `no okms.yaml in ${certs}, so no server has become ready there; name its folder with --certs, or the server with --endpoint or --port`
  const url = new URL(known)
  return [{ host: hostOf(url), port: portOf(url) }]
}

/** Undefined when the server at one of the locations is ready; otherwise the reason of the first attempt. */
async function whyNotReady (places: readonly Place[], certs: string): Promise<string | undefined> {
  const file = path.join(certs, certificateFiles.caCertificate)
  if (!existsSync(file)) return `no ${certificateFiles.caCertificate} in ${certs}; start the server once, or name its folder with --certs`
  let ca: string
  try {
    ca = readFileSync(file, 'utf8')
  } catch (error) {
    return `${file} cannot be read (${messageOf(error)})`
  }
  let firstReason: string | undefined
  for (const place of places) {
    const reason = await requestHealth({ ...place, ca })
    if (reason === undefined) return undefined
    firstReason ??= reason
  }
  return firstReason
}

/** For a server that listens on every address, the request goes to a loopback address. */
function reachable (host: string): string {
  const loopbackOf: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
  return loopbackOf[host] ?? host
}
