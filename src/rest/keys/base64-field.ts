// Binary fields of requests: base64 at the border, bytes inside.

import { decodeBase64 } from '../../crypto/jose/base64.js'
import { base64Fault } from '../../crypto/jose/base64-fault.js'
import { errors, refusal } from '../../domain/errors/errors.js'

/** The bytes of a base64 field. The refusal says how to encode, because the service's own guide gives plain text here. */
export function fromBase64 (text: string, field: string): Buffer {
  const bytes = decodeBase64(text)
  if (bytes === undefined) throw refusal(errors.Base64Invalid, field, base64Fault(text) ?? `encode the bytes first: printf %s 'my ${field}' | base64 -w0`)
  return bytes
}
