// Signatures that others published are right, as messages and as ready digests.

import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signatureAlgorithms } from '../../src/domain/keys/algorithms.js'
import { timesBasePoint } from '../../src/crypto/keys/ec-point.js'
import { curveParameters } from '../../src/crypto/keys/checks/ec-key-check.js'
import { toInteger, toOctets } from '../../src/crypto/integers.js'
import { parseCompact, signCompact } from '../../src/crypto/jose/jws.js'
import { verify } from '../../src/crypto/signatures/signature.js'
import { createSigningKey, createVerifyingKey } from '../../src/crypto/keys/signing-key.js'
import { rsaPrivateKey } from '../vectors/jose-examples.js'
import { jwsExamples, rfc6979 } from '../vectors/signatures.js'

describe.each(jwsExamples)('the token of $source', ({ jwk, token }) => {
  const jws = parseCompact(token)!
  const algorithm = signatureAlgorithms[jws.algorithm]
  const key = createVerifyingKey(
    jwk.kty === 'EC' ? { kty: 'EC', crv: jwk.crv, x: jwk.x, y: jwk.y } : { kty: 'RSA', n: jwk.n, e: jwk.e }
  )
  const digest = createHash(algorithm.hash).update(jws.signingInput).digest()

  it('is right', async () => {
    expect(await verify(algorithm, key, jws.signingInput, jws.signature, { isDigest: false })).toBe(true)
    expect(await verify(algorithm, key, digest, jws.signature, { isDigest: true })).toBe(true)
  })

  it('is false for another message', async () => {
    digest[0]! ^= 1
    expect(await verify(algorithm, key, Buffer.concat([jws.signingInput, Buffer.of(0)]), jws.signature, {
      isDigest: false
    })).toBe(false)
    expect(await verify(algorithm, key, digest, jws.signature, { isDigest: true })).toBe(false)
  })
})

it('RFC 7520 4.1: this token is made again, to the letter', async () => {
  const { token } = jwsExamples.find(({ source }) => source === 'RFC 7520 4.1')!
  const { payload } = parseCompact(token)!
  const made = await signCompact({
    algorithm: signatureAlgorithms.RS256,
    key: createSigningKey(rsaPrivateKey),
    keyId: 'bilbo.baggins@hobbiton.example',
    payload
  })
  expect(made).toBe(token)
})

describe.each(rfc6979)('RFC 6979 A.2, $name', ({ name, d, signatures }) => {
  const algorithm = signatureAlgorithms[name]
  const { crv } = algorithm
  const { x, y } = timesBasePoint(crv, toInteger(Buffer.from(d, 'hex')))
  const member = (value: bigint) => toOctets(value, curveParameters[crv].width).toString('base64url')
  const key = createVerifyingKey({ kty: 'EC', crv, x: member(x), y: member(y) })

  it.each([...signatures])('"$message" is right', async ({ message, r, s }) => {
    const signature = Buffer.from(r + s, 'hex')
    expect(await verify(algorithm, key, Buffer.from(message), signature, { isDigest: false })).toBe(true)
    expect(await verify(algorithm, key, createHash(algorithm.hash).update(message).digest(), signature, {
      isDigest: true
    })).toBe(true)
  })
})
