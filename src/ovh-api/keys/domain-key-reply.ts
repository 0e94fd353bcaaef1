// A service key as API v2 shows it (service.md 10.4).

import { createPublicKey } from 'node:crypto'
import { rfc3339 } from '../../domain/clock.js'
import type { ServiceKey } from '../../domain/keys/service-key.js'
import type { components } from '../../http/contract/generated/ovh-api-v2.js'
import { iamOf, type Tags } from '../iam.js'
import { keyStateNames } from '../names.js'

type Schemas = components['schemas']
type Format = Schemas['okms.KeyFormatEnum'] | undefined

const noMembers = {
  alg: null,
  crv: null,
  d: null,
  dp: null,
  dq: null,
  e: null,
  k: null,
  n: null,
  p: null,
  q: null,
  qi: null,
  use: null,
  x: null,
  y: null
} as const

/** Of an oct key all but the key itself; never a private part. */
function jwkOf ({ keyId, type, operations, publicJwk }: ServiceKey): Schemas['okms.serviceKey.JsonWebKeyResponse'] {
  return {
    ...noMembers,
    kid: keyId,
    kty: type,
    key_ops: [...operations],
    ...publicJwk
  }
}

/** Null for oct keys, which have no public part. */
function pemOf ({ publicJwk }: ServiceKey): Schemas['okms.serviceKey.PEM'][] | null {
  if (publicJwk === null) return null
  const pem = createPublicKey({ key: { ...publicJwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  return [{ pem: pem.toString() }]
}

export function encodeKey (key: ServiceKey, format?: Format): Schemas['okms.serviceKey.Response'] {
  return {
    id: key.keyId,
    name: key.name,
    type: key.type,
    size: key.size as Schemas['okms.KeySizeEnum'] | null,
    curve: key.curve,
    operations: [...key.operations],
    state: keyStateNames.encode(key.state),
    protectionLevel: key.protectionLevel,
    createdAt: rfc3339(key.createdAt),
    keys: format === 'JWK' ? [jwkOf(key)] : null,
    keysPEM: format === 'PEM' ? pemOf(key) : null
  }
}

/** The tags that the service computes. */
export const tagsOf = ({ type, state }: ServiceKey): Tags =>
  ({ 'ovh:type': type, 'ovh:state': keyStateNames.encode(state) })

export function encodeKeyWithIam (key: ServiceKey, format?: Format): Schemas['okms.serviceKey.ResponseWithIAM'] {
  const { okmsId, keyId: id, name: displayName } = key
  const iam = iamOf(okmsId, { kind: 'serviceKey', id }, { id, displayName, tags: tagsOf(key) })
  return { ...encodeKey(key, format), iam }
}
