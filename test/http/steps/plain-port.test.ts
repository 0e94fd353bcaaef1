// What the plain HTTP port admits: one front door, for programs that name this machine.

import type { FastifyRequest } from 'fastify'
import { describe, expect, it } from 'vitest'
import { createDoorOf, type Door } from '../../../src/http/door.js'
import { httpErrorFormat } from '../../../src/http/reply/json-spelling.js'
import { httpErrors } from '../../../src/http/reply/http-errors.js'
import { hostOf, isLoopbackHost } from '../../../src/http/steps/host-header.js'
import { admitOnPlainPort, markPlain } from '../../../src/http/steps/plain-port.js'

const door = (prefixes: readonly string[], isPlain: boolean): Door =>
  ({ prefixes, operations: [], authenticate: () => {}, errorFormat: httpErrorFormat, isPlain })
const doorOf = createDoorOf([door(['/1.0', '/v1', '/v2'], true), door(['/api', '/v1/servicekey'], false)])

/** @param route As the router found it; undefined for a path that no route has. */
function admit (
  url: string, { headers = {}, route, isMarked = true }: {
    readonly headers?: Readonly<Record<string, string>>, readonly route?: string, readonly isMarked?: boolean
  } = {}
): void {
  const raw = {}
  if (isMarked) markPlain(raw as never)
  const request = {
    raw, url, method: 'GET', headers: { host: 'localhost:8080', ...headers }, routeOptions: { url: route }
  }
  admitOnPlainPort(request as unknown as FastifyRequest, doorOf)
}

const refusing = (kind: object) => expect.objectContaining({ kind }) as Error

describe('the plain port', () => {
  it.each([
    ['/1.0/me', '/1.0/me'],
    ['/v1/me', '/v1/me'],
    ['/v2/okms/resource?publicCA=true', '/v2/okms/resource'],
    ['/1.0/nothing', undefined],
    ['/v2', undefined]
  ])('admits %s', (url, route) => { expect(() => { admit(url, { ...route && { route } }) }).not.toThrow() })

  it.each([
    ['/api/x/v1/random', '/api/:okmsId/v1/random'],
    ['/v1/servicekey', '/v1/servicekey'],
    // The router decodes what the first letters do not show.
    ['/v1/%73ervicekey', '/v1/servicekey'],
    ['http://localhost/1.0/../api', '/api/:okmsId'],
    ['/', '/'],
    ['/10/me', undefined],
    ['/1.01', undefined],
    ['http://localhost:8080/api', undefined]
  ])('refuses %s', (url, route) => {
    expect(() => { admit(url, { ...route && { route } }) }).toThrow(refusing(httpErrors.RouteNotFound))
  })

  it('refuses what a page makes a browser send, also to its own name', () => {
    for (const headers of [
      { origin: 'https://elsewhere.example' }, { origin: 'http://localhost:8080' }, { 'sec-fetch-site': 'cross-site' }
    ] as const) expect(() => { admit('/1.0/me', { headers }) }).toThrow(refusing(httpErrors.ForeignOrigin))
    expect(() => { admit('/1.0/me', { headers: { host: 'elsewhere.example:8080' } }) })
      .toThrow(refusing(httpErrors.ForeignHost))
  })

  it('is not meant by what comes over TLS', () => {
    expect(() => { admit('/', { headers: { host: 'kms.example' }, isMarked: false }) }).not.toThrow()
  })
})

describe('the Host header', () => {
  it.each([
    'localhost', 'LOCALHOST:8080', '127.0.0.1', '127.0.0.1:80', '127.1.2.3', '[::1]', '[::1]:8080'
  ])('%s is this machine', (header) => {
    expect(isLoopbackHost(hostOf(header))).toBe(true)
  })

  it.each([
    undefined, '', 'localhost.', 'localhost.evil.example', '127.0.0.1.evil.example', '127.evil', '128.0.0.1',
    '0.0.0.0', '[::]', '::1:80', 'user@localhost', 'localhost:x', 'kms.localhost', '[::ffff:10.0.0.1]'
  ])('%s is not', (header) => { expect(isLoopbackHost(hostOf(header))).toBe(false) })
})
