// Tokens of encrypt and datakey: compact JWE, alg `dir`, AES-GCM content encryption (RFC 7516 section 5,
// RFC 7518 sections 4.5 and 5.3).

import type { KeyObject } from 'node:crypto'
import type { ContentEncryption } from '../../domain/keys/algorithms.js'
import { keyErrors } from '../../domain/errors/keys.js'
import type { Subject } from '../../domain/errors/wording.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { NewIv } from '../../domain/random.js'
import { decryptGcm, encryptGcm, gcmIvLength, gcmTagLength } from '../aes-gcm.js'
import { randomIv } from '../random/system-random.js'
import { encodeBase64Url } from './base64.js'
import { parseCompactJwe, parseProtectedHeader, shownHeaderValue } from './compact-jwe.js'

export interface DirectKey {
  readonly key: KeyObject
  readonly encryption: ContentEncryption
  /** The service key's id, which the header carries as `kid`. */
  readonly keyId: string
}

/** The protected header as the service writes it: these members in this order (choices.md 1). */
function encodedHeader ({ encryption, keyId }: DirectKey): string {
  return Buffer.from(`{"alg":"dir","enc":"${encryption.enc}","kid":"${keyId}","x-key-ver":0}`).toString('base64url')
}

/**
 * RFC 7516 section 5.1 step 14: the header alone, or with the encryption context as the JWE AAD
 * value. An empty context is none.
 */
function additionalData (header: string, context: string | undefined): Buffer {
  return Buffer.from(context ? `${header}.${Buffer.from(context, 'utf8').toString('base64url')}` : header, 'latin1')
}

/** Encrypts under a service key. The IV is random unless `newIv` makes it otherwise. */
export function encryptDirect (args: DirectKey & {
  readonly plaintext: Buffer, readonly context?: string | undefined, readonly newIv?: NewIv
}): string {
  const { encryption, key, plaintext, context, newIv = randomIv } = args
  const header = encodedHeader(args)
  const aad = additionalData(header, context)
  const iv = newIv(aad, plaintext)
  const { ciphertext, tag } = encryptGcm({ cipher: encryption.cipher, key, iv, aad }, plaintext)
  return `${header}..${encodeBase64Url(iv)}.${encodeBase64Url(ciphertext)}.${encodeBase64Url(tag)}`
}

/**
 * Decrypts a token that `encryptDirect` made with the same key and context. Refuses with TokenMalformed
 * what such a token cannot look like, and with DecryptionFailed one whose tag does not fit. `subject` is
 * what the token is in the request.
 */
export function decryptDirect (args: DirectKey & {
  readonly token: string, readonly context?: string | undefined, readonly subject: Subject
}): Buffer {
  const { key, encryption, token, context, subject } = args
  const jwe = parseCompactJwe(token, subject)
  if (jwe.encodedHeader !== encodedHeader(args)) checkHeader(args, parseProtectedHeader(jwe.encodedHeader, subject))
  if (jwe.encryptedKey.length !== 0) throw refusal(keyErrors.TokenMalformed, subject, 'the encrypted key must be empty with alg dir (RFC 7516 section 5.2 step 10)')
  checkLength('initialization vector', jwe.iv, gcmIvLength, subject)
  checkLength('authentication tag', jwe.tag, gcmTagLength, subject)
  const aad = additionalData(jwe.encodedHeader, context)
  const plaintext = decryptGcm({ cipher: encryption.cipher, key, iv: jwe.iv, aad }, jwe.ciphertext, jwe.tag)
  if (plaintext === undefined) throw refusal(keyErrors.DecryptionFailed, subject)
  return plaintext
}

/** RFC 7518 section 5.3. Node would take a tag of 4 bytes, which can be guessed. */
function checkLength (name: string, bytes: Buffer, length: number, subject: Subject): void {
  if (bytes.length !== length) throw refusal(keyErrors.TokenMalformed, subject, `the ${name} has ${bytes.length} bytes; AES-GCM takes ${length} (RFC 7518 section 5.3)`)
}

/** Refuses a header that differs from ours; order and white space may differ. */
function checkHeader (
  { encryption, keyId, subject }: DirectKey & { readonly subject: Subject }, header: Readonly<Record<string, unknown>>
): void {
  const expected: Record<string, unknown> = { alg: 'dir', enc: encryption.enc, kid: keyId, 'x-key-ver': 0 }
  for (const name of ['crit', 'zip']) {
    if (Object.hasOwn(header, name)) throw refusal(keyErrors.TokenMalformed, subject, `header member ${name} is not accepted: tokens of this service use no ${name === 'crit' ? 'extensions' : 'compression'}`)
  }
  for (const [name, value] of Object.entries(expected)) {
    const received = Object.hasOwn(header, name) ? header[name] : undefined
    if (received !== value) throw refusal(keyErrors.TokenMalformed, subject, `header member ${name} is ${shown(received, value)}; tokens of this service key have ${String(value)}`)
  }
  const unknown = Object.keys(header).find((name) => !Object.hasOwn(expected, name))
  if (unknown !== undefined) throw refusal(keyErrors.TokenMalformed, subject, `header member ${shownHeaderValue(unknown)} is not known to this service`)
}

/** Distinguishes texts from numbers where it matters: a version "0" is not the version 0. */
function shown (received: unknown, expected: unknown): string {
  const text = shownHeaderValue(received)
  return text === received && typeof expected !== 'string' ? `"${text}"` : text
}
