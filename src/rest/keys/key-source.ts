// The key that a request imports: the one entry of `keys` or of `wrappedKeys` (service.md 4.1, 6.1).

import { keyErrors } from '../../domain/errors/keys.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { KeySource } from '../../services/keys/key-creation.js'
import type { components } from '../../http/contract/generated/okms.js'
import { decodeWrappedKey } from './wrapped-key-fields.js'

type Fields = Pick<components['schemas']['CreateImportServiceKeyRequest'], 'keys' | 'wrappedKeys'>

/** Empty when the key is to be generated. */
export function importedKeyOf ({ keys, wrappedKeys }: Fields): Pick<KeySource, 'jwk' | 'wrappedKey'> {
  if (keys != null && wrappedKeys != null) throw invalid('keys, wrappedKeys', 'got both; a key is imported from one of them')
  if (keys != null) return { jwk: onlyEntry(keys, 'keys') }
  return wrappedKeys == null ? {} : { wrappedKey: decodeWrappedKey(onlyEntry(wrappedKeys, 'wrappedKeys')) }
}

function onlyEntry<Entry> (entries: readonly Entry[], field: string): Entry {
  const [first] = entries
  if (first === undefined || entries.length > 1) throw invalid(field, `got ${entries.length} entries; exactly one key is imported at a time`)
  return first
}

const invalid = (field: string, problem: string) =>
  refusal(keyErrors.KeyRequestInvalid, { name: field, path: field }, problem)
