import { describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.js'
import { aCredential, okmsId, otherOkmsId } from './builders.js'
import { newStore, temporaryFolder } from './temporary.js'

describe('the store of okms domains', () => {
  it('finds what was inserted, and lists in the order of insertion', () => {
    const { domains } = newStore()
    expect(domains.find(otherOkmsId)).toEqual({
      okmsId: otherOkmsId, name: 'second', region: 'eu-west-rbx', serviceId: 1002, pciDssEnabledAt: null, createdAt: 2
    })
    expect(domains.find('33333333-3333-4333-8333-333333333333')).toBeUndefined()
    expect(domains.list().map(({ name }) => name)).toEqual(['first', 'second'])
  })

  it('gives every domain a service of its own, which none has after it, under the same id or another', () => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    store.domains.remove(otherOkmsId, 3)
    store.domains.insert({ okmsId: otherOkmsId, name: 'again', region: 'ca-east-bhs', createdAt: 4 })
    expect(store.domains.find(otherOkmsId)).toMatchObject({ region: 'ca-east-bhs', serviceId: 1003 })
    store.resets.server(okmsId, [], undefined)
    store.close()
    const again = openStore({ folder }, { durable: false })
    again.domains.insert({ okmsId: otherOkmsId, name: 'third', createdAt: 5 })
    expect(again.domains.list().map(({ serviceId }) => serviceId)).toEqual([1001, 1004])
    expect(again.domains.lastServiceId()).toBe(1004)
    again.close()
  })

  it('renames a domain that is there', () => {
    const { domains } = newStore()
    expect(domains.rename(okmsId, 'renamed')).toBe(true)
    expect(domains.find(okmsId)).toMatchObject({ name: 'renamed', serviceId: 1001 })
    domains.remove(okmsId, 3)
    expect(domains.rename(okmsId, 'again')).toBe(false)
  })
})

describe('the store of credentials', () => {
  it.each([
    ['a plain one', aCredential()],
    [
      'every field set',
      aCredential({
        name: 'é "quoted"',
        description: 'd',
        identities: ['urn:a', 'urn:b'],
        certificateType: 'RSA',
        fromCsr: true,
        revokedAt: 1_700_000_000_999
      })
    ]
  ])('gives back %s after a restart', (_, credential) => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    store.credentials.insert(credential)
    store.close()
    const again = openStore({ folder }, { durable: false })
    expect(again.credentials.find(credential.credentialId)).toEqual(credential)
    again.close()
  })

  it('lists the credentials of one domain, oldest first', () => {
    const { credentials } = newStore()
    const names = ['one', 'two', 'three']
    for (const name of names) credentials.insert(aCredential({ name }))
    credentials.insert(aCredential({ okmsId: otherOkmsId, name: 'foreign' }))
    expect(credentials.list(okmsId).map(({ name }) => name)).toEqual(names)
  })

  it('keeps the time of the first revocation', () => {
    const { credentials } = newStore()
    const credential = aCredential()
    credentials.insert(credential)
    credentials.revoke(credential.credentialId, 5)
    credentials.revoke(credential.credentialId, 9)
    expect(credentials.find(credential.credentialId)?.revokedAt).toBe(5)
  })
})
