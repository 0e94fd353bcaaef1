// Secrets in SQLite: what is kept and given back, what belongs together, what damage is detected.

import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSealedSlots } from '../../../src/store/sealed-slots.js'
import { accessErrors } from '../../../src/domain/errors/access/access.js'
import { refusal } from '../../../src/domain/errors/domain-error.js'
import { secretErrors } from '../../../src/domain/errors/secrets.js'
import { storageErrors } from '../../../src/domain/errors/storage.js'
import type { SecretStore, SecretUpdate, Store } from '../../../src/domain/ports.js'
import type { Secret, SecretVersion } from '../../../src/domain/secrets/secret.js'
import { randomMasterKey } from '../../../src/store/master-key.js'
import { openStore } from '../../../src/store/open-store.js'
import { createSecretStore } from '../../../src/store/secrets/secret-store.js'
import { connectionOver } from '../../../src/store/sqlite/connection.js'
import { migrate, readMigrations } from '../../../src/store/sqlite/migrations.js'
import { aSecret, aVersion, okmsId, otherOkmsId, removeDomain, withData } from '../builders.js'
import { newStore, temporaryFolder } from '../temporary.js'

const unreadable = expect.objectContaining({ kind: storageErrors.StorageUnreadable }) as unknown

type Change = SecretUpdate['change']

/** One change, whose refusal is thrown. */
function update (store: SecretStore, change: Change, { okmsId: domain, path: name } = aSecret()): void {
  const [refused] = store.update({ okmsId: domain, path: name, change })
  if (refused !== undefined) throw refused
}

/** Adds a version with this data. */
function add (store: SecretStore, data: string, secret = aSecret(), fields: Partial<SecretVersion> = {}): Secret {
  let after = secret
  update(store, (stored) => {
    const change = withData(stored?.secret ?? secret, data, fields)
    after = change.secret
    return change
  }, secret)
  return after
}

/** Returns whether there was anything to remove. */
function remove (store: SecretStore, domain = okmsId): boolean {
  let isThere = false
  update(store, (stored) => {
    isThere = stored !== undefined
    return 'removed'
  }, aSecret({ okmsId: domain }))
  return isThere
}

const all = { after: '', limit: 100 }

it('gives back a secret with every field set, its versions and its data after a restart', () => {
  const folder = temporaryFolder()
  const store = newStore({ folder })
  const secret = aSecret({
    path: 'data/x@y=z:1',
    casRequired: true,
    maxVersions: 24_000,
    deactivateVersionAfter: '10h30m10s',
    customMetadata: { __proto__x: 'é', '': '"' },
    createdAt: 1,
    updatedAt: 2
  })
  add(store.secrets, '{"a":"é","__proto__":1}', secret, { createdAt: 3, deactivatedAt: 4 })
  const after = add(store.secrets, 'null', secret)
  const settings = { casRequired: true, maxVersions: 3, deactivateVersionAfter: '1d' }
  store.secrets.configure(okmsId, settings)
  store.close()

  const again = openStore({ folder }, { durable: false })
  onTestFinished(() => { again.close() })
  const { secrets } = again
  expect(secrets.find(okmsId, secret.path)).toEqual({ ...secret, currentVersion: 2 })
  expect(after.currentVersion).toBe(2)
  expect([1, 2, 3].map((number) => secrets.version(okmsId, secret.path, number)))
    .toEqual([aVersion({ createdAt: 3, deactivatedAt: 4 }), aVersion({ number: 2 }), undefined])
  expect([1, 2, 3].map((number) => secrets.data(okmsId, secret.path, number)))
    .toEqual(['{"a":"é","__proto__":1}', 'null', undefined])
  expect([secrets.configuration(okmsId), secrets.configuration(otherOkmsId)]).toEqual([settings, undefined])
  expect([secrets.count(okmsId), secrets.count(otherOkmsId)]).toEqual([1, 0])
})

describe('a change', () => {
  it('that throws or gives nothing leaves everything as it was', () => {
    const { secrets } = newStore()
    add(secrets, '1')
    expect(() => { update(secrets, () => { throw new Error('a fault') }) }).toThrow('a fault')
    update(secrets, () => undefined)
    expect(secrets.find(okmsId, 'a/secret')).toEqual(aSecret({ currentVersion: 1 }))
  })

  it('that fails half way leaves nothing of it', () => {
    const { secrets } = newStore()
    add(secrets, '1')
    const again = { secret: aSecret({ currentVersion: 1, maxVersions: 7 }), added: { version: aVersion(), data: '2' } }
    expect(() => { update(secrets, () => again) }).toThrow()
    expect(secrets.find(okmsId, 'a/secret')).toEqual(aSecret({ currentVersion: 1 }))
    expect(secrets.data(okmsId, 'a/secret', 1)).toBe('1')
  })

  it('sees what is stored, in the same transaction', () => {
    const { secrets } = newStore()
    add(secrets, '{"a":1}')
    update(secrets, (stored) => {
      expect([stored?.secret.currentVersion, stored?.version(1), stored?.data(1), stored?.version(2), stored?.data(2)])
        .toEqual([1, aVersion(), '{"a":1}', undefined, undefined])
      return undefined
    })
  })

  it('cannot give a secret another path or domain', () => {
    const { secrets } = newStore()
    add(secrets, '1')
    update(secrets, () => ({ secret: aSecret({ path: 'b', okmsId: otherOkmsId, maxVersions: 5 }) }))
    expect(secrets.find(okmsId, 'a/secret')).toMatchObject({ path: 'a/secret', maxVersions: 5 })
    expect(secrets.find(otherOkmsId, 'b')).toBeUndefined()
  })

  it('of a version keeps its data, unless it is deleted', () => {
    const { secrets } = newStore()
    add(secrets, '1')
    const secret = add(secrets, '2')
    update(secrets, () => ({
      secret, changed: [aVersion({ deactivatedAt: 9 }), aVersion({ number: 2, isDeleted: true })]
    }))
    expect([1, 2].map((number) => secrets.version(okmsId, 'a/secret', number)))
      .toEqual([aVersion({ deactivatedAt: 9 }), aVersion({ number: 2, isDeleted: true })])
    expect([1, 2].map((number) => secrets.data(okmsId, 'a/secret', number))).toEqual(['1', undefined])
  })

  it('that adds a version removes those below the oldest', () => {
    const { secrets } = newStore()
    for (const data of ['1', '2', '3']) add(secrets, data)
    update(secrets, () => withData(aSecret({ currentVersion: 3, oldestVersion: 3 }), '4'))
    const { items } = secrets.versions(okmsId, 'a/secret', { after: 0, limit: 9 })
    expect(items.map(({ number }) => number)).toEqual([3, 4])
    expect([2, 3].map((number) => secrets.data(okmsId, 'a/secret', number))).toEqual([undefined, '3'])
  })
})

describe('several changes at once', () => {
  const changeOf = (name: string, change: Change): SecretUpdate => ({ okmsId, path: name, change })

  it('are made one after the other, each on what those before it left', () => {
    const { secrets } = newStore()
    const addOne: Change = (stored) => withData(stored?.secret ?? aSecret(), `${stored?.secret.currentVersion ?? 0}`)
    expect(secrets.update(changeOf('a/secret', addOne), changeOf('a/secret', addOne), changeOf('b', addOne)))
      .toEqual([undefined, undefined, undefined])
    expect([1, 2].map((number) => secrets.data(okmsId, 'a/secret', number))).toEqual(['0', '1'])
    expect(secrets.find(okmsId, 'b')).toMatchObject({ path: 'b', currentVersion: 1 })
  })

  it('are refused one by one', () => {
    const { secrets } = newStore()
    const refused = refusal(secretErrors.SecretExists, 'a/secret')
    expect(secrets.update(
      changeOf('a', () => withData(aSecret(), '1')), changeOf('b', () => { throw refused }),
      { okmsId: '33333333-3333-4333-8333-333333333333', path: 'c', change: () => withData(aSecret(), '1') },
      changeOf('d', () => withData(aSecret(), '1'))
    )).toEqual([undefined, refused, expect.objectContaining({ kind: accessErrors.DomainNotFound }), undefined])
    expect(secrets.list(okmsId, all).items.map(({ secret }) => secret.path)).toEqual(['a', 'd'])
  })

  it('leave nothing when one has a fault', () => {
    const { secrets } = newStore()
    expect(() => secrets.update(
      changeOf('a', () => withData(aSecret(), '1')), changeOf('b', () => { throw new Error('a fault') })
    )).toThrow('a fault')
    expect(secrets.count(okmsId)).toBe(0)
  })
})

describe('a removal', () => {
  it('takes the versions along, and leaves others', () => {
    const { secrets } = newStore()
    for (const name of ['a', 'a/secret', 'a/secret/b']) add(secrets, '1', aSecret({ path: name }))
    expect([remove(secrets), remove(secrets)]).toEqual([true, false])
    expect(secrets.list(okmsId, all).items.map(({ secret }) => secret.path)).toEqual(['a', 'a/secret/b'])
    add(secrets, '{"new":1}')
    expect(secrets.versions(okmsId, 'a/secret', { after: 0, limit: 9 }).items).toEqual([aVersion()])
    expect(secrets.data(okmsId, 'a/secret', 1)).toBe('{"new":1}')
  })

  it('of another domain is none', () => {
    const { secrets } = newStore()
    add(secrets, '1')
    expect(remove(secrets, otherOkmsId)).toBe(false)
    expect(secrets.data(okmsId, 'a/secret', 1)).toBe('1')
  })

  it('of a secret with thousands of versions is erased in slices', () => {
    const { secrets } = newStore()
    for (let count = 0; count < 250; count++) add(secrets, '{}')
    remove(secrets)
    expect([secrets.eraseSome(), secrets.eraseSome(), secrets.eraseSome()]).toEqual([true, false, false])
  })
})

describe('secrets of a removed domain', () => {
  function withRemoved (store: Store): SecretStore {
    add(store.secrets, '1')
    add(store.secrets, '1', aSecret({ okmsId: otherOkmsId }))
    store.secrets.configure(okmsId, { casRequired: true, maxVersions: 3, deactivateVersionAfter: '1d' })
    expect(store.secrets.find(okmsId, 'a/secret')).toBeDefined()
    store.domains.remove(okmsId, 9)
    return store.secrets
  }

  it('are not found from the first moment, and cannot be written', () => {
    const secrets = withRemoved(newStore())
    expect([
      secrets.find(okmsId, 'a/secret'), secrets.version(okmsId, 'a/secret', 1), secrets.data(okmsId, 'a/secret', 1),
      secrets.configuration(okmsId)
    ]).toEqual([undefined, undefined, undefined, undefined])
    expect([
      secrets.list(okmsId, all).items, secrets.children(okmsId, '', all).items, secrets.pathsBelow(okmsId, '', all)
    ]).toEqual([[], [], []])
    expect(secrets.count(okmsId)).toBe(0)
    expect(() => { remove(secrets) }).toThrow(expect.objectContaining({ kind: accessErrors.DomainNotFound }))
    expect(secrets.versions(okmsId, 'a/secret', { after: 0, limit: 9 }).items).toEqual([])
    expect(() => { add(secrets, '2') }).toThrow(expect.objectContaining({ kind: accessErrors.DomainNotFound }))
    expect(secrets.data(otherOkmsId, 'a/secret', 1)).toBe('1')
  })

  it('are not there in a domain that gets its id', () => {
    const store = newStore()
    const secrets = withRemoved(store)
    while (store.domains.eraseContent(okmsId));
    store.domains.insert({ okmsId, name: 'again', createdAt: 10 })
    expect([secrets.count(okmsId), secrets.configuration(okmsId), secrets.find(okmsId, 'a/secret')])
      .toEqual([0, undefined, undefined])
    add(secrets, '{"b":2}')
    expect(secrets.data(okmsId, 'a/secret', 1)).toBe('{"b":2}')
  })

  it('are erased in slices, all of them', () => {
    const store = newStore()
    for (let count = 0; count < 230; count++) add(store.secrets, '{}', aSecret({ path: `s/${count}` }))
    removeDomain(store, okmsId, 9)
    store.domains.insert({ okmsId, name: 'again', createdAt: 10 })
    expect(store.secrets.count(okmsId)).toBe(0)
  })
})

describe('lists', () => {
  const paths = ['a', 'a-b', 'a.b', 'a/b', 'a/b/c', 'a/b/d', 'a/c', 'a0', 'b/x', 'z']

  function filled (): SecretStore {
    const { secrets } = newStore()
    for (const name of [...paths].reverse()) add(secrets, '1', aSecret({ path: name }))
    add(secrets, '1', aSecret({ okmsId: otherOkmsId, path: 'of/another' }))
    return secrets
  }

  it('of a domain go by the bytes of the paths, with the current version', () => {
    const secrets = filled()
    add(secrets, '2', aSecret({ path: 'a0' }))
    const empty = aSecret({ path: 'empty' })
    update(secrets, () => ({ secret: empty }), empty)
    const { items } = secrets.list(okmsId, all)
    expect(items.map(({ secret, version }) => [secret.path, version?.number]))
      .toEqual([...paths, 'empty'].sort().map((name) => [name, name === 'a0' ? 2 : name === 'empty' ? undefined : 1]))
  })

  it('go on after the last item, and end with the last', () => {
    const secrets = filled()
    const first = secrets.list(okmsId, { after: '', limit: 5 })
    const second = secrets.list(okmsId, { after: first.next ?? '', limit: 5 })
    expect([first.next, second.next]).toEqual(['a/b/c', null])
    expect([...first.items, ...second.items].map(({ secret }) => secret.path)).toEqual([...paths].sort())
  })

  it.each([
    ['', ['a', 'a-b', 'a.b', 'a/', 'a0', 'b/', 'z']], ['a/', ['b', 'b/', 'c']], ['a/b/', ['c', 'd']], ['b/', ['x']],
    ['z/', []], ['a/b/c/', []], ['b/x/', []]
  ])('of the folder %j have its names', (folder, expected) => {
    const secrets = filled()
    expect(secrets.children(okmsId, folder, all)).toEqual({ items: expected, next: null })
    const found: string[] = []
    for (let after: string | null = ''; after !== null;) {
      const { items, next }: ReturnType<SecretStore['children']> =
        secrets.children(okmsId, folder, { after, limit: 1 })
      found.push(...items)
      after = next
    }
    expect(found).toEqual(expected)
  })

  it('of paths below a folder have no other', () => {
    const secrets = filled()
    expect(secrets.pathsBelow(okmsId, 'a/', all)).toEqual(['a/b', 'a/b/c', 'a/b/d', 'a/c'])
    expect(secrets.pathsBelow(okmsId, 'a/b/', { after: 'a/b/c', limit: 9 })).toEqual(['a/b/d'])
    expect(secrets.pathsBelow(okmsId, '', { after: '', limit: 2 })).toEqual(['a', 'a-b'])
  })

  it('of versions go by number, page by page', () => {
    const secrets = filled()
    for (let count = 0; count < 3; count++) add(secrets, '{}', aSecret({ path: 'z' }))
    const pages = [0, 2].map((after) => secrets.versions(okmsId, 'z', { after, limit: 2 }))
    expect(pages.map(({ items, next }) => [items.map(({ number }) => number), next]))
      .toEqual([[[1, 2], 2], [[3, 4], null]])
  })
})

describe('what was changed in the file', () => {
  const changes: Readonly<Record<string, string>> = {
    'a setting': 'UPDATE secret SET max_versions = 9',
    'a state': 'UPDATE secret_version SET is_deleted = 1',
    'the data of another version': 'UPDATE secret_version SET slot = CASE number WHEN 1 THEN 2 ELSE 1 END',
    data: 'UPDATE secret_slot SET sealed = zeroblob(length(sealed))',
    'data that is not there': 'UPDATE secret_version SET slot = 99'
  }

  /** As another program does it, which does not keep checksums. */
  function tampered (sql: string): SecretStore {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    add(store.secrets, '{"a":1}')
    add(store.secrets, '{"a":2}')
    store.close()
    const file = new Sqlite(path.join(folder, 'okms.db'))
    file.exec(sql)
    file.close()
    const again = openStore({ folder }, { durable: false })
    onTestFinished(() => { again.close() })
    return again.secrets
  }

  it.each(['a setting', 'a state'])('is detected: %s', (name) => {
    const secrets = tampered(changes[name] ?? '')
    expect(() => [secrets.find(okmsId, 'a/secret'), secrets.version(okmsId, 'a/secret', 1)]).toThrow(unreadable)
  })

  it.each(['the data of another version', 'data', 'data that is not there'])('is detected by the seal: %s', (name) => {
    const database = new Sqlite(':memory:')
    migrate(database, readMigrations())
    database.prepare('INSERT INTO okms_domain (okms_id, name, created_at, checksum) VALUES (?, ?, ?, NULL)')
      .run(okmsId, 'd', 1)
    const secrets = createSecretStore(connectionOver(database), createSealedSlots(database, randomMasterKey()))
    onTestFinished(() => { database.close() })
    add(secrets, '{"a":1}')
    add(secrets, '{"a":2}')
    database.exec(changes[name] ?? '')
    expect(() => secrets.data(okmsId, 'a/secret', 1)).toThrow(unreadable)
  })
})
