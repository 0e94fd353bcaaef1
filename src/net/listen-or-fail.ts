// Opens a port of the server, or says in words of the command line why it cannot be opened.

import type { Server } from 'node:net'
import { asOpenFileLimit } from '../domain/errors/open-file-limit.js'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { isSystemError } from '../domain/thrown.js'
import { listen, type Listening, type ListenOptions } from './listener.js'

type PortInUse = typeof startFailures.PortInUse | typeof startFailures.OvhApiPortInUse

/** Throws StartFailure: `inUse` when another program has the port, and when no host works. */
export async function listenOrFail (
  options: ListenOptions, inUse: PortInUse, createServer: () => Server
): Promise<Listening> {
  const { hosts, port } = options
  try {
    const listening = await listen(options, createServer)
    if (listening.hosts.length > 0) return listening
  } catch (error) {
    if (!isSystemError(error)) throw error
    const host = 'host' in error ? String(error.host) : hosts.join(', ')
    if (error.code === 'EADDRINUSE') throw startFailure(inUse, host, port)
    throw asOpenFileLimit(error) ?? startFailure(startFailures.PortForbidden, host, port, error.code)
  }
  throw startFailure(startFailures.PortForbidden, hosts.join(', '), port, 'EADDRNOTAVAIL')
}
