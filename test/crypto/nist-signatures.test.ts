// NIST's signature verification vectors (CAVP, FIPS 186-3): what must be accepted and what must not.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from '../../src/crypto/jose/base64.js'
import { verify } from '../../src/crypto/signatures/signature.js'
import { createVerifyingKey } from '../../src/crypto/keys/signing-key.js'
import { signatureAlgorithms, type SignatureAlgorithmName } from '../../src/domain/keys/algorithms.js'
import type { PublicJwk } from '../../src/domain/keys/service-key.js'

/** Numbers in hexadecimal, as NIST prints them. */
interface Vectors {
  readonly ecdsa: ReadonlyArray<{
    readonly alg: 'ES256' | 'ES384' | 'ES512'
    readonly msg: string
    readonly x: string
    readonly y: string
    readonly r: string
    readonly s: string
    readonly result: boolean
  }>
  readonly rsa: ReadonlyArray<{
    readonly alg: SignatureAlgorithmName
    readonly n: string
    readonly e: string
    readonly msg: string
    readonly s: string
    readonly result: boolean
  }>
}

const vectors = JSON.parse(readFileSync(new URL('../vectors/nist-signatures.json', import.meta.url), 'utf8')) as Vectors

const octets = (hex: string, length = Math.ceil(hex.length / 2)) =>
  Buffer.from(hex.padStart(length * 2, '0').slice(-length * 2), 'hex')
const member = (hex: string, length?: number) => encodeBase64Url(octets(hex, length))

/** Both ways to ask: the message, and its digest. */
async function answers (
  alg: SignatureAlgorithmName, jwk: PublicJwk, message: Buffer, signature: Buffer
): Promise<boolean[]> {
  const algorithm = signatureAlgorithms[alg]
  const key = createVerifyingKey(jwk)
  const digest = createHash(algorithm.hash).update(message).digest()
  return await Promise.all([
    verify(algorithm, key, message, signature, { isDigest: false }),
    verify(algorithm, key, digest, signature, { isDigest: true })
  ])
}

describe('ECDSA', () => {
  it.each(vectors.ecdsa)('$alg: $result', async ({ alg, msg, x, y, r, s, result }) => {
    const { crv } = signatureAlgorithms[alg]
    const width = { 'P-256': 32, 'P-384': 48, 'P-521': 66 }[crv]
    const signature = Buffer.concat([octets(r, width), octets(s, width)])
    expect(await answers(alg, { kty: 'EC', crv, x: member(x, width), y: member(y, width) }, octets(msg), signature))
      .toEqual([result, result])
  })
})

describe('RSASSA-PKCS1-v1_5', () => {
  it.each(
    vectors.rsa.filter(({ alg }) => alg.startsWith('RS'))
  )('$alg: $result', async ({ alg, n, e, msg, s, result }) => {
    expect(await answers(alg, { kty: 'RSA', n: member(n), e: member(e) }, octets(msg), octets(s)))
      .toEqual([result, result])
  })
})

describe('RSASSA-PSS', () => {
  // These have a salt of 10 bytes, and RFC 7518 section 3.5 wants one as long as the hash: none may be accepted.
  it.each(vectors.rsa.filter(({ alg }) => alg.startsWith('PS')))('$alg with a salt of 10 bytes, $result for NIST', async ({ alg, n, e, msg, s }) => {
    expect(await answers(alg, { kty: 'RSA', n: member(n), e: member(e) }, octets(msg), octets(s)))
      .toEqual([false, false])
  })
})
