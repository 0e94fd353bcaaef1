import { describe, expect, it } from 'vitest'
import { contractRoute } from '../../../src/http/contract/contract-route.js'
import { contracts } from '../../../src/http/contract/contract.js'
import { repeatedOperations, repeats } from '../../../src/rest/kv/vault-conveniences.js'

const routes = [...contracts.okms.operations.keys()]
  .map((id) => contractRoute(contracts.okms, id, () => { throw new Error('no handler runs here') }))

describe('repeated operations', () => {
  it('have another method, and are otherwise the same', () => {
    for (const { method, ...others } of repeatedOperations(routes)) {
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
