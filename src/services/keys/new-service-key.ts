// A service key as it begins: the first value of everything that is kept of it.

import { initialExtractability } from '../../domain/keys/extractability.js'
import type { ServiceKey } from '../../domain/keys/service-key.js'
import type { CreatedKey } from './key-creation.js'

export interface KeyBeginning extends Pick<ServiceKey, 'okmsId' | 'keyId' | 'name' | 'context' | 'protectionLevel'> {
  readonly created: Pick<CreatedKey, 'description' | 'origin'>
  readonly extractable: boolean | undefined
  /** Epoch milliseconds. */
  readonly createdAt: number
  /** Null for a key that begins as pre-active. */
  readonly activatedAt: number | null
}

export function newServiceKey (beginning: KeyBeginning): ServiceKey {
  const { created: { description, origin }, extractable, createdAt, activatedAt, ...given } = beginning
  return {
    ...given,
    ...description,
    ...initialExtractability(description.class, origin, extractable),
    state: activatedAt === null ? 'pre_active' : 'active',
    revocationReason: null,
    createdAt,
    activatedAt,
    deactivatedAt: null,
    compromisedAt: null,
    destroyedAt: null
  }
}
