// Base64 and base64url (RFC 4648 sections 4 and 5) that accept only the canonical form.

// Buffer.from ignores invalid input: other characters, wrong padding, trailing bits. An encoder has exactly one text
// for given bytes, so a text is canonical when encoding what was read from it gives it back.

/** The bytes of a padded base64 text (section 4), or undefined when it is not the canonical encoding of any. */
export function decodeBase64 (text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

/**
 * The bytes of an unpadded base64url text (section 5, RFC 7515 section 2), or undefined when it is not
 * the canonical encoding of any.
 */
export function decodeBase64Url (text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}

/** Padded, section 4. */
export function encodeBase64 (bytes: Buffer): string {
  return bytes.toString('base64')
}

/** Unpadded, section 5. */
export function encodeBase64Url (bytes: Buffer): string {
  return bytes.toString('base64url')
}
