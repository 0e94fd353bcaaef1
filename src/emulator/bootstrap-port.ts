// Opens the bootstrap port as the options say, for the client bundle of a server.

import type { Config } from '../config/config.js'
import type { Credential } from '../domain/access/credential.js'
import { createSiblingBundle } from '../services/clients/sibling-bundle.js'
import { openBootstrap, type Bootstrap, type BootstrapOptions } from '../web/bootstrap/bootstrap.js'

export interface BootstrapPortOptions extends Pick<BootstrapOptions, 'caPem' | 'unref' | 'secret' | 'log'> {
  /** The port of the server. */
  readonly port: number
  readonly okmsId: string
  readonly credential: Credential
  readonly privateKeyPem: string
}

/** Undefined when there is none. Throws StartFailure. */
export async function openBootstrapPort (config: Config, given: BootstrapPortOptions): Promise<Bootstrap | undefined> {
  const { port, okmsId, credential, privateKeyPem, ...options } = given
  const { bootstrapPort, bootstrapHosts, bootstrapOpened } = config
  if (bootstrapPort === 'off') return undefined
  const { caPem } = options
  return await openBootstrap({
    ...options,
    hosts: bootstrapHosts,
    port: bootstrapPort ?? nextTo(config.port),
    portChosen: bootstrapPort !== undefined,
    opened: bootstrapOpened,
    names: [...config.serverNames, ...config.hosts, ...bootstrapHosts].map((name) => name.toLowerCase()),
    bundle: createSiblingBundle({ port, okmsId, caPem, certificatePem: credential.certificatePem, privateKeyPem })
  })
}

/** The default bootstrap port: far enough from the ports of other emulators on this machine. */
function nextTo (port: number): number {
  if (port === 0) return 0
  return port + 10_000 > 65_535 ? port - 10_000 : port + 10_000
}
