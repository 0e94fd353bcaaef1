import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSealedSlots } from '../../../src/store/sealed-slots.js'
import { createStateChanges } from '../../../src/store/keys/state-changes.js'
import { storageErrors } from '../../../src/domain/errors/storage.js'
import { connectionOver } from '../../../src/store/sqlite/connection.js'
import { createCredentialStore } from '../../../src/store/access/credential-store.js'
import { randomMasterKey } from '../../../src/store/master-key.js'
import { migrate, readMigrations } from '../../../src/store/sqlite/migrations.js'
import { createNumberSequences } from '../../../src/store/number-sequences.js'
import { createOkmsDomainStore } from '../../../src/store/access/okms-domain-store.js'
import { createGroupStore } from '../../../src/store/access/group-store.js'
import { createPolicyStore } from '../../../src/store/access/policy-store.js'
import { createUserStore } from '../../../src/store/access/user-store.js'
import { createServiceKeyStore } from '../../../src/store/keys/service-key-store.js'
import { createServiceAccountStore, createTokenStore } from '../../../src/store/access/token-store.js'
import { aCredential, aKey, noKeys, okmsId, removeDomain, secret } from '../builders.js'

const unreadable: unknown = expect.objectContaining({ kind: storageErrors.StorageUnreadable })

/** One row in each table. `tamper` writes as another program would: past the triggers of the store's connection. */
function filled () {
  const database = new Sqlite(':memory:')
  onTestFinished(() => { database.close() })
  migrate(database, readMigrations())
  const connection = connectionOver(database)
  const changes = createStateChanges(database)
  const keys = createServiceKeyStore(connection, createSealedSlots(database, randomMasterKey()), changes)
  const stores = {
    domains: createOkmsDomainStore(connection, createNumberSequences(database), [keys], []),
    credentials: createCredentialStore(connection),
    keys,
    tokens: createTokenStore(connection),
    accounts: createServiceAccountStore(connection, { forgetRows: () => {} }),
    policies: createPolicyStore(connection),
    groups: createGroupStore(connection),
    users: createUserStore(connection, { forgetRows: () => {} })
  }
  const key = aKey({ publicJwk: { kty: 'RSA', n: 'n', e: 'AQAB' } })
  const credential = aCredential()
  stores.domains.insert({ okmsId, name: 'd', createdAt: 1 })
  stores.credentials.insert(credential)
  stores.keys.insert({ key, material: secret })
  stores.accounts.insert({
    clientId: 'c',
    name: 'n',
    description: '',
    okmsIds: [okmsId],
    everyDomain: false,
    callbackUrls: [],
    secretSha256: Buffer.alloc(32),
    createdAt: 1
  })
  stores.tokens.insert({
    tokenId: 't',
    clientId: null,
    name: 'n',
    description: '',
    identities: ['i'],
    okmsIds: [okmsId],
    everyDomain: false,
    user: null,
    sha256: Buffer.alloc(32),
    createdAt: 1,
    expiresAt: null
  })
  stores.policies.insert({
    policyId: 'p',
    name: 'n',
    description: '',
    identities: ['i'],
    resources: ['r'],
    actions: ['a'],
    exceptions: [],
    denied: [],
    createdAt: 1,
    updatedAt: null,
    expiresAt: null
  })
  const group = { urn: 'g', description: '', role: 'NONE', members: ['m'], createdAt: 1, updatedAt: 1 } as const
  stores.groups.put(group)
  stores.users.insert({
    login: 'u',
    email: null,
    description: '',
    mainGroup: 'g',
    type: 'USER',
    status: 'OK',
    createdAt: 1,
    updatedAt: 1,
    passwordUpdatedAt: null
  })
  const reads: Readonly<Record<'okms_domain' | 'credential' | 'service_key' | 'service_account' | 'token' |
    'iam_policy' | 'iam_group' | 'iam_user' | 'number_sequence', () => unknown>> = {
      okms_domain: () => [stores.domains.find(okmsId), stores.domains.list()],
      credential: () => [stores.credentials.find(credential.credentialId), stores.credentials.list(okmsId)],
      service_key: () => [
        stores.keys.find(okmsId, key.keyId),
        stores.keys.list(okmsId, ['active', 'deactivated'], { after: 0, limit: 10 })
      ],
      service_account: () => [stores.accounts.find('c'), stores.accounts.list()],
      token: () => [stores.tokens.find('t'), stores.tokens.list()],
      iam_policy: () => [stores.policies.find('p'), stores.policies.list()],
      iam_group: () => [stores.groups.find('g'), stores.groups.list()],
      iam_user: () => [stores.users.find('u'), stores.users.list()],
      number_sequence: () => stores.domains.lastServiceId()
    }
  function tamper (table: string, change: string) {
    withoutTriggers(database, `UPDATE ${table} SET ${change}`)
    for (const store of [stores.domains, stores.credentials, stores.keys, stores.users]) store.forgetRows()
  }
  return { database, stores, key, credential, group, reads, tamper }
}

/** Runs a statement as another program would. */
function withoutTriggers (database: Sqlite.Database, sql: string): void {
  const triggers = database.prepare<[], string>("SELECT name FROM sqlite_temp_schema WHERE type = 'trigger'").pluck().all()
  for (const name of triggers) database.exec(`DROP TRIGGER ${name}`)
  database.exec(sql)
}

describe('a row changed behind the back of the store', () => {
  it.each([
    ['okms_domain', "name = 'D'"],
    ['okms_domain', 'service_id = 7'],
    ['credential', "name = 'x'"],
    ['credential', 'not_after = not_after + 1'],
    ['credential', 'revoked_at = 1'],
    ['service_key', "name = 'a kez'"],
    ['service_key', "public_jwk = '{\"kty\":\"RSA\",\"n\":\"m\",\"e\":\"AQAB\"}'"],
    ['service_key', "state = 'deactivated'"],
    ['service_key', 'created_at = created_at + 1'],
    ['service_key', 'checksum = checksum + 1'],
    ['service_key', 'checksum = NULL'],
    ['service_account', 'secret_sha256 = zeroblob(31)'],
    ['service_account', "name = '', description = 'n'"],
    ['token', "okms_ids = '[]'"],
    ['iam_policy', "actions = '[\"b\"]'"],
    ['iam_group', "members = '[]'"],
    ['iam_group', "role = 'ADMIN'"],
    ['iam_user', "status = 'DISABLED'"],
    ['token', 'every_domain = 1'],
    ['number_sequence', 'last = last - 1']
  ] as const)('is never returned: %s, %s', (table, change) => {
    const { reads, tamper } = filled()
    expect(reads[table]).not.toThrow()
    tamper(table, change)
    expect(reads[table]).toThrow(unreadable)
  })

  it('is not written on', () => {
    const { stores, key, tamper } = filled()
    tamper('service_key', "name = 'a kez'")
    expect(() => stores.keys.update(okmsId, key.keyId, (found) => ({ ...found, name: 'new' }))).toThrow(unreadable)
  })
})

describe('a row changed by the store', () => {
  it('is read back', () => {
    const { stores, key, credential, group, reads } = filled()
    stores.keys.update(okmsId, key.keyId, (found) => ({
      ...found, name: 'é\u0000"', state: 'deactivated', deactivatedAt: 5
    }))
    stores.credentials.revoke(credential.credentialId, 7)
    stores.groups.put({ ...group, members: ['n', 'm'] })
    for (const read of Object.values(reads)) expect(read).not.toThrow()
    expect(stores.keys.find(okmsId, key.keyId)?.name).toBe('é\u0000"')
    removeDomain(stores, okmsId, 9)
    stores.domains.insert({ okmsId, name: 'again', createdAt: 10 })
    expect(stores.keys.find(okmsId, key.keyId)?.state).toBe('destroyed')
  })

  it('of an older schema gets its checksum when the schema does', () => {
    const database = new Sqlite(':memory:')
    const older = readMigrations().filter(({ version }) => version < 3)
    migrate(database, older)
    database.prepare('INSERT INTO okms_domain (okms_id, name, created_at) VALUES (?, ?, 1)').run(okmsId, 'old')
    migrate(database, readMigrations())
    expect(createOkmsDomainStore(connectionOver(database), createNumberSequences(database), [noKeys], []).list())
      .toEqual([{
        okmsId, name: 'old', region: 'eu-west-rbx', pciDssEnabledAt: null, serviceId: 1001, createdAt: 1
      }])
    database.close()
  })
})

describe('a migration', () => {
  const version = readMigrations().length + 1

  /** Whether the row of a table fits the checksum of the columns that the table has, before and after a migration. */
  function after (sql: string, damage = '') {
    const { database, stores, key } = filled()
    stores.keys.update(okmsId, key.keyId, (found) => ({ ...found, state: 'deactivated', deactivatedAt: 5 }))
    withoutTriggers(database, damage)
    migrate(database, [...readMigrations(), { version, file: 'change.sql', sql }])
    return (table: string, columns: string) =>
      database.prepare(`SELECT checksum IS row_checksum(${columns}) FROM ${table}`).pluck().get() === 1
  }

  it.each([
    ['credential', 'credential_id, okms_id, name, description, identities, certificate_type, from_csr, certificate_pem, created_at, not_before, not_after, revoked_at'],
    ['service_account', 'client_id, name, description, okms_ids, secret_sha256, created_at, every_domain, callback_urls'],
    ['token', 'token_id, client_id, name, description, identities, okms_ids, sha256, created_at, expires_at, every_domain, user_login'],
    ['iam_policy', 'policy_id, name, description, identities, resources, actions, created_at, exceptions, denied, expires_at, updated_at'],
    ['iam_group', 'urn, members, created_at, description, role, updated_at'],
    ['iam_user', 'login, email, description, main_group, type, status, created_at, updated_at, password_updated_at'],
    ['okms_domain', 'okms_id, name, created_at, region, service_id, pci_dss_enabled_at'],
    ['service_key_state_change', 'position, at, state, reason']
  ])('that adds a column covers it in %s', (table, columns) => {
    expect(after(`ALTER TABLE ${table} ADD COLUMN label TEXT NOT NULL DEFAULT 'x'`)(table, `${columns}, label`)).toBe(true)
  })

  it.each([
    ['drops a column', 'ALTER TABLE iam_group DROP COLUMN created_at', 'urn, members, description, role, updated_at'],
    ['renames a column', 'ALTER TABLE iam_group RENAME COLUMN members TO people', 'urn, people, created_at, description, role, updated_at'],
    ['changes values', "UPDATE iam_group SET members = '[]'", 'urn, members, created_at, description, role, updated_at'],
    ['copies the table', `
      CREATE TABLE copy (position INTEGER PRIMARY KEY, members TEXT NOT NULL, urn TEXT NOT NULL, checksum INTEGER) STRICT;
      INSERT INTO copy SELECT position, members, urn, checksum FROM iam_group;
      DROP TABLE iam_group;
      ALTER TABLE copy RENAME TO iam_group`, 'members, urn']
  ])('that %s recomputes checksums, but not of damaged rows', (_, sql, columns) => {
    expect(after(sql)('iam_group', columns)).toBe(true)
    expect(after(sql, "UPDATE iam_group SET urn = 'h'")('iam_group', columns)).toBe(false)
    expect(after(sql, 'UPDATE iam_group SET checksum = NULL')('iam_group', columns)).toBe(false)
  })
})
