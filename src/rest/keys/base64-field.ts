// Binary fields of requests: base64 at the border, bytes inside.

import { decodeBase64 } from '../../crypto/jose/base64.js'
import { base64Fault } from '../../crypto/jose/base64-fault.js'
import { restErrors } from '../rest-errors.js'
import { refusal } from '../../domain/errors/domain-error.js'

/**
 * The bytes of a base64 field. The refusal explains how to encode, because the guide of the
 * service shows plain text here.
 */
export function fromBase64 (text: string, field: string): Buffer {
  const bytes = decodeBase64(text)
  if (bytes === undefined) throw refusal(restErrors.Base64Invalid, field, base64Fault(text) ?? `encode the bytes first: printf %s 'my ${field}' | base64 -w0`)
  return bytes
}
