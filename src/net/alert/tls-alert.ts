// The alert bad_certificate as bytes on the wire: Node can reject a client certificate only by closing
// the connection without an alert.

import { createCipheriv, createHmac, randomBytes } from 'node:crypto'
import { contentTypes } from './tls-records.js'

/**
 * What the server's next record is protected with; buffers as RFC 8446 section 5.3 and
 * RFC 5246 section 6.3 derive them.
 */
export interface WriteKeys {
  readonly cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305'
  readonly key: Buffer
  readonly iv: Buffer
}

interface Suite {
  readonly cipher: WriteKeys['cipher']
  /** Of HKDF in TLS 1.3, of the PRF in TLS 1.2. */
  readonly hash: 'sha256' | 'sha384'
  /** Bytes. */
  readonly keyLength: 16 | 32
  /**
   * Bytes that TLS 1.2 derives of the nonce: the rest is in the record (RFC 5288 section 3), or
   * there is none (RFC 7905 section 2).
   */
  readonly fixedIvLength: 4 | 12
}

/**
 * By the end of their standard name, which both versions have in common (RFC 8446 appendix B.4, RFC 5288, RFC 7905).
 */
const suites: Readonly<Record<string, Suite>> = {
  AES_128_GCM_SHA256: { cipher: 'aes-128-gcm', hash: 'sha256', keyLength: 16, fixedIvLength: 4 },
  AES_256_GCM_SHA384: { cipher: 'aes-256-gcm', hash: 'sha384', keyLength: 32, fixedIvLength: 4 },
  CHACHA20_POLY1305_SHA256: { cipher: 'chacha20-poly1305', hash: 'sha256', keyLength: 32, fixedIvLength: 12 }
}

/** @param standardName Of RFC 8446 or RFC 5289, such as TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256. */
export const suiteOf = (standardName: string): Suite | undefined =>
  suites[standardName.replace(/^TLS_(?:.*_WITH_)?/, '')]

const tagLength = 16
const nonceLength = 12
const badCertificate = Buffer.from([2, 42]) // fatal; RFC 8446 section 6.2, RFC 5246 section 7.2.2

/** @param secret SERVER_TRAFFIC_SECRET_N. */
export function tls13Keys ({ cipher, hash, keyLength }: Suite, secret: Buffer): WriteKeys {
  return { cipher, key: expandLabel(hash, secret, 'key', keyLength), iv: expandLabel(hash, secret, 'iv', nonceLength) }
}

/** The secret that a key update puts in place of this one (RFC 8446 section 7.2). */
export const updatedSecret = ({ hash }: Suite, secret: Buffer): Buffer =>
  expandLabel(hash, secret, 'traffic upd', secret.length)

/** The server's keys out of the key block (RFC 5246 section 6.3), which has no MAC keys with these suites. */
export function tls12Keys ({ cipher, hash, keyLength, fixedIvLength }: Suite, {
  masterSecret, clientRandom, serverRandom
}: { readonly masterSecret: Buffer, readonly clientRandom: Buffer, readonly serverRandom: Buffer }): WriteKeys {
  const block = pseudoRandom(
    hash,
    masterSecret,
    Buffer.concat([Buffer.from('key expansion'), serverRandom, clientRandom]),
    2 * (keyLength + fixedIvLength)
  )
  const ivs = 2 * keyLength
  return {
    cipher, key: block.subarray(keyLength, ivs), iv: block.subarray(ivs + fixedIvLength, ivs + 2 * fixedIvLength)
  }
}

/** @param sequence Number of records before this one under the same keys. */
export function tls13Alert (keys: WriteKeys, sequence: number): Buffer {
  // RFC 8446 section 5.2: the real content type follows the content and is encrypted with it.
  const plaintext = Buffer.concat([badCertificate, Buffer.from([contentTypes.alert])])
  const header = recordHeader(contentTypes.applicationData, plaintext.length + tagLength)
  return Buffer.concat([header, protect(keys, counted(keys.iv, sequence), header, plaintext)])
}

/** @param sequence As above; records of client and server are counted separately. */
export function tls12Alert (keys: WriteKeys, sequence: number): Buffer {
  // Unique under the key with overwhelming probability. OpenSSL starts with a random one
  // too, and this is the last record.
  const explicit = randomBytes(nonceLength - keys.iv.length)
  const nonce = explicit.length > 0 ? Buffer.concat([keys.iv, explicit]) : counted(keys.iv, sequence)
  // RFC 5246 section 6.2.3.3: the length is the plaintext's.
  const additional = Buffer.concat([eightBytes(sequence), recordHeader(contentTypes.alert, badCertificate.length)])
  const sealed = protect(keys, nonce, additional, badCertificate)
  return Buffer.concat([recordHeader(contentTypes.alert, explicit.length + sealed.length), explicit, sealed])
}

/**
 * Whether a record under these keys of TLS 1.3 is the server's KeyUpdate (RFC 8446 section 4.6.3). AEAD over a
 * stream: decrypting is encrypting.
 */
export function isKeyUpdate (keys: WriteKeys, sequence: number, content: Buffer): boolean {
  const plaintext = protect(keys, counted(keys.iv, sequence), Buffer.alloc(0), content.subarray(0, -tagLength))
    .subarray(0, -tagLength)
  return plaintext.at(0) === 24 && plaintext.at(-1) === contentTypes.handshake
}

/** Bytes of the record of a KeyUpdate without padding: type, length, one byte, the real type and the tag. */
export const keyUpdateLength = 4 + 1 + 1 + tagLength

const recordHeader = (contentType: number, length: number) =>
  Buffer.from([contentType, 3, 3, length >> 8, length & 0xff])

function eightBytes (sequence: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(sequence))
  return bytes
}

/** RFC 8446 section 5.3, RFC 7905 section 2. */
function counted (iv: Buffer, sequence: number): Buffer {
  const padded = Buffer.concat([Buffer.alloc(nonceLength - 8), eightBytes(sequence)])
  return Buffer.from(iv.map((byte, index) => byte ^ (padded[index] ?? 0)))
}

function protect ({ cipher: name, key }: WriteKeys, nonce: Buffer, additional: Buffer, plaintext: Buffer): Buffer {
  // The types of each mode differ, the calls do not.
  const cipher = name === 'chacha20-poly1305'
    ? createCipheriv(name, key, nonce, { authTagLength: tagLength })
    : createCipheriv(name, key, nonce, { authTagLength: tagLength })
  cipher.setAAD(additional, { plaintextLength: plaintext.length })
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

const hmac = (hash: string, key: Buffer, ...parts: readonly Buffer[]) =>
  createHmac(hash, key).update(Buffer.concat(parts)).digest()

/** HKDF-Expand-Label without a context (RFC 8446 section 7.1), for what one block of the hash is enough for. */
function expandLabel (hash: string, secret: Buffer, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`)
  return hmac(hash, secret, Buffer.from([0, length, name.length]), name, Buffer.from([0, 1])).subarray(0, length)
}

/** P_hash of RFC 5246 section 5. */
function pseudoRandom (hash: string, secret: Buffer, seed: Buffer, length: number): Buffer {
  let output = Buffer.alloc(0)
  for (let a = hmac(hash, secret, seed); output.length < length; a = hmac(hash, secret, a)) {
    output = Buffer.concat([output, hmac(hash, secret, a, seed)])
  }
  return output.subarray(0, length)
}
