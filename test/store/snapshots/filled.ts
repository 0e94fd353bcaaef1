// A store with a bit of everything, and changes of every kind to it.

import { createSeeded } from '../../../scripts/durability/seeded.js'
import type { Store } from '../../../src/domain/ports.js'
import type { KeyMaterial } from '../../../src/domain/keys/service-key.js'
import { aCredential, aKey, aSecret, okmsId, otherOkmsId, withData } from '../builders.js'

const seeded = createSeeded(1)
let made = 0

/** Another one for each call. */
export const material = (): KeyMaterial =>
  ({ kty: 'oct', k: Buffer.from(`${++made}:${seeded.integer(1e9)}`.padEnd(32, '.')).toString('base64url') })

/** A secret with two versions, of which the first is erased. */
export function addSecret (store: Store, domain: string, path: string): void {
  const secret = aSecret({ okmsId: domain, path })
  store.secrets.update({ okmsId: domain, path, change: () => withData(secret, JSON.stringify({ a: ++made })) })
  store.secrets.update({
    okmsId: domain,
    path,
    change: (stored) => stored && withData(stored.secret, JSON.stringify({ a: ++made }))
  })
  store.secrets.update({
    okmsId: domain,
    path,
    change: (stored) => {
      const first = stored?.version(1)
      return stored && { secret: stored.secret, changed: first === undefined ? [] : [{ ...first, isDeleted: true }] }
    }
  })
}

export function addKeys (store: Store, domain: string): { readonly active: string, readonly destroyed: string } {
  const [active, ended, destroyed] = [aKey({ okmsId: domain }), aKey({ okmsId: domain }), aKey({ okmsId: domain })]
  const publicJwk = { kty: 'RSA', n: 'n', e: 'AQAB' } as const
  const publicKey = aKey({ okmsId: domain, type: 'RSA', size: 2048, class: 'PUBLIC_KEY', publicJwk })
  store.serviceKeys.insert(
    ...[active, ended, destroyed].map((key) => ({ key, material: material() })), { key: publicKey, material: null }
  )
  store.serviceKeys.update(domain, ended.keyId, (key) => ({
    ...key, state: 'deactivated', deactivatedAt: 5, revocationReason: 'superseded'
  }))
  store.serviceKeys.update(domain, ended.keyId, (key) => ({ ...key, state: 'active', deactivatedAt: null }))
  store.serviceKeys.update(domain, destroyed.keyId, (key) => ({ ...key, state: 'destroyed', destroyedAt: 9 }))
  return { active: active.keyId, destroyed: destroyed.keyId }
}

export function fillDomain (store: Store, domain: string): ReturnType<typeof addKeys> {
  store.credentials.insert(aCredential({ okmsId: domain }))
  store.credentials.insert(aCredential({ okmsId: domain, revokedAt: 7 }))
  store.secrets.configure(domain, { casRequired: true, maxVersions: 7, deactivateVersionAfter: '1d' })
  addSecret(store, domain, `app/${++made}`)
  return addKeys(store, domain)
}

export function fillServer (store: Store): ReturnType<typeof addKeys> {
  const createdAt = 1_700_000_000_000
  const keys = fillDomain(store, okmsId)
  fillDomain(store, otherOkmsId)
  const name = `name ${++made}`
  store.serviceAccounts.insert({
    clientId: name,
    name,
    description: '',
    okmsIds: [okmsId],
    everyDomain: false,
    callbackUrls: ['https://a.example'],
    secretSha256: Buffer.alloc(32, made),
    createdAt
  })
  const login = name.replace(' ', '-')
  store.users.insert({
    login,
    email: null,
    description: '',
    mainGroup: 'DEFAULT',
    type: 'USER',
    status: 'DISABLED',
    createdAt,
    updatedAt: createdAt,
    passwordUpdatedAt: null
  })
  for (const [clientId, user] of [[null, null], [name, null], [null, login]] as const) {
    store.tokens.insert({
      tokenId: `token ${++made}`,
      clientId,
      user,
      everyDomain: user !== null,
      name,
      description: '',
      identities: ['urn:i'],
      okmsIds: [okmsId],
      sha256: Buffer.alloc(32, made),
      createdAt,
      expiresAt: null
    })
  }
  store.policies.insert({
    policyId: name,
    name,
    description: '',
    identities: ['urn:i'],
    resources: ['*'],
    actions: ['*'],
    exceptions: ['a:b'],
    denied: ['c:d'],
    createdAt,
    updatedAt: 8,
    expiresAt: 9
  })
  store.groups.put({
    urn: `urn:${name}`, members: ['urn:i'], description: 'd', role: 'REGULAR', createdAt, updatedAt: 8
  })
  return keys
}
