// The one owner of unsealed key material: prepares what operations need, caches it for a bounded number of keys, and
// drops it when the key changes.

import type { KeyObject } from 'node:crypto'
import { privateKeyObject } from '../../crypto/keys/key-object.js'
import {
  createSigningKey, createVerifyingKey, type SigningKey, type VerifyingKey
} from '../../crypto/keys/signing-key.js'
import { createLruMap } from '../../domain/lru-map.js'
import type { ServiceKeyStore } from '../../domain/ports.js'
import type { KeyMaterial, ServiceKey } from '../../domain/keys/service-key.js'

export interface KeyMaterials {
  /** For encryption: the bytes of an oct key. */
  secretKey (key: ServiceKey): KeyObject
  signingKey (key: ServiceKey): SigningKey
  /** For unwrapping: the private part of an RSA key. */
  privateKey (key: ServiceKey): KeyObject
  verifyingKey (key: ServiceKey): VerifyingKey
  /** For export: unsealed for each call. */
  material (key: ServiceKey): KeyMaterial
}

/**
 * Prepared keys of each kind. Unsealing and preparing an oct key takes 10 µs, a third of an `encrypt` (2026-11-25,
 * Node 24).
 */
export const preparedKeys = 1000

const nameOf = ({ okmsId, keyId }: Pick<ServiceKey, 'okmsId' | 'keyId'>) => `${okmsId}/${keyId}`

/**
 * A prepared key is dropped in the turn in which its key changes or is destroyed, its domain is removed or the store is
 * closed. An operation that already has it finishes with it. Preparing never waits, so no key is cached after it was
 * dropped.
 */
export function createKeyMaterials (store: Pick<ServiceKeyStore, 'material' | 'onChange'>): KeyMaterials {
  function material ({ okmsId, keyId }: ServiceKey): KeyMaterial {
    const found = store.material(okmsId, keyId)
    // Usage and state are already checked; a key without material means an inconsistent database.
    if (found === undefined) throw new Error(`service key ${okmsId}/${keyId} has no material`)
    return found
  }

  function cached<Prepared extends object> (prepare: (key: ServiceKey) => Prepared): (key: ServiceKey) => Prepared {
    const prepared = createLruMap<string, Prepared>(preparedKeys)
    store.onChange((key) => {
      if (key === undefined) prepared.clear()
      else prepared.delete(nameOf(key))
    })
    return (key) => {
      const name = nameOf(key)
      return prepared.get(name) ?? prepared.set(name, prepare(key))
    }
  }

  const privateKey = cached((key) => privateKeyObject(material(key)))

  return {
    secretKey: privateKey,
    privateKey,
    signingKey: cached((key) => createSigningKey(material(key))),
    verifyingKey: cached((key) => {
      if (key.publicJwk === null) throw new Error(`service key ${key.okmsId}/${key.keyId} has no public part`)
      return createVerifyingKey(key.publicJwk)
    }),
    material
  }
}
