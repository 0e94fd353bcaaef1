// Databases of every schema in the project's history, written by that version's code: opened,
// read, used and changed by today's.

import path from 'node:path'
import { crc32 } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { storageErrors } from '../../src/domain/errors/storage.js'
import type { Store } from '../../src/domain/ports.js'
import { groupUrn } from '../../src/domain/urn.js'
import { readMigrations } from '../../src/store/sqlite/migrations.js'
import { createApiKeys } from '../../src/services/access/api-keys/api-keys.js'
import { openStore } from '../../src/store/open-store.js'
import { copyDatabase, earlierDatabases, type EarlierDatabase } from '../fixtures/databases.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { serverState } from './snapshots/whole-state.js'
import { temporaryFolder } from './temporary.js'

const unreadable: unknown = expect.objectContaining({ kind: storageErrors.StorageUnreadable })

it('there is a database of every version up to the newest', () => {
  expect(earlierDatabases.map(({ version }) => version)).toEqual(readMigrations().map(({ version }) => version))
})

/** Opens a copy of the database, after another program changed it. */
function open (
  database: EarlierDatabase, migrations = readMigrations(), tamper: (file: Sqlite.Database) => void = () => {}
): Store {
  const folder = temporaryFolder()
  copyDatabase(database, folder)
  const file = new Sqlite(path.join(folder, 'okms.db'))
  tamper(file)
  file.close()
  const store = openStore({ folder }, { durable: false }, migrations)
  onTestFinished(() => { store.close() })
  return store
}

/** Runs the program on a copy of the database. */
async function startOn (database: EarlierDatabase): Promise<TestEmulator> {
  const folder = temporaryFolder()
  copyDatabase(database, path.join(folder, 'data'))
  const emulator = await startTestEmulator({ folder, flags: ['--okms-id', database.okmsId] })
  onTestFinished(() => emulator.stop())
  return emulator
}

const stateOf = async (kms: TestEmulator, id: string) => {
  const { status, body } = await kms.api('GET', `/servicekey/${id}`)
  return status === 200 ? body.attributes.state as string : status
}

describe.each(earlierDatabases)('a database of schema version $version', (database) => {
  const { ids } = database

  it('is read, every key in its state, and used: its keys decrypt and verify what they encrypted and signed', async () => {
    const kms = await startOn(database)
    const states = await Promise.all(Object.values(ids).map((id) => stateOf(kms, id)))
    expect(states).toEqual(['active', 'active', 'deactivated', 'compromised', 404, 404])
    const { body } = await kms.api('GET', '/servicekey?state=all')
    expect(body.objects_list.map(({ id, attributes }: { id: string, attributes: { state: string } }) => [
      id, attributes.state
    ]))
      .toEqual(Object.values(ids).map((id, index) =>
        [id, ['active', 'active', 'deactivated', 'compromised', 'destroyed', 'destroyed_compromised'][index]]))

    const decrypted = await kms.api('POST', `/servicekey/${ids.active}/decrypt`, { ciphertext: database.ciphertext })
    expect(decrypted.body).toMatchObject({ plaintext: database.plaintext })
    const { message, signature } = database
    const verified = await kms.api('POST', `/servicekey/${ids.rsa}/verify`, { message, signature, alg: 'RS256' })
    expect(verified.body).toMatchObject({ result: true })
    const signed = await kms.api('POST', `/servicekey/${ids.rsa}/sign`, { message, alg: 'RS256' })
    expect(signed.body).toMatchObject({ signature })
  })

  it('has its domain, its credential, and what this version kept of tokens and policies', () => {
    const store = open(database)
    const lists = [store.domains, store.serviceAccounts, store.tokens, store.policies, store.groups]
      .map((rows) => rows.list().length)
    const kept = database.version >= 2 ? 1 : 0
    expect(lists).toEqual([1, kept, kept, kept, kept])
    expect(store.credentials.list(database.okmsId)).toHaveLength(1)
  })

  it.runIf(database.version < 8)('has no API keys, and takes some', () => {
    const { apiKeys: store } = open(database)
    const apiKeys = createApiKeys({ store, clock: Date.now })
    expect(apiKeys.list()).toEqual([])
    const { texts, ...added } = apiKeys.add({ name: 'a key' })
    expect(apiKeys.list()).toEqual([added])
    expect(store.secretOf(added.application.applicationId)).toBe(texts.applicationSecret)
  })

  it('is changed, and keeps the changes', async () => {
    const first = await startOn(database)
    await first.api('PATCH', `/servicekey/${ids.rsa}`, { name: 'renamed' })
    await first.api('POST', `/servicekey/${ids.active}/deactivate`, { reason: 'superseded' })
    await first.api('POST', `/servicekey/${ids.deactivated}/activate`)
    await first.api('DELETE', `/servicekey/${ids.compromised}`)
    const created = await first.api('POST', '/servicekey', {
      name: 'new', type: 'oct', size: 128, operations: ['encrypt']
    })
    const kms = await first.restart()
    onTestFinished(() => kms.stop())
    expect(await Promise.all([ids.active, ids.deactivated, ids.compromised, created.body.id as string]
      .map((id) => stateOf(kms, id))))
      .toEqual(['deactivated', 'active', 404, 'active'])
    expect((await kms.api('GET', `/servicekey/${ids.rsa}`)).body).toMatchObject({ name: 'renamed' })
  })
})

describe.each(earlierDatabases.flatMap((database) => {
  const { secret } = database
  return secret === undefined ? [] : [{ version: database.version, database, secret }]
}))('the secret in a database of schema version $version', ({ database, secret: { path: secretPath, data } }) => {
  it('is read with its versions in their states, and changed', async () => {
    const first = await startOn(database)
    expect((await first.api('GET', `/secret/data/${secretPath}`)).body.data).toMatchObject({
      data, metadata: { version: 3, custom_metadata: { team: 'é' } }
    })
    const { body: { data: { versions } } } = await first.api('GET', `/secret/metadata/${secretPath}`)
    const shown = Object.values<{ deletion_time: string, destroyed: boolean }>(versions)
    expect(shown.map(({ destroyed }) => destroyed)).toEqual([true, false, false])
    expect(shown.map(({ deletion_time: end }) => Date.parse(end) <= first.clock())).toEqual([false, true, false])
    expect((await first.api('GET', '/secret/config')).body.data).toMatchObject({ max_versions: 7 })

    await first.api('POST', `/secret/undelete/${secretPath}`, { versions: [1, 2] })
    await first.api('POST', `/secret/data/${secretPath}`, { data: { a: 4 } })
    const kms = await first.restart()
    onTestFinished(() => kms.stop())
    const reads = await Promise.all([1, 2, 3, 4].map(async (version) =>
      (await kms.api('GET', `/secret/data/${secretPath}?version=${version}`)).body.data.data))
    expect(reads).toEqual([null, { a: 2 }, data, { a: 4 }])
  })
})

describe.each(earlierDatabases.flatMap((database) => {
  const { version, snapshotId } = database
  return snapshotId === undefined ? [] : [{ version, database, snapshotId }]
}))('the snapshot in a database of schema version $version', ({ version, database, snapshotId }) => {
  it('is restored', () => {
    const store = open(database)
    const { okmsId, ids } = database
    const before = serverState(store) as { readonly domains: ReadonlyArray<{ readonly domain: object }> }
    store.resets.server(undefined, [])
    expect(store.serviceKeys.find(okmsId, ids.rsa)).toBeUndefined()
    store.snapshots.restore(snapshotId, [])
    // A snapshot of version 7 does not have the service of a domain, which gets a new one.
    const service: object = version < 8 ? { serviceId: 1002 } : {}
    const domains = before.domains.map((one) => ({ ...one, domain: { ...one.domain, ...service } }))
    expect(serverState(store)).toEqual({ ...before, domains })
    expect(store.serviceKeys.material(okmsId, ids.rsa)).toMatchObject({ kty: 'RSA' })
  })
})

describe.each(earlierDatabases.filter(({ version }) => version >= 2 && version < 8))(
  'what identities a database of schema version $version has', (database) => {
    it('reaches the domains that it did, and no user, role or denial is there', () => {
      const store = open(database)
      const { okmsId } = database
      expect(store.users.list()).toEqual([])
      expect(store.tokens.list()).toMatchObject([{ okmsIds: [okmsId], everyDomain: false, user: null }])
      expect(store.serviceAccounts.list()).toMatchObject([{ okmsIds: [okmsId], everyDomain: false, callbackUrls: [] }])
      expect(store.policies.list())
        .toMatchObject([{ actions: ['*'], exceptions: [], denied: [], expiresAt: null, updatedAt: null }])
      const [group] = store.groups.list()
      expect(group).toMatchObject({ description: '', role: 'NONE', members: ['urn:i'], updatedAt: group?.createdAt })
    })

    it('takes users and their tokens, which end together', () => {
      const store = open(database)
      const [token] = store.tokens.list()
      const user = {
        login: 'alice',
        email: null,
        description: '',
        mainGroup: 'DEFAULT',
        type: 'USER',
        status: 'OK',
        createdAt: 1,
        updatedAt: 1,
        passwordUpdatedAt: null
      } as const
      store.users.insert(user)
      if (token !== undefined) {
        store.tokens.insert({ ...token, tokenId: 'of alice', okmsIds: [], everyDomain: true, user: 'alice' })
      }
      expect([store.users.find('alice'), store.tokens.listOf('alice')])
        .toMatchObject([user, [{ tokenId: 'of alice', everyDomain: true }]])
      store.users.remove('alice')
      expect([store.tokens.list(), store.tokens.find('of alice')]).toEqual([[token], undefined])
    })
  }
)

it('a group with the name of one that every account has gets its role in a newer version', () => {
  const [database] = earlierDatabases.filter(({ version }) => version === 7)
  if (database === undefined) throw new Error('no database of version 7')
  const urns = ['ADMIN', 'DEFAULT', 'UNPRIVILEGED', 'admin'].map(groupUrn)
  const store = open(database, readMigrations(), (file) => {
    const insert = file.prepare("INSERT INTO iam_group (urn, members, created_at, checksum) VALUES (?, '[]', 1, ?)")
    for (const urn of urns) insert.run(urn, crc32([urn, '[]', 1].join('\0')))
  })
  expect(urns.map((urn) => store.groups.find(urn)?.role)).toEqual(['ADMIN', 'REGULAR', 'UNPRIVILEGED', 'NONE'])
})

/** Versions whose rows have checksums. */
const withChecksums = earlierDatabases.filter(({ version }) => version >= 3)

describe.each(withChecksums)('a damaged row of schema version $version', (database) => {
  const change = { version: readMigrations().length + 1, file: 'change.sql', sql: "UPDATE service_key SET name = name || '!'" }

  it.each([
    ['the migrations of this program', readMigrations()],
    ['one that changes every row', [...readMigrations(), change]]
  ])('stays detected after %s', (_, migrations) => {
    const damage = "UPDATE service_key SET context = 'damaged' WHERE key_id = ?"
    const store = open(database, migrations, (file) => { file.prepare(damage).run(database.ids.rsa) })
    expect(() => store.serviceKeys.find(database.okmsId, database.ids.rsa)).toThrow(unreadable)
    expect(store.serviceKeys.find(database.okmsId, database.ids.active)).toMatchObject({ state: 'active' })
  })
})
