// The store of API keys: what survives, what is erased, and what damage is noticed.

import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { storageErrors } from '../../src/domain/errors/storage.js'
import type { Store } from '../../src/domain/ports.js'
import { createApiKeys, type ApiKeyTexts } from '../../src/services/access/api-keys/api-keys.js'
import { openStore } from '../../src/store/open-store.js'
import { refusalOf } from '../crypto/refusal-of.js'
import { newStore, temporaryFolder } from './temporary.js'

const apiKeysOf = (store: Store) => createApiKeys({ store: store.apiKeys, clock: () => 1_700_000_000_000 })

/** A store in a folder with two API keys, closed. */
function closedWithTwo (): { readonly folder: string, readonly texts: readonly [ApiKeyTexts, ApiKeyTexts] } {
  const folder = temporaryFolder()
  const store = newStore({ folder })
  const apiKeys = apiKeysOf(store)
  const texts = [apiKeys.add({ name: 'one' }).texts, apiKeys.add({ name: 'two' }).texts] as const
  store.close()
  return { folder, texts }
}

const reopened = (folder: string): Store => openStore({ folder }, { durable: false })

function change (folder: string, sql: string): void {
  const database = new Sqlite(path.join(folder, 'okms.db'))
  database.exec(sql)
  database.close()
}

describe('API keys', () => {
  it('are the same after a restart, with their secrets', () => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    const { application, consumerKeys, texts } = apiKeysOf(store).add({
      name: 'a', description: 'b', allowedIPs: ['192.0.2.0/24'], expiresAt: 1_800_000_000_000
    })
    const { consumerKey: other } = apiKeysOf(store).requestConsumerKey(application, {})
    expect(store.apiKeys.expire(other.credentialId)).toBe(true)
    store.close()
    const again = reopened(folder)
    expect(again.apiKeys.list()).toEqual([application])
    expect(again.apiKeys.find(texts.applicationKey)).toEqual(application)
    expect(again.apiKeys.consumerKeys(application.applicationId))
      .toEqual([...consumerKeys, { ...other, status: 'expired' }])
    expect(again.apiKeys.secretOf(application.applicationId)).toBe(texts.applicationSecret)
    expect(again.apiKeys.expire(other.credentialId)).toBe(false)
    again.close()
  })

  it('leave neither secret nor consumer key in clear in any file', () => {
    const { folder, texts } = closedWithTwo()
    const content = Buffer.concat(readdirSync(folder).map((name) => readFileSync(path.join(folder, name))))
    for (const { applicationKey, applicationSecret, consumerKey } of texts) {
      expect([applicationKey, applicationSecret, consumerKey].map((text) => content.includes(text)))
        .toEqual([true, false, false])
    }
  })

  it('are gone with their consumer keys when they are removed, and known as removed', () => {
    const store = newStore()
    const { application, consumerKeys: [consumerKey], texts } = apiKeysOf(store).add({ name: 'a' })
    expect(store.apiKeys.wasRemoved(texts.applicationKey)).toBe(false)
    store.apiKeys.remove(application.applicationId)
    expect(store.apiKeys.find(texts.applicationKey)).toBeUndefined()
    expect(store.apiKeys.list()).toEqual([])
    expect(store.apiKeys.findConsumerKey(consumerKey?.sha256 ?? Buffer.alloc(0))).toBeUndefined()
    expect(store.apiKeys.wasRemoved(texts.applicationKey)).toBe(true)
    expect(refusalOf(() => store.apiKeys.secretOf(application.applicationId)).kind)
      .toBe(storageErrors.StorageUnreadable)
    store.apiKeys.remove(application.applicationId)
  })

  it('are erased when they are removed: the sealed secret is overwritten', () => {
    const { folder, texts: [{ applicationKey }] } = closedWithTwo()
    const sealed = () => {
      const database = new Sqlite(path.join(folder, 'okms.db'), { readonly: true })
      const found = database.prepare<[], Buffer>('SELECT sealed FROM secret_slot ORDER BY slot').pluck().all()
      database.close()
      return found
    }
    const [before] = sealed()
    const store = reopened(folder)
    apiKeysOf(store).remove(applicationKey)
    store.close()
    expect(sealed()[0]).toEqual(Buffer.alloc(before?.length ?? 0))
    const content = Buffer.concat(readdirSync(folder).map((name) => readFileSync(path.join(folder, name))))
    expect(content.includes(before?.subarray(0, 32) ?? '')).toBe(false)
  })
})

describe('damage', () => {
  it.each([
    ['the name of an application', "UPDATE api_application SET name = 'other' WHERE application_id = 1", (store: Store) => store.apiKeys.list()],
    ['the secret of another application', 'UPDATE api_application SET secret_slot = (SELECT secret_slot FROM api_application WHERE application_id = 2) WHERE application_id = 1', (store: Store) => store.apiKeys.secretOf(1)],
    ['a wider access rule', "UPDATE api_consumer_key SET rules = '[]' WHERE credential_id = 1", (store: Store) => store.apiKeys.consumerKeys(1)],
    ['a sealed secret', 'UPDATE secret_slot SET sealed = randomblob(length(sealed))', (store: Store) => store.apiKeys.secretOf(1)]
  ])('is noticed: %s', (_what, sql, read) => {
    const { folder } = closedWithTwo()
    change(folder, sql)
    const store = reopened(folder)
    expect(refusalOf(() => read(store)).kind).toBe(storageErrors.StorageUnreadable)
    store.close()
  })

  it('is noticed: a secret under the key of another application, with its checksum', () => {
    const { folder } = closedWithTwo()
    change(folder, 'CREATE TABLE swap AS SELECT slot, sealed FROM secret_slot; UPDATE secret_slot SET sealed = (SELECT sealed FROM swap WHERE swap.slot <> secret_slot.slot); DROP TABLE swap')
    const store = reopened(folder)
    expect(refusalOf(() => store.apiKeys.secretOf(1)).kind).toBe(storageErrors.StorageUnreadable)
    store.close()
  })
})

describe('a reset of the server', () => {
  it('keeps one consumer key with its application, and removes all others', () => {
    const store = newStore()
    const apiKeys = apiKeysOf(store)
    const kept = apiKeys.add({ name: 'kept' })
    apiKeys.requestConsumerKey(kept.application, {})
    const other = apiKeys.add({ name: 'other' })
    const [consumerKey] = kept.consumerKeys
    store.resets.server(undefined, [], consumerKey)
    expect(apiKeys.list()).toEqual([{ application: kept.application, consumerKeys: [consumerKey] }])
    expect(store.apiKeys.wasRemoved(other.texts.applicationKey)).toBe(true)
  })

  it('without one to keep removes all', () => {
    const store = newStore()
    apiKeysOf(store).add({ name: 'a' })
    store.resets.server(undefined, [])
    expect(store.apiKeys.list()).toEqual([])
  })
})

it('a snapshot of the server neither holds API keys nor touches them', () => {
  const store = newStore()
  const apiKeys = apiKeysOf(store)
  const removed = apiKeys.add({ name: 'removed later' })
  const snapshotId = randomUUID()
  store.snapshots.take({ snapshotId, okmsId: null, name: '', createdAt: 1 })
  apiKeys.remove(removed.texts.applicationKey)
  const { application, consumerKeys } = apiKeys.add({ name: 'added later' })
  store.snapshots.restore(snapshotId, [])
  expect(apiKeys.list()).toEqual([{ application, consumerKeys }])
})
