// What the owner of an imported key does without the server: wraps it for import, and decrypts
// what the server encrypted with it.

import { constants, createCipheriv, createDecipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'

const encode = (bytes: Buffer) => bytes.toString('base64url')

/** A compact JWE (RFC 7516 section 7.1) of the material, by RSA-OAEP-256 and A256GCM under a public JWK. */
export function wrapKey (publicJwk: object, material: Buffer): string {
  const contentKey = randomBytes(32)
  const iv = randomBytes(12)
  const header = encode(Buffer.from(JSON.stringify({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })))
  const encryptedKey = publicEncrypt({
    key: createPublicKey({ key: { ...publicJwk }, format: 'jwk' }),
    padding: constants.RSA_PKCS1_OAEP_PADDING,
    oaepHash: 'sha256'
  }, contentKey)
  const cipher = createCipheriv('aes-256-gcm', contentKey, iv, { authTagLength: 16 }).setAAD(Buffer.from(header))
  const ciphertext = Buffer.concat([cipher.update(material), cipher.final()])
  return [header, ...[encryptedKey, iv, ciphertext, cipher.getAuthTag()].map(encode)].join('.')
}

/** The text in a token of Encrypt without a context. Throws if it cannot be decrypted. */
export function decryptToken (key: Buffer, token: string): string {
  const [header = '', , iv = '', ciphertext = '', tag = ''] = token.split('.')
  const decode = (part: string) => Buffer.from(part, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, decode(iv), { authTagLength: 16 })
    .setAAD(Buffer.from(header))
    .setAuthTag(decode(tag))
  return Buffer.concat([decipher.update(decode(ciphertext)), decipher.final()]).toString()
}
