// Which path a client is likely to have meant, and that the search for it stays cheap.

import { describe, expect, it } from 'vitest'
import { contract } from '../../../src/rest/operation.js'
import { createKnownPaths, segmentsOf } from '../../../src/http/reply/known-paths.js'

const paths = createKnownPaths()
for (const { method, url } of contract.operations.values()) {
  paths.add(method, url)
  paths.add(method, url.replace('/api/:okmsId', ''))
}

const id = '79b66eba-273e-4f7a-b954-78ed7e70b85d'
const nearest = (method: string, path: string) => paths.nearest(method, segmentsOf(path))?.segments.join('/')

describe('the nearest path', () => {
  it.each([
    ['GET', `/api/${id}/v1/servicekeys`, `api/${id}/v1/servicekey`],
    ['GET', `/api/${id}/v1/key/${id}`, `api/${id}/v1/servicekey/${id}`],
    ['POST', `/api/${id}/v1/service_key/${id}/Sign`, `api/${id}/v1/servicekey/${id}/sign`],
    ['POST', `/api/${id}/v1/servicekey/${id}/data-keys`, `api/${id}/v1/servicekey/${id}/datakey`],
    ['POST', `/api/${id}/v1/servicekey/${id}/datakey/generate`, `api/${id}/v1/servicekey/${id}/datakey`],
    ['GET', '/randomBytes', 'api/{okmsId}/v1/random'],
    ['GET', '/v1/servicekeys', 'v1/servicekey'],
    ['GET', '/keys', 'api/{okmsId}/v1/servicekey'],
    ['GET', `/api/${id}/v2/secrets/a`, `api/${id}/v2/secret/a`],
    ['GET', `/api/${id}/v1/secret/foo`, `api/${id}/v2/secret/foo`],
    ['GET', '/favicon.ico', undefined],
    ['GET', `/api/${id}/v1/invoices`, undefined],
    ['GET', '/', undefined]
  ])('of %s %s is %s', (method, path, expected) => {
    expect(nearest(method, path)).toBe(expected)
  })

  it('is looked for in a few milliseconds, however long the path is', () => {
    for (const segment of ['servicekey', 'v1', id, 'x']) {
      const started = performance.now()
      for (let times = 0; times < 20; times++) nearest('GET', `/${segment}`.repeat(500))
      for (let length = 1; length < 20; length++) nearest('GET', `/${segment}`.repeat(length))
      expect(performance.now() - started).toBeLessThan(2000)
    }
  })
})
