// Counts of keys by state, and rows to search in.

import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { aKey, okmsId, otherOkmsId, secret } from '../builders.js'
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
    expect(store.keyHistories.counts(okmsId)).toEqual({ ...none, active: 1 })
    insert(store, { state: 'deactivated' })
    store.serviceKeys.update(okmsId, first.keyId, (key) => ({ ...key, state: 'compromised' }))
    expect(store.keyHistories.counts(okmsId)).toEqual({ ...none, deactivated: 1, compromised: 1 })
    store.serviceKeys.update(okmsId, first.keyId, (key) => ({ ...key, name: 'renamed' }))
    expect(store.keyHistories.counts(okmsId)).toEqual({ ...none, deactivated: 1, compromised: 1 })
    expect(store.keyHistories.counts(otherOkmsId)).toEqual({ ...none, active: 1 })
  })

  it('follow the removal of a domain, which destroys its keys', () => {
    const store = newStore()
    insert(store)
    insert(store, { state: 'compromised' })
    store.keyHistories.counts(okmsId)
    store.domains.remove(okmsId, 5)
    expect(store.keyHistories.counts(okmsId)).toEqual({ ...none, destroyed: 1, destroyed_compromised: 1 })
  })

  it('are undone with a change that fails', () => {
    const store = newStore()
    const { keyId } = insert(store)
    store.keyHistories.counts(okmsId)
    expect(() => store.serviceKeys.update(okmsId, keyId, () => { throw new Error('no') })).toThrow('no')
    store.serviceKeys.insert({ key: aKey({ keyId }), material: secret })
    expect(store.keyHistories.counts(okmsId)).toEqual({ ...none, active: 1 })
  })

  it('read the keys once, not for each question', () => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    const { keyId } = insert(store)
    expect(store.keyHistories.counts(okmsId).active).toBe(1)
    // A change that the triggers of the store's own connection do not see.
    const other = new Sqlite(path.join(folder, 'okms.db'))
    other.prepare("UPDATE service_key SET state = 'deactivated' WHERE key_id = ?").run(keyId)
    other.close()
    expect(store.keyHistories.counts(okmsId).active).toBe(1)
    store.close()
  })
})

describe('heads', () => {
  it('come newest first, in parts that leave none out, and none of another domain', () => {
    const store = newStore()
    const keys = Array.from({ length: 6000 }, (_, index) => aKey({ okmsId: index % 3 === 0 ? otherOkmsId : okmsId, name: `${index}` }))
    store.serviceKeys.insert(...keys.map((key) => ({ key, material: secret })))
    const seen: string[] = []
    let next: number | null | undefined
    let parts = 0
    while (next !== null) {
      const part = store.keyHistories.summaries(okmsId, next)
      seen.push(...part.heads.map(({ name }) => name))
      next = part.next
      parts++
    }
    expect(parts).toBe(6)
    expect(seen).toEqual(keys.filter((key) => key.okmsId === okmsId).map(({ name }) => name).reverse())
  })

  it('begin below a key of the domain, and know none of another', () => {
    const store = newStore()
    const [first, second] = [insert(store, { name: 'first' }), insert(store, { name: 'second' })]
    expect(store.keyHistories.summaries(okmsId, store.keyHistories.rowOf(okmsId, second.keyId)).heads.map(({ name }) => name)).toEqual(['first'])
    expect(store.keyHistories.rowOf(otherOkmsId, first.keyId)).toBeUndefined()
    expect(store.keyHistories.name(otherOkmsId, first.keyId)).toBeUndefined()
    expect(store.keyHistories.name(okmsId, first.keyId)).toBe('first')
  })

  it('of an empty store are none', () => {
    expect(newStore().keyHistories.summaries(okmsId, undefined)).toEqual({ heads: [], next: null })
  })
})
