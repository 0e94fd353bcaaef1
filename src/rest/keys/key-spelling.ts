// The REST API's own words for what refusals about service keys name.

import type { Call, Subject } from '../../domain/errors/wording.js'

/**
 * Where a request has another name than the domain. One key is imported at a time, so the lists of keys have one entry.
 */
export const keyNames = {
  chosenKeyId: 'id',
  neverExtractable: 'never_extractable',
  importedKey: 'keys[0]',
  wrappedKey: 'wrappedKeys[0].ciphertext',
  unwrappedKey: 'wrappedKeys[0] (unwrapped)',
  keyFormat: 'keyFormatType',
  unwrappingKeyId: 'wrappedKeys[0].wrappingKeyId',
  wrappedFormat: 'wrappedKeyFormat',
  dataKey: 'key',
  isDigest: 'isdigest',
  algorithm: 'alg'
} as const satisfies Partial<Record<Subject, string>>

export const keyCalls = {
  listKeys: () => 'GET .../v1/servicekey',
  importKey: () => 'send `keys` or `wrappedKeys`',
  activate: (keyId) => `POST .../servicekey/${keyId}/activate`,
  deactivate: (keyId) => `POST .../servicekey/${keyId}/deactivate with {"reason": "unspecified"}`,
  makeExtractable: (keyId) => `PATCH .../servicekey/${keyId} with {"extractable": true}`,
  encrypt: () => 'POST .../encrypt',
  generateDataKey: () => 'POST .../datakey'
} as const satisfies Partial<Record<Call, (keyId: string) => string>>
