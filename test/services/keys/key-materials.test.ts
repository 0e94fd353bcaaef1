// Unsealed keys: prepared once, bounded in number, and dropped in the turn in which their key changes.

import { createSecretKey } from 'node:crypto'
import v8 from 'node:v8'
import vm from 'node:vm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { keyErrors } from '../../../src/domain/errors/keys.js'
import type { ServiceKeyStore, Store } from '../../../src/domain/ports.js'
import type { KeyMaterial, ServiceKey } from '../../../src/domain/keys/service-key.js'
import { accessErrors } from '../../../src/domain/errors/access/access.js'
import { createCryptographicOperations } from '../../../src/services/keys/cryptographic-operations.js'
import { createKeyMaterials, preparedKeys, type KeyMaterials } from '../../../src/services/keys/key-materials.js'
import { createServiceKeys } from '../../../src/services/keys/service-keys.js'
import { createWrappedKeys } from '../../../src/services/keys/wrapped-keys.js'
import { createOkmsDomains } from '../../../src/services/access/okms-domains.js'
import { openStore } from '../../../src/store/open-store.js'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import { aKey, okmsId, otherOkmsId, secret, withDomains } from '../../store/builders.js'

const caller = { okmsId, credentialId: null, identities: [] }

let store: Store
let materials: KeyMaterials
let unsealed: string[]
beforeEach(() => {
  store = withDomains(openStore({ memory: true }, { durable: false }))
  unsealed = []
  materials = createKeyMaterials({
    onChange: (listener) => { store.serviceKeys.onChange(listener) },
    material (...ids) {
      unsealed.push(ids.join('/'))
      return store.serviceKeys.material(...ids)
    }
  })
})
afterEach(() => { store.close() })

function insert (fields: Partial<ServiceKey> = {}, material: KeyMaterial = secret): ServiceKey {
  const key = aKey(fields)
  store.serviceKeys.insert({ key, material })
  return key
}

const { n, e } = rsaKeys.rsa2048
const rsa = {
  type: 'RSA',
  size: 2048,
  class: 'KEY_PAIR',
  operations: ['sign', 'verify', 'unwrapKey'],
  publicJwk: { kty: 'RSA', n, e }
} as const

const removeDomain = async () => {
  await createOkmsDomains({
    store: store.domains,
    serviceKeys: store.serviceKeys,
    secrets: store.secrets,
    clocks: oneClock(Date.now),
    newId: () => ''
  }).remove(okmsId, { force: true })
}

/** Its garbage collector is the one witness of what is still held. */
async function collectGarbage (): Promise<void> {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  // What a WeakRef was asked for stays until the turn is over.
  await new Promise((resolve) => { setImmediate(resolve) })
  collect()
}

it('a key is unsealed once, however often it is used, and found by its ids alone', () => {
  const key = insert()
  for (let times = 0; times < 3; times++) materials.secretKey({ ...key })
  expect(unsealed).toEqual([`${okmsId}/${key.keyId}`])
})

it('keys of the same id in two domains are two keys', () => {
  const key = insert()
  insert({ okmsId: otherOkmsId, keyId: key.keyId }, { kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url') })
  const exported = [key, { ...key, okmsId: otherOkmsId }].map((one) =>
    materials.secretKey(one).export().toString('base64url'))
  expect(exported).toEqual([secret.kty === 'oct' && secret.k, Buffer.alloc(32, 7).toString('base64url')])
})

describe('what is kept of a key goes in the turn in which', () => {
  it.each<[string, (key: ServiceKey) => void]>([
    [
      'it is destroyed',
      ({ keyId }) => { store.serviceKeys.update(okmsId, keyId, (key) => ({ ...key, state: 'destroyed' })) }
    ],
    ['its domain is removed', removeDomain]
  ])('%s', (_when, remove) => {
    const [own, other] = [insert(rsa, rsaKeys.rsa2048), insert({ okmsId: otherOkmsId })]
    const ask = (['secretKey', 'privateKey', 'signingKey'] as const)
      .map((kind) => (key: ServiceKey) => materials[kind](key))
    for (const one of ask) one(own)
    materials.secretKey(other)
    remove(own)
    for (const one of ask) expect(() => one(own)).toThrow('has no material')
    expect(materials.secretKey(other).export().length).toBe(32)
  })

  it('it changes in any other way', () => {
    const key = insert()
    materials.secretKey(key)
    store.serviceKeys.update(okmsId, key.keyId, (found) => ({ ...found, name: 'renamed' }))
    materials.secretKey(key)
    expect(unsealed).toHaveLength(2)
  })

  it('a change of it fails', () => {
    const key = insert()
    materials.secretKey(key)
    expect(() => store.serviceKeys.update(okmsId, key.keyId, () => { throw new Error('no') })).toThrow('no')
    materials.secretKey(key)
    expect(unsealed).toHaveLength(2)
  })

  it('the store is closed', () => {
    const key = insert(rsa, rsaKeys.rsa2048)
    materials.secretKey(key)
    materials.signingKey(key)
    store.close()
    expect(() => materials.secretKey(key)).toThrow()
    expect(() => materials.signingKey(key)).toThrow()
  })
})

it('nothing holds a prepared key after it is dropped', async () => {
  const held = new WeakRef(materials.secretKey(insert()))
  await collectGarbage()
  expect(held.deref()).toBeDefined()
  await removeDomain()
  await collectGarbage()
  expect(held.deref()).toBeUndefined()
})

it('a restored key with an id from before never gets the old material', () => {
  let stored: KeyMaterial | undefined = secret
  let changed: Parameters<ServiceKeyStore['onChange']>[0] = () => {}
  const own = createKeyMaterials({
    material: () => stored,
    onChange: (listener) => { changed = both(changed, listener) }
  })
  const key = aKey()
  own.secretKey(key)
  stored = { kty: 'oct', k: Buffer.alloc(32, 9).toString('base64url') }
  for (const which of [key, undefined]) {
    changed(which)
    expect(own.secretKey(key).equals(createSecretKey(Buffer.alloc(32, 9)))).toBe(true)
  }
})

const both = <Value>(first: (value: Value) => void, second: (value: Value) => void) => (value: Value) => {
  first(value)
  second(value)
}

it('the number of prepared keys is bounded', () => {
  const asked: string[] = []
  const own = createKeyMaterials({
    onChange: () => {},
    material (_okmsId, keyId) {
      asked.push(keyId)
      return secret
    }
  })
  const keys = Array.from({ length: 2 * preparedKeys + 1 }, () => aKey())
  for (const key of keys) own.secretKey(key)
  const [first, last] = [keys[0], keys.at(-1)]
  for (const key of [first, last]) if (key !== undefined) own.secretKey(key)
  expect(asked).toEqual([...keys, first].map((key) => key?.keyId))
})

describe('while a key is destroyed', () => {
  it('operations that run already end well, later ones are refused, and nothing is kept', async () => {
    const wrapped = createWrappedKeys({ store: store.serviceKeys, materials })
    const keys = createServiceKeys({ store: store.serviceKeys, wrapped, clocks: oneClock(Date.now) })
    const operations = createCryptographicOperations({ keys, materials })
    const key = insert(rsa, rsaKeys.rsa2048)
    store.serviceKeys.update(okmsId, key.keyId, (found) => ({ ...found, state: 'deactivated' }))
    keys.activate(caller, key.keyId)
    const message = Buffer.from('message')
    const sign = (isDigest: boolean) =>
      operations.sign(caller, key.keyId, { message: isDigest ? Buffer.alloc(32, 1) : message, alg: 'RS256', isDigest })
    const running = [sign(false), sign(true), sign(false), sign(true)]
    keys.deactivate(caller, key.keyId, 'unspecified')
    keys.destroy(caller, key.keyId)
    for (const signature of await Promise.all(running)) expect(signature).toHaveLength(256)
    await expect(sign(false)).rejects.toMatchObject({ kind: keyErrors.KeyDestroyed })
    expect(() => materials.signingKey(key)).toThrow('has no material')
  })
})

describe('removing a domain', () => {
  it('refuses a key that is still being made for it', () => {
    void removeDomain()
    const [refused] = store.serviceKeys.insert({ key: aKey(), material: secret })
    expect(refused).toMatchObject({ kind: accessErrors.DomainNotFound })
    expect(store.serviceKeys.count(okmsId)).toBe(0)
  })
})
