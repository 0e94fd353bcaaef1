import { describe, expect, it } from 'vitest'
import { accessErrors } from '../../../src/domain/errors/access/access.js'
import { orderErrors } from '../../../src/domain/errors/orders.js'
import { maxEmails } from '../../../src/domain/orders/email.js'
import { openStore } from '../../../src/store/open-store.js'
import { aKey, okmsId, otherOkmsId, secret } from '../../store/builders.js'
import { newStore, temporaryFolder } from '../../store/temporary.js'
import { everywhere, ordering, refusedWith, type Ordering } from './ordering.js'

/** What clients look for in the body (clients.md 4.3). */
const confirmation = /.*\/billing\/confirmTerminate\?id=[a-zA-Z0-9]+&token=([a-zA-Z0-9]+).*/

const newest = ({ emails }: Ordering) => emails.get(everywhere, emails.ids(everywhere).at(-1) ?? 0)

function tokenSent (the: Ordering, serviceId: number): string {
  the.services.terminate(everywhere, serviceId)
  return confirmation.exec(newest(the).body)?.[1] ?? expect.fail('no token')
}

describe('a service', () => {
  it('is that of a domain, which it renames', () => {
    const { services, store } = ordering()
    expect(services.list(everywhere).map(({ serviceId }) => serviceId)).toEqual([1001, 1002])
    expect(services.list(everywhere, { resourceName: otherOkmsId.toUpperCase() })).toMatchObject([{ serviceId: 1002 }])
    services.rename(everywhere, 1002, 'renamed')
    expect(store.domains.find(otherOkmsId)).toMatchObject({ name: 'renamed' })
    expect(() => { services.rename(everywhere, 1002, 'é') })
      .toThrow(expect.objectContaining(refusedWith(accessErrors.AccessRequestInvalid)))
  })

  it('ends with the token of the e-mail, and its domain with it, full as it is', async () => {
    const the = ordering()
    const { services, emails, store } = the
    store.serviceKeys.insert({ key: aKey(), material: secret })
    const before = emails.ids(everywhere)
    const token = tokenSent(the, 1001)
    const [id, ...others] = emails.ids(everywhere).filter((id) => !before.includes(id))
    expect(others).toEqual([])
    expect(id).toBeGreaterThan(Math.max(...before))
    expect(newest(the)).toMatchObject({ emailId: id, body: expect.stringContaining(okmsId) as unknown })
    expect(store.domains.find(okmsId)).toBeDefined()

    await services.confirmTermination(everywhere, 1001, token)
    expect(store.domains.find(okmsId)).toBeUndefined()
    expect(store.domains.find(otherOkmsId)).toBeDefined()
    for (const call of [
      () => services.get(everywhere, 1001),
      () => { services.terminate(everywhere, 1001) },
      () => { services.rename(everywhere, 1001, 'x') }
    ]) expect(call).toThrow(expect.objectContaining(refusedWith(orderErrors.ServiceExpired)))
    await expect(services.confirmTermination(everywhere, 1001, token))
      .rejects.toMatchObject(refusedWith(orderErrors.ServiceExpired))
    expect(() => services.list(everywhere, { resourceName: okmsId }))
      .toThrow(expect.objectContaining(refusedWith(orderErrors.ServiceOfResourceNotFound)))
  })

  it('is never one of none: a list that would be empty is refused', async () => {
    const { domains, services } = ordering()
    const none = expect.objectContaining(refusedWith(orderErrors.NoService)) as unknown
    const there = ['/me', '/okms/resource/{okmsId}']
    expect(services.list(everywhere, { routes: there })).toHaveLength(2)
    expect(services.list(everywhere, { routes: there, resourceName: okmsId })).toHaveLength(1)
    for (const filter of [{ routes: ['/me'] }, { routes: [''] }, { routes: ['/me'], resourceName: okmsId }]) {
      expect(() => services.list(everywhere, filter)).toThrow(none)
    }
    for (const id of [okmsId, otherOkmsId]) await domains.remove(id, { force: true })
    expect(() => services.list(everywhere)).toThrow(none)
  })

  it('has ended too when its domain was removed otherwise, and a new domain of the same id has another one', async () => {
    const { services, domains } = ordering()
    await domains.remove(okmsId, { force: true })
    await domains.add({ okmsId })
    expect(() => services.get(everywhere, 1001))
      .toThrow(expect.objectContaining(refusedWith(orderErrors.ServiceExpired)))
    expect(services.get(everywhere, 1003)).toMatchObject({ okmsId })
  })

  it.each([0, -1, 1000, 1003, 1.5, Number.MAX_SAFE_INTEGER])('%d is none', (serviceId) => {
    const { services } = ordering()
    expect(() => services.get(everywhere, serviceId))
      .toThrow(expect.objectContaining(refusedWith(orderErrors.ServiceNotFound)))
  })
})

describe('a token', () => {
  it('is that of an e-mail about the same service', async () => {
    const the = ordering()
    const [first, second, other] = [tokenSent(the, 1001), tokenSent(the, 1001), tokenSent(the, 1002)]
    expect(new Set([first, second, other]).size).toBe(3)
    const wrong = [other, '', 'x', first.slice(1), `${first}0`, first.toUpperCase(), 'é'.repeat(32)]
    for (const token of wrong) {
      await expect(the.services.confirmTermination(everywhere, 1001, token))
        .rejects.toMatchObject(refusedWith(orderErrors.TerminationTokenWrong))
    }
    expect(the.store.domains.find(okmsId)).toBeDefined()
    await the.services.confirmTermination(everywhere, 1001, first)
    expect(the.store.domains.find(okmsId)).toBeUndefined()
  })

  it('is not known before the end was requested', async () => {
    const { services } = ordering()
    await expect(services.confirmTermination(everywhere, 1001, ''))
      .rejects.toMatchObject(refusedWith(orderErrors.TerminationTokenWrong))
  })

  it('is the same after a restart', async () => {
    const folder = temporaryFolder()
    const first = ordering({ store: newStore({ folder }) })
    const token = tokenSent(first, 1002)
    first.store.close()
    const store = openStore({ folder }, { durable: false })
    await ordering({ store }).services.confirmTermination(everywhere, 1002, token)
    expect(store.domains.find(otherOkmsId)).toBeUndefined()
    store.close()
  })
})

describe('the e-mails', () => {
  it('are never none, and written at no start', () => {
    const { emails, store } = ordering()
    expect(emails.ids(everywhere)).toEqual([1])
    expect(emails.get(everywhere, 1)).toMatchObject({ emailId: 1, subject: 'Welcome to okms-emulator' })
    expect(store.emails.list()).toEqual([])
    for (const id of [0, 2]) {
      expect(() => emails.get(everywhere, id)).toThrow(expect.objectContaining(refusedWith(orderErrors.EmailNotFound)))
    }
  })

  it('are forgotten when there are many, the oldest first', () => {
    const { emails, services } = ordering()
    for (let count = 0; count <= maxEmails; count++) services.terminate(everywhere, 1001)
    const ids = emails.ids(everywhere)
    expect([ids.length, ids[0], ids[1], ids.at(-1)]).toEqual([maxEmails + 1, 1, 3, maxEmails + 2])
  })
})

describe('a caller whose token reaches one domain', () => {
  const caller = { ...everywhere, okmsIds: [otherOkmsId] }

  it('sees that domain alone, and ends no other', async () => {
    const the = ordering()
    const { services, emails, store } = the
    const token = tokenSent(the, 1001)
    expect(services.list(caller).map(({ serviceId }) => serviceId)).toEqual([1002])
    expect(services.get(caller, 1002)).toMatchObject({ okmsId: otherOkmsId })
    for (const call of [
      () => services.get(caller, 1001), () => { services.terminate(caller, 1001) },
      () => { services.rename(caller, 1001, 'x') }
    ]) expect(call).toThrow(expect.objectContaining(refusedWith(orderErrors.ServiceNotFound)))
    await expect(services.confirmTermination(caller, 1001, token))
      .rejects.toMatchObject(refusedWith(orderErrors.ServiceNotFound))
    expect(() => services.list(caller, { resourceName: okmsId }))
      .toThrow(expect.objectContaining(refusedWith(orderErrors.ServiceOfResourceNotFound)))
    expect(emails.ids(caller)).toEqual([1])
    expect(() => emails.get(caller, 2)).toThrow(expect.objectContaining(refusedWith(orderErrors.EmailNotFound)))
    expect(store.domains.find(okmsId)).toMatchObject({ name: 'first' })
  })
})
