// A fatal TLS 1.3 alert as bytes on the wire: Node can refuse a client's certificate only by hanging up, and tells it nothing.

import { createCipheriv, createHmac } from 'node:crypto'

/** The cipher suites of TLS 1.3 that OpenSSL offers (RFC 8446 appendix B.4). */
const suites: Readonly<Record<string, { readonly cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305', readonly hash: string, readonly keyLength: number }>> = {
  TLS_AES_128_GCM_SHA256: { cipher: 'aes-128-gcm', hash: 'sha256', keyLength: 16 },
  TLS_AES_256_GCM_SHA384: { cipher: 'aes-256-gcm', hash: 'sha384', keyLength: 32 },
  TLS_CHACHA20_POLY1305_SHA256: { cipher: 'chacha20-poly1305', hash: 'sha256', keyLength: 32 }
}

const tagLength = 16
const applicationData = 23
const alert = { contentType: 21, fatal: 2, badCertificate: 42 } as const

/**
 * The alert bad_certificate (RFC 8446 section 6.2) as the server's first record after its part of the handshake, which is what makes
 * the sequence number, and with it the nonce, zero.
 * @param secret SERVER_TRAFFIC_SECRET_0.
 * @returns undefined for a suite that is not known here.
 */
export function badCertificateAlert (suiteName: string, secret: Buffer): Buffer | undefined {
  const suite = suites[suiteName]
  if (suite === undefined) return undefined
  const key = expandLabel(suite.hash, secret, 'key', suite.keyLength)
  const nonce = expandLabel(suite.hash, secret, 'iv', 12)
  // RFC 8446 section 5.2: the real type stands after the content, under the encryption.
  const plaintext = Buffer.from([alert.fatal, alert.badCertificate, alert.contentType])
  const header = Buffer.from([applicationData, 3, 3, 0, plaintext.length + tagLength])
  // The types of each mode differ, the calls do not.
  const cipher = suite.cipher === 'chacha20-poly1305'
    ? createCipheriv(suite.cipher, key, nonce, { authTagLength: tagLength })
    : createCipheriv(suite.cipher, key, nonce, { authTagLength: tagLength })
  cipher.setAAD(header, { plaintextLength: plaintext.length })
  return Buffer.concat([header, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** HKDF-Expand-Label without a context (RFC 8446 section 7.1), for what one block of the hash is enough for. */
function expandLabel (hash: string, secret: Buffer, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`)
  const info = Buffer.concat([Buffer.from([0, length, name.length]), name, Buffer.from([0])])
  return createHmac(hash, secret).update(info).update(Buffer.from([1])).digest().subarray(0, length)
}
