// Every content encryption of RFC 7518 section 5, for tokens from other programs.

import { createDecipheriv, createHmac, createSecretKey, timingSafeEqual, type CipherGCMTypes } from 'node:crypto'
import { decryptGcm, gcmIvLength, gcmTagLength } from '../aes-gcm.js'

export interface ContentDecryption {
  /** Bytes of content encryption key. */
  readonly keyLength: number
  readonly ivLength: number
  readonly tagLength: number
  /** The plaintext, or undefined when the tag does not match. Lengths are already checked. */
  decrypt (input: EncryptedContent): Buffer | undefined
}

export interface EncryptedContent {
  readonly key: Buffer
  readonly iv: Buffer
  readonly aad: Buffer
  readonly ciphertext: Buffer
  readonly tag: Buffer
}

/** RFC 7518 section 5.3. */
const gcm = (cipher: CipherGCMTypes, keyLength: number): ContentDecryption => ({
  keyLength,
  ivLength: gcmIvLength,
  tagLength: gcmTagLength,
  decrypt: ({ key, iv, aad, ciphertext, tag }) =>
    decryptGcm({ cipher, key: createSecretKey(key), iv, aad }, ciphertext, tag)
})

/**
 * RFC 7518 section 5.2.2: one half of the key authenticates, the other encrypts; the tag is the first half of the HMAC.
 */
const cbcHmac = (cipher: string, hash: string, keyLength: number): ContentDecryption => ({
  keyLength,
  ivLength: 16,
  tagLength: keyLength / 2,
  decrypt ({ key, iv, aad, ciphertext, tag }) {
    const aadBits = Buffer.alloc(8)
    aadBits.writeBigUInt64BE(BigInt(aad.length) * 8n)
    const mac = createHmac(hash, key.subarray(0, keyLength / 2)).update(aad).update(iv).update(ciphertext).update(
      aadBits
    ).digest()
    if (!timingSafeEqual(mac.subarray(0, keyLength / 2), tag)) return undefined
    try {
      const decipher = createDecipheriv(cipher, key.subarray(keyLength / 2), iv)
      return Buffer.concat([decipher.update(ciphertext), decipher.final()])
    } catch {
      // Wrong padding under a correct tag: the token was created that way.
      return undefined
    }
  }
})

/** By `enc`. */
export const contentDecryptions: ReadonlyMap<string, ContentDecryption> = new Map([
  ['A128GCM', gcm('aes-128-gcm', 16)],
  ['A192GCM', gcm('aes-192-gcm', 24)],
  ['A256GCM', gcm('aes-256-gcm', 32)],
  ['A128CBC-HS256', cbcHmac('aes-128-cbc', 'sha256', 32)],
  ['A192CBC-HS384', cbcHmac('aes-192-cbc', 'sha384', 48)],
  ['A256CBC-HS512', cbcHmac('aes-256-cbc', 'sha512', 64)]
])
