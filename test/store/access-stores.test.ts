// Tokens, service accounts, policies, groups and admin certificates: what is kept, in which
// order, and what goes with what.

import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { AdminCertificate } from '../../src/domain/access/admin-certificate.js'
import type { Group } from '../../src/domain/access/group.js'
import type { Token } from '../../src/domain/access/token.js'
import { accessErrors } from '../../src/domain/errors/access/access.js'
import { createCredentialStore } from '../../src/store/access/credential-store.js'
import { migrate, readMigrations } from '../../src/store/sqlite/migrations.js'
import { connectionOver } from '../../src/store/sqlite/connection.js'
import { createNumberSequences } from '../../src/store/number-sequences.js'
import { createOkmsDomainStore } from '../../src/store/access/okms-domain-store.js'
import { openStore } from '../../src/store/open-store.js'
import { aCredential, aKey, noKeys, okmsId, otherOkmsId, removeDomain, secret } from './builders.js'
import { newStore, temporaryFolder } from './temporary.js'

const sha256 = Buffer.alloc(32, 7)
const aToken = (fields: Partial<Token> = {}): Token => ({
  tokenId: randomUUID(),
  clientId: null,
  name: 'a token',
  description: 'd',
  identities: ['urn:a', 'urn:b'],
  okmsIds: [
    okmsId
  ],
  everyDomain: false,
  user: null,
  sha256,
  createdAt: 1,
  expiresAt: null,
  ...fields
})
const anAccount = (clientId = 'EU.1') => ({
  clientId,
  name: 'an account',
  description: '',
  okmsIds: [okmsId],
  everyDomain: false,
  callbackUrls: [],
  secretSha256: sha256,
  createdAt: 2
})
const aPolicy = (name = 'a policy') => ({
  policyId: randomUUID(),
  name,
  description: 'd',
  identities: ['urn:a'],
  resources: ['*'],
  actions: ['okms:*'],
  exceptions: ['okms:apikms:*'],
  denied: [],
  createdAt: 3,
  updatedAt: null,
  expiresAt: 9
})
const aGroup = (urn = 'urn:g'): Group =>
  ({ urn, members: ['urn:a'], description: '', role: 'NONE', createdAt: 4, updatedAt: 4 })

const anAdminCertificate = (fields: Partial<AdminCertificate> = {}): AdminCertificate => ({
  certificateId: randomUUID(), name: 'a', fromFolder: false, createdAt: 5, notAfter: 6, revokedAt: null, ...fields
})

describe('the stores of access', () => {
  it('give back everything after a restart', () => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    const [token, account, policy, group] = [aToken({ expiresAt: 9 }), anAccount(), aPolicy(), aGroup()]
    store.tokens.insert(token)
    store.serviceAccounts.insert(account)
    store.policies.insert(policy)
    store.groups.put(group)
    const [admin, revoked] = [anAdminCertificate(), anAdminCertificate({ fromFolder: true })]
    for (const certificate of [admin, revoked]) store.adminCertificates.insert(certificate)
    for (const at of [7, 8]) store.adminCertificates.revoke(revoked.certificateId, at)
    store.close()
    const again = openStore({ folder }, { durable: false })
    expect(again.tokens.find(token.tokenId)).toEqual(token)
    expect(again.serviceAccounts.find(account.clientId)).toEqual(account)
    expect(again.policies.find(policy.policyId)).toEqual(policy)
    expect(again.groups.find(group.urn)).toEqual(group)
    expect(again.adminCertificates.list()).toEqual([admin, { ...revoked, revokedAt: 7 }])
    expect(again.adminCertificates.find(admin.certificateId)).toEqual(admin)
    expect(again.adminCertificates.find(randomUUID())).toBeUndefined()
    again.close()
  })

  it('list the oldest first, and say whether there was anything to remove', () => {
    const { tokens, serviceAccounts, policies, groups } = newStore()
    const made = [aToken({ name: 'one' }), aToken({ name: 'two' })]
    for (const token of made) tokens.insert(token)
    expect(tokens.list().map(({ name }) => name)).toEqual(['one', 'two'])
    expect([tokens.remove(made[0]!.tokenId), tokens.remove(made[0]!.tokenId), tokens.list().length])
      .toEqual([true, false, 1])
    for (const id of ['EU.2', 'EU.1']) serviceAccounts.insert(anAccount(id))
    expect(serviceAccounts.list().map(({ clientId }) => clientId)).toEqual(['EU.2', 'EU.1'])
    policies.insert(aPolicy())
    expect([
      policies.list().length, policies.remove(policies.list()[0]!.policyId), policies.list().length,
      policies.remove('x')
    ]).toEqual([1, true, 0, false])
    groups.put(aGroup())
    groups.put({ ...aGroup(), members: [] })
    expect(groups.list()).toEqual([{ ...aGroup(), members: [] }])
    expect([groups.remove('urn:g'), groups.remove('urn:g')]).toEqual([true, false])
  })

  it('end the tokens of a service account with it, and list none of them', () => {
    const { tokens, serviceAccounts } = newStore()
    serviceAccounts.insert(anAccount())
    const token = aToken({ clientId: 'EU.1', expiresAt: 100 })
    tokens.insert(token)
    expect(tokens.list()).toEqual([])
    expect(serviceAccounts.remove('EU.1')).toBe(true)
    expect(tokens.find(token.tokenId)).toBeUndefined()
    expect(serviceAccounts.remove('EU.1')).toBe(false)
  })

  it('sweep out tokens of service accounts that have ended, and no personal ones', () => {
    const { tokens, serviceAccounts } = newStore()
    serviceAccounts.insert(anAccount())
    const [ended, living] = [aToken({ clientId: 'EU.1', expiresAt: 99 }), aToken({ clientId: 'EU.1', expiresAt: 100 })]
    const personal = aToken({ expiresAt: 1 })
    for (const token of [ended, living, personal]) tokens.insert(token)
    tokens.removeExpired(100)
    expect([ended, living, personal].map(({ tokenId }) => tokens.find(tokenId) !== undefined))
      .toEqual([false, true, true])
  })
})

describe('a removed domain', () => {
  it('is gone with its keys and credentials; others stay', () => {
    const { domains, serviceKeys, credentials } = newStore()
    const [own, foreign, compromised] = [aKey(), aKey({ okmsId: otherOkmsId }), aKey({ state: 'compromised' })]
    for (const key of [own, foreign, compromised]) serviceKeys.insert({ key, material: secret })
    const [mine, theirs] = [aCredential(), aCredential({ okmsId: otherOkmsId })]
    for (const credential of [mine, theirs]) credentials.insert(credential)
    expect(serviceKeys.count(okmsId)).toBe(2)
    removeDomain({ domains }, okmsId, 77)
    expect([domains.find(okmsId), domains.list().map((domain) => domain.okmsId)]).toEqual([undefined, [otherOkmsId]])
    expect(serviceKeys.find(okmsId, own.keyId)).toBeUndefined()
    expect(serviceKeys.material(otherOkmsId, foreign.keyId)).toEqual(secret)
    expect([credentials.find(mine.credentialId)?.revokedAt, credentials.find(theirs.credentialId)?.revokedAt])
      .toEqual([77, null])
    domains.insert({ okmsId, name: 'again', createdAt: 88 })
    expect(serviceKeys.find(okmsId, own.keyId)).toMatchObject({ state: 'destroyed', destroyedAt: 77 })
    expect(serviceKeys.find(okmsId, compromised.keyId)).toMatchObject({ state: 'destroyed_compromised' })
    expect([serviceKeys.material(okmsId, own.keyId), serviceKeys.count(okmsId)]).toEqual([undefined, 0])
  })

  it.each([0, 1, 2])('has no key any more while they are erased, after %i slices', (slices) => {
    const { domains, serviceKeys } = newStore()
    const keys = Array.from({ length: 250 }, () => aKey())
    serviceKeys.insert(...keys.map((key) => ({ key, material: secret })))
    const [first, last] = [keys[0]?.keyId ?? '', keys.at(-1)?.keyId ?? '']
    for (const id of [first, last]) expect(serviceKeys.find(okmsId, id)?.state).toBe('active')
    serviceKeys.list(okmsId, ['active'], { after: 0, limit: 10 })
    domains.remove(okmsId, 77)
    for (let done = 0; done < slices; done++) expect(domains.eraseContent(okmsId)).toBe(true)
    for (const id of [first, last]) {
      expect(serviceKeys.find(okmsId, id)).toBeUndefined()
      expect(serviceKeys.material(okmsId, id)).toBeUndefined()
      expect(serviceKeys.update(okmsId, id, (key) => ({ ...key, name: 'changed' }))).toBeUndefined()
    }
    expect(serviceKeys.list(okmsId, ['active', 'destroyed'], { after: 0, limit: 10 }))
      .toEqual({ items: [], next: null })
    expect([serviceKeys.count(okmsId), serviceKeys.summaries(okmsId, undefined).heads]).toEqual([0, []])
    expect(serviceKeys.insert({ key: aKey(), material: secret })).toMatchObject([{ kind: accessErrors.DomainNotFound }])
    // A domain of the same id begins without them, even when it comes at once.
    domains.insert({ okmsId, name: 'again', createdAt: 88 })
    expect(serviceKeys.counts(okmsId)).toMatchObject({ active: 0, destroyed: 250 })
    expect([domains.eraseContent(okmsId), domains.eraseContent(otherOkmsId)]).toEqual([false, false])
  })

  it('alone can have its keys erased', () => {
    const { domains, serviceKeys } = newStore()
    const key = aKey()
    serviceKeys.insert({ key, material: secret })
    expect(domains.eraseContent(okmsId)).toBe(false)
    expect(serviceKeys.material(okmsId, key.keyId)).toEqual(secret)
  })

  it('is erased in slices of 100 keys, the last of which leaves none', () => {
    const { domains, serviceKeys } = newStore()
    serviceKeys.insert(...Array.from({ length: 200 }, () => ({ key: aKey(), material: secret })))
    domains.remove(okmsId, 77)
    expect([domains.eraseContent(okmsId), domains.eraseContent(okmsId), domains.eraseContent(okmsId)])
      .toEqual([true, false, false])
  })

  it('leaves no copy of its material in the write-ahead log', () => {
    const folder = temporaryFolder()
    const { domains, serviceKeys } = newStore({ folder })
    serviceKeys.insert(...Array.from({ length: 200 }, () => ({ key: aKey(), material: secret })))
    const logged = () => statSync(path.join(folder, 'okms.db-wal')).size
    expect(logged()).toBeGreaterThan(0)
    removeDomain({ domains }, okmsId, 77)
    expect(logged()).toBe(0)
  })

  it('is taken off the tokens and service accounts that name it', () => {
    const { domains, tokens, serviceAccounts } = newStore()
    const both = [okmsId, otherOkmsId]
    const lists = [both, [okmsId], [otherOkmsId]]
    const kept = lists.map((okmsIds) => aToken({ okmsIds }))
    for (const token of kept) tokens.insert(token)
    for (const [index, okmsIds] of lists.entries()) {
      serviceAccounts.insert({ ...anAccount(), clientId: `EU.${index}`, okmsIds })
    }
    for (const { tokenId } of kept) tokens.find(tokenId)
    domains.remove(okmsId, 77)
    const left = [[otherOkmsId], [], [otherOkmsId]]
    expect(kept.map(({ tokenId }) => tokens.find(tokenId)?.okmsIds)).toEqual(left)
    expect(lists.map((_, index) => serviceAccounts.find(`EU.${index}`)?.okmsIds)).toEqual(left)
  })

  it('stays whole when one store cannot remove its rows', () => {
    const database = new Sqlite(':memory:')
    onTestFinished(() => { database.close() })
    database.pragma('foreign_keys = ON')
    migrate(database, readMigrations())
    const connection = connectionOver(database)
    const credentials = createCredentialStore(connection)
    const failing = { removeDomain: () => { throw new Error('no') }, forgetRows: () => {} }
    const domains = createOkmsDomainStore(connection, createNumberSequences(database), [noKeys], [credentials, failing])
    domains.insert({ okmsId, name: 'first', createdAt: 1 })
    const credential = aCredential()
    credentials.insert(credential)
    expect(() => { domains.remove(okmsId, 77) }).toThrow('no')
    expect([domains.find(okmsId)?.name, credentials.find(credential.credentialId)?.revokedAt]).toEqual(['first', null])
  })

  it('may be made again under its id, and has nothing of before but tombstones', () => {
    const { domains, serviceKeys } = newStore()
    serviceKeys.insert({ key: aKey(), material: secret })
    domains.remove(okmsId, 77)
    domains.insert({ okmsId, name: 'again', createdAt: 88 })
    expect(domains.find(okmsId)).toEqual({
      okmsId, name: 'again', region: 'eu-west-rbx', pciDssEnabledAt: null, serviceId: 1003, createdAt: 88
    })
    expect(serviceKeys.list(okmsId, ['active'], { after: 0, limit: 10 }).items).toEqual([])
  })
})
