// Encryption of key material at rest: AES-256-GCM with the master key, bound to the row of the material.

import { randomBytes, type KeyObject } from 'node:crypto'
import { decryptGcm, encryptGcm, gcmIvLength, gcmTagLength } from './aes-gcm.js'

// Layout: version (1 byte), initialization vector (12), ciphertext, authentication tag (16).
// The version is authenticated too.
const version = Buffer.from([1])
const overhead = version.length + gcmIvLength + gcmTagLength

/** The sealed value was changed, belongs to another row, or was sealed with another master key. */
export class SealBroken extends Error {
  constructor (why: string) {
    super(`sealed data cannot be opened: ${why}`)
    this.name = 'SealBroken'
  }
}

/**
 * Seals a plaintext. `aad` names the row, so that a sealed value cannot be used in another row.
 * IVs are random: SP 800-38D section 8.3 allows 2^32 seals under one master key.
 */
export function seal (masterKey: KeyObject, plaintext: Buffer, aad: Buffer): Buffer {
  const iv = randomBytes(gcmIvLength)
  const { ciphertext, tag } = encryptGcm(
    { cipher: 'aes-256-gcm', key: masterKey, iv, aad: Buffer.concat([version, aad]) }, plaintext
  )
  return Buffer.concat([version, iv, ciphertext, tag])
}

/** Opens what `seal` made with the same master key and aad; throws SealBroken otherwise. */
export function unseal (masterKey: KeyObject, sealed: Buffer, aad: Buffer): Buffer {
  if (sealed.length < overhead) throw new SealBroken(`${sealed.length} bytes are fewer than the ${overhead} that a seal adds`)
  if (sealed[0] !== version[0]) throw new SealBroken(`version ${sealed[0]} is not known`)
  const iv = sealed.subarray(version.length, version.length + gcmIvLength)
  const ciphertext = sealed.subarray(version.length + gcmIvLength, -gcmTagLength)
  const tag = sealed.subarray(-gcmTagLength)
  const plaintext = decryptGcm(
    { cipher: 'aes-256-gcm', key: masterKey, iv, aad: Buffer.concat([version, aad]) }, ciphertext, tag
  )
  if (plaintext === undefined) throw new SealBroken('it was changed, belongs to another row, or was sealed under another master key')
  return plaintext
}
