// Keys ready for use: material unsealed and parsed once, then kept for as long as its key is.

import type { KeyObject } from 'node:crypto'
import { privateKeyObject } from '../../crypto/keys/key-object.js'
import { createSigningKey, createVerifyingKey, type SigningKey, type VerifyingKey } from '../../crypto/keys/signing-key.js'
import { madeOnce } from '../../domain/made-once.js'
import type { ServiceKeyStore } from '../../domain/ports.js'
import type { KeyMaterial, ServiceKey } from '../../domain/keys/service-key.js'

export interface KeyMaterials {
  /** For encryption: the bytes of an oct key. */
  secretKey (key: ServiceKey): KeyObject
  signingKey (key: ServiceKey): SigningKey
  /** For unwrapping: the private part of an RSA key. */
  privateKey (key: ServiceKey): KeyObject
  verifyingKey (key: ServiceKey): VerifyingKey
}

/**
 * What is ready hangs on the object that the store gives for a key. The store gives the same one while the key does not change and is
 * asked for, and forgets it in the turn in which the key or its domain is destroyed: the material goes with it.
 */
export function createKeyMaterials (store: Pick<ServiceKeyStore, 'material'>): KeyMaterials {
  function materialOf ({ okmsId, keyId }: ServiceKey): KeyMaterial {
    const material = store.material(okmsId, keyId)
    // Usage and state are checked before; without material here the database disagrees with itself.
    if (material === undefined) throw new Error(`service key ${okmsId}/${keyId} has no material`)
    return material
  }

  const ofMaterial = madeOnce((key: ServiceKey) => privateKeyObject(materialOf(key)))

  return {
    secretKey: ofMaterial,
    privateKey: ofMaterial,
    signingKey: madeOnce((key: ServiceKey) => createSigningKey(materialOf(key))),
    verifyingKey: madeOnce((key: ServiceKey) => {
      if (key.publicJwk === null) throw new Error(`service key ${key.okmsId}/${key.keyId} has no public part`)
      return createVerifyingKey(key.publicJwk)
    })
  }
}
