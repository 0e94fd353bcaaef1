// Routes of what the regions offer (service.md 10.6). All of them are this one server.

import type { RouteOptions } from 'fastify'
import { regions } from '../../domain/access/region.js'
import { curves, keyDefaults, keyTypes, rsaSizes, secretKeySizes, type KeyType } from '../../domain/keys/algorithms.js'
import { operationPairs } from '../../domain/keys/key-operations.js'
import { protectionLevels } from '../../domain/keys/service-key.js'
import { unsetSettings } from '../../domain/secrets/secret.js'
import { versionsToKeep } from '../../domain/secrets/version-limit.js'
import type { components } from '../../http/contract/generated/ovh-api-v2.js'
import { accountOperation } from '../operation.js'

type Schemas = components['schemas']

/** Values, with which of them a key has where a request does not say it. */
const choices = <Value>(values: readonly Value[], byDefault: Value | undefined) =>
  values.map((value) => ({ value, default: value === byDefault }))

const sizes: Readonly<Record<KeyType, () => Schemas['okms.reference.serviceKey.Size'][]>> = {
  oct: () => choices(secretKeySizes, keyDefaults.octSize),
  RSA: () => choices(rsaSizes, keyDefaults.rsaSize),
  EC: () => []
}

function typeOf (type: KeyType): Schemas['okms.reference.serviceKey.Response'] {
  const [byDefault] = operationPairs(type)
  return {
    type,
    default: type === keyDefaults.type,
    sizes: sizes[type](),
    curves: type === 'EC' ? choices(curves, keyDefaults.curve) : [],
    operations: choices(operationPairs(type), byDefault).map(({ value, ...rest }) => ({ value: [...value], ...rest })),
    protectionLevel: choices(protectionLevels, 'SOFTWARE')
  }
}

/** Lists that fit on one page. */
export const referenceRoutes = (endpoint: () => string | undefined): readonly RouteOptions[] => [
  accountOperation('ListRegions', () => ({
    body: regions.map(({ id, type, certifications }) => ({
      id, type, certifications: [...certifications], restEndpoint: endpoint() ?? '', kmipEndpoint: ''
    }))
  })),

  accountOperation('GetReferenceSecretConfig', () => ({
    body: { casRequired: unsetSettings.casRequired, maxVersions: versionsToKeep(unsetSettings, unsetSettings) }
  })),

  accountOperation('ListReferenceServiceKeys', () => ({ body: keyTypes.map(typeOf) }))
]
