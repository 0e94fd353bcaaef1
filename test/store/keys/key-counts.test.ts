// Counts of keys by state.

import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { aKey, okmsId, otherOkmsId, removeDomain, secret } from '../builders.js'
import { newStore, temporaryFolder } from '../temporary.js'

const none = { pre_active: 0, active: 0, deactivated: 0, compromised: 0, destroyed: 0, destroyed_compromised: 0 }

const insert = (store: ReturnType<typeof newStore>, fields: Parameters<typeof aKey>[0] = {}) => {
  const key = aKey(fields)
  store.serviceKeys.insert({ key, material: secret })
  return key
}

describe('counts', () => {
  it('are of one domain, and follow every change', () => {
    const store = newStore()
    const first = insert(store)
    insert(store, { okmsId: otherOkmsId })
    expect(store.serviceKeys.counts(okmsId)).toEqual({ ...none, active: 1 })
    insert(store, { state: 'deactivated' })
    store.serviceKeys.update(okmsId, first.keyId, (key) => ({ ...key, state: 'compromised' }))
    expect(store.serviceKeys.counts(okmsId)).toEqual({ ...none, deactivated: 1, compromised: 1 })
    store.serviceKeys.update(okmsId, first.keyId, (key) => ({ ...key, name: 'renamed' }))
    expect(store.serviceKeys.counts(okmsId)).toEqual({ ...none, deactivated: 1, compromised: 1 })
    expect(store.serviceKeys.counts(otherOkmsId)).toEqual({ ...none, active: 1 })
  })

  it('follow the removal of a domain, which destroys its keys', () => {
    const store = newStore()
    insert(store)
    insert(store, { state: 'compromised' })
    store.serviceKeys.counts(okmsId)
    removeDomain(store, okmsId, 5)
    store.domains.insert({ okmsId, name: 'again', createdAt: 6 })
    expect(store.serviceKeys.counts(okmsId)).toEqual({ ...none, destroyed: 1, destroyed_compromised: 1 })
    expect(store.serviceKeys.count(okmsId)).toBe(0)
  })

  it('are undone with a change that fails', () => {
    const store = newStore()
    const { keyId } = insert(store)
    store.serviceKeys.counts(okmsId)
    expect(() => store.serviceKeys.update(okmsId, keyId, () => { throw new Error('no') })).toThrow('no')
    store.serviceKeys.insert({ key: aKey({ keyId }), material: secret })
    expect(store.serviceKeys.counts(okmsId)).toEqual({ ...none, active: 1 })
  })

  it('read the keys once, not for each question', () => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    const { keyId } = insert(store)
    expect(store.serviceKeys.counts(okmsId).active).toBe(1)
    // A change that the store does not see.
    const other = new Sqlite(path.join(folder, 'okms.db'))
    other.prepare("UPDATE service_key SET state = 'deactivated' WHERE key_id = ?").run(keyId)
    other.close()
    expect(store.serviceKeys.counts(okmsId).active).toBe(1)
    store.close()
  })
})
