import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSealedSlots } from '../../../src/store/sealed-slots.js'
import { createStateChanges } from '../../../src/store/keys/state-changes.js'
import { keyErrors } from '../../../src/domain/errors/keys.js'
import { storageErrors } from '../../../src/domain/errors/storage.js'
import { isDestroyed, keyStates, type KeyState } from '../../../src/domain/keys/key-state.js'
import type { ServiceKeyStore } from '../../../src/domain/ports.js'
import type { KeyMaterial, ServiceKey } from '../../../src/domain/keys/service-key.js'
import { randomMasterKey } from '../../../src/store/master-key.js'
import { migrate, readMigrations } from '../../../src/store/sqlite/migrations.js'
import { openStore } from '../../../src/store/open-store.js'
import { connectionOver } from '../../../src/store/sqlite/connection.js'
import { createServiceKeyStore } from '../../../src/store/keys/service-key-store.js'
import { aKey, okmsId, otherOkmsId, secret } from '../builders.js'
import { newStore, temporaryFolder } from '../temporary.js'

const rsaMaterial: KeyMaterial = { kty: 'RSA', n: 'n', e: 'e', d: 'd', p: 'p', q: 'q', dp: 'dp', dq: 'dq', qi: 'qi' }

const samples: [string, ServiceKey, KeyMaterial | null][] = [
  ['an oct key', aKey(), secret],
  [
    'an EC key pair',
    aKey({
      type: 'EC',
      size: null,
      curve: 'P-521',
      class: 'KEY_PAIR',
      operations: ['sign', 'verify'],
      publicJwk: { kty: 'EC', crv: 'P-521', x: 'x', y: 'y' }
    }),
    { kty: 'EC', crv: 'P-521', x: 'x', y: 'y', d: 'd' }
  ],
  [
    'an RSA public key',
    aKey({
      type: 'RSA', size: 4096, class: 'PUBLIC_KEY', operations: ['verify'], publicJwk: { kty: 'RSA', n: 'n', e: 'AQAB' }
    }),
    null
  ],
  [
    'a key with every field set',
    aKey({
      type: 'RSA',
      size: 2048,
      class: 'KEY_PAIR',
      name: 'é\u0000"',
      context: '',
      operations: ['wrapKey'],
      protectionLevel: 'HSM',
      state: 'compromised',
      revocationReason: 'ca_compromise',
      extractable: true,
      neverExtractable: false,
      sensitive: false,
      alwaysSensitive: false,
      publicJwk: { kty: 'RSA', n: 'n', e: 'AQAB' },
      activatedAt: 1,
      deactivatedAt: 2,
      compromisedAt: 3,
      destroyedAt: 4
    }),
    rsaMaterial
  ],
  ['a key without operations', aKey({ operations: [], activatedAt: null }), secret]
]

describe('find and material', () => {
  it.each(samples)('give back %s after a restart', (_, key, material) => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    store.serviceKeys.insert({ key, material })
    store.close()
    const again = openStore({ folder }, { durable: false })
    expect(again.serviceKeys.find(okmsId, key.keyId)).toEqual(key)
    expect(again.serviceKeys.material(okmsId, key.keyId)).toEqual(material ?? undefined)
    again.close()
  })

  it('know nothing of a key of another domain', () => {
    const { serviceKeys } = newStore()
    const key = aKey()
    serviceKeys.insert({ key, material: secret })
    expect(serviceKeys.find(otherOkmsId, key.keyId)).toBeUndefined()
    expect(serviceKeys.material(otherOkmsId, key.keyId)).toBeUndefined()
    expect(serviceKeys.update(otherOkmsId, key.keyId, (found) => ({ ...found, name: 'stolen' }))).toBeUndefined()
    expect(serviceKeys.list(otherOkmsId, keyStates, { after: 0, limit: 10 })).toEqual({ items: [], next: null })
    expect(serviceKeys.find(okmsId, key.keyId)).toEqual(key)
  })
})

describe('insert', () => {
  it.each(['active', 'destroyed'] as const)('refuses the id of a key that is %s, and keeps that key', (state) => {
    const { serviceKeys } = newStore()
    const key = aKey()
    serviceKeys.insert({ key, material: secret })
    const kept = serviceKeys.update(okmsId, key.keyId, (found) => ({ ...found, state }))
    expect(serviceKeys.insert({ key: aKey({ keyId: key.keyId, name: 'second' }), material: secret }))
      .toEqual([expect.objectContaining({ kind: keyErrors.KeyIdTaken })])
    expect(serviceKeys.find(okmsId, key.keyId)).toEqual(kept)
  })

  it('of several keys refuses those whose id is taken, and keeps the others', () => {
    const { serviceKeys } = newStore()
    const [first, second, third] = [aKey(), aKey(), aKey()]
    serviceKeys.insert({ key: second, material: secret })
    const outcomes = serviceKeys.insert(
      ...[first, second, third, { ...third, name: 'again' }].map((key) => ({ key, material: secret }))
    )
    const taken: unknown = expect.objectContaining({ kind: keyErrors.KeyIdTaken })
    expect(outcomes).toEqual([undefined, taken, undefined, taken])
    expect([first, second, third].map(({ keyId }) => serviceKeys.find(okmsId, keyId))).toEqual([first, second, third])
    expect([first, third].map(({ keyId }) => serviceKeys.material(okmsId, keyId))).toEqual([secret, secret])
  })

  it('takes the same id in another domain', () => {
    const { serviceKeys } = newStore()
    const key = aKey()
    serviceKeys.insert({ key, material: secret })
    serviceKeys.insert({ key: { ...key, okmsId: otherOkmsId, name: 'other' }, material: { kty: 'oct', k: 'b3RoZXI' } })
    expect(serviceKeys.find(okmsId, key.keyId)?.name).toBe('a key')
    expect(serviceKeys.material(okmsId, key.keyId)).toEqual(secret)
    expect(serviceKeys.material(otherOkmsId, key.keyId)).toEqual({ kty: 'oct', k: 'b3RoZXI' })
  })
})

describe('update', () => {
  it('writes every field but the ids', () => {
    const { serviceKeys } = newStore()
    const key = aKey()
    serviceKeys.insert({ key, material: secret })
    const [, everything] = samples[3]!
    const expected = { ...everything, keyId: key.keyId }
    expect(serviceKeys.update(okmsId, key.keyId, () => ({ ...everything, okmsId: otherOkmsId }))).toEqual(expected)
    expect(serviceKeys.find(okmsId, key.keyId)).toEqual(expected)
  })

  it('writes nothing when the change throws, and lets the error through', () => {
    const { serviceKeys } = newStore()
    const key = aKey()
    serviceKeys.insert({ key, material: secret })
    const failure = new Error('refused')
    expect(() => serviceKeys.update(okmsId, key.keyId, () => { throw failure })).toThrow(failure)
    expect(serviceKeys.find(okmsId, key.keyId)).toEqual(key)
    expect(serviceKeys.update(okmsId, key.keyId, (found) => ({ ...found, name: 'next' }))?.name).toBe('next')
  })

  it('to a destroyed state leaves a tombstone without material and public part', () => {
    const { serviceKeys } = newStore()
    const [, key, material] = samples[1]!
    serviceKeys.insert({ key, material })
    const tombstone = { ...key, state: 'destroyed' as const, destroyedAt: 9, publicJwk: null }
    expect(serviceKeys.update(okmsId, key.keyId, (found) => ({ ...found, state: 'destroyed', destroyedAt: 9 })))
      .toEqual(tombstone)
    expect(serviceKeys.find(okmsId, key.keyId)).toEqual(tombstone)
    expect(serviceKeys.material(okmsId, key.keyId)).toBeUndefined()
  })
})

describe('destruction', () => {
  /** Bytes of the database and its log, read by another process: a file closed here would drop SQLite's locks on it. */
  const filesOf = (folder: string) => execFileSync('sh', ['-c', 'cat okms.db okms.db-wal 2>/dev/null || true'], { cwd: folder, maxBuffer: 1 << 28 })

  /** Sealed material by key id, through a second connection. */
  function sealedOf (folder: string): Map<string, Buffer> {
    const database = new Sqlite(path.join(folder, 'okms.db'), { readonly: true })
    const rows = database.prepare<[], [string, Buffer]>('SELECT key_id, sealed FROM service_key JOIN secret_slot ON slot = material_slot').raw().all()
    database.close()
    return new Map(rows)
  }

  it('leaves no byte of the sealed material in the database or its log, and all of the other keys', () => {
    const folder = temporaryFolder()
    const { serviceKeys } = newStore({ folder })
    const keys = Array.from({ length: 300 }, () => aKey())
    for (const key of keys) {
      serviceKeys.insert({ key, material: { kty: 'oct', k: randomBytes(32).toString('base64url') } })
    }
    const sealed = sealedOf(folder)
    const doomed = keys.filter((_, index) => index % 3 !== 0)
    for (const { keyId } of doomed) serviceKeys.update(okmsId, keyId, (key) => ({ ...key, state: 'destroyed' }))

    const content = filesOf(folder)
    const traces = (keyId: string) => {
      const bytes = sealed.get(keyId)!
      return [0, 16, 32].filter((offset) => content.includes(bytes.subarray(offset, offset + 16)))
    }
    expect(doomed.flatMap(({ keyId }) => traces(keyId))).toEqual([])
    expect(keys.filter((key) => !doomed.includes(key)).every(({ keyId }) => traces(keyId).length === 3)).toBe(true)
  })

  it('succeeds while another program reads, and is complete once the store is closed', () => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    const key = aKey()
    store.serviceKeys.insert({ key, material: secret })
    const sealed = sealedOf(folder).get(key.keyId)!
    const reader = new Sqlite(path.join(folder, 'okms.db'), { readonly: true })
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM service_key').get()
    store.serviceKeys.update(okmsId, key.keyId, (found) => ({ ...found, state: 'destroyed' }))
    reader.close()
    store.close()
    expect(filesOf(folder).includes(sealed.subarray(0, 16))).toBe(false)
  })
})

describe('list', () => {
  function pages (serviceKeys: ServiceKeyStore, states: readonly KeyState[], limit: number): string[][] {
    const found: string[][] = []
    for (let after: number | null = 0; after !== null;) {
      const { items, next } = serviceKeys.list(okmsId, states, { after, limit })
      found.push(items.map(({ keyId }) => keyId))
      after = next
    }
    return found
  }

  it('agrees with a model over thousands of keys, for any states and any page size', () => {
    const { serviceKeys } = newStore()
    const model = Array.from({ length: 3000 }, (_, index) => aKey({ state: keyStates[(index * index) % 7 % 6]! }))
    for (const key of model) {
      serviceKeys.insert({ key: { ...key, state: 'active' }, material: null })
      serviceKeys.insert({ key: aKey({ okmsId: otherOkmsId, state: key.state }), material: null })
    }
    for (const { keyId, state } of [...model].reverse()) serviceKeys.update(okmsId, keyId, (key) => ({ ...key, state }))

    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...keyStates)),
        fc.oneof(fc.integer({ min: 1, max: 3001 }), fc.integer({ min: 10, max: 100 })),
        (states, limit) => {
          const expected = model.filter(({ state }) => states.includes(state)).map(({ keyId }) => keyId)
          const found = pages(serviceKeys, states, expected.length > 500 ? Math.max(limit, 50) : limit)
          expect(found.flat()).toEqual(expected)
          if (found.length > 1) expect(found.every((page) => page.length > 0)).toBe(true)
        }
      ),
      { numRuns: 60 }
    )
  })

  it('says that nothing follows when the last page is exactly full', () => {
    const { serviceKeys } = newStore()
    for (let count = 0; count < 20; count++) serviceKeys.insert({ key: aKey(), material: null })
    expect(pages(serviceKeys, ['active'], 10).map((page) => page.length)).toEqual([10, 10])
  })

  it('neither repeats nor skips when keys come and change between pages', () => {
    const { serviceKeys } = newStore()
    const keys = Array.from({ length: 6 }, () => aKey())
    for (const key of keys) serviceKeys.insert({ key, material: null })
    const first = serviceKeys.list(okmsId, ['active'], { after: 0, limit: 3 })
    serviceKeys.update(okmsId, keys[1]!.keyId, (key) => ({ ...key, state: 'destroyed' }))
    serviceKeys.update(okmsId, keys[3]!.keyId, (key) => ({ ...key, state: 'deactivated' }))
    const late = aKey()
    serviceKeys.insert({ key: late, material: null })
    const second = serviceKeys.list(okmsId, ['active'], { after: first.next ?? Infinity, limit: 10 })
    expect(second.items.map(({ keyId }) => keyId)).toEqual([keys[4]!.keyId, keys[5]!.keyId, late.keyId])
    expect(second.next).toBeNull()
  })

  it('shows destroyed keys only to who asks for them', () => {
    const { serviceKeys } = newStore()
    for (const state of keyStates) serviceKeys.insert({ key: aKey({ state }), material: null })
    const living = keyStates.filter((state) => !isDestroyed(state))
    expect(serviceKeys.list(okmsId, living, { after: 0, limit: 10 }).items.map(({ state }) => state)).toEqual(living)
  })
})

describe('a failing disk or a damaged database', () => {
  /** A store over a connection that the test can spoil. */
  function overConnection () {
    const database = new Sqlite(':memory:')
    onTestFinished(() => { database.close() })
    migrate(database, readMigrations())
    database.prepare('INSERT INTO okms_domain (okms_id, name, created_at) VALUES (?, ?, 0)').run(okmsId, 'd')
    const slots = createSealedSlots(database, randomMasterKey())
    const changes = createStateChanges(database)
    return { database, serviceKeys: createServiceKeyStore(connectionOver(database), slots, changes) }
  }

  const storageFailed = (text: string): unknown =>
    expect.objectContaining({ kind: storageErrors.StorageFailed, message: expect.stringContaining(text) })
  const unreadable: unknown = expect.objectContaining({ kind: storageErrors.StorageUnreadable })

  it('refuses an insert whole when the disk is full, and takes it when there is room again', () => {
    const { database, serviceKeys } = overConnection()
    database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true }))}`)
    const large = { kty: 'oct', k: 'A'.repeat(20_000) } as const
    const key = aKey()
    expect(() => { serviceKeys.insert({ key, material: large }) }).toThrow(storageFailed('the disk is full'))
    expect(serviceKeys.find(okmsId, key.keyId)).toBeUndefined()
    database.pragma('max_page_count = 100000')
    serviceKeys.insert({ key, material: large })
    expect(serviceKeys.material(okmsId, key.keyId)).toEqual(large)
  })

  it('refuses a change when the database is read-only', () => {
    const { database, serviceKeys } = overConnection()
    const key = aKey()
    serviceKeys.insert({ key, material: secret })
    database.pragma('query_only = ON')
    expect(() => serviceKeys.update(okmsId, key.keyId, (found) => ({ ...found, name: 'n' })))
      .toThrow(storageFailed('read-only'))
    expect(serviceKeys.find(okmsId, key.keyId)).toEqual(key)
  })

  it('never gives material that was changed, cut, or moved from another key', () => {
    const { database, serviceKeys } = overConnection()
    const [key, other] = [aKey(), aKey()]
    serviceKeys.insert({ key, material: secret })
    serviceKeys.insert({ key: other, material: secret })
    const [sealed, foreign] = database.prepare<[], Buffer>('SELECT sealed FROM secret_slot ORDER BY slot').pluck().all()
    const tamper = database.prepare('UPDATE secret_slot SET sealed = ? WHERE slot = 1')
    const changed = sealed!.map((byte, index) => index === 20 ? byte ^ 1 : byte)
    for (const wrong of [changed, sealed!.subarray(0, -1), Buffer.alloc(0), foreign!]) {
      tamper.run(wrong)
      expect(() => serviceKeys.material(okmsId, key.keyId)).toThrow(unreadable)
    }
    tamper.run(sealed!)
    expect(serviceKeys.material(okmsId, key.keyId)).toEqual(secret)
  })

  it.each(['state', 'type', 'operations', 'public_jwk'])('refuses to read a key whose %s cannot be what was written', (column) => {
    const { database, serviceKeys } = overConnection()
    const key = aKey()
    serviceKeys.insert({ key, material: secret })
    database.pragma('ignore_check_constraints = ON')
    database.prepare(`UPDATE service_key SET ${column} = '{x'`).run()
    expect(() => serviceKeys.find(okmsId, key.keyId)).toThrow(unreadable)
  })
})
