// Composition root: puts the parts together and starts them.

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { composeAccess } from './access.js'
import { createCertificateSaving } from './certificate-saving.js'
import type { Config } from './config.js'
import type { ClientFiles } from './domain/client-files.js'
import type { Clock } from './domain/clock.js'
import { quietly, type Waiting } from './domain/waiting.js'
import { createApp } from './http/app.js'
import { openBootstrap, type Bootstrap } from './http/bootstrap.js'
import { admitAdmin } from './http/control/admit-admin.js'
import { createEventStreams } from './http/event-stream.js'
import { oldPaths } from './http/old-paths.js'
import { createPeerReader } from './http/peer-certificate.js'
import { limitRate } from './http/rate-limit.js'
import { listen, type Timeouts } from './http/server.js'
import { serviceKeyOperationRoutes } from './http/routes/service-key-operations.js'
import { serviceKeyRoutes } from './http/routes/service-keys.js'
import type { Logger } from './log.js'
import { ensureAdminCertificate, refuseAllButAdmin } from './services/administration.js'
import { createAdmission } from './services/admission.js'
import { writeOkmsConfiguration } from './services/client-files.js'
import { createCryptographicOperations } from './services/cryptographic-operations.js'
import { ensureAccessCertificate } from './services/first-access.js'
import { createJournal } from './services/journal.js'
import { createKeyMaterials } from './services/key-materials.js'
import { openLocalPki } from './services/local-pki.js'
import { createServerCertificates } from './services/server-certificates.js'
import { defaultServerNames } from './services/server-names.js'
import { createSiblingBundle } from './services/sibling-bundle.js'
import { createServiceKeys } from './services/service-keys.js'
import { createWrappedKeys } from './services/wrapped-keys.js'
import { openCertificateFolder } from './store/certificate-folder.js'
import { openStore } from './store/open-store.js'
import { asStartFailure } from './store/storage-faults.js'

export interface Emulator {
  /** URL that clients are pointed at. */
  readonly endpoint: string
  readonly port: number
  /** The domain that the client files are for. */
  readonly okmsId: string
  /** The certificate folder, absolute. */
  readonly certs: string
  readonly files: ClientFiles
  /** URL of the bootstrap port, or null when there is none. */
  readonly bootstrap: string | null
  /** Lets requests that are being answered end, for less than a second, and closes everything. */
  close (): Promise<void>
}

/** Requests that are still being answered when the server is told to stop get this long. */
const graceMs = 800

export interface Collaborators {
  readonly log: Logger
  readonly clock?: Clock
  /** Told of what takes long. */
  readonly waiting?: Waiting
  /** Where clients should get less time than usual. */
  readonly timeouts?: Partial<Timeouts>
}

/** Throws StartFailure; then nothing is left open. */
export async function startEmulator (config: Config, { log, clock = Date.now, waiting = quietly, timeouts = {} }: Collaborators): Promise<Emulator> {
  const folder = openCertificateFolder(config.certs)
  const store = openStore(config.ephemeral ? { memory: true } : { folder: config.data }, { durable: config.durable })
  try {
    const serverNames = [...defaultServerNames(), ...config.serverNames]
    const pki = openLocalPki({ folder, clock, serverNames })
    const certificates = createServerCertificates({ folder, pki, clock, serverNames, unsaved: () => { saving.soon() } })
    const saving = createCertificateSaving(log, () => { certificates.save() })
    const access = composeAccess({ store, folder, pki, clock, iamMode: config.iamMode })
    const first = ensureAccessCertificate({ folder, pki, credentials: access.credentials, domains: store.domains, clock, newId: randomUUID, okmsId: config.okmsId })

    const administration = { folder, pki, store: store.adminCertificates, clock, newId: randomUUID }
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
    const listening = await listen({
      handler: (request, response) => app.routing(request, response),
      hosts: config.hosts,
      hostsChosen: config.hostsChosen,
      port: config.port,
      timeouts,
      refusal: config.refuseInHandshake ? { peerOf, log, refusalOf: createAdmission({ ...access, refuseAllButAdmin: (certificate) => { refuseAllButAdmin(certificate, administration) } }) } : undefined,
      tls: { certificates, caPem: pki.ca.certificatePem }
    })

    const bootstrap = await openBootstrapPort(listening.port).catch(async (error: unknown) => {
      await listening.close(0)
      throw error
    })

    const endpoint = `https://localhost:${listening.port}`
    writeOkmsConfiguration({ folder, credentialId: first.credential.credentialId, endpoint })
    return {
      endpoint,
      port: listening.port,
      okmsId: first.okmsId,
      certs: config.certs,
      files: first.files,
      bootstrap: bootstrap === undefined ? null : `http://localhost:${bootstrap.port}`,
      async close () {
        streams.close()
        await bootstrap?.close()
        await listening.close(graceMs)
        await app.close()
        saving.now()
        store.close()
      }
    }

    async function openBootstrapPort (port: number): Promise<Bootstrap | undefined> {
      if (config.bootstrapPort === 'off') return undefined
      const { okmsId, credential: { certificatePem }, files } = first
      const caPem = pki.ca.certificatePem
      return await openBootstrap({
        hosts: config.bootstrapHosts,
        port: config.bootstrapPort ?? nextTo(config.port),
        portChosen: config.bootstrapPort !== undefined,
        opened: config.bootstrapOpened,
        caPem,
        answersTo: certificates.carries,
        bundle: createSiblingBundle({ port, okmsId, caPem, certificatePem, privateKeyPem: readFileSync(files.privateKey, 'utf8') }),
        log
      })
    }
  } catch (error) {
    store.close()
    throw asStartFailure(error, config.data)
  }
}

/** The bootstrap port that nobody chose: far enough from the ports of further emulators on this machine. */
function nextTo (port: number): number {
  if (port === 0) return 0
  return port + 10_000 > 65_535 ? port - 10_000 : port + 10_000
}
