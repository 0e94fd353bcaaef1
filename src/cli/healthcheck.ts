// healthcheck: one real request over mutual TLS, with the files of the certificate folder, to a server that should be running.

import { loadConfig, type Config } from '../config.js'
import { options } from '../options.js'
import type { Command, Surroundings } from './command.js'
import { exitCodes } from './exit-codes.js'
import { clientCertificates } from './client-certificates.js'
import { askForRandom } from './random-request.js'

export const healthcheck: Command = {
  name: 'healthcheck',
  summary: 'Exit 0 when the server is ready, 1 with the reason when not',
  usage: '[options]',
  options: [options.host, options.port, options.certs, options.config],
  notes: ['It takes the same environment and configuration file as serve, and makes one real call over mutual TLS with the client files of the certificate folder.'],
  exitCodes: exitCodes('ready', ['UsageWrong'], [{ code: 1, meaning: 'not ready' }]),
  run
}

async function run (argv: readonly string[], { env, cwd, stdout, stderr }: Surroundings): Promise<number> {
  const config = loadConfig({ argv, env, cwd, flags: healthcheck.options })
  const reason = await whyNotReady(config)
  if (reason === undefined) stdout.write('ready\n')
  else stderr.write(`okms-emulator: not ready: ${reason.replaceAll('\n', ' ')}\n`)
  return reason === undefined ? 0 : 1
}

/** Undefined when one of the addresses answers one of the client certificates; else the reason of the first attempt. */
export async function whyNotReady ({ hosts, port, certs }: Pick<Config, 'hosts' | 'port' | 'certs'>): Promise<string | undefined> {
  if (port === 0) return '--port 0 names no port; take the one of the ready line'
  const found = clientCertificates(certs)
  if (typeof found === 'string') return found

  let firstReason: string | undefined
  for (const host of hosts.map(reachable)) {
    for (const client of found.clients) {
      const reason = await askForRandom({ host, port, ca: found.ca, client })
      if (reason === undefined) return undefined
      firstReason ??= reason
    }
  }
  return firstReason
}

/** A server that listens on every address is asked on a loopback one. */
function reachable (host: string): string {
  const loopbackOf: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
  return loopbackOf[host] ?? host
}
