import type { RouteOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { contractRoute } from '../../../src/http/contract/contract-route.js'
import { contracts } from '../../../src/http/contract/contract.js'
import { repeatedOperations, repeats, vaultAnswers } from '../../../src/rest/kv/vault-conveniences.js'
import { oneClock } from '../../../src/domain/clock.js'

const { operations } = contracts.okms
/** No handler runs here. */
const routes = [...operations.keys()].map((id) => contractRoute(contracts.okms, id, () => ({ status: 200 })))

const callsOf = (list: readonly RouteOptions[]) =>
  list.flatMap(({ method, url }) => [method].flat().map((one) => `${one} ${url}`)).sort()

describe('repeated operations', () => {
  it('are these, each with another method and otherwise the same', () => {
    const repeated = repeatedOperations(routes)
    expect(callsOf(repeated)).toEqual([
      'POST /api/:okmsId/v1/secret/destroy/:path',
      'PUT /api/:okmsId/v1/secret/config',
      'PUT /api/:okmsId/v1/secret/data/:path',
      'PUT /api/:okmsId/v1/secret/delete/:path',
      'PUT /api/:okmsId/v1/secret/metadata/:path',
      'PUT /api/:okmsId/v1/secret/undelete/:path'
    ])
    for (const { method, ...others } of repeated) {
      const original = routes.find(({ config }) => config?.operationId === others.config?.operationId)
      expect({ ...others, method: original?.method }).toEqual(original)
      expect(method).not.toBe(original?.method)
      expect(others.config?.vault).toBe(true)
    }
  })

  it.each(repeats)('are an error without $operationId', ({ operationId }) => {
    const others = routes.filter(({ config }) => config?.operationId !== operationId)
    expect(() => repeatedOperations(others)).toThrow(operationId)
  })
})

describe('answers of Vault itself', () => {
  const never = () => { throw new Error('no call is answered here') }
  const { operations: answers, open } = vaultAnswers({ ownCredential: never, clocks: oneClock(Date.now) })

  it('are these', () => {
    expect(callsOf(answers)).toEqual([
      'GET /api/:okmsId/v1/auth/token/lookup-self',
      'GET /api/:okmsId/v1/sys/internal/ui/mounts/*',
      'POST /api/:okmsId/v1/auth/token/lookup-self',
      'POST /api/:okmsId/v1/auth/token/renew-self',
      'POST /api/:okmsId/v1/auth/token/revoke-self',
      'PUT /api/:okmsId/v1/auth/token/renew-self',
      'PUT /api/:okmsId/v1/auth/token/revoke-self'
    ])
    expect(callsOf(open)).toEqual([
      'GET /api/:okmsId/v1/sys/health',
      'GET /api/:okmsId/v1/sys/init',
      'GET /api/:okmsId/v1/sys/leader',
      'GET /api/:okmsId/v1/sys/seal-status'
    ])
  })

  it('are no operation of the contract', () => {
    expect([...answers, ...open].map(({ config }) => config?.operationId).filter((id) => id !== undefined)).toEqual([])
    const contractCalls = new Set(callsOf(routes))
    expect(callsOf([...answers, ...open, ...repeatedOperations(routes)]).filter((call) => contractCalls.has(call)))
      .toEqual([])
  })
})
