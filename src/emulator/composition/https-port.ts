// Opens the port for clients: what observes its connections, and what rejects TLS handshakes.

import type { RequestListener } from 'node:http'
import type { Config } from '../../config/config.js'
import type { SeededRandom } from '../../crypto/random/seeded-random.js'
import type { Clocks } from '../../domain/clock.js'
import type { Store } from '../../domain/ports.js'
import { createConnectionJournal } from '../../http/server/connection-journal.js'
import { createConnectionMetrics } from '../../http/server/connection-metrics.js'
import { everyObserver } from '../../http/server/connection-observer.js'
import { createConnectionRefusalLog } from '../../http/server/connection-refusal-log.js'
import { listenHttps, type Timeouts } from '../../http/server/server.js'
import type { Logger } from '../../log/log.js'
import { createHandshakeRefusal } from '../../net/alert/handshake-refusal.js'
import type { PeerReader } from '../../net/peer-certificate.js'
import type { TlsListening } from '../../net/tls-listener.js'
import type { AdminCandidate } from '../../services/access/administration.js'
import { createAdmission } from '../../services/access/admission.js'
import { createHandshakeFaults } from '../../services/control/faults/handshake-faults.js'
import type { Faults } from '../../services/control/faults/faults.js'
import type { Journal } from '../../services/control/journal/journal.js'
import type { Metrics } from '../../services/metrics.js'
import type { Access } from './access.js'
import type { Application } from './application.js'
import type { Certificates } from './certificates.js'

/** Marks every answer of deterministic mode, with what is the same for the same seed. */
const deterministicHeader = 'x-okms-deterministic'

export interface HttpsPortOptions {
  readonly config: Pick<Config, 'hosts' | 'hostsChosen' | 'port' | 'refuseInHandshake'>
  readonly log: Logger
  readonly clocks: Clocks
  readonly store: Pick<Store, 'domains'>
  readonly access: Access
  readonly faults: Faults
  readonly journal: Journal
  /** Undefined where metrics are off. */
  readonly metrics: Metrics | undefined
  /** In deterministic mode. */
  readonly seeded: Pick<SeededRandom, 'fingerprint'> | undefined
  readonly app: Application['app']
  readonly certificates: Certificates
  readonly peerOf: PeerReader
  /** Refuses the holder of any certificate but the admin certificate. */
  readonly refuseOthers: (certificate: AdminCandidate) => void
  readonly timeouts: Partial<Timeouts>
  /** Whether open sockets do not keep the process alive. */
  readonly unref: boolean
}

export const requestHandler = ({ app, seeded }: Pick<HttpsPortOptions, 'app' | 'seeded'>): RequestListener =>
  (request, response) => {
    if (seeded !== undefined) response.setHeader(deterministicHeader, seeded.fingerprint)
    app.routing(request, response)
  }

/** Throws StartFailure when the port is in use or not permitted. */
export async function openHttpsPort (options: HttpsPortOptions): Promise<TlsListening> {
  const { config, log, clocks, store, access, faults, journal, metrics } = options
  const { certificates: { pki, certificates }, peerOf, refuseOthers, timeouts, unref } = options
  const { hosts, hostsChosen, port, refuseInHandshake } = config
  const connections = everyObserver(
    { refused: createConnectionRefusalLog(log) },
    createConnectionMetrics(metrics),
    createConnectionJournal({ journal, clocks, domains: store.domains })
  )
  const refusal = createHandshakeRefusal({
    peerOf,
    log,
    refused: connections.rejected,
    isNeeded: () => refuseInHandshake || faults.ofHandshake !== undefined,
    refusalOf: refuseInHandshake ? createAdmission({ ...access, refuseAllButAdmin: refuseOthers }) : () => undefined,
    handshakeRefusalOf: createHandshakeFaults(faults)
  })
  return await listenHttps({
    handler: requestHandler(options),
    hosts,
    hostsChosen,
    port,
    timeouts,
    logRefusal: connections.refused,
    handshakeFailed: connections.handshakeFailed,
    unref,
    refusal,
    refusesRequests: refuseInHandshake,
    certificates,
    caPem: pki.ca.certificatePem
  })
}
