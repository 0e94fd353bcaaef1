// Composition root: puts the parts together and starts them.

import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { composeAccess } from './access.js'
import { openCertificateFolders } from './certificate-folders.js'
import { createCertificateSaving } from './certificate-saving.js'
import type { Config } from '../config/config.js'
import type { ClientFiles } from '../domain/access/client-files.js'
import type { Clock } from '../domain/clock.js'
import { quietly, type Waiting } from '../domain/waiting.js'
import { createApp } from '../http/app.js'
import { openBootstrap, type Bootstrap } from '../web/bootstrap/bootstrap.js'
import { admitAdmin } from '../admin/admit-admin.js'
import { createConnectionRefusalLog } from '../http/server/connection-refusal-log.js'
import { createEventStreams } from '../web/home/event-stream.js'
import { oldPaths } from '../rest/older-paths.js'
import { createPeerReader } from '../net/peer-certificate.js'
import { isEveryAddress, localHost } from '../net/local-host.js'
import { limitRate } from '../http/steps/rate-limit.js'
import { serves } from '../net/serves.js'
import { listen, type Timeouts } from '../http/server/server.js'
import { serviceKeyOperationRoutes } from '../rest/keys/service-key-operations.js'
import { serviceKeyRoutes } from '../rest/keys/service-keys.js'
import type { Logger } from '../log/log.js'
import { readOwnCa } from './own-ca.js'
import { ensureAdminCertificate, refuseAllButAdmin } from '../services/access/administration.js'
import { createAdmission } from '../services/access/admission.js'
import { readOkmsConfiguration, writeClientFiles } from '../services/clients/client-files.js'
import { certificateFiles } from '../services/certificates/certificate-files.js'
import { createCredentials } from '../services/access/credentials.js'
import { createCryptographicOperations } from '../services/keys/cryptographic-operations.js'
import { ensureAccessCertificate } from '../services/clients/first-access.js'
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
import { noteRunningServer } from '../store/sqlite/running-server.js'
import { asStartFailure } from '../store/sqlite/storage-faults.js'

export interface Emulator {
  /** URL for clients on this machine. */
  readonly endpoint: string
  readonly port: number
  /** Addresses and names that it listens on, all with the same port. */
  readonly hosts: readonly string[]
  /** URLs for a browser. */
  readonly pages: { readonly home: string, readonly swagger: string, readonly admin: string }
  /** The domain that the client files are for. */
  readonly okmsId: string
  /** The certificate folder, absolute. */
  readonly certs: string
  /** The pki folder, absolute. */
  readonly pki: string
  readonly files: ClientFiles
  /** URL of the bootstrap port, or null when there is none. */
  readonly bootstrap: string | null
  /** Whether the bootstrap port hands out the client bundle, with its private key, besides ca.pem. */
  readonly bootstrapOpened: boolean
  /** Lets requests that are being answered end, for less than a second, and closes everything. */
  close (): Promise<void>
}

/** Requests that are still being answered when the server is told to stop get this long. */
const graceMs = 800

export interface Collaborators {
  readonly log: Logger
  readonly clock?: Clock
  /** The time that clients live by, when a test moves `clock`: server certificates cover both. The admin certificate expires by it. By default `clock`. */
  readonly machineClock?: Clock
  /** By which of the two clocks the credential of the client files expires; all others expire by `clock`. By default `machineClock`. */
  readonly clientClock?: Clock
  /** Whether it ends with the rest of the process: open sockets do not keep the process alive. */
  readonly unref?: boolean
  /** Told of what takes long. */
  readonly waiting?: Waiting
  /** Where clients should get less time than usual. */
  readonly timeouts?: Partial<Timeouts>
}

/** Throws StartFailure; then nothing is left open. */
export async function startEmulator (config: Config, collaborators: Collaborators): Promise<Emulator> {
  const { log, clock = Date.now, machineClock = clock, clientClock = machineClock, unref = false, waiting = quietly, timeouts = {} } = collaborators
  const ownCa = readOwnCa(config, machineClock())
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
    // The certificate's serial number is the credential's id, so no other certificate can pass for that of the client files.
    const clockOf = (credentialId: string) => credentialId === first.credential.credentialId ? clientClock : clock
    const access = composeAccess({ store, pkiFolder, pki, clock, clockOf, iamMode: config.iamMode })
    const clientCredentials = createCredentials({ store: store.credentials, clock: clientClock, ca: pki.ca, newId: randomUUID })
    const first = ensureAccessCertificate({ folder, pki, credentials: clientCredentials, domains: store.domains, clock, clientClock, newId: randomUUID, okmsId: config.okmsId })

    const administration = { pkiFolder, pki, store: store.adminCertificates, clock: machineClock, newId: randomUUID }
    ensureAdminCertificate(administration)

    const materials = createKeyMaterials(store.serviceKeys)
    const wrapped = createWrappedKeys({ store: store.serviceKeys, materials })
    const journal = createJournal(store.keyLives)
    const keys = createServiceKeys({ store: store.serviceKeys, wrapped, clock, changed: (key) => { journal.keyChanged(key) }, waiting })
    const operations = createCryptographicOperations({ keys, materials })

    const routes = [...serviceKeyRoutes(keys), ...serviceKeyOperationRoutes(operations)]

    const peerOf = createPeerReader(pki.caCertificate)
    const streams = createEventStreams()
    const app = createApp({
      ...access,
      log,
      clock,
      journal,
      streams,
      defaultCredentialId: first.credential.credentialId,
      peerOf,
      domains: store.domains,
      control: {
        operations: access.controlOperations,
        admit: admitAdmin({ peerOf, refuseAllButAdmin: (certificate) => { refuseAllButAdmin(certificate, administration) }, openLoopback: config.controlOpenLoopback })
      },
      limit: config.rateLimit === undefined ? undefined : limitRate(config.rateLimit, clock),
      operations: [...routes, ...oldPaths(routes)]
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
    const note = config.ephemeral ? undefined : noteRunningServer(config.data, endpoint)
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

    /** The server that okms.yaml points at, when it is another one that runs. */
    async function otherDefault (endpoint: string): Promise<string | undefined> {
      const { endpoint: other = endpoint } = readOkmsConfiguration(folder.read(certificateFiles.okmsConfiguration)?.toString() ?? '')
      return other !== endpoint && await serves(other, pki.ca.certificatePem) ? other : undefined
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

/** The bootstrap port that nobody chose: far enough from the ports of further emulators on this machine. */
function nextTo (port: number): number {
  if (port === 0) return 0
  return port + 10_000 > 65_535 ? port - 10_000 : port + 10_000
}
