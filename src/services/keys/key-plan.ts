// Reads a request to create or import a key: what it names, what is inferred, what is rejected (service.md 4.1).

import {
  contentEncryptions, curves, keyDefaults, rsaSizes, secretKeySizes, type Curve, type KeyType, type RsaSize,
  type SecretKeySize
} from '../../domain/keys/algorithms.js'
import { keyErrors } from '../../domain/errors/keys.js'
import type { Subject, Wording } from '../../domain/errors/wording.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { intendedOperations, type JwkIntent } from '../../domain/keys/jwk-intent.js'
import { defaultOperations, operationsFault, type KeyOperation } from '../../domain/keys/key-operations.js'
import type { KeyClass } from '../../domain/keys/key-class.js'
import type { KeySpec } from '../../crypto/keys/generate-key.js'
import type { ImportedKey } from '../../crypto/jose/jwk-import.js'

/** The part of a request that describes the key. Absent members are undefined. */
export interface KeySpecRequest {
  readonly type?: KeyType | undefined
  /** Bits. */
  readonly size?: number | undefined
  readonly curve?: Curve | undefined
  readonly operations?: readonly KeyOperation[] | undefined
}

const isSecretKeySize = (size: number): size is SecretKeySize => size in contentEncryptions
const isRsaSize = (size: number): size is RsaSize => rsaSizes.some((accepted) => accepted === size)

const refuse = (subject: Subject, problem: Wording) => refusal(keyErrors.KeyRequestInvalid, subject, problem)

function sizeFault (type: KeyType, size: number, accepted: readonly number[]) {
  return refuse('size', `got ${size}; a key of type ${type} accepts ${accepted.join(', ')}`)
}

/** How to generate a key of each type. */
const specFor: Record<KeyType, (wish: KeySpecRequest) => KeySpec> = {
  oct ({ size = keyDefaults.octSize, curve }) {
    if (curve !== undefined) throw refuse('curve', ({ setting }) => `got ${curve}; a key of type oct has a size and no curve: leave it out, or use ${setting('type', 'EC')}`)
    if (!isSecretKeySize(size)) throw sizeFault('oct', size, secretKeySizes)
    return { type: 'oct', size }
  },
  RSA ({ size = keyDefaults.rsaSize, curve }) {
    if (curve !== undefined) throw refuse('curve', ({ setting }) => `got ${curve}; a key of type RSA has a size and no curve: leave it out, or use ${setting('type', 'EC')}`)
    if (!isRsaSize(size)) throw sizeFault('RSA', size, rsaSizes)
    return { type: 'RSA', size }
  },
  EC ({ size, curve = keyDefaults.curve }) {
    if (size !== undefined) throw refuse('size', ({ name }) => `got ${size}; a key of type EC has a curve and no size: use "${name('curve')}" with one of ${curves.join(', ')}`)
    return { type: 'EC', curve }
  }
}

/** What to generate. Refuses a missing type and sizes or curves that do not fit it. */
export function planGeneration (wish: KeySpecRequest): { spec: KeySpec, operations: readonly KeyOperation[] } {
  if (wish.type === undefined) throw refuse('type', ({ call }) => `missing; accepted: oct, RSA, EC. To import a key, ${call('importKey', '')} instead`)
  const spec = specFor[wish.type](wish)
  return {
    spec, operations: grantedOperations(spec.type, spec.type === 'oct' ? 'SECRET_KEY' : 'KEY_PAIR', wish.operations)
  }
}

/**
 * The operations of an imported key. Refuses a request that contradicts the material, and a JWK that contradicts itself
 * or the request. `subject` is what the JWK is in the request.
 */
export function planImport (
  wish: KeySpecRequest, imported: ImportedKey, jwk: JwkIntent, subject: Subject
): { operations: readonly KeyOperation[] } {
  for (const field of ['type', 'size', 'curve'] as const) {
    const wished = wish[field]
    if (wished !== undefined && wished !== imported[field]) {
      throw refuse(field, `got ${wished}; the imported key has ${imported[field] ?? `no ${field}`}. Leave it out to take it from the key`)
    }
  }
  const intended = intendedOperations(imported, jwk, wish.operations)
  if ('operations' in intended) return intended
  const { member, why } = intended.fault
  throw refusal(
    keyErrors.KeyRequestInvalid,
    member === 'operations' ? member : [subject, member],
    ({ name }) => why((other) => other === 'operations' ? name(other) : `${name(subject)}.${other}`)
  )
}

/** An empty list counts as none: okms-cli sends one when the user names no usage (clients.md 2.2). */
function grantedOperations (
  type: KeyType, keyClass: KeyClass, wished: readonly KeyOperation[] | undefined
): readonly KeyOperation[] {
  if (wished === undefined || wished.length === 0) return defaultOperations(type, keyClass)
  const operations = [...new Set(wished)]
  const fault = operationsFault(type, keyClass, operations)
  if (fault !== undefined) throw refuse('operations', fault)
  return operations
}
