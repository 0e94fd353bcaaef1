// Which calls access rules grant, and which addresses a consumer key may be used from.

import { describe, expect, it } from 'vitest'
import { allCalls } from '../../../../src/domain/access/api-key.js'
import {
  isAddressBlock, isAllowedFrom, isGranted
} from '../../../../src/services/access/api-keys/access-rules.js'

describe('a rule', () => {
  const grants = (path: string, target: string) => isGranted([{ method: 'GET', path }], 'GET', target)

  it.each([
    ['/me', '/1.0/me'], ['/me', '/v1/me'], ['/1.0/me', '/v1/me'], ['/v1/me', '/1.0/me'], ['/me', '/1.0/me/'],
    ['/me', '/1.0/me?x=1'], ['/me*', '/1.0/me/bill'], ['/*', '/1.0/me'], ['/*', '/v2/okms/resource'], ['*', '/1.0/me'],
    ['/v2/okms/*', '/v2/okms/resource/a/secret/b%2Fc'], ['/okms/*', '/v2/okms/resource'],
    ['/okms/resource/*/secret', '/v2/okms/resource/a/secret'], ['/v2/*', '/v2/iam/policy'], ['/1.0/*', '/v1/me']
  ])('%s grants GET %s', (path, target) => {
    expect(grants(path, target)).toBe(true)
  })

  it.each([
    ['/me', '/1.0/me/bill'], ['/me', '/1.0/metoo'], ['/me', '/v2/me2'], ['/me/*', '/1.0/me'], ['/v2/*', '/1.0/me'],
    ['/1.0/*', '/v2/okms/resource'], ['/v2/okms/*', '/1.0/okms/x'], ['/me', '/1.0/%6de'], ['/me', '/1.0//me'],
    ['/other', '/1.0/me?/other'], ['/me', '/']
  ])('%s does not grant GET %s', (path, target) => {
    expect(grants(path, target)).toBe(false)
  })

  it('names one method', () => {
    expect(isGranted([{ method: 'POST', path: '/*' }], 'GET', '/1.0/me')).toBe(false)
    expect(isGranted([{ method: 'POST', path: '/*' }, { method: 'GET', path: '/me' }], 'GET', '/1.0/me')).toBe(true)
  })

  it('for GET grants HEAD, which no rule can name', () => {
    expect(isGranted([{ method: 'GET', path: '/me' }], 'HEAD', '/1.0/me')).toBe(true)
    expect(isGranted([{ method: 'POST', path: '/me' }], 'HEAD', '/1.0/me')).toBe(false)
  })

  it.each(['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'])('of every call grants %s', (method) => {
    expect(isGranted(allCalls, method, '/1.0/me')).toBe(true)
  })
})

describe('an address', () => {
  it.each([
    [null, '192.0.2.1'], [[], '192.0.2.1'], [['192.0.2.1'], '192.0.2.1'], [['192.0.2.0/24'], '192.0.2.255'],
    [['10.0.0.1', '192.0.2.1'], '192.0.2.1'], [['192.0.2.1'], '::ffff:192.0.2.1'], [['2001:db8::/32'], '2001:db8::1'],
    [['0.0.0.0/0'], '127.0.0.1'], [['192.0.2.1'], undefined]
  ])('in %j is allowed: %s', (allowedIPs, address) => {
    expect(isAllowedFrom(allowedIPs, address)).toBe(true)
  })

  it.each([
    [['192.0.2.1'], '192.0.2.2'], [['192.0.2.0/24'], '192.0.3.0'], [['2001:db8::/32'], '2001:db9::1'],
    [['192.0.2.1'], '::1'], [['192.0.2.1'], '']
  ])('not in %j is refused: %s', (allowedIPs, address) => {
    expect(isAllowedFrom(allowedIPs, address)).toBe(false)
  })

  it.each(['192.0.2.1', '192.0.2.0/24', '::1', '2001:db8::/128', '0.0.0.0/0'])('%s can be allowed', (text) => {
    expect(isAddressBlock(text)).toBe(true)
  })

  it.each([
    '', 'localhost', '192.0.2', '192.0.2.0/33', '::/129', '192.0.2.0/', '192.0.2.0/8/8', '192.0.2.0/-1', '/8'
  ])('%j cannot', (text) => {
    expect(isAddressBlock(text)).toBe(false)
  })
})
