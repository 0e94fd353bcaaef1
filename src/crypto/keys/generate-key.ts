// Generation of key material, as JWK members in their canonical form.

import { generateKeyPair, randomBytes, type JsonWebKey } from 'node:crypto'
import { promisify } from 'node:util'
import type { Curve, RsaSize, SecretKeySize } from '../../domain/keys/algorithms.js'
import type { KeyMaterial, PublicJwk, RsaMaterial } from '../../domain/keys/service-key.js'
import { encodeBase64Url } from '../jose/base64.js'
import { generateRsaKey } from './rsa/rsa-generation.js'

export type KeySpec =
  | { readonly type: 'oct', readonly size: SecretKeySize }
  | { readonly type: 'RSA', readonly size: RsaSize }
  | { readonly type: 'EC', readonly curve: Curve }

export interface GeneratedKey {
  readonly material: KeyMaterial
  /** null for oct. */
  readonly publicJwk: PublicJwk | null
}

export type GenerateKey = (spec: KeySpec) => Promise<GeneratedKey>

/** Where RSA keys come from. Never the same key twice, but for a stock of public ones. */
export type TakeRsaKey = (size: RsaSize) => RsaMaterial | Promise<RsaMaterial>

const generatePair = promisify(generateKeyPair)

/**
 * Generates a key. Key pairs are generated on other threads, so that RSA-4096, which takes
 * seconds, never blocks the event loop.
 */
export async function generateKeyMaterial (
  spec: KeySpec, takeRsaKey: TakeRsaKey = generateRsaKey
): Promise<GeneratedKey> {
  switch (spec.type) {
    case 'oct':
      return { material: { kty: 'oct', k: encodeBase64Url(randomBytes(spec.size / 8)) }, publicJwk: null }
    case 'RSA': {
      const material = await takeRsaKey(spec.size)
      return { material, publicJwk: { kty: 'RSA', n: material.n, e: material.e } }
    }
    case 'EC': {
      const { privateKey } = await generatePair('ec', { namedCurve: spec.curve })
      const jwk = privateKey.export({ format: 'jwk' })
      const publicMembers = { crv: spec.curve, x: member(jwk, 'x'), y: member(jwk, 'y') }
      return {
        material: { kty: 'EC', ...publicMembers, d: member(jwk, 'd') }, publicJwk: { kty: 'EC', ...publicMembers }
      }
    }
  }
}

function member (jwk: JsonWebKey, name: string): string {
  const value = jwk[name]
  if (typeof value !== 'string') throw new Error(`node:crypto exported a JWK without ${name}`)
  return value
}
