// What the service keys decide themselves, without HTTP around them.

import { beforeEach, describe, expect, it } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { keyErrors } from '../../../src/domain/errors/keys.js'
import type { Caller } from '../../../src/domain/access/identity.js'
import type { Store } from '../../../src/domain/ports.js'
import { createServiceKeys, type ServiceKeys } from '../../../src/services/keys/service-keys.js'
import { aKey, okmsId, otherOkmsId } from '../../store/builders.js'
import { newStore } from '../../store/temporary.js'

const caller: Caller = { okmsId, credentialId: null, identities: [] }
const request = { name: 'a key', type: 'oct', size: 256, protectionLevel: 'SOFTWARE' } as const
const id = '0f2b3c4d-1111-4222-8333-444455556666'
const notAsked = () => { throw new Error('not asked') }

let store: Store
let keys: ServiceKeys
beforeEach(() => {
  store = newStore()
  keys = createServiceKeys({
    store: store.serviceKeys, wrapped: { wrap: notAsked, unwrap: notAsked }, clocks: oneClock(Date.now)
  })
})

describe('the id of a new key', () => {
  it('is given to one of the creates that ask for it at once, and the others are refused', async () => {
    const outcomes = await Promise.allSettled(
      ['first', 'second', 'third'].map(async (name) => await keys.create(caller, { ...request, id, name }))
    )
    const created = outcomes.filter(({ status }) => status === 'fulfilled')
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect([created.length, refused.length]).toEqual([1, 2])
    for (const { reason } of refused) expect(reason).toMatchObject({ kind: keyErrors.KeyIdTaken })
    expect(store.serviceKeys.count(okmsId)).toBe(1)
  })

  it('may be that of a key in another domain', async () => {
    await keys.create(caller, { ...request, id })
    const { keyId } = await keys.create({ ...caller, okmsId: otherOkmsId }, { ...request, id })
    expect(keyId).toBe(id)
  })
})

it.each([
  ['key_compromise', 'destroyed_compromised'], ['unspecified', 'destroyed'], ['superseded', 'destroyed']
] as const)('a key that was deactivated for %s keeps the reason when it is destroyed', (reason, state) => {
  const key = aKey()
  store.serviceKeys.insert({ key, material: null })
  keys.deactivate(caller, key.keyId, reason)
  keys.destroy(caller, key.keyId)
  expect(store.serviceKeys.find(okmsId, key.keyId)).toMatchObject({ state, revocationReason: reason })
})

it('an edit of name and state is one change of the store', () => {
  const key = aKey()
  store.serviceKeys.insert({ key, material: null })
  let updates = 0
  const { serviceKeys } = store
  const counted = createServiceKeys({
    store: { ...serviceKeys, update: (...change) => { updates++; return serviceKeys.update(...change) } },
    wrapped: { wrap: notAsked, unwrap: notAsked },
    clocks: oneClock(Date.now)
  })
  const edited = counted.edit(caller, key.keyId, { name: 'renamed', transition: 'key_compromise' })
  expect(edited).toMatchObject({ name: 'renamed', state: 'compromised', revocationReason: 'key_compromise' })
  expect(serviceKeys.find(okmsId, key.keyId)).toEqual(edited)
  expect(counted.edit(caller, key.keyId, { name: 'again' })).toMatchObject({ name: 'again', state: 'compromised' })
  expect(updates).toBe(2)
})
