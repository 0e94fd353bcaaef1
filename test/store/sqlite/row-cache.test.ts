// Rows that a store keeps: a change is seen at the next read, however it is made.

import { describe, expect, it } from 'vitest'
import { keyStates } from '../../../src/domain/keys/key-state.js'
import { aCredential, aKey, okmsId, otherOkmsId, secret } from '../builders.js'
import { newStore } from '../temporary.js'

describe('a row that was read', () => {
  it('shows each change at the next read', () => {
    const { serviceKeys, credentials } = newStore()
    const key = aKey()
    serviceKeys.insert({ key, material: secret })
    const read = () => [
      serviceKeys.find(okmsId, key.keyId), ...serviceKeys.list(okmsId, keyStates, { after: 0, limit: 10 }).items
    ].map((found) => [found?.name, found?.state])
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
    serviceKeys.insert({ key, material: secret })
    credentials.insert(credential)
    serviceKeys.find(okmsId, key.keyId)
    credentials.find(credential.credentialId)
    domains.remove(okmsId, 7)
    expect(serviceKeys.find(okmsId, key.keyId)).toBeUndefined()
    expect(credentials.find(credential.credentialId)?.revokedAt).toBe(7)
  })

  it('does not hide a new key from a page that was read before', () => {
    const { serviceKeys } = newStore()
    const page = () => serviceKeys.list(okmsId, keyStates, { after: 0, limit: 2 })
    const [first, second, third] = [aKey(), aKey(), aKey()]
    serviceKeys.insert({ key: first, material: secret })
    expect(page()).toMatchObject({ items: [{ keyId: first.keyId }], next: null })
    serviceKeys.insert({ key: second, material: secret })
    serviceKeys.insert({ key: third, material: secret })
    expect(page()).toMatchObject({ items: [{ keyId: first.keyId }, { keyId: second.keyId }], next: expect.any(Number) })
  })

  it('is not taken for the key of another domain that has the same id', () => {
    const { serviceKeys } = newStore()
    const key = { ...aKey(), name: 'here' }
    const other = { ...key, okmsId: otherOkmsId, name: 'there' }
    serviceKeys.insert({ key, material: secret })
    serviceKeys.insert({ key: other, material: secret })
    const names = () => [key, other].map(({ okmsId, keyId }) => serviceKeys.find(okmsId, keyId)?.name)
    expect([names(), names()]).toEqual([['here', 'there'], ['here', 'there']])
    serviceKeys.update(other.okmsId, key.keyId, (found) => ({ ...found, name: 'renamed' }))
    expect(names()).toEqual(['here', 'renamed'])
    expect(serviceKeys.find('00000000-0000-4000-8000-000000000000', key.keyId)).toBeUndefined()
  })
})
