// The application behind the port: the services of keys over the store, and the front doors over all services.

import type { Config } from '../../config/config.js'
import type { RsaKeys } from '../../crypto/keys/rsa/rsa-key-pool.js'
import type { Clock, Clocks } from '../../domain/clock.js'
import type { ServiceKey } from '../../domain/keys/service-key.js'
import type { Progress } from '../../domain/progress.js'
import type { Randomness } from '../../domain/random.js'
import { createApp } from '../../http/app.js'
import { admitAdmin } from '../../admin/admit-admin.js'
import { errorExamples as adminErrorExamples } from '../../admin/error-examples.js'
import { adminErrorFormat } from '../../admin/error-format.js'
import { serveTokenEndpoint } from '../../admin/token-endpoint.js'
import { serveMonitoring } from '../../admin/monitoring/monitoring-routes.js'
import { errorExamples as ovhErrorExamples } from '../../ovh-api/error-examples.js'
import { ovhErrorFormat } from '../../ovh-api/error-format.js'
import { errorExamples as serviceErrorExamples } from '../../rest/error-examples.js'
import { restErrorFormat } from '../../rest/error-format.js'
import { createEventStreams, type EventStreams } from '../../http/reply/event-stream.js'
import { serveHomePage } from '../../web/home/home-page.js'
import type { ResourceNames } from '../../web/home/page-data.js'
import { pageStreams } from '../../web/home/page-streams.js'
import { serveAdminPage } from '../../web/swagger/admin-page.js'
import { createViewerOf } from '../../web/swagger/viewer.js'
import { serveOvhApiPage } from '../../web/swagger/ovh-api-page.js'
import { serveSwagger } from '../../web/swagger/swagger.js'
import { createContinuationTokens } from '../../rest/continuation-token.js'
import { createSealedPositions } from '../../http/paging/sealed-position.js'
import { olderPaths } from '../../rest/older-paths.js'
import { restDoor } from '../../rest/rest-door.js'
import { vaultConveniences } from '../../rest/kv/vault-conveniences.js'
import type { FaultOptions } from '../../http/steps/fault.js'
import { limitRate } from '../../http/steps/rate-limit.js'
import { serviceKeyOperationRoutes } from '../../rest/keys/service-key-operations.js'
import { serviceKeyRoutes } from '../../rest/keys/service-keys.js'
import type { Logger } from '../../log/log.js'
import type { AdminCandidate } from '../../services/access/administration.js'
import { createCryptographicOperations } from '../../services/keys/cryptographic-operations.js'
import type { Journal } from '../../services/control/journal/journal.js'
import { createInventory } from '../../services/inventory.js'
import type { Metrics } from '../../services/metrics.js'
import { createKeyMaterials } from '../../services/keys/key-materials.js'
import { createKeyOverview } from '../../services/keys/key-overview.js'
import { createServiceKeys, type GenerateServiceKey } from '../../services/keys/service-keys.js'
import { createWrappedKeys } from '../../services/keys/wrapped-keys.js'
import { createSecretOverview } from '../../services/secrets/secret-overview.js'
import type { Access } from './access.js'
import { recordedOperations, type Control } from './control.js'
import { composeOvhApi } from './ovh-api/ovh-api.js'
import { composeSecrets } from './secrets.js'
import type { Store } from '../../domain/ports.js'
import type { PeerReader } from '../../net/peer-certificate.js'

export interface ApplicationOptions {
  readonly config: Pick<Config, 'adminOpenLoopback' | 'rateLimit'>
  readonly log: Logger
  readonly clocks: Clocks
  /** For what a moved clock must not stop or repeat. */
  readonly machineClock: Clock
  readonly waiting: Progress
  readonly randomness: Randomness
  /** Milliseconds from the payment of an order to its delivery; by default none. */
  readonly deliveryDelay?: (() => number) | undefined
  readonly generate: GenerateServiceKey
  readonly store: Store
  readonly access: Access
  readonly control: Pick<Control, 'adminOperations' | 'serveStreams'>
  readonly journal: Journal
  readonly faults: FaultOptions
  /** Undefined where metrics are off. */
  readonly metrics: Metrics | undefined
  readonly rsaKeys: Pick<RsaKeys, 'count'>
  /** Whether the server has all that it starts with. */
  readonly ready: () => boolean
  readonly peerOf: PeerReader
  /** Refuses the holder of any certificate but the admin certificate. */
  readonly refuseOthers: (certificate: AdminCandidate) => void
  /** URL of the server, once it listens. */
  readonly endpoint: () => string | undefined
  readonly caPem: string
  /** The credential whose certificate is in client.pem. */
  readonly defaultCredentialId: string
}

export interface Application {
  readonly app: ReturnType<typeof createApp>
  /** The open event streams of pages; they end before the server stops. */
  readonly streams: EventStreams
}

export function createApplication (options: ApplicationOptions): Application {
  const { config, log, clocks, machineClock, waiting, randomness, generate, store } = options
  const { access, control, journal, faults, metrics, rsaKeys, ready } = options
  const { peerOf, refuseOthers, defaultCredentialId, endpoint, caPem, deliveryDelay } = options
  const materials = createKeyMaterials(store.serviceKeys)
  const wrapped = createWrappedKeys({ store: store.serviceKeys, materials })
  const changed = ({ okmsId, keyId }: ServiceKey) => { journal.changed(okmsId, { kind: 'serviceKey', id: keyId }) }
  const keyIds = randomness.source('key ids')
  const newId = (okmsId: string) => keyIds.uuid(okmsId)
  const keys = createServiceKeys({ store: store.serviceKeys, wrapped, clocks, generate, newId, changed, waiting })
  const keyOverview = createKeyOverview(store.serviceKeys, store.keyHistories)
  const names: ResourceNames = { serviceKey: (okmsId, keyId) => keyOverview.name(okmsId, keyId) }
  const operations = createCryptographicOperations({ keys, materials, randomness })

  const tokens = createContinuationTokens(createSealedPositions(store.derivedKey('continuation tokens')))
  const routes = [...serviceKeyRoutes(keys, tokens), ...serviceKeyOperationRoutes(operations)]
  const secrets = composeSecrets({ store, clocks, journal })
  const vault = vaultConveniences({ routes: secrets.routes, ownCredential: access.ownCredential, clocks })
  const secretOverview = createSecretOverview({ store: store.secrets, clocks })

  const streams = createEventStreams(pageStreams)
  const readers = { ...access, peerOf, domains: store.domains }
  const app = createApp({
    ...access,
    log,
    clocks,
    randomness,
    journal,
    recorded: recordedOperations,
    faults,
    metrics,
    exists: (okmsId, { kind, id }) => kind !== 'secret' || store.secrets.find(okmsId, id) !== undefined,
    peerOf,
    domains: store.domains,
    admin: {
      operations: [...access.adminOperations, ...control.adminOperations].map(({ route }) => route),
      admit: admitAdmin({ peerOf, refuseAllButAdmin: refuseOthers, openLoopback: config.adminOpenLoopback }),
      serve: (scope) => { control.serveStreams(scope) }
    },
    limit: config.rateLimit === undefined ? undefined : limitRate(config.rateLimit, machineClock),
    doors: [
      restDoor([...routes, ...secrets.routes, ...olderPaths(routes), ...vault.operations], readers),
      composeOvhApi({
        store, access, clocks, machineClock, keys, secrets, endpoint, caPem, randomness, deliveryDelay
      })
    ],
    open: [
      (app) => { for (const route of vault.open) app.route(route) },
      (app) => { serveTokenEndpoint(app, access.serviceAccounts) },
      (app) => {
        serveMonitoring(app, {
          ready,
          measured: metrics && { metrics, inventory: createInventory(store), rsaKeysAhead: rsaKeys.count }
        })
      },
      (app) => {
        serveSwagger(app, createViewerOf(readers), { format: restErrorFormat, refusals: serviceErrorExamples })
        serveOvhApiPage(app, createViewerOf(readers), { format: ovhErrorFormat, refusals: ovhErrorExamples })
      },
      (app) => { serveAdminPage(app, { format: adminErrorFormat, refusals: adminErrorExamples }) },
      (app, writtenByHand) => {
        serveHomePage(app, {
          ...readers,
          journal,
          keys: keyOverview,
          secrets: secretOverview,
          names,
          streams,
          writtenByHand,
          defaultCredentialId
        })
      }
    ]
  })
  return { app, streams }
}
