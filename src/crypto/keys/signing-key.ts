// What signatures need of a key, computed once so that callers can cache it.

import type { KeyObject } from 'node:crypto'
import type { Curve } from '../../domain/keys/algorithms.js'
import type { KeyMaterial, PublicJwk } from '../../domain/keys/service-key.js'
import { bitLength, toInteger } from '../integers.js'
import { privateKeyObject, publicKeyObject } from './key-object.js'

export interface EcSigningKey {
  readonly kty: 'EC'
  readonly crv: Curve
  readonly privateKey: KeyObject
  /** The private scalar, for signatures of ready digests. */
  readonly d: bigint
}

export interface RsaSigningKey {
  readonly kty: 'RSA'
  readonly privateKey: KeyObject
  readonly modulusBits: number
}

/** Private: neither logged nor sent anywhere but to the workers of this process. */
export type SigningKey = EcSigningKey | RsaSigningKey

export interface EcVerifyingKey {
  readonly kty: 'EC'
  readonly crv: Curve
  readonly publicKey: KeyObject
  /** Affine coordinates of the public point. */
  readonly x: bigint
  readonly y: bigint
}

export interface RsaVerifyingKey {
  readonly kty: 'RSA'
  readonly publicKey: KeyObject
  readonly modulusBits: number
  readonly n: bigint
}

export type VerifyingKey = EcVerifyingKey | RsaVerifyingKey

const integer = (base64Url: string) => toInteger(Buffer.from(base64Url, 'base64url'))

/** Takes RSA or EC private material that was checked when it came in; throws for a secret key. */
export function createSigningKey (material: KeyMaterial): SigningKey {
  if (material.kty === 'oct') throw new Error('a secret key does not sign')
  const privateKey = privateKeyObject(material)
  return material.kty === 'EC'
    ? { kty: 'EC', crv: material.crv, privateKey, d: integer(material.d) }
    : { kty: 'RSA', privateKey, modulusBits: bitLength(integer(material.n)) }
}

/** Takes a public JWK that was checked when it came in. */
export function createVerifyingKey (jwk: PublicJwk): VerifyingKey {
  const publicKey = publicKeyObject(jwk)
  if (jwk.kty === 'EC') return { kty: 'EC', crv: jwk.crv, publicKey, x: integer(jwk.x), y: integer(jwk.y) }
  const n = integer(jwk.n)
  return { kty: 'RSA', publicKey, n, modulusBits: bitLength(n) }
}
