// Bring your own key: import and export of material encrypted under a transport key (service.md 6).

import { publicKeyObject } from '../../crypto/keys/key-object.js'
import { readKey, writeKey, type ReadJwk } from '../../crypto/keys/key-format.js'
import { unwrapFromTransport, wrapForTransport } from '../../crypto/jose/jwe-rsa-oaep.js'
import { keyWrappingAlgorithms, type KeyWrappingAlgorithmName } from '../../domain/keys/algorithms.js'
import { errors, refusal } from '../../domain/errors/errors.js'
import type { Caller } from '../../domain/access/identity.js'
import { formatsOf, type KeyFormat } from '../../domain/keys/key-format.js'
import { isDestroyed, usability } from '../../domain/keys/key-state.js'
import { maxWrappedKeyLength } from '../../domain/limits.js'
import type { ServiceKeyStore } from '../../domain/ports.js'
import { keySpecName, type ServiceKey } from '../../domain/keys/service-key.js'
import type { KeyMaterials } from './key-materials.js'

/** One entry of `wrappedKeys`, in requests and responses. */
export interface WrappedKey {
  readonly format: KeyFormat
  readonly wrappingKeyId: string
  /** Compact JWE. */
  readonly ciphertext: string
}

export interface WrappedExport {
  readonly wrappingKeyId: string
  readonly format: KeyFormat
  readonly algorithm: KeyWrappingAlgorithmName
}

export interface WrappedKeys {
  /** The material of an entry as a JWK, not yet checked. Refuses under `field` what cannot be unwrapped. */
  unwrap (caller: Caller, entry: WrappedKey, field: string): Promise<ReadJwk>
  /** The material of a key in the form of an import. */
  wrap (caller: Caller, key: ServiceKey, request: WrappedExport): WrappedKey
}

export function createWrappedKeys ({ store, materials }: {
  store: Pick<ServiceKeyStore, 'find'>
  materials: KeyMaterials
}): WrappedKeys {
  /** The transport key, if it allows this operation: RSA, in software, active, with the usage, and of the caller's domain (service.md 6.2, 6.4). */
  function transportKey (caller: Caller, keyId: string, usage: 'wrapKey' | 'unwrapKey', field: string): ServiceKey {
    const key = store.find(caller.okmsId, keyId)
    if (key === undefined || isDestroyed(key.state)) throw refusal(errors.TransportKeyNotFound, field, keyId)
    const unfit = (why: string) => refusal(errors.TransportKeyUnfit, field, `service key ${keyId} is ${why}`)
    if (key.type !== 'RSA') throw unfit(`of type ${key.type}; a transport key has "type": "RSA", "operations": ["wrapKey", "unwrapKey"]`)
    if (key.protectionLevel === 'HSM') throw unfit('in an HSM; a transport key has protectionLevel SOFTWARE')
    if (!key.operations.includes(usage)) throw unfit(`without the operation ${usage}: it has ${key.operations.join(', ')}. Create a transport key with "type": "RSA", "operations": ["wrapKey", "unwrapKey"]`)
    const usable = usability[key.state]
    if (usable !== 'usable') throw refusal(errors.TransportKeyUnfit, field, usable.text(keyId, key.state))
    return key
  }

  return {
    async unwrap (caller, { format, wrappingKeyId, ciphertext }, field) {
      const transport = transportKey(caller, wrappingKeyId, 'unwrapKey', `${field}.wrappingKeyId`)
      const bytes = await unwrapFromTransport({ key: materials.privateKey(transport), keyId: transport.keyId, token: ciphertext, field: `${field}.ciphertext` })
      try {
        return readKey(format, bytes, unwrappedField(field))
      } finally {
        bytes.fill(0)
      }
    },

    wrap (caller, key, { wrappingKeyId, format, algorithm }) {
      const transport = transportKey(caller, wrappingKeyId, 'wrapKey', 'wrappingKeyId')
      if (!key.extractable) throw refusal(errors.KeyNotExtractable, key.keyId)
      if (key.protectionLevel === 'HSM') throw refusal(errors.KeyInHsm, key.keyId)
      const formats = formatsOf(key.type, key.class)
      if (!formats.includes(format)) throw refusal(errors.KeyFormatMismatch, format, `${keySpecName(key)} key of class ${key.class}`, formats)
      if (transport.publicJwk === null) throw new Error(`transport key ${transport.keyId} has no public part`)
      const ciphertext = wrapForTransport({ algorithm: keyWrappingAlgorithms[algorithm], key: publicKeyObject(transport.publicJwk), keyId: transport.keyId, plaintext: writeKey(format, exportedPart(key)) })
      // An export that cannot be imported again is useless: an RSA-4096 JWK under an RSA-4096 key is longer than the limit.
      if (ciphertext.length > maxWrappedKeyLength) throw refusal(errors.WrappedKeyTooLong, format, ciphertext.length, maxWrappedKeyLength)
      return { format, wrappingKeyId: transport.keyId, ciphertext }
    }
  }

  function exportedPart (key: ServiceKey) {
    const part = key.class === 'PUBLIC_KEY' ? key.publicJwk : materials.material(key)
    if (part === null) throw new Error(`service key ${key.keyId} has nothing to export`)
    return part
  }
}

/** The name of the content of an entry in error texts. */
export const unwrappedField = (field: string) => `${field} (unwrapped)`
