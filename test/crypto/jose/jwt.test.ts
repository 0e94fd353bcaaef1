// JSON Web Tokens: which texts have claims.

import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { createTokenSigner, readClaims } from '../../../src/crypto/jose/jwt.js'

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const signer = createTokenSigner(pem)

it('a token has the claims that were signed', () => {
  expect(readClaims(signer.sign({ sub: 'x', jti: 'y' }))).toEqual({ sub: 'x', jti: 'y' })
})

it('a token that is much longer than those issued here is not parsed', () => {
  expect(readClaims(signer.sign({ sub: 'x'.repeat(2000) }))).toBeDefined()
  expect(readClaims(signer.sign({ sub: 'x'.repeat(4096) }))).toBeUndefined()
})

it.each(['', 'a', 'a.e30', 'a.e30.b.c', 'a.bm8.b', 'a.bnVsbA.b'])('%j has no claims', (token) => {
  expect(readClaims(token)).toBeUndefined()
})
