// A service key as the API shows it (service.md 4.2, 4.3).

import { rfc3339 } from '../../domain/clock.js'
import { publicOperations } from '../../domain/keys/key-operations.js'
import type { Page } from '../../domain/page.js'
import type { ServiceKey } from '../../domain/keys/service-key.js'
import type { components } from '../../http/contract/generated/okms.js'

type ServiceKeyReply = components['schemas']['GetServiceKeyResponse']
type ServiceKeyListReply = components['schemas']['ListServiceKeysResponse']
type Attributes = Record<string, string | boolean>

/** Dates that do not apply are omitted (choices.md 10). */
function encodeAttributes (key: ServiceKey): Attributes {
  const attributes: Attributes = { state: key.state }
  for (const [name, member] of dates) {
    const at = key[member]
    if (at !== null) attributes[name] = rfc3339(at)
  }
  attributes['extractable'] = key.extractable
  attributes['never_extractable'] = key.neverExtractable
  attributes['sensitive'] = key.sensitive
  attributes['always_sensitive'] = key.alwaysSensitive
  return attributes
}

const dates = [
  ['original_creation_date', 'createdAt'],
  ['activation_date', 'activatedAt'],
  ['deactivation_date', 'deactivatedAt'],
  ['compromise_date', 'compromisedAt']
] as const

export function encodeServiceKey (key: ServiceKey): ServiceKeyReply {
  return {
    id: key.keyId,
    name: key.name,
    type: key.type,
    class: key.class,
    ...(key.curve === null ? {} : { curve: key.curve }),
    ...(key.size === null ? {} : { size: key.size as NonNullable<ServiceKeyReply['size']> }),
    operations: [...key.operations],
    protectionLevel: key.protectionLevel,
    attributes: encodeAttributes(key)
  }
}

/** With the public part as a JWK; an oct key has none and shows none. */
export function encodeServiceKeyWithJwk (key: ServiceKey): ServiceKeyReply {
  const reply = encodeServiceKey(key)
  return key.publicJwk === null
    ? reply
    : { ...reply, keys: [{ kid: key.keyId, key_ops: publicOperations(key.operations), ...key.publicJwk }] }
}

/** The continuation token for a position of a list. */
export type TokenOf = (position: number | null) => string

export function encodeServiceKeyList ({ items, next }: Page<ServiceKey>, tokenOf: TokenOf): ServiceKeyListReply {
  return {
    objects_list: items.map(encodeServiceKey),
    continuation_token: tokenOf(next),
    is_truncated: next !== null
  }
}
