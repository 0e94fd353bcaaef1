// Keys ready for use: material unsealed and parsed once, then kept for as long as it is asked for.

import type { KeyObject } from 'node:crypto'
import { privateKeyObject } from '../crypto/key-object.js'
import { createSigningKey, createVerifyingKey, type SigningKey, type VerifyingKey } from '../crypto/signing-key.js'
import type { KeyMaterial, ServiceKey } from '../domain/service-key.js'
import type { ServiceKeyStore } from '../domain/ports.js'
import { createLruMap } from './lru-map.js'

/** Prepared keys that are kept; an RSA-4096 key with its numbers takes about 10 kB. */
const capacity = 2000

type KeyRef = Pick<ServiceKey, 'okmsId' | 'keyId' | 'publicJwk'>

export interface KeyMaterials {
  /** For encryption: the bytes of an oct key. */
  secretKey (key: KeyRef): KeyObject
  signingKey (key: KeyRef): SigningKey
  /** For unwrapping: the private part of an RSA key. */
  privateKey (key: KeyRef): KeyObject
  verifyingKey (key: KeyRef): VerifyingKey
  /** To be called once a key is destroyed. */
  forget (key: KeyRef): void
}

export function createKeyMaterials (store: Pick<ServiceKeyStore, 'material'>): KeyMaterials {
  const privateKeys = createLruMap<KeyObject>(capacity)
  const secretKeys = createLruMap<KeyObject>(capacity)
  const signingKeys = createLruMap<SigningKey>(capacity)
  const verifyingKeys = createLruMap<VerifyingKey>(capacity)

  const nameOf = (key: KeyRef) => `${key.okmsId}/${key.keyId}`

  function materialOf (key: KeyRef): KeyMaterial {
    const material = store.material(key.okmsId, key.keyId)
    // Usage and state are checked before; without material here the database disagrees with itself.
    if (material === undefined) throw new Error(`service key ${nameOf(key)} has no material`)
    return material
  }

  return {
    secretKey: (key) => secretKeys.get(nameOf(key), () => privateKeyObject(materialOf(key))),
    privateKey: (key) => privateKeys.get(nameOf(key), () => privateKeyObject(materialOf(key))),
    signingKey: (key) => signingKeys.get(nameOf(key), () => createSigningKey(materialOf(key))),
    verifyingKey: (key) => verifyingKeys.get(nameOf(key), () => {
      if (key.publicJwk === null) throw new Error(`service key ${nameOf(key)} has no public part`)
      return createVerifyingKey(key.publicJwk)
    }),
    forget (key) {
      for (const kept of [privateKeys, secretKeys, signingKeys, verifyingKeys]) kept.delete(nameOf(key))
    }
  }
}
