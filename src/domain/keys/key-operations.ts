// What a key may be used for, by type and class (service.md 4.1, 6.4).

import type { KeyType } from './algorithms.js'
import type { Wording } from '../errors/wording.js'
import type { KeyClass } from './key-class.js'

export const signing = ['sign', 'verify'] as const
export const wrapping = ['wrapKey', 'unwrapKey'] as const
export const encrypting = ['encrypt', 'decrypt'] as const

export const keyOperations = [...signing, ...encrypting, ...wrapping] as const
export type KeyOperation = (typeof keyOperations)[number]

/** What the calls of the API do with a service key, the operation that each needs, and the types that have it. */
export const keyUses = {
  encrypt: { words: 'encrypt', operation: 'encrypt', types: ['oct'] },
  decrypt: { words: 'decrypt', operation: 'decrypt', types: ['oct'] },
  generateDataKey: { words: 'generate data keys', operation: 'wrapKey', types: ['oct'] },
  decryptDataKey: { words: 'decrypt data keys', operation: 'unwrapKey', types: ['oct'] },
  sign: { words: 'sign', operation: 'sign', types: ['RSA', 'EC'] },
  verify: { words: 'verify', operation: 'verify', types: ['RSA', 'EC'] }
} as const satisfies Record<string, {
  readonly words: string, readonly operation: KeyOperation, readonly types: readonly KeyType[]
}>

export type KeyUse = keyof typeof keyUses

const pairs: readonly (readonly KeyOperation[])[] = [encrypting, wrapping, signing]

/** For messages: which key to create for this use. */
export function keyFor (use: KeyUse): Wording {
  const { operation, types } = keyUses[use]
  const pair = pairs.find((operations) => operations.includes(operation)) ?? [operation]
  return ({ setting }) => `create a key with ${setting('type', ...types)}, ${setting('operations', pair)}`
}

interface UsageRule {
  /** The operations of a key come from one of these sets, never from two. */
  readonly families: readonly (readonly KeyOperation[])[]
  /** Granted when the request names none. */
  readonly byDefault: readonly KeyOperation[]
}

const usageRules: Record<KeyType, UsageRule> = {
  oct: { families: [[...encrypting, ...wrapping]], byDefault: encrypting },
  RSA: { families: [signing, wrapping], byDefault: signing },
  EC: { families: [signing], byDefault: signing }
}

/** The pairs of operations that a key of this type can be created for, that by default first. */
export function operationPairs (type: KeyType): ReadonlyArray<readonly KeyOperation[]> {
  const { families, byDefault } = usageRules[type]
  const possible = pairs.filter((pair) => families.some((family) => pair.every((one) => family.includes(one))))
  return [byDefault, ...possible.filter((pair) => pair !== byDefault)]
}

/** Operations that need the private part, which a public-only key does not have. */
const privateOperations: ReadonlySet<KeyOperation> = new Set(['sign', 'decrypt', 'unwrapKey'])

const canDo = (operation: KeyOperation, keyClass: KeyClass) =>
  keyClass !== 'PUBLIC_KEY' || !privateOperations.has(operation)

/**
 * What the public part alone may be used for: the `key_ops` of an exported public JWK, which other programs reject if
 * it contains `sign` (RFC 7517 section 4.3).
 */
export function publicOperations (operations: readonly KeyOperation[]): KeyOperation[] {
  return operations.filter((operation) => !privateOperations.has(operation))
}

export function defaultOperations (type: KeyType, keyClass: KeyClass): readonly KeyOperation[] {
  return possibleOperations(keyClass, usageRules[type].byDefault)
}

/** Those of these operations that a key of this class can do. */
export function possibleOperations (keyClass: KeyClass, operations: readonly KeyOperation[]): readonly KeyOperation[] {
  return operations.filter((operation) => canDo(operation, keyClass))
}

/** Says what is wrong with these operations, or undefined when nothing is. */
export function operationsFault (
  type: KeyType, keyClass: KeyClass, operations: readonly KeyOperation[]
): string | undefined {
  const families = usageRules[type].families.map((family) => possibleOperations(keyClass, family))
  if (families.some((family) => operations.every((operation) => family.includes(operation)))) return undefined
  const accepted = families.map((family) => family.join(', ')).join('; or ')
  return `got ${operations.join(', ')}; a key of type ${type} and class ${keyClass} accepts ${accepted}`
}
