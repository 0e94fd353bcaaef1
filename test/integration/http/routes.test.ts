import { describe, expect, it } from 'vitest'
import { contract } from '../../../src/rest/operation.js'
import { olderPaths } from '../../../src/rest/older-paths.js'
import { serviceKeyOperationRoutes } from '../../../src/rest/keys/service-key-operations.js'
import type { ContinuationTokens } from '../../../src/rest/continuation-token.js'
import { serviceKeyRoutes } from '../../../src/rest/keys/service-keys.js'
import { kvMetadataRoutes } from '../../../src/rest/kv/kv-metadata-routes.js'
import { kvRoutes } from '../../../src/rest/kv/kv-routes.js'
import { secretRoutes, type SecretServices } from '../../../src/rest/secrets/secret-routes.js'
import type { CryptographicOperations } from '../../../src/services/keys/cryptographic-operations.js'
import type { ServiceKeys } from '../../../src/services/keys/service-keys.js'
import type { Secrets } from '../../../src/services/secrets/secrets.js'

// No handler runs here, so no service is needed.
const routes = [
  ...serviceKeyRoutes({} as ServiceKeys, {} as ContinuationTokens),
  ...serviceKeyOperationRoutes({} as CryptographicOperations),
  ...secretRoutes({} as SecretServices),
  ...kvRoutes({} as Secrets),
  ...kvMetadataRoutes({} as SecretServices)
]

const ids = (list: typeof routes) => list.map(({ config }) => config?.operationId)

describe('routes', () => {
  it('are one for each operation of the contract, and no others', () => {
    expect(ids(routes).sort()).toEqual([...contract.operations.keys()].sort())
  })

  it.each(routes)('$method $url answers where the contract says', ({ config, method, url }) => {
    const operation = contract.operations.get(config?.operationId ?? '')
    expect({ method, url }).toEqual({ method: operation?.method, url: operation?.url })
    expect(config?.iamActions).toEqual(operation?.iamActions)
  })

  it('of the guide have an older path each, and the deletion two', () => {
    const old = olderPaths(routes)
    expect(old.every(({ url }) => url.startsWith('/v1/'))).toBe(true)
    const ofGuide = [...contract.operations.values()].filter(({ url }) => !url.includes('/secret'))
    expect(new Set(ids([...old]))).toEqual(new Set(ofGuide.map(({ operationId }) => operationId)))
    expect(old.filter(({ config }) => config?.operationId === 'DeleteServiceKey').map(({ url }) => url))
      .toEqual(['/v1/servicekey/:keyId', '/v1/servicekey/:keyId/delete'])
    expect(old.every(({ schema }) => !JSON.stringify(schema?.params).includes('okmsId'))).toBe(true)
  })

  it('of operations that the guide does not have get no older path', () => {
    const later = routes.map((route) => ({
      ...route, config: { ...route.config, operationId: `${route.config?.operationId}V2` }
    }))
    expect(olderPaths(later)).toEqual([])
  })
})
