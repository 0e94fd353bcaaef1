// The data of a version: its size and its text.

import { refusal } from '../errors/domain-error.js'
import { secretErrors } from '../errors/secrets.js'
import { maxSecretDataLength } from '../limits.js'
import type { SecretData } from './secret.js'

/** Refuses DataTooLarge. @param data An object as JSON.parse gives it, or null. */
export function secretDataOf (data: object | null): SecretData {
  const text = JSON.stringify(data)
  // A character takes at least one byte.
  const length = text.length > maxSecretDataLength ? text.length : Buffer.byteLength(text)
  if (length > maxSecretDataLength) throw refusal(secretErrors.DataTooLarge, length, maxSecretDataLength)
  return text
}
