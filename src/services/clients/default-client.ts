// Makes sure that a start ends with an okms domain and an access certificate that works on it.

import type { Clock, Clocks } from '../../domain/clock.js'
import type { CertificateFolder, OkmsDomainStore } from '../../domain/ports.js'
import { rootIdentity } from '../../domain/urn.js'
import { storeClient, type Client } from './client-files.js'
import type { Credentials } from '../access/credentials.js'
import { adoptedName, readStoredClients, type StoredClient } from './stored-clients.js'
import { renewalTime, type LocalPki } from '../certificates/local-pki.js'

export interface DefaultClientOptions {
  /** The certificate folder. */
  readonly folder: CertificateFolder
  readonly pki: LocalPki
  readonly credentials: Credentials
  readonly domains: OkmsDomainStore
  readonly clocks: Pick<Clocks, 'of'>
  /** The clock by which the access certificate expires. */
  readonly clientClock: Clock
  /** Makes a new lower case UUID. */
  readonly newId: () => string
  /** The requested domain; any domain by default. */
  readonly okmsId?: string | undefined
}

export interface DefaultClient extends Client {
  readonly okmsId: string
}

const firstAccessName = 'first access'

/**
 * Names of credentials created by a start. Others in the folder may have fewer rights or be revoked, and
 * never become the default client.
 */
const ownNames: readonly string[] = [firstAccessName, adoptedName]

/**
 * Returns the first of these domains that exists: the requested one, that of the default client, the first in the
 * store, that of a client from an earlier store; otherwise a new one. The certificate is valid for another 30 days:
 * that of the default client, otherwise one that an earlier start created and the store knows, otherwise a new one.
 */
export function ensureDefaultClient ({
  folder, pki, credentials, domains, clocks, clientClock, newId, okmsId: wanted
}: DefaultClientOptions): DefaultClient {
  const kept = readStoredClients({ folder, pki, credentials })
  const ofDefault = kept.find(({ isDefault, credential }) => isDefault && domains.find(credential.okmsId) !== undefined)
  const okmsId = wanted ?? ofDefault?.credential.okmsId ?? domains.list()[0]?.okmsId ?? kept[0]?.credential.okmsId ??
    newId()
  if (domains.find(okmsId) === undefined) {
    domains.insert({ okmsId, name: 'okms-emulator', createdAt: clocks.of(okmsId)() })
  }

  const { credential: found, privateKeyPem } = kept.find(isUsable) ??
    credentials.issue({ okmsId, name: firstAccessName, identities: [rootIdentity] })
  const credential = credentials.adopt(found)
  storeClient(folder, { credential, privateKeyPem })
  return { okmsId, credential, privateKeyPem }

  function isUsable ({ credential, isDefault }: StoredClient): boolean {
    const now = clientClock()
    const known = credentials.find(credential.credentialId)
    return credential.okmsId === okmsId && credential.notBefore <= now && credential.notAfter > now + renewalTime &&
      (known?.revokedAt ?? null) === null && (isDefault || ownNames.includes(known?.name ?? ''))
  }
}
