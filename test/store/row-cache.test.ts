// What the cache of rows keeps and forgets; a change is seen at the next read, however it is made.

import { describe, expect, it } from 'vitest'
import { keyStates } from '../../src/domain/key-state.js'
import { createRowCache } from '../../src/store/row-cache.js'
import { aCredential, aKey, okmsId, secret } from './builders.js'
import { newStore } from './temporary.js'

describe('the cache of rows', () => {
  it('gives back what was kept, until it is told to forget it', () => {
    const cache = createRowCache<number, string>(2)
    for (const key of [1, 2, 3]) cache.keep(key, `row ${key}`)
    expect([1, 2, 3].map((key) => cache.get(key))).toEqual(['row 1', 'row 2', 'row 3'])
    for (const key of [1, 2, 3]) cache.forget(key)
    expect([1, 2, 3].map((key) => cache.get(key))).toEqual([undefined, undefined, undefined])
  })

  it('forgets a row wherever it was moved by being asked for', () => {
    const cache = createRowCache<number, string>(1)
    cache.keep(1, 'old')
    cache.keep(2, 'other')
    expect(cache.get(1)).toBe('old')
    cache.forget(1)
    expect(cache.get(1)).toBeUndefined()
  })

  it('holds at most twice its capacity, and keeps what is asked for', () => {
    const cache = createRowCache<number, string>(10)
    cache.keep(0, 'in use')
    for (let key = 1; key <= 1000; key++) {
      cache.keep(key, 'passing')
      cache.get(0)
    }
    const held = Array.from({ length: 1001 }, (_, key) => cache.get(key)).filter((row) => row !== undefined)
    expect(held.length).toBeLessThanOrEqual(20)
    expect(held).toContain('in use')
  })
})

describe('a row that was read', () => {
  it('shows each change at the next read', () => {
    const { serviceKeys, credentials } = newStore()
    const key = aKey()
    serviceKeys.insert(key, secret)
    const read = () => [serviceKeys.find(okmsId, key.keyId), ...serviceKeys.list(okmsId, keyStates, { after: 0, limit: 10 }).items].map((found) => [found?.name, found?.state])
    read()
    for (const change of [{ name: 'renamed' }, { state: 'deactivated' }, { state: 'destroyed' }] as const) {
      const after = serviceKeys.update(okmsId, key.keyId, (found) => {
        // Read while it changes, which must not keep the row of before.
        read()
        return { ...found, ...change }
      })
      expect(read()).toEqual([[after?.name, after?.state], [after?.name, after?.state]])
    }

    const credential = aCredential()
    credentials.insert(credential)
    expect(credentials.find(credential.credentialId)?.revokedAt).toBeNull()
    credentials.revoke(credential.credentialId, 5)
    expect(credentials.find(credential.credentialId)?.revokedAt).toBe(5)
  })

  it('shows at the next read that its domain was removed', () => {
    const { domains, serviceKeys, credentials } = newStore()
    const key = aKey()
    const credential = aCredential()
    serviceKeys.insert(key, secret)
    credentials.insert(credential)
    serviceKeys.find(okmsId, key.keyId)
    credentials.find(credential.credentialId)
    domains.remove(okmsId, 7)
    expect(serviceKeys.find(okmsId, key.keyId)?.state).toBe('destroyed')
    expect(credentials.find(credential.credentialId)?.revokedAt).toBe(7)
  })
})
