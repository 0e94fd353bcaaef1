// Composition root: creates the parts, connects and starts them.

import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { composeAccess } from './access.js'
import { openCertificateFolders } from './certificate-folders.js'
import { createCertificateSaving } from './certificate-saving.js'
import type { Config } from '../config/config.js'
import type { ClientFiles } from '../domain/access/client-files.js'
import type { Clock } from '../domain/clock.js'
import { noProgress, type Progress } from '../domain/progress.js'
import { createApp } from '../http/app.js'
import { openBootstrap, type Bootstrap } from '../web/bootstrap/bootstrap.js'
import { admitAdmin } from '../admin/admit-admin.js'
import { createConnectionRefusalLog } from '../http/server/connection-refusal-log.js'
import { serveTokenEndpoint } from '../admin/token-endpoint.js'
import { createEventStreams } from '../web/home/event-stream.js'
import { serveHomePage } from '../web/home/home-page.js'
import { serveAdminPage } from '../web/swagger/admin-page.js'
import { createViewerOf } from '../web/swagger/viewer.js'
import { serveSwagger } from '../web/swagger/swagger.js'
import { oldPaths } from '../rest/older-paths.js'
import { createPeerReader } from '../net/peer-certificate.js'
import { isEveryAddress, localHost } from '../net/local-host.js'
import { limitRate } from '../http/steps/rate-limit.js'
import { isServing } from '../net/server-probe.js'
import { listen, type Timeouts } from '../http/server/server.js'
import { serviceKeyOperationRoutes } from '../rest/keys/service-key-operations.js'
import { serviceKeyRoutes } from '../rest/keys/service-keys.js'
import type { Logger } from '../log/log.js'
import { readProvidedCa } from './provided-ca.js'
import { ensureAdminCertificate, refuseAllButAdmin } from '../services/access/administration.js'
import { createAdmission } from '../services/access/admission.js'
import { readOkmsConfiguration, writeClientFiles } from '../services/clients/client-files.js'
import { certificateFiles } from '../services/certificates/certificate-files.js'
import { createCredentials } from '../services/access/credentials.js'
import { createCryptographicOperations } from '../services/keys/cryptographic-operations.js'
import { ensureDefaultClient } from '../services/clients/default-client.js'
import { createJournal } from '../services/journal.js'
import { createKeyMaterials } from '../services/keys/key-materials.js'
import { openLocalPki } from '../services/certificates/local-pki.js'
import { createServerCertificates } from '../services/certificates/server-certificates.js'
import { defaultServerNames } from '../services/certificates/server-names.js'
import { createSiblingBundle } from '../services/clients/sibling-bundle.js'
import { createServiceKeys } from '../services/keys/service-keys.js'
import { createWrappedKeys } from '../services/keys/wrapped-keys.js'
import { lockStart, type StartLock } from '../store/sqlite/folder-lock.js'
import { openStore } from '../store/open-store.js'
import { recordRunningServer } from '../store/sqlite/server-record.js'
import { asStartFailure } from '../store/sqlite/storage-faults.js'

export interface Emulator {
  /** URL for clients on this machine. */
  readonly endpoint: string
  readonly port: number
  /** Addresses and names that it listens on, all with the same port. */
  readonly hosts: readonly string[]
  /** URLs for a browser. */
  readonly pages: { readonly home: string, readonly swagger: string, readonly admin: string }
  /** The domain of the client files. */
  readonly okmsId: string
  /** The certificate folder, absolute. */
  readonly certs: string
  /** The pki folder, absolute. */
  readonly pki: string
  readonly files: ClientFiles
  /** URL of the bootstrap port, or null when there is none. */
  readonly bootstrap: string | null
  /** Whether the bootstrap port serves the client bundle, with its private key, in addition to ca.pem. */
  readonly bootstrapOpened: boolean
  /** Waits less than a second for requests in progress, and closes everything. */
  close (): Promise<void>
}

/** How long requests in progress may take when the server stops. */
const graceMs = 800

export interface Collaborators {
  readonly log: Logger
  readonly clock?: Clock
  /** The time of the clients, when a test moves `clock`: server certificates cover both. The admin certificate expires by it. By default `clock`. */
  readonly machineClock?: Clock
  /** The clock by which the credential of the client files expires; all others expire by `clock`. By default `machineClock`. */
  readonly clientClock?: Clock
  /** Whether it ends with the rest of the process: open sockets do not keep the process alive. */
  readonly unref?: boolean
  /** Wraps work that may take long. */
  readonly waiting?: Progress
  /** Shorter timeouts for clients than the default ones. */
  readonly timeouts?: Partial<Timeouts>
}

/** Throws StartFailure; then nothing is left open. */
export async function startEmulator (config: Config, collaborators: Collaborators): Promise<Emulator> {
  const { log, clock = Date.now, machineClock = clock, clientClock = machineClock, unref = false, waiting = noProgress, timeouts = {} } = collaborators
  const ownCa = readProvidedCa(config, machineClock())
  const { folder, pkiFolder } = openCertificateFolders(config)
  const store = openStore(config.ephemeral ? { memory: true } : { folder: config.data }, { durable: config.durable })
  let lock: StartLock | undefined
  const opened: (() => Promise<void>)[] = []
  try {
    lock = await lockStart(config.pki)
    if (lock.missing !== undefined) log.warn({ pki: config.pki, reason: lock.missing }, 'the pki folder takes no lock file; let no two servers start on it at the same moment')
    const serverNames = [...defaultServerNames(), ...config.serverNames, ...config.hosts.filter((host) => !isEveryAddress(host))]
    const pki = openLocalPki({ folder, pkiFolder, clock, machineClock, serverNames, ownCa, moved: (names) => { log.info({ from: config.certs, to: config.pki, names }, 'moved the files of the server to the pki folder') } })
    const certificates = createServerCertificates({ pkiFolder, pki, clock, machineClock, serverNames, unsaved: () => { saving.soon() } })
    const saving = createCertificateSaving(log, () => { certificates.save() })
    // The serial number of a certificate is the id of its credential, so no other certificate matches that of the client files.
    const clockOf = (credentialId: string) => credentialId === first.credential.credentialId ? clientClock : clock
    const access = composeAccess({ store, pkiFolder, pki, clock, clockOf, iamMode: config.iamMode })
    const clientCredentials = createCredentials({ store: store.credentials, clock: clientClock, ca: pki.ca, newId: randomUUID })
    const first = ensureDefaultClient({ folder, pki, credentials: clientCredentials, domains: store.domains, clock, clientClock, newId: randomUUID, okmsId: config.okmsId })

    const administration = { pkiFolder, pki, store: store.adminCertificates, clock: machineClock, newId: randomUUID }
    ensureAdminCertificate(administration)

    const materials = createKeyMaterials(store.serviceKeys)
    const wrapped = createWrappedKeys({ store: store.serviceKeys, materials })
    const journal = createJournal(store.keyHistories)
    const keys = createServiceKeys({ store: store.serviceKeys, wrapped, clock, changed: (key) => { journal.keyChanged(key) }, waiting })
    const operations = createCryptographicOperations({ keys, materials })

    const routes = [...serviceKeyRoutes(keys), ...serviceKeyOperationRoutes(operations)]

    const peerOf = createPeerReader(pki.caCertificate)
    const streams = createEventStreams()
    const readers = { ...access, peerOf, domains: store.domains }
    const app = createApp({
      ...access,
      log,
      clock,
      journal,
      peerOf,
      domains: store.domains,
      admin: {
        operations: access.adminOperations,
        admit: admitAdmin({ peerOf, refuseAllButAdmin: (certificate) => { refuseAllButAdmin(certificate, administration) }, openLoopback: config.adminOpenLoopback })
      },
      limit: config.rateLimit === undefined ? undefined : limitRate(config.rateLimit, clock),
      operations: [...routes, ...oldPaths(routes)],
      open: [
        (app) => { serveTokenEndpoint(app, access.serviceAccounts) },
        (app) => { serveSwagger(app, createViewerOf(readers)) },
        (app) => { serveAdminPage(app) },
        (app, writtenByHand) => { serveHomePage(app, { ...readers, journal, streams, writtenByHand, defaultCredentialId: first.credential.credentialId }) }
      ]
    })
    await app.ready()
    const logRefusal = createConnectionRefusalLog(log)
    const listening = await listen({
      handler: (request, response) => app.routing(request, response),
      hosts: config.hosts,
      hostsChosen: config.hostsChosen,
      port: config.port,
      timeouts,
      logRefusal,
      unref,
      refusal: config.refuseInHandshake ? { peerOf, log, refusalOf: createAdmission({ ...access, refuseAllButAdmin: (certificate) => { refuseAllButAdmin(certificate, administration) } }) } : undefined,
      tls: { certificates, caPem: pki.ca.certificatePem }
    })

    opened.push(async () => { await listening.close(0) })
    const bootstrap = await openBootstrapPort(listening.port)
    if (bootstrap !== undefined) opened.push(async () => { await bootstrap.close() })

    const endpoint = `https://${localHost(listening.hosts)}:${listening.port}`
    const note = config.ephemeral ? undefined : recordRunningServer(config.data, endpoint)
    const other = config.repoint ? undefined : await otherDefault(endpoint)
    const files = writeClientFiles({ folder, pkiFolder, ...first, caPem: pki.ca.certificatePem, endpoint, asDefault: other === undefined })
    lock.release()
    if (other !== undefined) log.warn({ endpoint, other, okmsConfiguration: files.okmsConfiguration }, `okms.yaml and client.pem stay those of the server at ${other}, which runs; start with --repoint to point them at this one`)
    return {
      endpoint,
      port: listening.port,
      hosts: listening.hosts,
      pages: { home: `${endpoint}/`, swagger: `${endpoint}/swagger/`, admin: `${endpoint}/_emulator/swagger/` },
      okmsId: first.okmsId,
      certs: config.certs,
      pki: config.pki,
      files,
      bootstrap: bootstrap === undefined ? null : `http://${localHost(bootstrap.hosts)}:${bootstrap.port}`,
      bootstrapOpened: config.bootstrapOpened,
      async close () {
        streams.close()
        await bootstrap?.close()
        await listening.close(graceMs)
        await app.close()
        saving.now()
        note?.remove()
        if (other !== undefined) folder.remove(path.basename(files.okmsConfiguration))
        store.close()
      }
    }

    /** The server in okms.yaml, if it is a different one and running. */
    async function otherDefault (endpoint: string): Promise<string | undefined> {
      const { endpoint: other = endpoint } = readOkmsConfiguration(folder.read(certificateFiles.okmsConfiguration)?.toString() ?? '')
      return other !== endpoint && await isServing(other, pki.ca.certificatePem) ? other : undefined
    }

    async function openBootstrapPort (port: number): Promise<Bootstrap | undefined> {
      if (config.bootstrapPort === 'off') return undefined
      const { okmsId, credential: { certificatePem }, privateKeyPem } = first
      const caPem = pki.ca.certificatePem
      return await openBootstrap({
        hosts: config.bootstrapHosts,
        port: config.bootstrapPort ?? nextTo(config.port),
        portChosen: config.bootstrapPort !== undefined,
        opened: config.bootstrapOpened,
        caPem,
        unref,
        answersTo: certificates.carries,
        bundle: createSiblingBundle({ port, okmsId, caPem, certificatePem, privateKeyPem }),
        log
      })
    }
  } catch (error) {
    for (const close of opened) await close()
    lock?.release()
    store.close()
    throw asStartFailure(error, config.data)
  }
}

/** The default bootstrap port: far enough from the ports of other emulators on this machine. */
function nextTo (port: number): number {
  if (port === 0) return 0
  return port + 10_000 > 65_535 ? port - 10_000 : port + 10_000
}
