// AES-GCM against published test cases (SP 800-38D).

import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decryptGcm, encryptGcm } from '../../src/crypto/aes-gcm.js'
import { gcmVectors } from '../vectors/aes-gcm.js'
import { directToken, tokenWithAad } from '../vectors/jose-examples.js'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const base64url = (text: string): Buffer => Buffer.from(text, 'base64url')

const vectors = [
  ...gcmVectors.map((vector) => ({
    name: `GCM specification ${vector.name}`,
    input: { cipher: vector.cipher, key: createSecretKey(hex(vector.key)), iv: hex(vector.iv), aad: hex(vector.aad) },
    plaintext: hex(vector.plaintext),
    ciphertext: hex(vector.ciphertext),
    tag: hex(vector.tag)
  })),
  ...[
    { name: 'RFC 7520 section 5.6', token: directToken, key: directToken.key, aad: directToken.protected },
    { name: 'RFC 7520 section 5.10', token: tokenWithAad, key: tokenWithAad.cek, aad: `${tokenWithAad.protected}.${tokenWithAad.aad}` }
  ].map(({ name, token, key, aad }) => ({
    name,
    input: {
      cipher: 'aes-128-gcm' as const,
      key: createSecretKey(base64url(key)),
      iv: base64url(token.iv),
      aad: Buffer.from(aad)
    },
    plaintext: Buffer.from(token.plaintext),
    ciphertext: base64url(token.ciphertext),
    tag: base64url(token.tag)
  }))
]

describe('AES-GCM', () => {
  it.each(vectors)('$name: encrypts and decrypts', ({ input, plaintext, ciphertext, tag }) => {
    expect(encryptGcm(input, plaintext)).toEqual({ ciphertext, tag })
    expect(decryptGcm(input, ciphertext, tag)).toEqual(plaintext)
  })

  it.each(vectors)('$name: does not decrypt with another AAD', ({ input, ciphertext, tag }) => {
    expect(decryptGcm({ ...input, aad: Buffer.concat([input.aad, Buffer.from([0])]) }, ciphertext, tag)).toBeUndefined()
  })

  it.each([4, 8, 12, 13, 14, 15])('does not take a tag cut to %i bytes', (length) => {
    const { input, ciphertext, tag } = vectors[0]!
    expect(decryptGcm(input, ciphertext, tag.subarray(0, length))).toBeUndefined()
  })
})
