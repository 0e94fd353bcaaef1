// Opens the PKI of a server, and its own certificates.

import type { Config } from '../../config/config.js'
import type { Clock } from '../../domain/clock.js'
import type { CertificateFolder } from '../../domain/ports.js'
import type { Logger } from '../../log/log.js'
import { isEveryAddress } from '../../net/local-host.js'
import type { CertifiedKey } from '../../pki/certificate.js'
import { openLocalPki, type LocalPki } from '../../services/certificates/local-pki.js'
import { createServerCertificates, type ServerCertificates } from '../../services/certificates/server-certificates.js'
import { defaultServerNames } from '../../services/certificates/server-names.js'
import { createCertificateSaving } from '../certificate-saving.js'

export interface Certificates {
  readonly pki: LocalPki
  readonly certificates: ServerCertificates
  /** Writes certificates that were issued during handshakes. */
  save (): void
}

/** Throws StartFailure when a file of the folders is broken. */
export function openCertificates ({ config, log, ...options }: {
  readonly config: Pick<Config, 'certs' | 'pki' | 'hosts' | 'serverNames'>
  readonly log: Logger
  readonly folder: CertificateFolder
  readonly pkiFolder: CertificateFolder
  readonly clock: Clock
  readonly machineClock: Clock
  readonly ownCa: CertifiedKey | undefined
}): Certificates {
  const serverNames = [
    ...defaultServerNames(), ...config.serverNames, ...config.hosts.filter((host) => !isEveryAddress(host))
  ]
  const pki = openLocalPki({
    ...options,
    serverNames,
    moved: (names) => { log.info({ from: config.certs, to: config.pki, names }, 'moved the files of the server to the pki folder') },
    unwritten: (failure) => { log.warn({ pki: config.pki, reason: failure.message }, 'the certificate of the server was not written, so that the next start issues another') }
  })
  const certificates = createServerCertificates({ ...options, pki, serverNames, unsaved: () => { saving.soon() } })
  const saving = createCertificateSaving(log, () => { certificates.save() })
  return { pki, certificates, save: () => { saving.now() } }
}
