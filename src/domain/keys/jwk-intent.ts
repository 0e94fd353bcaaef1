// What a JWK says its key is for: `use`, `alg` and `key_ops` (RFC 7517 sections 4.2 to 4.4), and where these contradict
// each other, the key, or the operations that a request names.

import {
  contentEncryptions, keyWrappingAlgorithmNames, signatureAlgorithms, type Curve, type KeyType
} from './algorithms.js'
import type { KeyClass } from './key-class.js'
import {
  defaultOperations, encrypting, operationsFault, possibleOperations, signing, wrapping, type KeyOperation
} from './key-operations.js'

/** null counts as absent, and so does an empty list. */
export interface JwkIntent {
  readonly use?: string | null | undefined
  readonly alg?: string | null | undefined
  readonly key_ops?: readonly KeyOperation[] | null | undefined
}

export interface IntendedKey {
  readonly type: KeyType
  /** null unless EC. */
  readonly curve: Curve | null
  /** Bits; null for EC. */
  readonly size: number | null
  readonly class: KeyClass
}

/** A member of a JWK, or the operations that the request names. */
export type IntentMember = 'kty' | 'crv' | 'k' | 'use' | 'alg' | 'key_ops' | 'operations'

export interface IntentFault {
  readonly member: IntentMember
  /** @param named A member in the words of the request. */
  readonly why: (named: (member: IntentMember) => string) => string
}

/** One value of `use` or `alg`: the keys that it fits, and what it lets them do. */
interface Purpose {
  readonly member: 'use' | 'alg'
  readonly value: string
  readonly type: KeyType
  /** Absent: any. */
  readonly curve?: Curve
  readonly size?: number
  readonly operations: readonly KeyOperation[]
}

const secretOperations = [...encrypting, ...wrapping]

/**
 * The algorithms are those that the service performs. With another one the key would be used for something that it is
 * not intended for.
 */
const purposes: readonly Purpose[] = [
  { member: 'use', value: 'sig', type: 'RSA', operations: signing },
  { member: 'use', value: 'sig', type: 'EC', operations: signing },
  { member: 'use', value: 'enc', type: 'RSA', operations: wrapping },
  { member: 'use', value: 'enc', type: 'oct', operations: secretOperations },
  ...Object.values(signatureAlgorithms).map((algorithm) => ({
    member: 'alg' as const,
    value: algorithm.name,
    type: algorithm.kty,
    ...('crv' in algorithm && { curve: algorithm.crv }),
    operations: signing
  })),
  ...keyWrappingAlgorithmNames.map((value) => ({
    member: 'alg' as const, value, type: 'RSA' as const, operations: wrapping
  })),
  { member: 'alg', value: 'dir', type: 'oct', operations: secretOperations },
  ...Object.values(contentEncryptions).map(({ enc, keyLength }) => ({
    member: 'alg' as const, value: enc, type: 'oct' as const, size: 8 * keyLength, operations: secretOperations
  }))
]

/** One thing that is said about the key, in the order in which the members are judged. */
interface Statement {
  readonly member: IntentMember
  readonly value: string
  /** What it lets the key do. */
  readonly allows: readonly KeyOperation[]
  /** Whether the key is to do all of it, or some of it. */
  readonly extent: 'all' | 'some'
}

/** What an imported key may do: what the request says, else `key_ops`, else the defaults that `use` and `alg` allow. */
export function intendedOperations (
  key: IntendedKey, jwk: JwkIntent, requested: readonly KeyOperation[] | undefined
): { readonly operations: readonly KeyOperation[] } | { readonly fault: IntentFault } {
  const statements: Statement[] = []
  for (const member of ['use', 'alg'] as const) {
    const value = jwk[member]
    if (value === undefined || value === null) continue
    const purpose = purposes.find((row) => row.member === member && row.value === value && fits(row, key))
    if (purpose === undefined) return { fault: unfit(member, value, key) }
    statements.push({ member, value, allows: purpose.operations, extent: 'some' })
  }
  for (const [member, list] of [['key_ops', jwk.key_ops], ['operations', requested]] as const) {
    if (list === undefined || list === null || list.length === 0) continue
    statements.push({ member, value: list.join(', '), allows: list, extent: 'all' })
  }
  const fault = repeated(jwk.key_ops) ??
    firstOf(statements, (later, index) => impossible(key, later) ?? contradiction(later, statements.slice(0, index)))
  return fault === undefined ? { operations: granted(key, statements) } : { fault }
}

function firstOf<Item, Found> (items: readonly Item[], find: (item: Item, index: number) => Found | undefined) {
  return items.map(find).find((found) => found !== undefined)
}

const fits = ({ type, curve, size }: Purpose, key: IntendedKey) => type === key.type &&
  (curve === undefined || curve === key.curve) && (size === undefined || size === key.size)

/** No row has this value for this key: because of its type, its curve or its size, or there is none for any key. */
function unfit (member: 'use' | 'alg', value: string, key: IntendedKey): IntentFault {
  const rows = purposes.filter((row) => row.member === member)
  const accepted = rows.filter((row) => fits(row, key)).map((row) => row.value).join(', ') || 'none'
  const sameValue = rows.filter((row) => row.value === value)
  const hint = `accepted with this key: ${accepted}; or leave ${member} out`
  if (sameValue.length === 0) return { member, why: () => `not one that this service has; ${hint}` }
  const [other, said] = !sameValue.some(({ type }) => type === key.type)
    ? ['kty', key.type] as const
    : key.curve === null ? ['k', `of ${key.size} bits`] as const : ['crv', key.curve] as const
  return { member, why: (named) => `got ${value}, which contradicts ${named(other)} ${said}; ${hint}` }
}

function repeated (operations: JwkIntent['key_ops']): IntentFault | undefined {
  const twice = operations?.find((operation, index) => operations.indexOf(operation) < index)
  return twice && { member: 'key_ops', why: () => `got ${twice} twice; each operation is listed once (RFC 7517 section 4.3)` }
}

function impossible (key: IntendedKey, { member, allows, extent }: Statement): IntentFault | undefined {
  const fault = extent === 'all' ? operationsFault(key.type, key.class, allows) : undefined
  return fault === undefined ? undefined : { member, why: () => fault }
}

function contradiction ({ member, value, allows, extent }: Statement, earlier: readonly Statement[]) {
  return firstOf(earlier, (other): IntentFault | undefined => {
    const shared = allows.filter((operation) => other.allows.includes(operation))
    if (extent === 'all' ? shared.length === allows.length : shared.length > 0) return undefined
    const meaning = other.extent === 'some' ? ` (which means ${other.allows.join(', ')})` : ''
    return {
      member,
      why: (named) => `got ${value}, which contradicts ${named(other.member)} ${other.value}${meaning}. Change one of them, or leave it out`
    }
  })
}

function granted ({ type, class: keyClass }: IntendedKey, statements: readonly Statement[]): readonly KeyOperation[] {
  const listed = statements.filter(({ extent }) => extent === 'all').at(-1)
  if (listed !== undefined) return [...new Set(listed.allows)]
  const allowed = (operations: readonly KeyOperation[]) =>
    operations.filter((operation) => statements.every(({ allows }) => allows.includes(operation)))
  const byDefault = allowed(defaultOperations(type, keyClass))
  // RSA for encryption: the defaults are those of a signing key.
  return byDefault.length > 0 ? byDefault : possibleOperations(keyClass, allowed(wrapping))
}
