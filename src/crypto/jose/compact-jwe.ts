// The compact serialization of a JWE (RFC 7516 section 7.1): five base64url parts, the first a JSON header.

import { keyErrors } from '../../domain/errors/keys.js'
import { spelled, type Subject, type Wording } from '../../domain/errors/wording.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { isQuotable } from '../../domain/text/quoted-text.js'
import { decodeBase64Url } from './base64.js'
import { parseJsonObject } from './json-object.js'

export interface CompactJwe {
  /** The protected header as received, which is what the AAD authenticates. */
  readonly encodedHeader: string
  readonly encryptedKey: Buffer
  readonly iv: Buffer
  readonly ciphertext: Buffer
  readonly tag: Buffer
}

/**
 * RFC 7516 section 5.2 steps 1 and 2. Lengths depend on `enc` and are checked by the caller. `subject` is
 * what the token is in the request.
 */
export function parseCompactJwe (token: string, subject: Subject): CompactJwe {
  const parts = token.split('.')
  const [encodedHeader, encryptedKey, iv, ciphertext, tag] = parts
  if (parts.length !== 5 || encodedHeader === undefined || encryptedKey === undefined || iv === undefined ||
      ciphertext === undefined || tag === undefined) {
    throw refusal(keyErrors.TokenMalformed, subject, (spelling) =>
          `not a compact JWE: got ${parts.length} ${parts.length === 1 ? 'part' : 'parts'}, a token of this service has 5, separated by dots${spelled(partsHint(parts.length, subject), spelling)}`)
  }
  return {
    encodedHeader,
    encryptedKey: decodePart(encryptedKey, 'encrypted key', subject),
    iv: decodePart(iv, 'initialization vector', subject),
    ciphertext: decodePart(ciphertext, 'ciphertext', subject),
    tag: decodePart(tag, 'authentication tag', subject)
  }
}

/** What was sent instead: encoded text, or a signature. */
function partsHint (parts: number, subject: Subject): Wording {
  if (parts === 1) {
    const [sent, call] = subject === 'dataKey'
      ? ['dataKey', 'generateDataKey'] as const
      : ['ciphertext', 'encrypt'] as const
    return (spelling) => `. Send the value of ${spelling.name(sent)} from ${spelling.call(call, '')} unchanged`
  }
  return parts === 3 ? '. 3 parts are those of a signature (JWS)' : ''
}

function decodePart (text: string, name: string, subject: Subject): Buffer {
  const bytes = decodeBase64Url(text)
  if (bytes === undefined) throw refusal(keyErrors.TokenMalformed, subject, `the ${name} is not base64url without padding (RFC 7515 section 2)`)
  return bytes
}

/** The protected header's members: a JSON object without repeated names (RFC 7516 section 5.2 steps 3 and 4). */
export function parseProtectedHeader (encoded: string, subject: Subject): Readonly<Record<string, unknown>> {
  const bytes = decodeBase64Url(encoded)
  if (bytes === undefined) throw refusal(keyErrors.TokenMalformed, subject, 'the protected header is not base64url without padding (RFC 7515 section 2)')
  const header = parseJsonObject(bytes)
  if (header === undefined) throw refusal(keyErrors.TokenMalformed, subject, 'the protected header is not a JSON object in UTF-8 with every member once')
  return header
}

/**
 * A header's value for a message: names and ids unchanged, anything else by its kind, so that no message
 * contains the content of a token.
 */
export function shownHeaderValue (received: unknown): string {
  if (received === undefined) return 'missing'
  if (typeof received === 'number') return String(received)
  if (typeof received !== 'string') return 'not a string'
  return /^[\w+-]+$/.test(received) && isQuotable(received) ? received : 'another value'
}
