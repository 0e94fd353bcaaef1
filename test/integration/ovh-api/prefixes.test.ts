// THE list of every prefix of the server's paths and whose it is, and that unknown paths below each are refused in the
// words of their owner.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { servedRoutes, type ServedRoute } from '../../../scripts/hostile/served-routes.js'
import { contracts } from '../../../src/http/contract/contract.js'
import { otherUrls } from '../../../src/ovh-api/other-urls.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

type Owner = 'the data plane' | 'the OVHcloud API' | 'the admin API' | 'pages'

/** Of several that fit a path, the longest says whose it is. */
const owners: Readonly<Record<string, Owner>> = {
  '/': 'pages',
  '/1.0': 'the OVHcloud API',
  '/_emulator': 'the admin API',
  '/_emulator/swagger': 'pages',
  '/api': 'the data plane',
  '/auth': 'the admin API',
  '/page': 'pages',
  '/swagger': 'pages',
  '/v1': 'the OVHcloud API',
  '/v1/random': 'the data plane',
  '/v1/servicekey': 'the data plane',
  '/v2': 'the OVHcloud API'
}

const contractsOf: Readonly<Record<Owner, ReadonlyArray<keyof typeof contracts>>> = {
  'the data plane': ['okms'],
  'the OVHcloud API': ['ovhApiV1', 'ovhApiV2'],
  'the admin API': ['emulator'],
  pages: []
}

let emulator: TestEmulator
let routes: readonly ServedRoute[]
beforeAll(async () => {
  routes = await servedRoutes()
  emulator = await startTestEmulator()
})
afterAll(async () => { await emulator.close() })

function prefixOf (path: string): string {
  const [longest = ''] = Object.keys(owners)
    .filter((prefix) => prefix === '/' || path === prefix || path.startsWith(`${prefix}/`))
    .sort((one, other) => other.length - one.length)
  return longest
}

const ownerOf = (path: string) => owners[prefixOf(path)]

describe('every route', () => {
  it('is below a prefix of the list, and every prefix has one', () => {
    expect([...new Set(routes.map(({ url }) => prefixOf(url)))].sort()).toEqual(Object.keys(owners).sort())
  })

  it('of a contract is that of the owner of its prefix', () => {
    const operations = routes.flatMap(({ url, operationId }) => operationId === undefined ? [] : [{ url, operationId }])
    const misplaced = operations.filter(({ url, operationId }) => {
      const names = contractsOf[ownerOf(url) ?? 'pages']
      return !names.some((name) => contracts[name].operations.has(operationId))
    })
    expect(operations.length).toBeGreaterThan(150)
    expect(misplaced).toEqual([])
  })

  it('of the OVHcloud API is in one of its contracts, as often as it has names', () => {
    const served = routes.filter(({ url, method }) => ownerOf(url) === 'the OVHcloud API' && method !== 'HEAD')
      .map(({ method, url }) => `${method} ${url}`)
    const written = [...contracts.ovhApiV1.operations.values(), ...contracts.ovhApiV2.operations.values()]
      .flatMap(({ operationId, method, url }) => [url, ...otherUrls(operationId, url)].map((one) =>
        `${String(method)} ${one}`))
    expect(served.sort()).toEqual([...written].sort())
  })
})

describe('an unknown path', () => {
  const fourFields = ['error_code', 'error_id', 'errors', 'request_id']
  const formOf: Readonly<Record<Owner, readonly string[]>> = {
    'the data plane': fourFields,
    'the OVHcloud API': ['class', 'message'],
    'the admin API': fourFields,
    pages: fourFields
  }

  const expectForm = async (method: string, path: string, owner: Owner): Promise<void> => {
    const { status, body, headers } = await emulator.client.request(method, path)
    expect([path, status, Object.keys(body as object).sort()]).toEqual([path, 404, formOf[owner]])
    if (owner === 'the OVHcloud API') expect(body.class).toBe('Client::NotFound')
    expect('x-ovh-queryid' in headers).toBe(owner === 'the OVHcloud API')
  }

  it.each(Object.entries(owners))('below %s is refused by %s', async (prefix, owner) => {
    for (const rest of ['/no/such/path/at/all', '/no/such/path/at/all?x=/v2', '/no/such/path/at/all/',
      '//no/such/path']) {
      await expectForm('GET', `${prefix === '/' ? '' : prefix}${rest}`, owner)
    }
    await expectForm('DELETE', `${prefix === '/' ? '' : prefix}/no/such/path/at/all`, owner)
    if (prefix !== '/') await expectForm('GET', `${prefix}nothing`, ownerOf(`${prefix}nothing`) ?? 'pages')
  })

  it.each([
    ['/v1/servicekey', 'PATCH'], ['/v1/random', 'POST'], ['/v1/servicekey/x/y/z', 'GET'], ['/v1/random/x', 'GET']
  ])('%s keeps the words of the data plane (%s)', async (path, method) => {
    await expectForm(method, path, 'the data plane')
  })

  it.each([
    ['/v1/servicekeys', 'GET'], ['/v1/randomness', 'GET'], ['/v1/me', 'DELETE'], ['/1.0', 'GET'], ['/v2', 'GET'],
    ['/v2/okms', 'GET'], ['/v1/secret/data/x', 'GET'], ['/2.0/okms', 'GET']
  ])('%s belongs to the OVHcloud API or to none (%s)', async (path, method) => {
    await expectForm(method, path, path.startsWith('/2.0') ? 'pages' : 'the OVHcloud API')
  })

  it('is refused likewise where the path cannot be read', async () => {
    for (const [path, owner] of [['/v2/%', 'the OVHcloud API'], ['/api/%', 'the data plane'], ['/v1/random/%',
      'the data plane']] as const) {
      const { status, body } = await emulator.client.request('GET', path)
      expect([status, Object.keys(body as object).sort()]).toEqual([400, formOf[owner]])
    }
  })
})
