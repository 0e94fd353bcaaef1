// A snapshot brings back what was there, in one step, whatever came since.

import { randomUUID } from 'node:crypto'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { snapshotErrors } from '../../../src/domain/errors/control/snapshots.js'
import { storageErrors } from '../../../src/domain/errors/storage.js'
import type { Store } from '../../../src/domain/ports.js'
import { openStore } from '../../../src/store/open-store.js'
import { changingRows, defineRowChecksum } from '../../../src/store/sqlite/row-checksum.js'
import { aCredential, aKey, okmsId, otherOkmsId, removeDomain, secret } from '../builders.js'
import { findInFiles, sealedData } from '../secrets/file-search.js'
import { newStore, temporaryFolder } from '../temporary.js'
import { addSecret, fillDomain, fillServer, material } from './filled.js'
import { contentOf, domainState, serverState } from './whole-state.js'

const client = { okmsId, credentialId: '33333333-3333-4333-8333-333333333333' }

function take (store: Store, domain: string | null): string {
  const snapshotId = randomUUID()
  store.snapshots.take({ snapshotId, okmsId: domain, name: 'a snapshot', createdAt: 5 })
  return snapshotId
}

/** One change of each kind in a domain. */
const changes: Readonly<Record<string, (store: Store, keys: ReturnType<typeof fillDomain>) => void>> = {
  nothing: () => {},
  'a key created': (store) => { store.serviceKeys.insert({ key: aKey(), material: material() }) },
  'a key destroyed': (store, { active }) => {
    store.serviceKeys.update(okmsId, active, (key) => ({ ...key, state: 'destroyed', destroyedAt: 10 }))
  },
  'a key renamed and deactivated': (store, { active }) => {
    store.serviceKeys.update(okmsId, active, (key) => ({ ...key, name: 'x', state: 'deactivated', deactivatedAt: 1 }))
  },
  'a secret created': (store) => { addSecret(store, okmsId, 'another') },
  'a secret removed': (store) => {
    const { items } = store.secrets.list(okmsId, { after: '', limit: 9 })
    for (const { secret } of items) store.secrets.update({ okmsId, path: secret.path, change: () => 'removed' })
  },
  'a secret configured': (store) => {
    store.secrets.configure(okmsId, { casRequired: false, maxVersions: 1, deactivateVersionAfter: '0s' })
  },
  'a credential added': (store) => { store.credentials.insert(aCredential()) },
  'credentials revoked': (store) => {
    for (const { credentialId } of store.credentials.list(okmsId)) store.credentials.revoke(credentialId, 99)
  },
  'the domain removed': (store) => { removeDomain(store, okmsId, 99) },
  'the removal of the domain begun': (store) => { store.domains.remove(okmsId, 99) },
  'the domain removed and added again': (store) => {
    removeDomain(store, okmsId, 99)
    store.domains.insert({ okmsId, name: 'again', createdAt: 100 })
    fillDomain(store, okmsId)
  },
  'the domain reset': (store) => { store.resets.domain(okmsId) }
}

describe.each(Object.entries(changes))('after %s', (_, change) => {
  it('the domain is restored, and no other changes', () => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    const keys = fillServer(store)
    const before = domainState(store, okmsId)
    const snapshot = take(store, okmsId)
    change(store, keys)
    fillDomain(store, otherOkmsId)
    const other = domainState(store, otherOkmsId)
    // Read once, so that a cache could show it again.
    domainState(store, okmsId)
    store.snapshots.restore(snapshot, [])
    expect(domainState(store, okmsId)).toEqual(before)
    expect(domainState(store, otherOkmsId)).toEqual(other)
    store.close()
    const again = openStore({ folder }, { durable: false })
    expect(domainState(again, okmsId)).toEqual(before)
    again.close()
  })

  it('the server is restored', () => {
    const store = newStore()
    const keys = fillServer(store)
    const before = serverState(store)
    const snapshot = take(store, null)
    change(store, keys)
    const added = randomUUID()
    store.domains.insert({ okmsId: added, name: 'added', createdAt: 3 })
    fillDomain(store, added)
    for (const { policyId } of store.policies.list()) store.policies.remove(policyId)
    for (const { clientId } of store.serviceAccounts.list()) store.serviceAccounts.remove(clientId)
    for (const user of store.users.list()) store.users.update({ ...user, status: 'OK', email: 'a@b' })
    store.groups.put({ ...store.groups.list()[0]!, urn: 'urn:new' })
    serverState(store)
    store.snapshots.restore(snapshot, [])
    expect(serverState(store)).toEqual(before)
  })
})

describe('a restore', () => {
  it('frees the ids of keys created since, and keeps those of destroyed keys taken', () => {
    const store = newStore()
    const { destroyed } = fillDomain(store, okmsId)
    const snapshot = take(store, okmsId)
    const key = aKey()
    store.serviceKeys.insert({ key, material: secret })
    store.serviceKeys.update(okmsId, key.keyId, (found) => ({ ...found, state: 'destroyed', destroyedAt: 9 }))
    store.snapshots.restore(snapshot, [])
    expect(store.serviceKeys.insert({ key, material: secret })).toEqual([undefined])
    expect(store.serviceKeys.insert({ key: aKey({ keyId: destroyed }), material: secret })[0])
      .toBeInstanceOf(Error)
  })

  it('can be repeated', () => {
    const store = newStore()
    fillServer(store)
    const before = serverState(store)
    const snapshots = [take(store, null), take(store, okmsId)]
    for (const snapshot of [...snapshots, ...snapshots]) {
      fillDomain(store, okmsId)
      store.snapshots.restore(snapshot, [])
      expect(serverState(store)).toEqual(before)
    }
  })

  it.each([null, okmsId])('keeps the credential of the client files, of %s', (domain) => {
    const store = newStore()
    fillServer(store)
    const snapshot = take(store, domain)
    store.credentials.insert(aCredential({ credentialId: client.credentialId }))
    const later = take(store, domain)
    store.snapshots.restore(snapshot, [client.credentialId])
    expect(store.credentials.find(client.credentialId)).toMatchObject({ revokedAt: null })
    store.credentials.revoke(client.credentialId, 9)
    store.snapshots.restore(snapshot, [client.credentialId])
    expect(store.credentials.find(client.credentialId)).toMatchObject({ revokedAt: 9 })
    store.snapshots.restore(later, [client.credentialId])
    expect(store.credentials.find(client.credentialId)).toMatchObject({ revokedAt: null })
  })

  it('keeps the domain of the client files', () => {
    const store = newStore()
    const snapshot = take(store, null)
    store.domains.insert({ okmsId: randomUUID(), name: 'later', region: 'eu-west-gra', createdAt: 8 })
    const domain = store.domains.list().at(-1) ?? expect.fail('no domain')
    const credential = aCredential({ okmsId: domain.okmsId })
    store.credentials.insert(credential)
    fillDomain(store, domain.okmsId)
    store.snapshots.restore(snapshot, [credential.credentialId])
    expect(store.domains.find(domain.okmsId)).toEqual(domain)
    expect(store.credentials.list(domain.okmsId)).toEqual([credential])
    expect(store.serviceKeys.counts(domain.okmsId)).toMatchObject({ active: 0, destroyed: 0 })
  })

  it('keeps nothing by an id that is not of a credential, and leaves a revoked one revoked', () => {
    const store = newStore()
    fillServer(store)
    const revoked = aCredential({ okmsId: otherOkmsId, revokedAt: 9 })
    store.credentials.insert(revoked)
    const others = [
      ...store.tokens.list().map(({ tokenId }) => tokenId), ...store.policies.list().map(({ policyId }) => policyId),
      okmsId, randomUUID()
    ]
    const snapshot = take(store, null)
    store.resets.server(okmsId, [...others, revoked.credentialId])
    expect(store.domains.list().map((domain) => domain.okmsId)).toEqual([okmsId, otherOkmsId])
    expect(store.credentials.list(otherOkmsId)).toEqual([revoked])
    expect(store.credentials.list(okmsId)).toEqual([])
    expect([store.tokens.list(), store.policies.list()]).toEqual([[], []])
    store.snapshots.restore(snapshot, others)
    expect(store.credentials.find(revoked.credentialId)).toEqual(revoked)
  })

  it('that fails changes nothing', () => {
    const store = newStore({ folder: temporaryFolder() })
    fillServer(store)
    const snapshot = take(store, null)
    fillDomain(store, okmsId)
    const before = serverState(store)
    expect(() => {
      store.atomically(() => {
        store.snapshots.restore(snapshot, [])
        serverState(store)
        throw new Error('stopped')
      })
    }).toThrow('stopped')
    expect(serverState(store)).toEqual(before)
  })
})

describe('a fork', () => {
  const domain = { okmsId: '44444444-4444-4444-8444-444444444444', name: 'fork', createdAt: 9 }

  it.each([
    [undefined, 'ca-east-bhs'], ['eu-west-par', 'eu-west-par']
  ] as const)('with the region %s is in %s, that of the snapshot by default', (region, expected) => {
    const store = newStore()
    const snapshotOf = '55555555-5555-4555-8555-555555555555'
    store.domains.insert({ okmsId: snapshotOf, name: 'other', region: 'ca-east-bhs', createdAt: 8 })
    store.snapshots.fork(take(store, snapshotOf), { ...domain, region })
    expect(store.domains.find(domain.okmsId)?.region).toBe(expected)
  })

  it('has the same keys and secrets under its own id, and no credential', () => {
    const store = newStore()
    fillDomain(store, okmsId)
    const before = contentOf(store, okmsId)
    const snapshot = take(store, okmsId)
    store.resets.domain(okmsId)
    store.snapshots.fork(snapshot, domain)
    expect(contentOf(store, domain.okmsId)).toEqual(before)
    expect(store.domains.find(domain.okmsId)).toMatchObject({ ...domain, region: 'eu-west-rbx', serviceId: 1003 })
    expect(store.credentials.list(domain.okmsId)).toEqual([])
    expect(contentOf(store, okmsId)).toMatchObject({ keys: [], secrets: [] })
  })

  it('shows nothing of a removed domain with its id', () => {
    const store = newStore()
    fillDomain(store, okmsId)
    const before = contentOf(store, okmsId)
    const snapshot = take(store, okmsId)
    store.domains.insert({ ...domain, name: 'removed' })
    fillDomain(store, domain.okmsId)
    store.domains.remove(domain.okmsId, 10)
    store.snapshots.fork(snapshot, domain)
    expect(contentOf(store, domain.okmsId)).toEqual(before)
  })

  it('is independent of its origin', () => {
    const store = newStore()
    const { active } = fillDomain(store, okmsId)
    store.snapshots.fork(take(store, okmsId), domain)
    const before = contentOf(store, domain.okmsId)
    store.serviceKeys.update(okmsId, active, (key) => ({ ...key, state: 'destroyed', destroyedAt: 9 }))
    removeDomain(store, okmsId, 99)
    expect(contentOf(store, domain.okmsId)).toEqual(before)
  })
})

describe('sealed bytes', () => {
  /** Those that one of these changes erased. */
  function erasedBy (folder: string, change: () => void): readonly Buffer[] {
    const before = sealedData(folder)
    change()
    const left = sealedData(folder)
    return before.filter((bytes) => !left.some((other) => other.equals(bytes)))
  }

  function filled () {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    for (let round = 0; round < 20; round++) fillDomain(store, round % 2 === 0 ? okmsId : otherOkmsId)
    return { folder, store }
  }

  it('of what came since are in no file after a restore', () => {
    const { folder, store } = filled()
    const snapshot = take(store, okmsId)
    for (let count = 0; count < 20; count++) addSecret(store, okmsId, `later/${count}`)
    for (let count = 0; count < 20; count++) store.serviceKeys.insert({ key: aKey(), material: material() })
    const gone = erasedBy(folder, () => { store.snapshots.restore(snapshot, []) })
    expect(gone.length).toBeGreaterThanOrEqual(40)
    expect(findInFiles(folder, gone)).toEqual([])
    expect(findInFiles(folder, sealedData(folder).slice(0, 1))).not.toEqual([])
  })

  it('of a domain are in no file after a reset', () => {
    const { folder, store } = filled()
    const gone = erasedBy(folder, () => { store.resets.domain(okmsId) })
    expect(gone.length).toBeGreaterThanOrEqual(30)
    expect(findInFiles(folder, gone)).toEqual([])
  })

  it('of the key of a snapshot are in no file once it is removed, so nothing can open what it held', () => {
    const { folder, store } = filled()
    const snapshots = [take(store, okmsId), take(store, null), take(store, okmsId)]
    for (const snapshot of [snapshots[1]!, snapshots[0]!]) {
      const gone = erasedBy(folder, () => { expect(store.snapshots.remove(snapshot)).toBe(true) })
      expect(gone).toHaveLength(1)
      expect(findInFiles(folder, gone)).toEqual([])
    }
    expect(store.snapshots.list().map(({ snapshotId }) => snapshotId)).toEqual([snapshots[2]])
    expect(store.snapshots.remove(snapshots[0]!)).toBe(false)
  })

  it('of a snapshot are those of its own key: neither material nor data is in a file in clear', () => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    const clear = material()
    store.serviceKeys.insert({ key: aKey(), material: clear })
    take(store, okmsId)
    store.close()
    expect(findInFiles(folder, [Buffer.from('k' in clear ? clear.k : '')])).toEqual([])
  })
})

describe('a snapshot', () => {
  it('is listed with what it holds', () => {
    const store = newStore()
    fillServer(store)
    const counts = [{ domains: 1, serviceKeys: 3, secrets: 1 }, { domains: 2, serviceKeys: 6, secrets: 2 }]
    const ids = [take(store, okmsId), take(store, null)]
    expect(store.snapshots.list()).toEqual(ids.map((snapshotId, index) => ({
      snapshotId, okmsId: [okmsId, null][index], name: 'a snapshot', createdAt: 5, ...counts[index]
    })))
    expect(ids.map((id) => store.snapshots.find(id))).toEqual(store.snapshots.list())
  })

  it('outlives its domain and a reset of the server', () => {
    const store = newStore()
    fillDomain(store, otherOkmsId)
    const before = domainState(store, otherOkmsId)
    const snapshot = take(store, otherOkmsId)
    store.resets.server(undefined, [])
    expect(store.domains.list().map((domain) => domain.okmsId)).toEqual([okmsId])
    store.snapshots.restore(snapshot, [])
    expect(domainState(store, otherOkmsId)).toEqual(before)
  })

  it('of many parts is restored', () => {
    const store = newStore()
    store.serviceKeys.insert(...Array.from({ length: 1500 }, () => ({ key: aKey(), material: material() })))
    const before = contentOf(store, okmsId)
    const snapshot = take(store, okmsId)
    store.resets.domain(okmsId)
    store.snapshots.restore(snapshot, [])
    expect(contentOf(store, okmsId)).toEqual(before)
  })

  const damage: Readonly<Record<string, string>> = {
    'a part is missing': 'DELETE FROM snapshot_part WHERE number = 1',
    'a part was changed': 'UPDATE snapshot_part SET sealed = zeroblob(length(sealed)) WHERE number = 1',
    'two parts are swapped': 'UPDATE snapshot_part SET number = CASE number WHEN 0 THEN -1 ELSE 0 END; UPDATE snapshot_part SET number = 1 WHERE number = -1',
    'its key was changed': 'UPDATE secret_slot SET sealed = zeroblob(length(sealed)) WHERE slot = (SELECT key_slot FROM snapshot)',
    'its row was changed': 'UPDATE snapshot SET parts = 1'
  }

  it.each(Object.entries(damage))('is not restored when %s, and nothing changes', (_, sql) => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    store.serviceKeys.insert(...Array.from({ length: 800 }, () => ({ key: aKey(), material: material() })))
    const snapshot = take(store, okmsId)
    const before = domainState(store, okmsId)
    store.close()
    const file = new Sqlite(path.join(folder, 'okms.db'))
    expect(file.prepare('SELECT count(*) FROM snapshot_part').pluck().get()).toBe(2)
    file.exec(sql)
    file.close()
    const again = openStore({ folder }, { durable: false })
    expect(() => { again.snapshots.restore(snapshot, []) })
      .toThrow(expect.objectContaining({ kind: storageErrors.StorageUnreadable }))
    expect(domainState(again, okmsId)).toEqual(before)
    again.close()
  })

  it('of an older version that this one cannot read is refused, which says so', () => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    const snapshot = take(store, okmsId)
    store.close()
    const file = new Sqlite(path.join(folder, 'okms.db'))
    defineRowChecksum(file)
    changingRows(file, () => { file.exec('UPDATE snapshot SET schema_version = 6') })
    file.close()
    const again = openStore({ folder }, { durable: false })
    const refused: unknown = expect.objectContaining({ kind: snapshotErrors.SnapshotOutdated })
    expect(() => { again.snapshots.restore(snapshot, []) }).toThrow(refused)
    expect(() => { again.snapshots.fork(snapshot, { okmsId: randomUUID(), name: 'f', createdAt: 1 }) }).toThrow(refused)
    expect(again.snapshots.remove(snapshot)).toBe(true)
    again.close()
  })

  it('is not taken of a damaged key', () => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    fillDomain(store, okmsId)
    store.close()
    const file = new Sqlite(path.join(folder, 'okms.db'))
    file.exec("UPDATE service_key SET name = 'damaged' WHERE position = 1")
    file.close()
    const again = openStore({ folder }, { durable: false })
    expect(() => take(again, okmsId)).toThrow(expect.objectContaining({ kind: storageErrors.StorageUnreadable }))
    expect(again.snapshots.list()).toEqual([])
    again.close()
  })
})
