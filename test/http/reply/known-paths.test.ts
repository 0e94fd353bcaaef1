// Which path a client is likely to have meant, and that the search for it stays cheap.

import { describe, expect, it } from 'vitest'
import { olderUrls } from '../../../src/rest/older-paths.js'
import { contract } from '../../../src/rest/operation.js'
import { createKnownPaths, segmentsOf } from '../../../src/http/reply/known-paths.js'

const paths = createKnownPaths()
for (const { operationId, method, url, multiSegment } of contract.operations.values()) {
  paths.add(method, url, multiSegment)
  for (const older of olderUrls(operationId, url)) paths.add(method, older)
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
    ['POST', `/api/${id}/v1/secret/foo`, `api/${id}/v1/secret/data/foo`],
    ['POST', `/api/${id}/v1/secret/foo/bar/baz`, `api/${id}/v1/secret/data/foo/bar/baz`],
    ['GET', `/api/${id}/v1/kv/data/foo/bar`, `api/${id}/v1/secret/data/foo/bar`],
    ['DELETE', `/api/${id}/v1/secrets/metadata/foo/bar/baz/qux`, `api/${id}/v1/secret/metadata/foo/bar/baz/qux`],
    ['GET', `/${id}/v2/secrets/a/b/c/version/1`, `api/${id}/v2/secret/a/b/c/version/1`],
    ['GET', '/secrets', 'api/{okmsId}/v2/secret'],
    ['GET', `/api/${id}/v1/secret`, `api/${id}/v2/secret`],
    ['GET', `/api/${id}/v1/secret/data`, `api/${id}/v1/secret/data/{path}`],
    ['PUT', `/api/${id}/v2/config`, `api/${id}/v2/secretConfig`],
    ['GET', '/favicon.ico', undefined],
    ['GET', `/api/${id}/v1/invoices`, undefined],
    ['GET', '/', undefined]
  ])('of %s %s is %s', (method, path, expected) => {
    expect(nearest(method, path)).toBe(expected)
  })

  it('has the methods of paths with any number of segments in a parameter', () => {
    const methods = (path: string) => paths.methodsOf(path.split('/'))
    expect(methods(`api/${id}/v1/secret/data/a/b/c`)).toEqual(['GET', 'POST', 'PATCH', 'DELETE'])
    expect(methods(`api/${id}/v2/secret/a/b/version/1`)).toEqual(['GET', 'PUT', 'DELETE'])
    expect(methods(`api/${id}/v1/servicekey/a/b`)).toBeUndefined()
  })

  it('is looked for in a few milliseconds, however long the path is', () => {
    for (const segment of ['servicekey', 'secret', 'v1', id, 'x']) {
      const started = performance.now()
      for (let times = 0; times < 20; times++) nearest('GET', `/${segment}`.repeat(500))
      for (let length = 1; length < 20; length++) nearest('GET', `/${segment}`.repeat(length))
      expect(performance.now() - started).toBeLessThan(2000)
    }
  })
})
