import type { RouteOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { contractRoute } from '../../../src/http/contract/contract-route.js'
import { contract } from '../../../src/rest/operation.js'
import { repeatedOperations, vaultAnswers } from '../../../src/rest/kv/vault-conveniences.js'
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

describe('routes outside the contract', () => {
  const never = () => { throw new Error('no call is answered here') }
  const ofContract = [...contract.operations.keys()].map((id) => contractRoute(contract, id, never))
  const { operations, open } = vaultAnswers({ ownCredential: never, clocks: oneClock(Date.now) })
  const repeated = repeatedOperations(ofContract)

  const callsOf = (list: readonly RouteOptions[]) =>
    list.flatMap(({ method, url }) => [method].flat().map((one) => `${one} ${url.replace('/api/:okmsId/v1', '')}`)).sort()

  it('are for Vault clients: operations with another method', () => {
    expect(callsOf(repeated)).toEqual([
      'POST /secret/destroy/:path', 'PUT /secret/config', 'PUT /secret/data/:path', 'PUT /secret/delete/:path',
      'PUT /secret/metadata/:path', 'PUT /secret/undelete/:path'
    ])
  })

  it('are for Vault clients: answers of Vault itself', () => {
    expect(callsOf(operations)).toEqual([
      'GET /auth/token/lookup-self', 'GET /sys/internal/ui/mounts/*', 'POST /auth/token/lookup-self',
      'POST /auth/token/renew-self', 'POST /auth/token/revoke-self', 'PUT /auth/token/renew-self',
      'PUT /auth/token/revoke-self'
    ])
    expect([...operations, ...open].every(({ config }) => config?.operationId === undefined)).toBe(true)
  })

  it('need no caller only for the state of the server', () => {
    expect(callsOf(open)).toEqual(['GET /sys/health', 'GET /sys/init', 'GET /sys/leader', 'GET /sys/seal-status'])
  })

  it('are not in the contract too', () => {
    const contractCalls = new Set(callsOf(ofContract))
    expect(callsOf([...repeated, ...operations, ...open]).filter((call) => contractCalls.has(call))).toEqual([])
  })
})
