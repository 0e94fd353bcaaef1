// doctor: finds the fault in the connection between a client and a server, and how to fix it.

import path from 'node:path'
import { loadConfig } from '../../config/config.js'
import { StartFailure } from '../../domain/errors/start-failures.js'
import { options, readPath, type Option } from '../../config/options.js'
import { endpointOption, jsonOption } from '../access-options.js'
import { readClientAccess, type FolderAccess } from '../clients/client-access.js'
import type { Command, Surroundings } from '../command.js'
import { diagnoses, type Diagnosis } from './diagnosis.js'
import { exitCodes, spelledOut } from '../exit-codes.js'
import { runChecks, type Case } from './checks.js'
import { readCommandOptions } from '../command-options.js'
import { proxyFor, type ProxyUse } from './proxies.js'
import { canTunnel, shownProxy } from './tunnel.js'
import { reportServer, serverRule, describeServer } from '../server-selection.js'

const file = (name: string, summary: string, fallback: string) => ({
  name,
  placeholder: 'FILE',
  many: false,
  json: 'string',
  summary,
  accepts: 'the path of a PEM file',
  default: fallback,
  flagOnly: true,
  read: readPath
} as const satisfies Option<unknown>)

const caOption = file('ca', 'Certificate of the server\'s CA', 'ca.pem of the certificate folder')
const certOption = file('cert', 'Client certificate', 'that of the certificate folder, unless --ca is given')
const keyOption = file('key', 'Its private key', 'that of the certificate folder; with --cert, the same file')

export const doctor: Command = {
  name: 'doctor',
  summary: 'Say what is wrong with a connection, and the cure',
  usage: '[options]',
  options: [endpointOption, caOption, certOption, keyOption, jsonOption, options.okmsId, options.certs, options.config],
  notes: [
    'It asks for one random byte, as a client would, of the emulator or of the service itself: directly, and through the proxy when HTTPS_PROXY or ALL_PROXY names one and NO_PROXY does not except the server.',
    `${serverRule} With both --endpoint and --ca it needs no certificate folder.`
  ],
  exitCodes: exitCodes('the connection works', ['UsageWrong', 'ClientFilesMissing'], Object.entries(diagnoses)
    .map(([name, { exitCode, cure }]) => ({ code: exitCode, meaning: `${spelledOut(name)}: ${cure}` }))),
  run
}

async function run (argv: readonly string[], { env, cwd, stdout, stderr }: Surroundings): Promise<number> {
  const config = loadConfig({ argv, env, cwd, flags: doctor.options })
  const own = readCommandOptions(argv, doctor.options)
  const given = (option: Option<string>) => {
    const named = own.one(option)
    return named === undefined ? undefined : path.resolve(cwd, named)
  }
  const [ca, certificate] = [given(caOption), given(certOption)]
  const endpoint = own.one(endpointOption)
  // With a named server and CA, the certificate folder is not needed, and no other certificate is used.
  const folder = ca !== undefined && endpoint !== undefined ? undefined : folderAccess()
  const ofFolder = ca === undefined && certificate === undefined ? folder : undefined

  const url = new URL(endpoint ?? folder?.endpoint ?? '')
  const theCase = {
    endpoint: url,
    ca: ca ?? folder?.ca ?? '',
    certificate: certificate ?? ofFolder?.certificate,
    privateKey: given(keyOption) ?? ofFolder?.privateKey,
    okmsId: config.okmsId,
    now: Date.now
  }
  reportServer(
    stderr, folder === undefined ? `the server at ${url.origin}` : describeServer({ ...folder, endpoint: url.origin })
  )
  const { diagnosis, note } = await examineAsClients(theCase, proxyFor(url, env))
  if (note !== undefined) stderr.write(`okms-emulator: ${note}\n`)
  if (own.one(jsonOption) === true) stdout.write(`${JSON.stringify({ endpoint: url.origin, ok: diagnosis === undefined, ...diagnosis }, null, 2)}\n`)
  else if (diagnosis === undefined) stdout.write(`${url.origin} answers: name, CA, client certificate, domain and policies are right\n`)
  if (diagnosis !== undefined) stderr.write(`okms-emulator: ${diagnosis.cause}\nokms-emulator: cure: ${diagnosis.cure}\n`)
  return diagnosis?.exitCode ?? 0

  function folderAccess (): FolderAccess {
    try {
      return readClientAccess({ certs: config.certs, endpoint, okmsId: config.okmsId })
    } catch (error) {
      // The requested domain may have no certificate here, which is one of the faults to find.
      if (!(error instanceof StartFailure) || config.okmsId === undefined) throw error
      return readClientAccess({ certs: config.certs, endpoint })
    }
  }
}

/** Some clients use the proxy variables and others do not, so both ways are tried. */
async function examineAsClients (
  theCase: Case, proxy: ProxyUse | undefined
): Promise<{ readonly diagnosis: Diagnosis | undefined, readonly note?: string }> {
  const direct = await runChecks(theCase)
  if (proxy === undefined || (direct !== undefined && !unreached.has(direct.exitCode))) return { diagnosis: direct }
  const { variable, url, why } = proxy
  const way = `clients that follow ${variable} connect through the proxy ${shownProxy(url)}, as ${why}`
  const advice = 'eval "$(okms-emulator env)" makes them connect directly'
  if (!canTunnel(url)) return { diagnosis: direct, note: `${way}; that was not tried, as doctor does not speak ${url.protocol.slice(0, -1)}. ${advice}` }
  const through = await runChecks({ ...theCase, proxy })
  if (direct === undefined) {
    return through === undefined
      ? { diagnosis: undefined, note: `${way}, which works; ${advice}` }
      : { diagnosis: through }
  }
  return through === undefined ? { diagnosis: undefined, note: `${way}; other clients fail: ${direct.cause}` } : { diagnosis: direct }
}

/** Faults that a proxy can avoid: it may resolve and reach hosts that this machine cannot. */
const unreached = new Set<number>([diagnoses.HostUnknown, diagnoses.PortClosed, diagnoses.Unreachable]
  .map(({ exitCode }) => exitCode))
