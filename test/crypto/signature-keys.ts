// Keys that the signature tests sign with: EC generated each time, RSA from the fixtures; and what
// WebCrypto calls each algorithm.

import { generateKeyPairSync, webcrypto } from 'node:crypto'
import { curves, signatureAlgorithms, type Curve, type SignatureAlgorithm } from '../../src/domain/keys/algorithms.js'
import type { KeyMaterial, PublicJwk } from '../../src/domain/keys/service-key.js'
import {
  createSigningKey, createVerifyingKey, type SigningKey, type VerifyingKey
} from '../../src/crypto/keys/signing-key.js'
import { rsaKeys } from '../fixtures/rsa-keys.js'

export interface TestKey {
  readonly material: Exclude<KeyMaterial, { kty: 'oct' }>
  readonly publicJwk: PublicJwk
  readonly signing: SigningKey
  readonly verifying: VerifyingKey
}

export function keyFrom (material: TestKey['material']): TestKey {
  const publicJwk: PublicJwk = material.kty === 'EC'
    ? { kty: 'EC', crv: material.crv, x: material.x, y: material.y }
    : { kty: 'RSA', n: material.n, e: material.e }
  return { material, publicJwk, signing: createSigningKey(material), verifying: createVerifyingKey(publicJwk) }
}

export function newEcKey (crv: Curve): TestKey {
  return keyFrom(generateKeyPairSync('ec', { namedCurve: crv })
    .privateKey.export({ format: 'jwk' }) as TestKey['material'])
}

const ecKeys = Object.fromEntries(curves.map((crv) => [crv, newEcKey(crv)])) as Record<Curve, TestKey>
const rsaKey = keyFrom(rsaKeys.rsa2048)

export const everyAlgorithm: readonly SignatureAlgorithm[] = Object.values(signatureAlgorithms)

/** Every algorithm, once with the message and once with its digest. */
export const everyWay = everyAlgorithm.flatMap((algorithm) => [false, true]
  .map((isDigest) => ({ name: algorithm.name, algorithm, isDigest })))

export const keyFor = (algorithm: SignatureAlgorithm): TestKey =>
  algorithm.kty === 'EC' ? ecKeys[algorithm.crv] : rsaKey

const webcryptoHash = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const
const webcryptoName = { pkcs1: 'RSASSA-PKCS1-v1_5', pss: 'RSA-PSS', ecdsa: 'ECDSA' } as const

function webcryptoKey (algorithm: SignatureAlgorithm, jwk: PublicJwk | TestKey['material'], usage: 'sign' | 'verify') {
  const name = webcryptoName[algorithm.scheme]
  const parameters = algorithm.kty === 'EC'
    ? { name, namedCurve: algorithm.crv }
    : { name, hash: webcryptoHash[algorithm.hash] }
  return webcrypto.subtle.importKey('jwk', { ...jwk }, parameters, false, [usage])
}

const webcryptoParameters = (algorithm: SignatureAlgorithm) =>
  ({ name: webcryptoName[algorithm.scheme], hash: webcryptoHash[algorithm.hash], saltLength: algorithm.digestLength })

export async function webcryptoVerify (
  algorithm: SignatureAlgorithm, key: TestKey, message: Buffer, signature: Buffer
): Promise<boolean> {
  return await webcrypto.subtle.verify(
    webcryptoParameters(algorithm), await webcryptoKey(algorithm, key.publicJwk, 'verify'), signature, message
  )
}

export async function webcryptoSign (algorithm: SignatureAlgorithm, key: TestKey, message: Buffer): Promise<Buffer> {
  return Buffer.from(await webcrypto.subtle.sign(
    webcryptoParameters(algorithm), await webcryptoKey(algorithm, key.material, 'sign'), message
  ))
}
