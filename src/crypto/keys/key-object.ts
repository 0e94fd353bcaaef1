// Converts checked JWK members to KeyObjects of node:crypto.

import { createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto'
import type { KeyMaterial, PublicJwk } from '../../domain/keys/service-key.js'

/** The public key. The members must have passed importJwk or come from generateKeyMaterial. */
export function publicKeyObject (jwk: PublicJwk): KeyObject {
  return createPublicKey({ key: { ...jwk }, format: 'jwk' })
}

/**
 * The secret key of an oct key, the private key of an RSA or EC key. The members must have passed importJwk or
 * come from generateKeyMaterial.
 */
export function privateKeyObject (material: KeyMaterial): KeyObject {
  return material.kty === 'oct'
    ? createSecretKey(material.k, 'base64url')
    : createPrivateKey({ key: { ...material }, format: 'jwk' })
}
