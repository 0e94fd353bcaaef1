// What NO_PROXY must say for a URL, and which proxy a client would use.

import { describe, expect, it } from 'vitest'
import { bypassProxy, proxyFor, undoBypassProxy } from '../../../src/cli/doctor/proxies.js'

const local = new URL('https://localhost:8443')
const kms = new URL('https://kms.corp.example:8443')
const proxy = 'http://proxy.example:3128'
const loopback = 'localhost,127.0.0.1,::1'

const values = (url: URL, env: Record<string, string>) =>
  Object.fromEntries(bypassProxy(url, env).map(({ name, value }) => [name, value]))

it.each(['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'])('%s: both variables are set where there is none', (variable) => {
  expect(values(local, { [variable]: proxy }))
    .toEqual({ NO_PROXY: loopback, no_proxy: loopback, KMS_RESTAPI_NO_PROXY: loopback })
})

it.each([[{}], [{ HTTPS_PROXY: '' }], [{ NO_PROXY: 'corp.example' }]])('no proxy in %j: nothing', (env) => {
  expect(values(local, env)).toEqual({})
})

it.each([
  [local, { NO_PROXY: 'corp.example' }, { NO_PROXY: `corp.example,${loopback}` }],
  [local, { no_proxy: 'a, b' }, { no_proxy: `a,b,${loopback}` }],
  [local, { no_proxy: 'localhost', NO_PROXY: 'corp' }, { NO_PROXY: `corp,${loopback}` }],
  [new URL('https://[::1]:8443'), { NO_PROXY: 'corp' }, { NO_PROXY: `corp,${loopback}` }],
  [new URL('https://kms:8443'), { NO_PROXY: 'corp' }, { NO_PROXY: 'corp,kms' }]
])('%s with %j is extended to %j', (url, env, expected) => {
  const { KMS_RESTAPI_NO_PROXY: _marker, ...lists } = values(url, { HTTPS_PROXY: proxy, ...env })
  expect(lists).toEqual(expected)
})

describe('what covers a host', () => {
  it.each([
    [local, 'localhost'], [local, 'LOCALHOST'], [local, '*'], [local, 'a,localhost:8443'], [local, 'a localhost'],
    [kms, 'corp.example'], [kms, '.corp.example'], [kms, '*.corp.example'], [kms, 'kms.corp.example'],
    [new URL('https://127.0.0.1:8443'), '127.0.0.1'], [new URL('https://[::1]:8443'), '::1'],
    [new URL('https://[::1]:8443'), '[::1]:8443'],
    [new URL('https://kms'), 'kms:443']
  ])('%s: %s', (url, list) => {
    expect(values(url, { https_proxy: proxy, NO_PROXY: list })).toEqual({})
    expect(proxyFor(url, { https_proxy: proxy, NO_PROXY: list })).toBeUndefined()
  })

  it.each([
    [local, 'localhost:9443'], [local, 'host'], [local, '127.0.0.1'], [local, ','], [kms, 'orp.example'],
    [kms, 'other.corp.example'], [kms, 'kms'],
    // Programs differ over ranges.
    [new URL('https://10.0.0.7:8443'), '10.0.0.0/8']
  ])('%s: not %s', (url, list) => {
    expect(values(url, { https_proxy: proxy, NO_PROXY: list })).not.toEqual({})
    expect(proxyFor(url, { https_proxy: proxy, NO_PROXY: list })).toBeDefined()
  })
})

it.each([
  [{}],
  [{ NO_PROXY: 'corp' }],
  [{ no_proxy: 'corp', NO_PROXY: 'other' }],
  [{ NO_PROXY: loopback }],
  [{ NO_PROXY: `corp,${loopback}` }]
])('is undone exactly: %j', (lists) => {
  const before: Record<string, string | undefined> = { HTTPS_PROXY: proxy, ...lists }
  const after: Record<string, string | undefined> = { ...before, ...values(local, { HTTPS_PROXY: proxy, ...lists }) }
  for (const { name, value } of undoBypassProxy(after)) {
    if (value === undefined) delete after[name]
    else after[name] = value
  }
  expect(after).toEqual(before)
})

it.each([
  [{ HTTPS_PROXY: proxy }, 'HTTPS_PROXY', 'NO_PROXY is not set'],
  [{ https_proxy: proxy, HTTPS_PROXY: 'http://other' }, 'https_proxy', 'NO_PROXY is not set'],
  [{ ALL_PROXY: 'proxy.example:3128', NO_PROXY: 'corp' }, 'ALL_PROXY', 'NO_PROXY does not name localhost'],
  [{ all_proxy: proxy, NO_PROXY: 'a', no_proxy: 'b' }, 'all_proxy', 'no_proxy and NO_PROXY do not name localhost']
])('%j: the proxy of %s, as %s', (env, variable, why) => {
  expect(proxyFor(local, env)).toMatchObject({ variable, why, exception: 'localhost' })
})

it.each([[{ HTTP_PROXY: proxy }], [{}], [{ HTTPS_PROXY: '' }]])('%j sends no https URL through a proxy', (env) => {
  expect(proxyFor(local, env)).toBeUndefined()
})
