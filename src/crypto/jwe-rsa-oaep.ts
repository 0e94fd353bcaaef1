// Material wrapped for transport: compact JWE, RSA-OAEP or RSA-OAEP-256 (RFC 7516, RFC 7518 section 4.3).

import { constants, createSecretKey, publicEncrypt, randomBytes, type KeyObject } from 'node:crypto'
import { contentEncryptions, keyWrappingAlgorithmNames, keyWrappingAlgorithms, type KeyWrappingAlgorithm } from '../domain/algorithms.js'
import { errors, refusal } from '../domain/errors.js'
import { encryptGcm, gcmIvLength } from './aes-gcm.js'
import { encodeBase64Url } from './base64.js'
import { parseCompactJwe, parseProtectedHeader } from './compact-jwe.js'
import { contentDecryptions, type ContentDecryption } from './content-decryption.js'
import { privateRsaPool } from './private-rsa-pool.js'

const padding = constants.RSA_PKCS1_OAEP_PADDING

/** Wraps under a transport key's public part. The content encryption is A256GCM, the header carries the transport key's id (choices.md 7). */
export function wrapForTransport ({ algorithm, key, keyId, plaintext }: {
  readonly algorithm: KeyWrappingAlgorithm
  readonly key: KeyObject
  readonly keyId: string
  readonly plaintext: Buffer
}): string {
  const { enc, cipher, keyLength } = contentEncryptions[256]
  const contentKey = randomBytes(keyLength)
  const encryptedKey = publicEncrypt({ key, padding, oaepHash: algorithm.oaepHash }, contentKey)
  const header = encodeBase64Url(Buffer.from(JSON.stringify({ alg: algorithm.alg, enc, kid: keyId })))
  const iv = randomBytes(gcmIvLength)
  const { ciphertext, tag } = encryptGcm({ cipher, key: createSecretKey(contentKey), iv, aad: Buffer.from(header, 'latin1') }, plaintext)
  contentKey.fill(0)
  return [header, ...[encryptedKey, iv, ciphertext, tag].map(encodeBase64Url)].join('.')
}

/**
 * Unwraps with a transport key's private part, off the main thread. Refuses with TokenMalformed what is no such token, and with
 * DecryptionFailed one that does not decrypt: whether the padding or the tag was wrong cannot be told, neither by the text nor by the
 * work done, because a random content key takes the place of one that does not come out (RFC 7516 section 11.5).
 */
export async function unwrapFromTransport ({ key, token, field }: { readonly key: KeyObject, readonly token: string, readonly field: string }): Promise<Buffer> {
  const { encodedHeader, encryptedKey, iv, ciphertext, tag } = parseCompactJwe(token, field)
  const { algorithm, content } = readHeader(parseProtectedHeader(encodedHeader, field), field)
  if (iv.length !== content.ivLength) throw refusal(errors.TokenMalformed, field, `the initialization vector has ${iv.length} bytes; this enc takes ${content.ivLength}`)
  if (tag.length !== content.tagLength) throw refusal(errors.TokenMalformed, field, `the authentication tag has ${tag.length} bytes; this enc takes ${content.tagLength}`)
  const contentKey = await contentKeyOf(key, algorithm, encryptedKey, content.keyLength)
  const plaintext = content.decrypt({ key: contentKey, iv, ciphertext, tag, aad: Buffer.from(encodedHeader, 'latin1') })
  if (plaintext === undefined) throw refusal(errors.DecryptionFailed, field)
  return plaintext
}

async function contentKeyOf (key: KeyObject, { oaepHash }: KeyWrappingAlgorithm, encryptedKey: Buffer, length: number): Promise<Buffer> {
  const standIn = randomBytes(length)
  try {
    const contentKey = await privateRsaPool.run('privateDecrypt', key, { padding, oaepHash }, encryptedKey)
    return contentKey.length === length ? contentKey : standIn
  } catch {
    return standIn
  }
}

/** The algorithm comes from the header (service.md 6.2). Members that are not understood are ignored (RFC 7516 section 4), but for these two. */
function readHeader (header: Readonly<Record<string, unknown>>, field: string): { readonly algorithm: KeyWrappingAlgorithm, readonly content: ContentDecryption } {
  for (const [member, why] of [['crit', 'no extension is understood'], ['zip', 'material is not compressed']] as const) {
    if (header[member] !== undefined) throw refusal(errors.TokenMalformed, field, `header member ${member} is not accepted: ${why}`)
  }
  const name = keyWrappingAlgorithmNames.find((accepted) => accepted === header['alg'])
  if (name === undefined) throw refusal(errors.TokenMalformed, field, `header member alg is ${shown(header['alg'])}; accepted: ${keyWrappingAlgorithmNames.join(', ')}`)
  const content = typeof header['enc'] === 'string' ? contentDecryptions.get(header['enc']) : undefined
  if (content === undefined) throw refusal(errors.TokenMalformed, field, `header member enc is ${shown(header['enc'])}; accepted: ${[...contentDecryptions.keys()].join(', ')}`)
  return { algorithm: keyWrappingAlgorithms[name], content }
}

/** Only what is a plain name is repeated. */
function shown (value: unknown): string {
  if (value === undefined) return 'missing'
  return typeof value === 'string' && /^[\w+-]{1,40}$/.test(value) ? value : 'another value'
}
