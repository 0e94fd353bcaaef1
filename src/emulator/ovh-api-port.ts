// Opens the plain HTTP port of the OVHcloud API, for clients that accept no CA of their own.

import type { Config } from '../config/config.js'
import { loopback } from '../config/options.js'
import { createConnectionJournal } from '../http/server/connection-journal.js'
import { everyObserver } from '../http/server/connection-observer.js'
import { createConnectionRefusalLog } from '../http/server/connection-refusal-log.js'
import { listenPlain } from '../http/server/plain-port.js'
import { localHost } from '../net/local-host.js'
import type { TlsListening } from '../net/tls-listener.js'
import { requestHandler, type HttpsPortOptions } from './composition/https-port.js'

export interface OvhApiPortOptions extends
  Pick<HttpsPortOptions, 'log' | 'clocks' | 'store' | 'journal' | 'seeded' | 'app' | 'timeouts' | 'unref'> {
  readonly config: Pick<Config, 'ovhApiPort'>
}

export interface OvhApiPort extends TlsListening {
  /** `http://localhost:PORT`; clients add `/1.0`. */
  readonly url: string
}

/** Undefined when there is none. Throws StartFailure when the port is in use or not permitted. */
export async function openOvhApiPort (options: OvhApiPortOptions): Promise<OvhApiPort | undefined> {
  const { config: { ovhApiPort }, log, clocks, store, journal, timeouts, unref } = options
  if (ovhApiPort === 'off') return undefined
  const connections = everyObserver(
    { refused: createConnectionRefusalLog(log) },
    createConnectionJournal({ journal, clocks, domains: store.domains })
  )
  const listening = await listenPlain({
    handler: requestHandler(options),
    hosts: loopback,
    hostsChosen: false,
    port: ovhApiPort,
    timeouts,
    logRefusal: connections.refused,
    unref
  })
  return { ...listening, url: `http://${localHost(listening.hosts)}:${listening.port}` }
}
