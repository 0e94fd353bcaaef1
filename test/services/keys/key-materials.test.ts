// Unsealed keys: kept while their key is, and gone from memory with it.

import v8 from 'node:v8'
import vm from 'node:vm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { errors } from '../../../src/domain/errors/errors.js'
import type { Store } from '../../../src/domain/ports.js'
import { createKeyMaterials, type KeyMaterials } from '../../../src/services/keys/key-materials.js'
import { createOkmsDomains } from '../../../src/services/access/okms-domains.js'
import { openStore } from '../../../src/store/open-store.js'
import { aKey, okmsId, otherOkmsId, secret, withDomains } from '../../store/builders.js'

let store: Store
let materials: KeyMaterials
let unsealed: string[]
beforeEach(() => {
  store = withDomains(openStore({ memory: true }, { durable: false }))
  unsealed = []
  materials = createKeyMaterials({
    material (...ids) {
      unsealed.push(ids.join('/'))
      return store.serviceKeys.material(...ids)
    }
  })
})
afterEach(() => { store.close() })

function stored (domain: string, keyId: string) {
  const key = store.serviceKeys.find(domain, keyId)
  if (key === undefined) throw new Error('not stored')
  return key
}

/** Its garbage collector is the one witness of what is still held. */
async function collectGarbage (): Promise<void> {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  // What a WeakRef was asked for stays until the turn is over.
  await new Promise((resolve) => { setImmediate(resolve) })
  collect()
}

it('a key is unsealed once, however often it is asked for', () => {
  const key = aKey()
  store.serviceKeys.insert({ key, material: secret })
  for (let times = 0; times < 3; times++) materials.secretKey(stored(okmsId, key.keyId))
  expect(unsealed).toEqual([`${okmsId}/${key.keyId}`])
})

describe('removing a domain', () => {
  const remove = () => {
    createOkmsDomains({ store: store.domains, serviceKeys: store.serviceKeys, clocks: oneClock(Date.now), newId: () => '' }).remove(okmsId, { force: true })
  }

  it('lets go of its unsealed keys at once, and of no others', async () => {
    const [own, other] = [aKey(), aKey({ okmsId: otherOkmsId })]
    store.serviceKeys.insert({ key: own, material: secret }, { key: other, material: secret })
    const held = [own, other].map(({ okmsId, keyId }) => new WeakRef(materials.secretKey(stored(okmsId, keyId))))
    await collectGarbage()
    expect(held.map((one) => one.deref() !== undefined)).toEqual([true, true])

    remove()
    await collectGarbage()
    expect(held[0]?.deref()).toBeUndefined()
    expect(() => materials.secretKey(stored(okmsId, own.keyId))).toThrow(/has no material/)
    expect(materials.secretKey(stored(otherOkmsId, other.keyId)).export().length).toBeGreaterThan(0)
  })

  it('refuses a key that is still being made for it', () => {
    remove()
    const [refused] = store.serviceKeys.insert({ key: aKey(), material: secret })
    expect(refused).toMatchObject({ kind: errors.DomainNotFound })
    expect(store.serviceKeys.count(okmsId)).toBe(0)
  })
})
