// Sees to it that a start ends with an okms domain and an access certificate that works on it.

import type { ClientFiles } from '../domain/client-files.js'
import type { Clock } from '../domain/clock.js'
import type { Credential } from '../domain/credential.js'
import type { CertificateFolder, OkmsDomainStore } from '../domain/ports.js'
import { rootIdentity } from '../domain/urn.js'
import { readClientFiles, writeClientFiles, type KeptCertificate } from './client-files.js'
import type { Credentials } from './credentials.js'
import { renewalTime, type LocalPki } from './local-pki.js'

export interface FirstAccessOptions {
  readonly folder: CertificateFolder
  readonly pki: LocalPki
  readonly credentials: Credentials
  readonly domains: OkmsDomainStore
  readonly clock: Clock
  /** By which the access certificate expires; by default `clock`. */
  readonly clientClock?: Clock
  /** Makes a new lower case UUID. */
  readonly newId: () => string
  /** The domain that is wanted; any when left out. */
  readonly okmsId?: string | undefined
}

export interface FirstAccess {
  readonly okmsId: string
  readonly credential: Credential
  readonly files: ClientFiles
}

/**
 * Gives the wanted domain, else the store's first, else that of a certificate that was kept from an earlier store, else a new one, with
 * a certificate that is valid for another 30 days: the kept one when there is one, else a new one beside it. `okms.yaml` is written
 * later by `writeOkmsConfiguration`, when the port is known.
 */
export function ensureAccessCertificate ({ folder, pki, credentials, domains, clock, clientClock = clock, newId, okmsId: wanted }: FirstAccessOptions): FirstAccess {
  const kept = readClientFiles({ folder, pki })
  const okmsId = wanted ?? domains.list()[0]?.okmsId ?? kept[0]?.credential.okmsId ?? newId()
  if (domains.find(okmsId) === undefined) domains.insert({ okmsId, name: 'okms-emulator', createdAt: clock() })

  const chosen = kept.find((one) => isUsable(one, okmsId)) ??
    credentials.issue({ okmsId, name: 'first access', identities: [rootIdentity] })
  const credential = credentials.adopt(chosen.credential)
  return { okmsId, credential, files: writeClientFiles({ folder, credential, privateKeyPem: chosen.privateKeyPem, caPem: pki.ca.certificatePem }) }

  function isUsable ({ credential }: KeptCertificate, okmsId: string): boolean {
    const now = clientClock()
    const revokedAt = credentials.find(credential.credentialId)?.revokedAt ?? null
    return credential.okmsId === okmsId && credential.notBefore <= now && credential.notAfter > now + renewalTime && revokedAt === null
  }
}
