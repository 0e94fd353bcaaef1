// The compact serialization of a JWE (RFC 7516 section 7.1): five base64url parts, the first a JSON header.

import { errors, refusal } from '../../domain/errors/errors.js'
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

/** RFC 7516 section 5.2 steps 1 and 2. Lengths depend on `enc` and are checked by the caller. `field` names the request's member in refusals. */
export function parseCompactJwe (token: string, field: string): CompactJwe {
  const parts = token.split('.')
  const [encodedHeader, encryptedKey, iv, ciphertext, tag] = parts
  if (parts.length !== 5 || encodedHeader === undefined || encryptedKey === undefined || iv === undefined || ciphertext === undefined || tag === undefined) {
    throw refusal(errors.TokenMalformed, field, `not a compact JWE: got ${parts.length} ${parts.length === 1 ? 'part' : 'parts'}, a token of this service has 5, separated by dots${partsHint(parts.length, field)}`)
  }
  return {
    encodedHeader,
    encryptedKey: decodePart(encryptedKey, 'encrypted key', field),
    iv: decodePart(iv, 'initialization vector', field),
    ciphertext: decodePart(ciphertext, 'ciphertext', field),
    tag: decodePart(tag, 'authentication tag', field)
  }
}

/** What was sent instead: encoded text, or a signature. */
function partsHint (parts: number, field: string): string {
  if (parts === 1) return `. Send the value of ${field === 'key' ? 'key from POST .../datakey' : 'ciphertext from POST .../encrypt'} unchanged`
  return parts === 3 ? '. 3 parts are those of a signature (JWS)' : ''
}

function decodePart (text: string, name: string, field: string): Buffer {
  const bytes = decodeBase64Url(text)
  if (bytes === undefined) throw refusal(errors.TokenMalformed, field, `the ${name} is not base64url without padding (RFC 7515 section 2)`)
  return bytes
}

/** The protected header's members: a JSON object without repeated names (RFC 7516 section 5.2 steps 3 and 4). */
export function parseProtectedHeader (encoded: string, field: string): Readonly<Record<string, unknown>> {
  const bytes = decodeBase64Url(encoded)
  if (bytes === undefined) throw refusal(errors.TokenMalformed, field, 'the protected header is not base64url without padding (RFC 7515 section 2)')
  const header = parseJsonObject(bytes)
  if (header === undefined) throw refusal(errors.TokenMalformed, field, 'the protected header is not a JSON object in UTF-8 with every member once')
  return header
}

/** A header's value for a message: names and ids unchanged, anything else by its kind, so that no message contains the content of a token. */
export function shownHeaderValue (received: unknown): string {
  if (received === undefined) return 'missing'
  if (typeof received === 'number') return String(received)
  if (typeof received !== 'string') return 'not a string'
  return /^[\w+-]+$/.test(received) && isQuotable(received) ? received : 'another value'
}
