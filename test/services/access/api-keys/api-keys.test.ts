// API keys: what is made, what is refused, and which keys of an earlier store are taken over.

import { beforeEach, describe, expect, it } from 'vitest'
import { allCalls, statusOf } from '../../../../src/domain/access/api-key.js'
import { accessErrors } from '../../../../src/domain/errors/access/access.js'
import type { Store } from '../../../../src/domain/ports.js'
import { createApiKeys, newApiKeyTexts, type ApiKeys } from '../../../../src/services/access/api-keys/api-keys.js'
import { refusalOf } from '../../../crypto/refusal-of.js'
import { newStore } from '../../../store/temporary.js'

let store: Store
let apiKeys: ApiKeys
let now: number
beforeEach(() => {
  now = 1_700_000_000_000
  store = newStore()
  apiKeys = createApiKeys({ store: store.apiKeys, clock: () => now })
})

describe('a new API key', () => {
  it('has three keys of letters and digits, each drawn by itself', () => {
    const texts = Array.from({ length: 50 }, newApiKeyTexts)
    for (const { applicationKey, applicationSecret, consumerKey } of texts) {
      expect(applicationKey).toMatch(/^[A-Za-z\d]{16}$/)
      expect(applicationSecret).toMatch(/^[A-Za-z\d]{32}$/)
      expect(consumerKey).toMatch(/^[A-Za-z\d]{32}$/)
    }
    expect(new Set(texts.flatMap((one) => Object.values(one))).size).toBe(150)
  })

  it('has one consumer key, which may make every call and does not expire', () => {
    const { application, consumerKeys, texts } = apiKeys.add({ name: 'a', description: 'b' })
    expect(application).toEqual({
      applicationId: 1, applicationKey: texts.applicationKey, name: 'a', description: 'b', createdAt: now
    })
    expect(consumerKeys).toMatchObject([{
      credentialId: 1, applicationId: 1, rules: allCalls, allowedIPs: null, expiresAt: null, status: 'validated'
    }])
    expect(apiKeys.get(texts.applicationKey)).toEqual({ application, consumerKeys })
  })

  it('never gets the number of a removed one', () => {
    const first = apiKeys.add({ name: 'first' })
    apiKeys.remove(first.texts.applicationKey)
    const second = apiKeys.add({ name: 'second' })
    expect([second.application.applicationId, second.consumerKeys[0]?.credentialId]).toEqual([2, 2])
  })

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'x', rules: [] }, 'accessRules'],
    [{ name: 'x', rules: [{ method: 'GET' as const, path: 'me' }] }, 'accessRules'],
    [{ name: 'x', rules: [{ method: 'GET' as const, path: `/${'x'.repeat(500)}` }] }, 'accessRules'],
    [{ name: 'x', rules: Array.from({ length: 101 }, () => ({ method: 'GET' as const, path: '/me' })) }, 'accessRules'],
    [{ name: 'x', allowedIPs: ['localhost'] }, 'allowedIPs'],
    [{ name: 'x', expiresAt: 1 }, 'expiresAt']
  ])('is refused as %j', (request, place) => {
    const { kind, problems } = refusalOf(() => apiKeys.add(request))
    expect(kind).toBe(accessErrors.AccessRequestInvalid)
    expect(problems.map((problem) => problem.place)).toEqual([place])
    expect(apiKeys.list()).toEqual([])
  })
})

describe('another consumer key', () => {
  it('is granted at once, with its own rules', () => {
    const { application } = apiKeys.add({ name: 'a' })
    const rules = [{ method: 'GET' as const, path: '/me' }]
    const { consumerKey, text } = apiKeys.requestConsumerKey(application, { rules, allowedIPs: ['192.0.2.1'] })
    expect(text).toMatch(/^[A-Za-z\d]{32}$/)
    expect(consumerKey).toMatchObject({ credentialId: 2, rules, allowedIPs: ['192.0.2.1'], status: 'validated' })
    expect(apiKeys.get(application.applicationKey).consumerKeys).toHaveLength(2)
  })

  it('with wrong rules is refused', () => {
    const { application } = apiKeys.add({ name: 'a' })
    expect(refusalOf(() => apiKeys.requestConsumerKey(application, { rules: [] })).kind)
      .toBe(accessErrors.AccessRequestInvalid)
  })

  it('ends for good with a logout, and the others stay', () => {
    const { application, consumerKeys: [first] } = apiKeys.add({ name: 'a' })
    apiKeys.requestConsumerKey(application, {})
    apiKeys.logout(first?.credentialId ?? 0)
    const { consumerKeys } = apiKeys.get(application.applicationKey)
    expect(consumerKeys.map((one) => statusOf(one, now))).toEqual(['expired', 'validated'])
  })
})

it('an API key that is not there is not found', () => {
  for (const call of [() => apiKeys.get('x'), () => { apiKeys.remove('x') }]) {
    expect(refusalOf(call).kind).toBe(accessErrors.ApplicationNotFound)
  }
})

describe('keys of a file', () => {
  it('are taken over where the store lacks them, once', () => {
    const texts = newApiKeyTexts()
    const adopted = apiKeys.adopt(texts, 'ovh.conf')
    expect(adopted).toMatchObject({ rules: allCalls, expiresAt: null })
    expect(apiKeys.adopt(texts, 'ovh.conf')).toEqual(adopted)
    expect(apiKeys.list().map(({ application: { name } }) => name)).toEqual(['ovh.conf'])
  })

  it.each<[string, (keys: ReturnType<ApiKeys['add']>) => object]>([
    ['that were removed', ({ texts }) => {
      apiKeys.remove(texts.applicationKey)
      return {}
    }],
    ['that were logged out', ({ consumerKeys: [consumerKey] }) => {
      apiKeys.logout(consumerKey?.credentialId ?? 0)
      return {}
    }],
    ['with another secret', () => ({ applicationSecret: 'x'.repeat(32) })],
    ['with an unknown consumer key', () => ({ consumerKey: 'x'.repeat(32) })],
    ['with a consumer key of another application', () => ({ consumerKey: apiKeys.add({ name: 'b' }).texts.consumerKey })],
    ['that have expired', () => {
      now += 2000
      return {}
    }]
  ])('%s are not', (_what, change) => {
    const added = apiKeys.add({ name: 'a', expiresAt: now + 1000 })
    const changed = change(added)
    const before = apiKeys.list()
    expect(apiKeys.adopt({ ...added.texts, ...changed }, 'ovh.conf')).toBeUndefined()
    expect(apiKeys.list()).toEqual(before)
  })
})
