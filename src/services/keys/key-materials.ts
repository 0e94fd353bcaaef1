// Keys ready for use: the material is decrypted and parsed once, then cached as long as its key.

import type { KeyObject } from 'node:crypto'
import { privateKeyObject } from '../../crypto/keys/key-object.js'
import { createSigningKey, createVerifyingKey, type SigningKey, type VerifyingKey } from '../../crypto/keys/signing-key.js'
import { memoize } from '../../domain/memoize.js'
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
 * Prepared material is attached to the object that the store returns for a key. The store returns the same object until the key changes
 * or leaves its cache, and drops it in the same turn in which the key or its domain is destroyed. The material is released with it.
 */
export function createKeyMaterials (store: Pick<ServiceKeyStore, 'material'>): KeyMaterials {
  function materialOf ({ okmsId, keyId }: ServiceKey): KeyMaterial {
    const material = store.material(okmsId, keyId)
    // Usage and state are already checked; a key without material means an inconsistent database.
    if (material === undefined) throw new Error(`service key ${okmsId}/${keyId} has no material`)
    return material
  }

  const ofMaterial = memoize((key: ServiceKey) => privateKeyObject(materialOf(key)))

  return {
    secretKey: ofMaterial,
    privateKey: ofMaterial,
    signingKey: memoize((key: ServiceKey) => createSigningKey(materialOf(key))),
    verifyingKey: memoize((key: ServiceKey) => {
      if (key.publicJwk === null) throw new Error(`service key ${key.okmsId}/${key.keyId} has no public part`)
      return createVerifyingKey(key.publicJwk)
    })
  }
}
