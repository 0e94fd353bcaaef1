// Where the server of healthcheck and wait is, and whether it is ready, by the CA of the certificate folder.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../../config/config.js'
import { messageOf } from '../../domain/thrown.js'
import { hostOf, portOf } from '../../domain/text/url-host.js'
import { options } from '../../config/options.js'
import { certificateFiles } from '../../services/certificates/certificate-files.js'
import { endpointOption, jsonOption } from '../access-options.js'
import { okmsConfigurationIn } from '../clients/client-access.js'
import { requestHealth } from './health-request.js'
import { serverRule } from '../server-selection.js'

export const placeOptions = [
  endpointOption, options.hosts, options.port, options.certs, jsonOption, options.config
] as const

export const placeNotes = [
  'It calls /_emulator/health, which needs no client certificate, and trusts the CA of the certificate folder.',
  `${serverRule} Where a port is named, by flag, variable or configuration file, it is the server of this machine on that port, at the addresses of --host.`
] as const

/** The output of --json. */
export const readinessJson = (reason: string | undefined) =>
  `${JSON.stringify({ ready: reason === undefined, ...(reason === undefined ? {} : { reason }) }, null, 2)}\n`

/** Where a server may be. */
export interface Place {
  readonly host: string
  readonly port: number
}

/** Possible locations of the server, or why there are none. */
export function placesOf (
  { hosts, port, portChosen, certs }: Pick<Config, 'hosts' | 'port' | 'portChosen' | 'certs'>,
  endpoint: string | undefined
): readonly Place[] | string {
  if (endpoint === undefined && portChosen && port !== 0) return hosts.map((host) => ({ host: reachable(host), port }))
  const known = endpoint ?? okmsConfigurationIn(certs).endpoint
  if (known === undefined) return `no okms.yaml in ${certs}, so no server has become ready there; name its folder with --certs, or the server with --endpoint or --port`
  const url = new URL(known)
  return [{ host: hostOf(url), port: portOf(url) }]
}

/**
 * Undefined when the server at one of the locations is ready; otherwise the reason of the first attempt.
 * @param patience Milliseconds for each of them.
 */
export async function whyNotReady (
  places: readonly Place[], certs: string, patience?: number
): Promise<string | undefined> {
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
    const reason = await requestHealth({ ...place, ca, ...(patience === undefined ? {} : { patience }) })
    if (reason === undefined) return undefined
    firstReason ??= reason
  }
  return firstReason
}

/** For messages. */
export const describePlaces = (places: readonly Place[], certs: string) => `the server at ${places.map(({ host, port }) => `${host} port ${port}`).join(' or ')} with the files of ${certs}`

/** For a server that listens on every address, the request goes to a loopback address. */
function reachable (host: string): string {
  const loopbackOf: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
  return loopbackOf[host] ?? host
}
