// Formats of key material inside a wrapped key (service.md 6.1, 6.7).

import type { KeyType } from './algorithms.js'
import type { KeyClass } from './key-class.js'

export type KeyFormat = 'RAW' | 'JWK' | 'PKCS1' | 'PKCS8'

const ofPairs: Record<KeyType, readonly KeyFormat[]> = {
  oct: ['RAW', 'JWK'],
  RSA: ['JWK', 'PKCS1', 'PKCS8'],
  EC: ['JWK', 'PKCS8']
}

/**
 * The formats that a key has. PKCS8 always holds a private key (RFC 5958 section 2), so a public key alone has none.
 */
export function formatsOf (type: KeyType, keyClass: KeyClass): readonly KeyFormat[] {
  return keyClass === 'PUBLIC_KEY' ? ofPairs[type].filter((format) => format !== 'PKCS8') : ofPairs[type]
}
