// Composition root: opens folders and store, makes the application, and listens.

import { composeAccess } from './composition/access.js'
import { openBootstrapPort } from './bootstrap-port.js'
import { openCertificateFolders } from './certificate-folders.js'
import type { Config } from '../config/config.js'
import { createSeededRandom } from '../crypto/random/seeded-random.js'
import { systemRandom, systemSource } from '../crypto/random/system-random.js'
import type { ConsumerKey } from '../domain/access/api-key.js'
import type { ClientFiles } from '../domain/access/client-files.js'
import type { Credential } from '../domain/access/credential.js'
import { oneClock, type Clock } from '../domain/clock.js'
import { noProgress, type Progress } from '../domain/progress.js'
import { openBootstrapSecret, type BootstrapSecret } from '../services/clients/bootstrap-secret.js'
import { createDelays } from '../http/steps/delays.js'
import { createPeerReader } from '../net/peer-certificate.js'
import { localHost } from '../net/local-host.js'
import type { TlsListening } from '../net/tls-listener.js'
import type { Timeouts } from '../http/server/server.js'
import type { Logger } from '../log/log.js'
import { readProvidedCa } from './provided-ca.js'
import type { AdminCandidate } from '../services/access/administration.js'
import { createCredentials } from '../services/access/credentials.js'
import { ensureDefaultClient } from '../services/clients/default-client.js'
import type { MovableClocks } from '../services/control/clocks.js'
import { createJournal } from '../services/control/journal/journal.js'
import { createMetrics } from '../services/metrics.js'
import { lockStart, type StartLock } from '../store/sqlite/folder-lock.js'
import { openStore } from '../store/open-store.js'
import { recordRunningServer } from '../store/sqlite/server-record.js'
import { asStartFailure } from '../store/sqlite/storage-faults.js'
import type { AdminApi } from './admin/admin-endpoint.js'
import { adminOverOperations } from './admin/admin-over-operations.js'
import { createApplication } from './composition/application.js'
import { openCertificates } from './composition/certificates.js'
import type { SeedFile } from './seeds/seed-files.js'
import { applyStartSeeds } from './seeds/start-seeds.js'
import { composeControl } from './composition/control.js'
import { openHttpsPort } from './composition/https-port.js'
import { createKeyGeneration } from './composition/keys/key-generation.js'
import { openOvhApiPort } from './ovh-api-port.js'
import { openRsaKeys } from './composition/keys/rsa-keys.js'
import { composeServiceLike } from './composition/service-like.js'
import { warningsOf } from './composition/warnings.js'
import { createServerClocks } from './server-clocks.js'
import { writeServerFiles } from './server-files.js'

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
  /** What opens the client bundle of the bootstrap port; undefined while that port serves only ca.pem. */
  readonly bootstrapSecret: BootstrapSecret | undefined
  /** URL of the plain HTTP port of the OVHcloud API, to which clients add `/1.0`, or null when there is none. */
  readonly ovhApi: string | null
  /** What makes this server unfit for anything but tests; in the log and in the ready text. */
  readonly warnings: readonly string[]
  /** The admin API, called in this process. */
  readonly adminApi: AdminApi
  /** Waits less than a second for requests in progress, and closes everything. */
  close (): Promise<void>
}

/** How long requests in progress may take when the server stops. */
const graceMs = 800

export interface Collaborators {
  readonly log: Logger
  /** What the admin API moves. By default `machineClock` for all. */
  readonly clocks?: MovableClocks
  /**
   * The time of the clients, when a test moves `clocks`: server certificates cover it and that of the server.
   * The admin certificate and the credential of the client files expire by it. By default the machine's.
   */
  readonly machineClock?: Clock
  /** Whether it ends with the rest of the process: open sockets do not keep the process alive. */
  readonly unref?: boolean
  /** Seeds besides those of the configuration. */
  readonly seeds?: readonly SeedFile[]
  /** Wraps work that may take long. */
  readonly waiting?: Progress
  /** Shorter timeouts for clients than the default ones. */
  readonly timeouts?: Partial<Timeouts>
}

/** Throws StartFailure; then nothing is left open. */
export async function startEmulator (config: Config, collaborators: Collaborators): Promise<Emulator> {
  const { log, machineClock = Date.now, clocks = createServerClocks(config, { machineClock }) } = collaborators
  const { unref = false, waiting = noProgress, timeouts = {} } = collaborators
  const seeded = config.deterministic === undefined ? undefined : createSeededRandom(config.deterministic)
  const randomness = seeded ?? systemRandom
  // A certificate that also covers the fixed time is valid for years, and Apple's TLS rejects more than 825 days.
  const certificateClock = seeded === undefined ? clocks.server : machineClock
  const ownCa = readProvidedCa(config, machineClock())
  const modeRefused = (folder: string) => (reason: string) => { log.warn({ folder, reason }, 'the modes of files in this folder cannot be changed; check that other users cannot read its private keys') }
  const { folder, pkiFolder } = openCertificateFolders(config, modeRefused)
  const store = openStore(config.ephemeral ? { memory: true } : { folder: config.data }, {
    durable: config.durable,
    modeRefused: modeRefused(config.data),
    changesLost: (count) => { log.warn({ data: config.data, count }, 'the write-ahead log of the database was damaged; at least this number of its last changes are lost') },
    memoryNotShared: () => { log.warn({ data: config.data }, 'the file system of the data folder has no shared memory; other programs cannot open the database while the server runs') }
  })
  let lock: StartLock | undefined
  const opened: (() => Promise<void>)[] = []
  /** Those that the application answers on. */
  const ports: Pick<TlsListening, 'reset' | 'close'>[] = []
  try {
    lock = await lockStart(config.pki)
    if (lock.missing !== undefined) log.warn({ pki: config.pki, reason: lock.missing }, 'the pki folder takes no lock file; let no two servers start on it at the same moment')
    const certificates = openCertificates({
      config, log, folder, pkiFolder, clock: certificateClock, machineClock, ownCa
    })
    const { pki } = certificates
    // The serial number of a certificate is the id of its credential, so no other certificate
    // matches that of the client files.
    const clockOf = ({ credentialId, okmsId }: Credential) =>
      credentialId === first.credential.credentialId ? clientClockOf(okmsId) : clocks.of(okmsId)
    // A moved clock does not lock the client out that moves it, unless it is asked to.
    const clientClockOf = (okmsId: string) => clocks.appliesToClient(okmsId) ? clocks.of(okmsId) : machineClock
    const clientClock = clocks.appliesToClient() ? clocks.server : machineClock
    /** Once it listens. */
    const running: { endpoint?: string, consumerKey?: ConsumerKey | undefined } = {}
    const journal = createJournal(config.journal)
    const serviceLike = composeServiceLike(config, randomness)
    const access = composeAccess({
      store,
      pkiFolder,
      pki,
      clocks,
      clockOf,
      machineClock,
      iamMode: config.iamMode,
      randomness,
      changed: (okmsId, resource) => { journal.changed(okmsId, resource) },
      forgetDomain: (okmsId) => { control.forgetDomain(okmsId) },
      forgetServer: () => { control.forgetServer() },
      client: () => first.credential,
      consumerKey: () => running.consumerKey,
      delays: serviceLike?.delays,
      endpoint: () => running.endpoint,
      generate: (spec, key) => generate(spec, key)
    })
    const control = composeControl({
      store,
      clocks,
      domains: access.okmsDomains,
      journal,
      randomness,
      seeded,
      everyRequest: serviceLike?.everyRequest
    })
    const { faults } = control
    const clientCredentials = createCredentials({
      store: store.credentials, clocks: oneClock(clientClock), ca: pki.ca, newId: systemSource.uuid
    })
    const first = ensureDefaultClient({
      folder,
      pki,
      credentials: clientCredentials,
      domains: store.domains,
      clocks,
      clientClock,
      newId: systemSource.uuid,
      // The client files of another run do not decide on what a seed gives.
      okmsId: config.okmsId ?? seeded?.source('domains').uuid()
    })

    access.administration.ensure()
    const refuseOthers = (certificate: AdminCandidate) => { access.administration.refuseAllButAdmin(certificate) }

    const rsaKeys = openRsaKeys(seeded === undefined ? config : { ...config, fastRsa: true })
    const generate = createKeyGeneration(rsaKeys, seeded)
    await applyStartSeeds(config, collaborators.seeds ?? [], access.seeds, log)
    const metrics = config.metrics === 'on' ? createMetrics() : undefined
    let ready = false
    const peerOf = createPeerReader(pki.caCertificate)
    const { credentialId: defaultCredentialId } = first.credential
    const delays = createDelays()
    const caPem = pki.ca.certificatePem
    const { app, streams } = createApplication({
      config,
      log,
      clocks,
      machineClock,
      waiting,
      randomness,
      deliveryDelay: serviceLike?.delays.delivery,
      generate,
      store,
      access,
      control,
      journal,
      metrics,
      rsaKeys,
      ready: () => ready,
      faults: { faults, delays, reset: (connection) => { for (const port of ports) port.reset(connection) } },
      peerOf,
      refuseOthers,
      defaultCredentialId,
      endpoint: () => running.endpoint,
      caPem
    })
    await app.ready()
    const door = { config, log, clocks, store, journal, seeded, app, timeouts, unref }
    const listening = await openHttpsPort({ ...door, access, faults, metrics, certificates, peerOf, refuseOthers })
    ports.push(listening)

    const endpoint = `https://${localHost(listening.hosts)}:${listening.port}`
    running.endpoint = endpoint
    const bootstrapSecret = config.bootstrapOpened && config.bootstrapPort !== 'off'
      ? openBootstrapSecret(pkiFolder, config.bootstrapSecret)
      : undefined
    const secret = bootstrapSecret?.text
    const bootstrap = await openBootstrapPort(config, { ...first, port: listening.port, caPem, secret, unref, log })
    if (bootstrap !== undefined) opened.push(async () => { await bootstrap.close() })
    const ovhApi = await openOvhApiPort(door)
    if (ovhApi !== undefined) ports.push(ovhApi)

    const note = config.ephemeral ? undefined : recordRunningServer(config.data, endpoint)
    const { files, consumerKey, remove: removeFiles } = await writeServerFiles({
      ...first,
      log,
      folder,
      pkiFolder,
      caPem,
      endpoint,
      plainEndpoint: ovhApi?.url,
      apiKeys: access.apiKeys,
      repoint: config.repoint
    })
    running.consumerKey = consumerKey
    lock.release()
    const warnings = warningsOf(config, seeded)
    for (const warning of warnings) log.warn(warning)
    if (serviceLike !== undefined) log.info(serviceLike.note)
    rsaKeys.fill()
    ready = true
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
      bootstrapSecret,
      ovhApi: ovhApi?.url ?? null,
      warnings,
      adminApi: {
        used: 'this process', ...adminOverOperations([...access.adminOperations, ...control.adminOperations])
      },
      async close () {
        ready = false
        rsaKeys.close()
        streams.close()
        control.close()
        delays.end()
        await bootstrap?.close()
        await Promise.all(ports.map((port) => port.close(graceMs)))
        await app.close()
        certificates.save()
        note?.remove()
        removeFiles()
        store.close()
      }
    }
  } catch (error) {
    for (const close of opened) await close()
    for (const port of ports) await port.close(0)
    lock?.release()
    store.close()
    throw asStartFailure(error, config.data)
  }
}
