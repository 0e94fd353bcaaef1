// Where a new key comes from: generated here, a JWK, or a JWK under a transport key.

import type { GenerateKey } from '../../crypto/keys/generate-key.js'
import { importJwk, type JwkInput } from '../../crypto/jose/jwk-import.js'
import { keyErrors } from '../../domain/errors/keys.js'
import type { Subject } from '../../domain/errors/wording.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { Caller } from '../../domain/access/identity.js'
import type { JwkIntent } from '../../domain/keys/jwk-intent.js'
import type { KeyMaterial, ProtectionLevel, ServiceKey } from '../../domain/keys/service-key.js'
import { planGeneration, planImport, type KeySpecRequest } from './key-plan.js'
import type { WrappedKey, WrappedKeys } from './wrapped-keys.js'

type ImportedJwk = JwkInput & JwkIntent

/** The source of a new key. With neither `jwk` nor `wrappedKey`, it is generated. */
export interface KeySource extends KeySpecRequest {
  readonly protectionLevel: ProtectionLevel
  /** The key to import. */
  readonly jwk?: ImportedJwk | undefined
  /** The key to import, if `jwk` is not given. */
  readonly wrappedKey?: WrappedKey | undefined
}

export interface CreatedKey {
  readonly description: Pick<ServiceKey, 'type' | 'size' | 'curve' | 'class' | 'operations' | 'publicJwk'>
  readonly material: KeyMaterial | null
  readonly origin: 'generated' | 'imported'
}

export interface KeyMaking {
  readonly generate: GenerateKey
  readonly wrapped: Pick<WrappedKeys, 'unwrap'>
}

/** Generates or checks the material, and stores nothing. */
export async function createKey (
  caller: Caller, source: KeySource, { generate, wrapped }: KeyMaking
): Promise<CreatedKey> {
  const { jwk, wrappedKey } = source
  if (jwk !== undefined) return await importedKey(source, jwk, 'importedKey')
  if (wrappedKey === undefined) return await generatedKey(source, generate)
  if (source.protectionLevel === 'HSM') {
    throw refusal(keyErrors.KeyRequestInvalid, 'protectionLevel', 'got HSM; keys in an HSM take no part in wrapped import')
  }
  return await importedKey(source, await wrapped.unwrap(caller, wrappedKey), 'unwrappedKey')
}

async function generatedKey (wish: KeySpecRequest, generate: GenerateKey): Promise<CreatedKey> {
  const { material, publicJwk } = await generate(planGeneration(wish).spec)
  const { description, origin } = describedKey(wish)
  return { description: { ...description, publicJwk }, material, origin }
}

/** What a generated key is besides its material: all that is left of one that was destroyed. */
export function describedKey (wish: KeySpecRequest): CreatedKey {
  const { spec, operations } = planGeneration(wish)
  return {
    description: {
      type: spec.type,
      size: spec.type === 'EC' ? null : spec.size,
      curve: spec.type === 'EC' ? spec.curve : null,
      class: spec.type === 'oct' ? 'SECRET_KEY' : 'KEY_PAIR',
      operations,
      publicJwk: null
    },
    material: null,
    origin: 'generated'
  }
}

async function importedKey (wish: KeySpecRequest, jwk: ImportedJwk, subject: Subject): Promise<CreatedKey> {
  const { material, ...description } = await importJwk(jwk, subject)
  return {
    description: { ...description, ...planImport(wish, { material, ...description }, jwk, subject) },
    material,
    origin: 'imported'
  }
}
