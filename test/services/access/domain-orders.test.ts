// A domain with its client and its token: all of it, or nothing.

import { describe, expect, it } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { accessErrors } from '../../../src/domain/errors/access/access.js'
import { createCa } from '../../../src/pki/ca.js'
import { createCredentials } from '../../../src/services/access/credentials.js'
import { createDomainOrders } from '../../../src/services/access/domain-orders.js'
import { createOkmsDomains } from '../../../src/services/access/okms-domains.js'
import type { Tokens } from '../../../src/services/access/tokens/tokens.js'
import { okmsId as taken } from '../../store/builders.js'
import { newStore } from '../../store/temporary.js'

const okmsId = '33333333-3333-4333-8333-333333333333'
const now = Date.UTC(2026, 10, 25)
const ca = createCa({ now })
const clocks = oneClock(() => now)

/** @param issue What the token is, or why there is none. */
function orders (issue: () => string = () => 'a token') {
  const store = newStore()
  let count = 0
  const newId = () => `f18b5e0d-75b8-40a3-9b0e-${String(count++).padStart(12, '0')}`
  const asked: unknown[] = []
  const tokens = {
    issue (request: Parameters<Tokens['issue']>[0]) {
      asked.push(request)
      return { text: issue() } as ReturnType<Tokens['issue']>
    }
  }
  const order = createDomainOrders({
    store,
    domains: createOkmsDomains({ ...store, store: store.domains, clocks, newId }),
    credentials: createCredentials({ store: store.credentials, clocks, ca, newId }),
    tokens,
    newId
  })
  const ids = () => store.domains.list().map((domain) => domain.okmsId)
  return { store, order, asked, ids }
}

interface Refusing {
  readonly issue?: () => string
  readonly insert?: () => void
}

const whole = { okmsId: okmsId.toUpperCase(), name: 'a test', client: {}, token: true }

describe('an order', () => {
  it('gives the domain, its client and its token', async () => {
    const { store, order, asked } = orders()
    const { domain, client, token } = await order(whole)
    expect(store.domains.find(okmsId)).toEqual(domain)
    expect(store.credentials.list(okmsId)).toEqual([client?.credential])
    expect(client?.credential).toMatchObject({ okmsId, name: 'a test' })
    expect(client?.privateKeyPem).toContain('PRIVATE KEY')
    expect(token).toBe('a token')
    expect(asked).toMatchObject([{ okmsIds: [okmsId] }])
  })

  it('gives the domain alone', async () => {
    const { store, order, asked } = orders()
    const { domain, client, token } = await order({})
    expect(domain.name).toBe(domain.okmsId)
    expect([client, token, asked, store.credentials.list(domain.okmsId)]).toEqual([undefined, undefined, [], []])
  })

  const refused = (): never => { throw new Error('refused') }

  it.each([
    ['no token', { issue: refused }],
    ['no content', { insert: refused }]
  ])('that gets %s leaves nothing, and can be repeated', async (_what, { issue, insert }: Refusing) => {
    const { store, order, ids } = orders(issue)
    const before = ids()
    await expect(order(whole, insert)).rejects.toThrow('refused')
    expect(ids()).toEqual(before)
    expect(store.credentials.list(okmsId)).toEqual([])
    const { domain } = await order({ okmsId, client: {} })
    expect(domain.name).toBe(okmsId)
    expect(store.credentials.list(okmsId)).toHaveLength(1)
  })

  it.each([
    ['of a domain that exists', { okmsId: taken }, accessErrors.DomainExists],
    ['with a wrong id', { okmsId: 'x' }, accessErrors.AccessRequestInvalid],
    ['with an identity that is none', { client: { identities: ['x'] } }, accessErrors.CredentialRequestInvalid]
  ])('%s is refused as a whole', async (_what, change, kind) => {
    const { store, order, asked, ids } = orders()
    const before = ids()
    await expect(order({ ...whole, ...change })).rejects.toMatchObject({ kind })
    expect(ids()).toEqual(before)
    expect([asked, store.credentials.list(taken)]).toEqual([[], []])
  })
})
