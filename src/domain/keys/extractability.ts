// Whether material can be exported, and whether it ever could: attributes that change in one direction only (service.md
// 6.5, 6.6; KMIP 1.4 sections 3.46 to 3.49).

import type { KeyClass } from './key-class.js'
import type { ServiceKey } from './service-key.js'

export type Extractability = Pick<ServiceKey, 'extractable' | 'neverExtractable' | 'sensitive' | 'alwaysSensitive'>

/**
 * For a new key. Imported material existed elsewhere, so it was extractable before; a public part alone is not secret.
 */
export function initialExtractability (
  keyClass: KeyClass, origin: 'generated' | 'imported', wished: boolean | undefined
): Extractability {
  const isSecret = keyClass !== 'PUBLIC_KEY'
  const extractable = wished ?? !isSecret
  return {
    extractable,
    neverExtractable: origin === 'generated' && !extractable,
    sensitive: isSecret,
    alwaysSensitive: isSecret
  }
}

/** After a change. Once a key was extractable, `neverExtractable` stays false. */
export function withExtractable (
  key: Extractability, extractable: boolean
): Pick<Extractability, 'extractable' | 'neverExtractable'> {
  return { extractable, neverExtractable: key.neverExtractable && !extractable }
}
