// AES-GCM (SP 800-38D) with the only parameters used here: a 96-bit initialization vector
// and a 128-bit authentication tag.

import { createCipheriv, createDecipheriv, type CipherGCMTypes, type KeyObject } from 'node:crypto'

/** Bytes of initialization vector: 96 bits, RFC 7518 section 5.3. */
export const gcmIvLength = 12
/** Bytes of authentication tag: 128 bits, RFC 7518 section 5.3. */
export const gcmTagLength = 16

export interface GcmInput {
  readonly cipher: CipherGCMTypes
  readonly key: KeyObject
  readonly iv: Buffer
  readonly aad: Buffer
}

/** Encrypts. The same key must never see the same IV twice. */
export function encryptGcm ({ cipher, key, iv, aad }: GcmInput, plaintext: Buffer): {
  readonly ciphertext: Buffer, readonly tag: Buffer
} {
  const gcm = createCipheriv(cipher, key, iv, { authTagLength: gcmTagLength })
  gcm.setAAD(aad)
  const ciphertext = gcm.update(plaintext)
  gcm.final()
  return { ciphertext, tag: gcm.getAuthTag() }
}

/** The plaintext, or undefined when the tag does not match key, IV, AAD and ciphertext. */
export function decryptGcm ({ cipher, key, iv, aad }: GcmInput, ciphertext: Buffer, tag: Buffer): Buffer | undefined {
  // Node takes tags of 4 bytes and IVs of any length; an attacker would guess a short tag.
  if (iv.length !== gcmIvLength || tag.length !== gcmTagLength) return undefined
  const gcm = createDecipheriv(cipher, key, iv, { authTagLength: gcmTagLength })
  gcm.setAAD(aad)
  gcm.setAuthTag(tag)
  const plaintext = gcm.update(ciphertext)
  try {
    gcm.final()
  } catch {
    plaintext.fill(0)
    return undefined
  }
  return plaintext
}
