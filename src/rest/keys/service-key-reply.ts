// A service key as the API shows it (service.md 4.2, 4.3).

import { rfc3339 } from '../../domain/clock.js'
import { publicOperations } from '../../domain/keys/key-operations.js'
import { memoize } from '../../domain/memoize.js'
import type { Page } from '../../domain/page.js'
import type { ServiceKey } from '../../domain/keys/service-key.js'
import { encodeContinuationToken } from '../continuation-token.js'
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

/** A key that did not change is the same object for as long as its store keeps it. The reply is shared between requests and frozen. */
export const encodeServiceKey = memoize((key: ServiceKey): ServiceKeyReply => Object.freeze({
  id: key.keyId,
  name: key.name,
  type: key.type,
  class: key.class,
  ...(key.curve === null ? {} : { curve: key.curve }),
  ...(key.size === null ? {} : { size: key.size as NonNullable<ServiceKeyReply['size']> }),
  operations: [...key.operations],
  protectionLevel: key.protectionLevel,
  attributes: encodeAttributes(key)
}))

export const writeServiceKey = memoize((reply: ServiceKeyReply) => JSON.stringify(reply))

/** With the public part as a JWK; an oct key has none and shows none. */
export function encodeServiceKeyWithJwk (key: ServiceKey): ServiceKeyReply {
  const reply = encodeServiceKey(key)
  return key.publicJwk === null ? reply : { ...reply, keys: [{ kid: key.keyId, key_ops: publicOperations(key.operations), ...key.publicJwk }] }
}

/** The same applies to a page of a list. */
export const encodeServiceKeyList = memoize((page: Page<ServiceKey>): ServiceKeyListReply => Object.freeze({
  objects_list: page.items.map(encodeServiceKey),
  continuation_token: encodeContinuationToken(page.next),
  is_truncated: page.next !== null
}))

/** The list's own members follow its keys. Bytes, because encoding 40 kB of text would take a tenth of each request. */
export const writeServiceKeyList = memoize(({ objects_list: keys, ...rest }: ServiceKeyListReply) =>
  Buffer.from(`{"objects_list":[${keys.map(writeServiceKey).join(',')}],${JSON.stringify(rest).slice(1)}`))
