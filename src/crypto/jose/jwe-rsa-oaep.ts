// Material wrapped for transport: compact JWE, RSA-OAEP or RSA-OAEP-256 (RFC 7516, RFC 7518 section 4.3).

import { constants, createSecretKey, publicEncrypt, randomBytes, type KeyObject } from 'node:crypto'
import {
  contentEncryptions, keyWrappingAlgorithmNames, keyWrappingAlgorithms, type KeyWrappingAlgorithm
} from '../../domain/keys/algorithms.js'
import { keyErrors } from '../../domain/errors/keys.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { encryptGcm, gcmIvLength } from '../aes-gcm.js'
import { encodeBase64Url } from './base64.js'
import { parseCompactJwe, parseProtectedHeader, shownHeaderValue, type CompactJwe } from './compact-jwe.js'
import { contentDecryptions, type ContentDecryption } from './content-decryption.js'
import { privateRsaPool } from '../threads/private-rsa-pool.js'

const padding = constants.RSA_PKCS1_OAEP_PADDING

/**
 * Wraps under a transport key's public part. The content encryption is A256GCM, the header carries the
 * transport key's id (choices.md 7).
 */
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
  const { ciphertext, tag } = encryptGcm(
    { cipher, key: createSecretKey(contentKey), iv, aad: Buffer.from(header, 'latin1') }, plaintext
  )
  contentKey.fill(0)
  return [header, ...[encryptedKey, iv, ciphertext, tag].map(encodeBase64Url)].join('.')
}

/**
 * Unwraps with a transport key's private part, off the main thread. Refuses with TokenMalformed what can be judged
 * without the key, and everything else with UnwrappingFailed: neither the text nor the time taken reveals whether the
 * padding, the length of the content key or the tag was wrong.
 */
export async function unwrapFromTransport ({ key, keyId, token }: {
  readonly key: KeyObject, readonly keyId: string, readonly token: string
}): Promise<Buffer> {
  const jwe = parseCompactJwe(token, 'wrappedKey')
  const { algorithm, content } = readHeader(parseProtectedHeader(jwe.encodedHeader, 'wrappedKey'), keyId)
  checkLengths(jwe, content, key)
  const contentKey = await contentKeyOf(key, algorithm, jwe.encryptedKey, content.keyLength)
  const plaintext = content.decrypt({
    key: contentKey, iv: jwe.iv, ciphertext: jwe.ciphertext, tag: jwe.tag, aad: Buffer.from(jwe.encodedHeader, 'latin1')
  })
  contentKey.fill(0)
  if (plaintext === undefined) throw refusal(keyErrors.UnwrappingFailed)
  return plaintext
}

/**
 * A random key replaces one that cannot be decrypted, so that the tag fails in any case (RFC 7516 section 11.5). It is
 * always generated, and the worker substitutes it, because returning an error would take longer.
 */
async function contentKeyOf (
  key: KeyObject, { oaepHash }: KeyWrappingAlgorithm, encryptedKey: Buffer, length: number
): Promise<Buffer> {
  const standIn = randomBytes(length)
  const contentKey = await privateRsaPool.run('privateDecrypt', key, { padding, oaepHash }, encryptedKey, standIn)
  return contentKey.length === length ? contentKey : standIn
}

/** Members that change how a JWE is read, none of which is understood here. */
const unaccepted = {
  crit: 'no extension is understood',
  zip: 'material is not compressed',
  b64: 'it belongs to signatures (RFC 7797)'
}

/**
 * The algorithms come from the header (service.md 6.2). Other members are ignored (RFC 7516 section 4), but a `kid`,
 * when given, must be the transport key's: with another one the token was meant for another key.
 */
function readHeader (header: Readonly<Record<string, unknown>>, keyId: string): {
  readonly algorithm: KeyWrappingAlgorithm, readonly content: ContentDecryption
} {
  const refuse = (why: string) => refusal(keyErrors.TokenMalformed, 'wrappedKey', why)
  for (const [member, why] of Object.entries(unaccepted)) {
    if (header[member] !== undefined) throw refuse(`header member ${member} is not accepted: ${why}`)
  }
  const { alg, enc, kid } = header
  const name = keyWrappingAlgorithmNames.find((accepted) => accepted === alg)
  if (name === undefined) throw refuse(`header member alg is ${shownHeaderValue(alg)}; accepted: ${keyWrappingAlgorithmNames.join(', ')}`)
  const content = typeof enc === 'string' ? contentDecryptions.get(enc) : undefined
  if (content === undefined) throw refuse(`header member enc is ${shownHeaderValue(enc)}; accepted: ${[...contentDecryptions.keys()].join(', ')}`)
  if (kid !== undefined && (typeof kid !== 'string' || kid.toLowerCase() !== keyId)) throw refuse(`header member kid is ${shownHeaderValue(kid)}, and the transport key is ${keyId}; it may be left out`)
  return { algorithm: keyWrappingAlgorithms[name], content }
}

function checkLengths (
  { encryptedKey, iv, tag }: CompactJwe, { ivLength, tagLength }: ContentDecryption, key: KeyObject
): void {
  const modulusLength = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8
  const lengths = [
    ['encrypted key', encryptedKey, modulusLength, 'the transport key makes'],
    ['initialization vector', iv, ivLength, 'this enc takes'],
    ['authentication tag', tag, tagLength, 'this enc takes']
  ] as const
  for (const [name, bytes, expected, who] of lengths) {
    if (bytes.length !== expected) throw refusal(keyErrors.TokenMalformed, 'wrappedKey', `the ${name} has ${bytes.length} bytes; ${who} ${expected}`)
  }
}
