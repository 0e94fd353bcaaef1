// A service key: everything about a key except its secret or private part.

import type { Curve, KeyType } from './algorithms.js'
import type { KeyClass } from './key-class.js'
import type { KeyOperation } from './key-operations.js'
import type { KeyState, RevocationReason } from './key-state.js'

export const protectionLevels = ['SOFTWARE', 'HSM'] as const
export type ProtectionLevel = (typeof protectionLevels)[number]

/** Public members of a JWK (RFC 7518 sections 6.2.1 and 6.3.1); binary members base64url without padding. */
export type PublicJwk =
  | { readonly kty: 'RSA', readonly n: string, readonly e: string }
  | { readonly kty: 'EC', readonly crv: Curve, readonly x: string, readonly y: string }

/** A private RSA key as a JWK with every member (RFC 7518 section 6.3). */
export interface RsaMaterial {
  readonly kty: 'RSA'
  readonly n: string
  readonly e: string
  readonly d: string
  readonly p: string
  readonly q: string
  readonly dp: string
  readonly dq: string
  readonly qi: string
}

/** Secret or private material as a JWK (RFC 7518 section 6). Never logged, never in an error. */
export type KeyMaterial =
  | { readonly kty: 'oct', readonly k: string }
  | RsaMaterial
  | { readonly kty: 'EC', readonly crv: Curve, readonly x: string, readonly y: string, readonly d: string }

/** Times in epoch milliseconds; null if the event never happened or no longer applies. Ids are lower case UUIDs. */
export interface ServiceKey {
  readonly okmsId: string
  readonly keyId: string
  readonly name: string
  /** The key's own context, given at creation; not the encryption context. */
  readonly context: string | null
  readonly type: KeyType
  /** Bits; null for EC. */
  readonly size: number | null
  /** null unless EC. */
  readonly curve: Curve | null
  readonly class: KeyClass
  readonly operations: readonly KeyOperation[]
  readonly protectionLevel: ProtectionLevel
  readonly state: KeyState
  readonly revocationReason: RevocationReason | null
  readonly extractable: boolean
  readonly neverExtractable: boolean
  readonly sensitive: boolean
  readonly alwaysSensitive: boolean
  /** null for oct keys and destroyed keys. */
  readonly publicJwk: PublicJwk | null
  readonly createdAt: number
  readonly activatedAt: number | null
  readonly deactivatedAt: number | null
  readonly compromisedAt: number | null
  readonly destroyedAt: number | null
}

/** Names the kind of key in messages: "P-256", "RSA-2048", "oct-256". */
export function keySpecName (key: Pick<ServiceKey, 'type' | 'size' | 'curve'>): string {
  return key.curve ?? `${key.type}-${key.size}`
}
