// Where a new key comes from: generated here, a JWK, or a JWK under a transport key.

import { generateKeyMaterial } from '../../crypto/keys/generate-key.js'
import { importJwk, type JwkInput } from '../../crypto/jose/jwk-import.js'
import { errors, refusal } from '../../domain/errors/errors.js'
import type { Caller } from '../../domain/access/identity.js'
import type { KeyOperation } from '../../domain/keys/key-operations.js'
import type { KeyMaterial, ProtectionLevel, ServiceKey } from '../../domain/keys/service-key.js'
import { planGeneration, planImport, type KeySpecRequest } from './key-plan.js'
import { unwrappedField, type WrappedKey, type WrappedKeys } from './wrapped-keys.js'

type ImportedJwk = JwkInput & { readonly key_ops?: readonly KeyOperation[] | null | undefined }

/** The source of the key in a request. With neither member, it is generated. */
export interface KeySource extends KeySpecRequest {
  readonly protectionLevel: ProtectionLevel
  /** JWKs to import; exactly one. */
  readonly keys?: readonly ImportedJwk[] | undefined
  /** Wrapped keys to import; exactly one. */
  readonly wrappedKeys?: readonly WrappedKey[] | undefined
}

export interface CreatedKey {
  readonly description: Pick<ServiceKey, 'type' | 'size' | 'curve' | 'class' | 'operations' | 'publicJwk'>
  readonly material: KeyMaterial | null
  readonly origin: 'generated' | 'imported'
}

/** Generates or checks the material, and stores nothing. */
export async function createKey (caller: Caller, source: KeySource, wrapped: Pick<WrappedKeys, 'unwrap'>): Promise<CreatedKey> {
  const { keys, wrappedKeys } = source
  if (keys !== undefined && wrappedKeys !== undefined) throw refusal(errors.KeyRequestInvalid, 'keys, wrappedKeys: got both; a key is imported from one of them')
  if (keys !== undefined) return importedKey(source, onlyEntry(keys, 'keys'), 'keys[0]')
  if (wrappedKeys === undefined) return await generatedKey(source)
  const entry = onlyEntry(wrappedKeys, 'wrappedKeys')
  if (source.protectionLevel === 'HSM') throw refusal(errors.KeyRequestInvalid, 'protectionLevel: got HSM; keys in an HSM take no part in wrapped import')
  const field = 'wrappedKeys[0]'
  return importedKey(source, await wrapped.unwrap(caller, entry, field), unwrappedField(field))
}

async function generatedKey (wish: KeySpecRequest): Promise<CreatedKey> {
  const { spec, operations } = planGeneration(wish)
  const { material, publicJwk } = await generateKeyMaterial(spec)
  return {
    description: {
      type: spec.type,
      size: spec.type === 'EC' ? null : spec.size,
      curve: spec.type === 'EC' ? spec.curve : null,
      class: spec.type === 'oct' ? 'SECRET_KEY' : 'KEY_PAIR',
      operations,
      publicJwk
    },
    material,
    origin: 'generated'
  }
}

function importedKey (wish: KeySpecRequest, jwk: ImportedJwk, field: string): CreatedKey {
  const { material, ...description } = importJwk(jwk, field)
  return { description: { ...description, ...planImport(wish, { material, ...description }, jwk) }, material, origin: 'imported' }
}

function onlyEntry<Entry> (entries: readonly Entry[], field: string): Entry {
  const [first] = entries
  if (first === undefined || entries.length > 1) throw refusal(errors.KeyRequestInvalid, `${field}: got ${entries.length} entries; exactly one key is imported at a time`)
  return first
}
