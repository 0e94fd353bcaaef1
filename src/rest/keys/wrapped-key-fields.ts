// Wrapped keys in the format of the API (service.md 6.1, 6.3).

import { httpErrors } from '../../http/reply/http-errors.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { WrappedExport, WrappedKey } from '../../services/keys/wrapped-keys.js'
import type { components } from '../../http/contract/generated/okms.js'
import type { Query } from '../operation.js'

type WrappedKeyEntry = components['schemas']['WrappedKeyEntry']

export function decodeWrappedKey ({ keyFormatType, wrappingKeyId, ciphertext }: WrappedKeyEntry): WrappedKey {
  return { format: keyFormatType, wrappingKeyId: wrappingKeyId.toLowerCase(), ciphertext }
}

export function encodeWrappedKey ({ format, wrappingKeyId, ciphertext }: WrappedKey): WrappedKeyEntry {
  return { keyFormatType: format, wrappingKeyId, ciphertext }
}

const parameters = ['wrappingKeyId', 'wrappedKeyFormat', 'wrappingAlgorithm'] as const

/** The wrapped export that a query requests: all three parameters, or none. */
export function wrappedExport (query: Query<'GetServiceKey'>): WrappedExport | undefined {
  const { wrappingKeyId, wrappedKeyFormat, wrappingAlgorithm } = query
  if (wrappingKeyId !== undefined && wrappedKeyFormat !== undefined && wrappingAlgorithm !== undefined) {
    return { wrappingKeyId, format: wrappedKeyFormat, algorithm: wrappingAlgorithm }
  }
  const missing = parameters.filter((name) => query[name] === undefined)
  if (missing.length === parameters.length) return undefined
  throw refusal(httpErrors.RequestInvalid, missing.map((name) => `query ${name}: missing; a wrapped export takes ${parameters.join(', ')} together`))
}
