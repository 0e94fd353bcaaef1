// What the official wrappers of the OVHcloud API call (test/clients/ovh-calls): every read, and one write of each kind
// of resource.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { contracts } from '../../src/http/contract/contract.js'

interface Row {
  readonly operation: string
  readonly method: string
  readonly path: string
}

const rows = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../clients/ovh-calls/calls.json'), 'utf8')
) as readonly Row[]
const operations = [contracts.ovhApiV1, contracts.ovhApiV2].flatMap((contract) => [...contract.operations.values()])
const called = new Set(rows.map(({ operation }) => operation))

/** `/okms/resource/:okmsId` of `/v2/okms/resource/:okmsId/secret/:path`: what a write is of. */
function resourceOf (url: string): string {
  const segments = url.split('/').slice(2).filter((segment) => !segment.startsWith(':'))
  return segments.slice(0, segments[0] === 'okms' ? 3 : 2).join('/')
}

describe('the calls of the wrappers', () => {
  it.each(rows.map((row) => [`${row.method} ${row.path}`, row] as const))('%s is its operation', (_name, row) => {
    const operation = operations.find(({ operationId }) => operationId === row.operation)
    const pattern = operation?.url.replace(/\./g, '\\.').replace(/:\w+/g, '[^/]+').replace(/^\/1\\\.0/, '(?:/v1)?')
    expect(row.method).toBe(operation?.method)
    expect(row.path.split('?', 1)[0]).toMatch(new RegExp(`^${pattern}$`))
  })

  it('read everything', () => {
    expect(operations.filter(({ method }) => method === 'GET').map(({ operationId }) => operationId)
      .filter((operationId) => !called.has(operationId))).toEqual([])
  })

  it('write one of each resource', () => {
    const writes = operations.filter(({ method }) => method !== 'GET')
    const resourcesOf = (some: typeof writes) => new Set(some.map(({ url }) => resourceOf(url)))
    const covered = resourcesOf(writes.filter(({ operationId }) => called.has(operationId)))
    expect([...resourcesOf(writes)].filter((resource) => !covered.has(resource)))
      // It ends the key that the client signs with.
      .toEqual(['auth/logout'])
  })
})
