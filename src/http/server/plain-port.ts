// HTTP/1.1 without TLS, for programs on this machine.

import type { Server } from 'node:http'
import { startFailures } from '../../domain/errors/start-failures.js'
import { listenOrFail } from '../../net/listen-or-fail.js'
import type { ListenOptions } from '../../net/listener.js'
import type { TlsListening } from '../../net/tls-listener.js'
import { markPlain } from '../steps/plain-port.js'
import { createHttpServer, defaultTimeouts, type HttpListenOptions } from './server.js'

type HttpOptions = Pick<HttpListenOptions, 'handler' | 'timeouts' | 'logRefusal'>

/** The application admits there what steps/plain-port.ts says. Throws StartFailure. */
export async function listenPlain (options: ListenOptions & HttpOptions): Promise<TlsListening> {
  const { handler, logRefusal } = options
  const timeouts = { ...defaultTimeouts, ...options.timeouts }
  const servers: Server[] = []
  const listening = await listenOrFail(options, startFailures.OvhApiPortInUse, () => {
    const server = createHttpServer({
      handler (request, response) {
        markPlain(request)
        handler(request, response)
      },
      logRefusal
    }, timeouts)
    servers.push(server)
    return server
  })
  return {
    ...listening,
    close: async (graceMs) => {
      await listening.close(graceMs, () => { for (const server of servers) server.closeIdleConnections() })
    }
  }
}
