// Domains, keys and credentials that the tests of the store are made of.

import { randomUUID } from 'node:crypto'
import type { Credential } from '../../src/domain/access/credential.js'
import type { SecretChange, Store } from '../../src/domain/ports.js'
import { unsetSettings, type Secret, type SecretVersion } from '../../src/domain/secrets/secret.js'
import type { KeyMaterial, ServiceKey } from '../../src/domain/keys/service-key.js'

export const okmsId = '11111111-1111-4111-8111-111111111111'
export const otherOkmsId = '22222222-2222-4222-8222-222222222222'

export function withDomains (store: Store): Store {
  store.domains.insert({ okmsId, name: 'first', createdAt: 1 })
  store.domains.insert({ okmsId: otherOkmsId, name: 'second', createdAt: 2 })
  return store
}

/** Removes a domain completely. */
export function removeDomain ({ domains }: Pick<Store, 'domains'>, removed: string, at: number): void {
  domains.remove(removed, at)
  while (domains.eraseContent(removed));
}

/** For a store of domains alone. */
export const noKeys = { eraseOfDomain: () => false, forgetRows: () => {} }

export const secret: KeyMaterial = { kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTAwMDA' }

export function aKey (fields: Partial<ServiceKey> = {}): ServiceKey {
  return {
    okmsId,
    keyId: randomUUID(),
    name: 'a key',
    context: null,
    type: 'oct',
    size: 256,
    curve: null,
    class: 'SECRET_KEY',
    operations: ['encrypt', 'decrypt'],
    protectionLevel: 'SOFTWARE',
    state: 'active',
    revocationReason: null,
    extractable: false,
    neverExtractable: true,
    sensitive: true,
    alwaysSensitive: true,
    publicJwk: null,
    createdAt: 1_700_000_000_123,
    activatedAt: 1_700_000_000_123,
    deactivatedAt: null,
    compromisedAt: null,
    destroyedAt: null,
    ...fields
  }
}

/** Before its first version. */
export function aSecret (fields: Partial<Secret> = {}): Secret {
  return {
    okmsId,
    path: 'a/secret',
    ...unsetSettings,
    customMetadata: null,
    currentVersion: 0,
    oldestVersion: 0,
    createdAt: 1_700_000_000_123,
    updatedAt: 1_700_000_000_123,
    ...fields
  }
}

export function aVersion (fields: Partial<SecretVersion> = {}): SecretVersion {
  return { number: 1, createdAt: 1_700_000_000_123, deactivatedAt: null, isDeleted: false, ...fields }
}

/** A secret with its next version. */
export const withData = (secret: Secret, data: string, fields: Partial<SecretVersion> = {}): SecretChange => ({
  secret: { ...secret, currentVersion: secret.currentVersion + 1 },
  added: { version: aVersion({ number: secret.currentVersion + 1, ...fields }), data }
})

export function aCredential (fields: Partial<Credential> = {}): Credential {
  return {
    credentialId: randomUUID(),
    okmsId,
    name: 'a credential',
    description: '',
    identities: ['urn:v1:eu:identity:account:emulator-ovh'],
    certificateType: 'ECDSA',
    fromCsr: false,
    certificatePem: '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n',
    createdAt: 1_700_000_000_000,
    notBefore: 1_700_000_000_000,
    notAfter: 1_731_536_000_000,
    revokedAt: null,
    ...fields
  }
}
