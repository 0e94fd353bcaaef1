// Bring your own key: import and export of material encrypted under a transport key (service.md 6).

import { publicKeyObject } from '../../crypto/keys/key-object.js'
import { readKey, writeKey, type ReadJwk } from '../../crypto/keys/key-format.js'
import { unwrapFromTransport, wrapForTransport } from '../../crypto/jose/jwe-rsa-oaep.js'
import { keyWrappingAlgorithms, type KeyWrappingAlgorithmName } from '../../domain/keys/algorithms.js'
import { keyErrors } from '../../domain/errors/keys.js'
import { spelled, type Spelling, type Wording } from '../../domain/errors/wording.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { Caller } from '../../domain/access/identity.js'
import { formatsOf, type KeyFormat } from '../../domain/keys/key-format.js'
import { isDestroyed, usability } from '../../domain/keys/key-state.js'
import { maxWrappedKeyLength } from '../../domain/limits.js'
import type { ServiceKeyStore } from '../../domain/ports.js'
import { keySpecName, type ServiceKey } from '../../domain/keys/service-key.js'
import type { KeyMaterials } from './key-materials.js'

/** Material under a transport key, as it is imported and exported. */
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
  /** The material as a JWK, not yet checked. */
  unwrap (caller: Caller, wrapped: WrappedKey): Promise<ReadJwk>
  /** The material of a key in the form of an import. */
  wrap (caller: Caller, key: ServiceKey, request: WrappedExport): WrappedKey
}

export function createWrappedKeys ({ store, materials }: {
  store: Pick<ServiceKeyStore, 'find'>
  materials: KeyMaterials
}): WrappedKeys {
  /**
   * The transport key, if it allows this operation: RSA, in software, active, with the usage, and of the
   * caller's domain (service.md 6.2, 6.4).
   */
  function transportKey (caller: Caller, keyId: string, usage: 'wrapKey' | 'unwrapKey'): ServiceKey {
    const subject = usage === 'wrapKey' ? 'wrappingKeyId' : 'unwrappingKeyId'
    const key = store.find(caller.okmsId, keyId)
    if (key === undefined || isDestroyed(key.state)) throw refusal(keyErrors.TransportKeyNotFound, subject, keyId)
    const unfit = (why: Wording) => refusal(keyErrors.TransportKeyUnfit, subject, (spelling) => `service key ${keyId} is ${spelled(why, spelling)}`)
    if (key.type !== 'RSA') throw unfit((spelling) => `of type ${key.type}; a transport key has ${transportKeySettings(spelling)}`)
    if (key.protectionLevel === 'HSM') throw unfit(({ name }) => `in an HSM; a transport key has ${name('protectionLevel')} SOFTWARE`)
    if (!key.operations.includes(usage)) {
      throw unfit((spelling) => `without the operation ${usage}: it has ${key.operations.join(', ')}. Create a transport key with ${transportKeySettings(spelling)}`)
    }
    const usable = usability[key.state]
    if (usable !== 'usable') throw refusal(keyErrors.TransportKeyUnfit, subject, usable.text(keyId, key.state))
    return key
  }

  return {
    async unwrap (caller, { format, wrappingKeyId, ciphertext }) {
      const transport = transportKey(caller, wrappingKeyId, 'unwrapKey')
      const bytes = await unwrapFromTransport({
        key: materials.privateKey(transport), keyId: transport.keyId, token: ciphertext
      })
      try {
        return readKey(format, bytes, 'unwrappedKey')
      } finally {
        bytes.fill(0)
      }
    },

    wrap (caller, key, { wrappingKeyId, format, algorithm }) {
      const transport = transportKey(caller, wrappingKeyId, 'wrapKey')
      if (!key.extractable) throw refusal(keyErrors.KeyNotExtractable, key.keyId)
      if (key.protectionLevel === 'HSM') throw refusal(keyErrors.KeyInHsm, key.keyId)
      const formats = formatsOf(key.type, key.class)
      if (!formats.includes(format)) throw refusal(keyErrors.KeyFormatMismatch, format, `${keySpecName(key)} key of class ${key.class}`, formats)
      if (transport.publicJwk === null) throw new Error(`transport key ${transport.keyId} has no public part`)
      const ciphertext = wrapForTransport({
        algorithm: keyWrappingAlgorithms[algorithm],
        key: publicKeyObject(transport.publicJwk),
        keyId: transport.keyId,
        plaintext: writeKey(format, exportedPart(key))
      })
      // An export that cannot be imported again is useless: an RSA-4096 JWK under an
      // RSA-4096 key is longer than the limit.
      if (ciphertext.length > maxWrappedKeyLength) {
        throw refusal(keyErrors.WrappedKeyTooLong, format, ciphertext.length, maxWrappedKeyLength)
      }
      return { format, wrappingKeyId: transport.keyId, ciphertext }
    }
  }

  function exportedPart (key: ServiceKey) {
    const part = key.class === 'PUBLIC_KEY' ? key.publicJwk : materials.material(key)
    if (part === null) throw new Error(`service key ${key.keyId} has nothing to export`)
    return part
  }
}

const transportKeySettings = ({ setting }: Spelling) => `${setting('type', 'RSA')}, ${setting('operations', ['wrapKey', 'unwrapKey'])}`
