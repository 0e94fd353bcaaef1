// What the contract lets through and the service refuses, because a client would stumble over it later.

import { describe, expect, it } from 'vitest'
import { oneClock } from '../../src/domain/clock.js'
import { keyErrors } from '../../src/domain/errors/keys.js'
import type { Caller } from '../../src/domain/access/identity.js'
import { createCryptographicOperations } from '../../src/services/keys/cryptographic-operations.js'
import { createKeyMaterials } from '../../src/services/keys/key-materials.js'
import { createWrappedKeys } from '../../src/services/keys/wrapped-keys.js'
import { createServiceKeys } from '../../src/services/keys/service-keys.js'
import { okmsId } from '../store/builders.js'
import { newStore } from '../store/temporary.js'

const caller: Caller = { okmsId, credentialId: null, identities: [] }
const wish = { name: 'a key', type: 'EC', protectionLevel: 'SOFTWARE' } as const

function newService () {
  const { serviceKeys: store } = newStore()
  const materials = createKeyMaterials(store)
  const keys = createServiceKeys({ store, wrapped: createWrappedKeys({ store, materials }), clocks: oneClock(() => 0) })
  return { keys, operations: createCryptographicOperations({ keys, materials }) }
}

describe('create', () => {
  it.each(['mine', '', '4dd6de0e0b5b4b2e9a436c4f4e1c5a11', ' 4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'])('refuses the chosen id %j, for clients read ids as UUIDs', async (id) => {
    const { keys } = newService()
    await expect(keys.create(caller, { ...wish, id })).rejects.toMatchObject({
      kind: { app: keyErrors.KeyRequestInvalid.app, category: 'BadArgument' },
      problems: [{ place: 'chosenKeyId', text: expect.stringMatching(/^got /) as string }]
    })
    expect(await keys.list(caller, ['active'], { after: 0, limit: 10 })).toMatchObject({ items: [] })
  })

  it('keeps a UUID', async () => {
    const id = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'
    expect((await newService().keys.create(caller, { ...wish, id })).keyId).toBe(id)
  })
})

describe('sign', () => {
  it('takes at most 4096 bytes, raw or as a token', async () => {
    const { keys, operations } = newService()
    const { keyId } = await keys.create(caller, wish)
    const request = (length: number) => ({ message: Buffer.alloc(length), alg: 'ES256', isDigest: false }) as const
    await operations.sign(caller, keyId, request(4096))
    await operations.signToken(caller, keyId, request(4096), 'jws')
    await expect(operations.sign(caller, keyId, request(4097))).rejects.toThrow('message: got 4097 bytes')
    await expect(operations.signToken(caller, keyId, request(4097), 'jws')).rejects.toThrow('message: got 4097 bytes')
  })
})
