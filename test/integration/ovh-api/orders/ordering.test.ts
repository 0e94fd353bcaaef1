// Orders over HTTP: the sequences of Terraform and of the control panel, and what a client can do wrong.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../../harness/emulator.js'
import { ovhCalls, type OvhCall } from '../../../harness/ovh-api.js'
import {
  checkedOut, delivered, done, emptyCart, filledCart, item, orderedDomain, pay, serviceOf, statusOf, terminationToken
} from './ordering.js'

let emulator: TestEmulator
let signed: OvhCall
let unsigned: OvhCall
beforeAll(async () => {
  emulator = await startTestEmulator()
  signed = ovhCalls(emulator)
  const client = emulator.clientWith({})
  unsigned = (method, path, body) => client.request(method, path, body)
})
afterAll(async () => { await emulator.close() })

const nowhere = '00000000-0000-4000-8000-000000000000'

const domains = async (): Promise<readonly string[]> =>
  (await emulator.admin.request('GET', '/_emulator/domains')).body.map(({ okmsId }: { okmsId: string }) => okmsId)

describe('an okms domain', () => {
  it('is ordered, used on the data plane, renamed and ended', async () => {
    const okmsId = await orderedDomain(signed, 'EU_WEST_SBG')
    const resource = `/v2/okms/resource/${okmsId}?publicCA=true`
    expect(await done(signed('GET', resource))).toMatchObject({
      id: okmsId, region: 'eu-west-sbg', iam: { displayName: okmsId, urn: `urn:v1:eu:resource:okms:${okmsId}` }
    })
    expect((await emulator.admin.request('GET', `/_emulator/domains/${okmsId}`)).body)
      .toMatchObject({ okmsId, region: 'eu-west-sbg' })

    const credentials = `/_emulator/domains/${okmsId}/credentials`
    const { body: credential } = await emulator.admin.request('POST', credentials, { name: 'app' })
    const client = emulator.clientWith({
      certificate: { certificatePem: credential.certificatePEM, privateKeyPem: credential.privateKeyPEM }
    })
    const key = { name: 'k', type: 'oct', size: 256, operations: ['encrypt', 'decrypt'] }
    expect(await client.request('POST', `/api/${okmsId}/v1/servicekey`, key)).toMatchObject({ status: 201 })

    const serviceId = await serviceOf(signed, okmsId)
    expect(await done(signed('PUT', `/1.0/services/${serviceId}`, { displayName: 'orders-kms' }))).toBeNull()
    expect(await done(signed('GET', resource))).toMatchObject({ id: okmsId, iam: { displayName: 'orders-kms' } })
    expect(await done(signed('GET', `/1.0/services/${serviceId}`))).toMatchObject({
      serviceId,
      resource: { name: okmsId, displayName: 'orders-kms' },
      route: { url: `/okms/resource/${okmsId}` },
      billing: { plan: { code: 'okms' }, lifecycle: { current: { state: 'active' } } }
    })

    const token = await terminationToken(signed, serviceId, okmsId)
    expect(await done(signed('POST', `/1.0/services/${serviceId}/terminate/confirm`, { token })))
      .toMatchObject({ message: expect.stringContaining('removed') as unknown })
    expect(await domains()).not.toContain(okmsId)
    expect(await client.request('GET', `/api/${okmsId}/v1/servicekey`)).toMatchObject({ status: 401 })
    expect(await signed('GET', resource)).toMatchObject({ status: 404 })
    const expired = { status: 460, body: { class: 'Client::Expired' } }
    expect(await signed('POST', `/1.0/services/${serviceId}/terminate`)).toMatchObject(expired)
    expect(await signed('GET', `/1.0/services/${serviceId}`)).toMatchObject(expired)
    expect(await signed('PUT', `/1.0/services/${serviceId}`, { displayName: 'x' })).toMatchObject(expired)
    expect(await signed('POST', `/1.0/services/${serviceId}/terminate/confirm`, { token })).toMatchObject(expired)
    expect(await signed('GET', `/1.0/services?resourceName=${okmsId}`))
      .toMatchObject({ status: 404, body: { class: 'Client::NotFound' } })
  })

  it('is ordered without a payment method', async () => {
    const cartId = await filledCart(signed)
    expect(await done(signed('GET', `/1.0/order/cart/${cartId}/checkout`)))
      .toMatchObject({ orderId: null, prices: { withoutTax: { value: 0 } } })
    const orderId = await checkedOut(signed, cartId)
    expect(await statusOf(signed, orderId)).toBe('notPaid')
    const route = `/1.0/me/order/${orderId}`
    const mean = { paymentMean: 'fidelityAccount' }
    expect(await done(signed('POST', `${route}/payWithRegisteredPaymentMean`, mean))).toBeNull()
    expect(await domains()).toEqual(expect.arrayContaining([...await delivered(signed, orderId)]))
  })

  it('is ordered as the control panel does it, and through /v1 as well', async () => {
    const cartId = await filledCart((method, path, body) => signed(method, path.replace('/1.0/', '/v1/'), body))
    const orderId = await checkedOut(signed, cartId, {
      autoPayWithPreferredPaymentMethod: true, waiveRetractationPeriod: true
    })
    expect(await delivered(signed, orderId)).toHaveLength(1)
    expect(await done(signed('GET', `/1.0/order/cart/${cartId}`))).toMatchObject({ readOnly: true })
    expect(await done(signed('GET', '/1.0/me/order'))).toContain(orderId)
    expect(await done(signed('GET', `/1.0/me/order/${orderId}`))).toMatchObject({ orderId, priceWithTax: { value: 0 } })
  })

  it('that was added otherwise has a service too', async () => {
    const request = { name: 'by admin API', region: 'ca-east-tor' }
    const { body: { okmsId } } = await emulator.admin.request('POST', '/_emulator/domains', request)
    const serviceId = await serviceOf(signed, okmsId as string)
    expect(await done(signed('GET', '/1.0/services'))).toContain(serviceId)
    expect(await done(signed('GET', '/1.0/services?sort=DESC&routes=/okms/resource/{okmsId}'))).toContain(serviceId)
    expect(await done(signed('GET', `/1.0/services/${serviceId}`)))
      .toMatchObject({ resource: { displayName: 'by admin API' } })
  })
})

describe('a cart', () => {
  it('is filled by clients without credentials, and ordered by the account alone', async () => {
    const cartId = await emptyCart(unsigned, { description: 'mine' })
    const { itemId } = await done(unsigned('POST', `/1.0/order/cart/${cartId}/okms`, item)) as { itemId: number }
    const route = `/1.0/order/cart/${cartId}`
    expect(await done(unsigned('GET', `${route}/item/${itemId}/requiredConfiguration`)))
      .toEqual([{ label: 'region', required: true, type: 'string', fields: null }])
    const configuration = `${route}/item/${itemId}/configuration`
    const region = { label: 'region', value: 'eu-west-gra' }
    const { id } = await done(unsigned('POST', configuration, region)) as { id: number }
    expect(await done(unsigned('GET', `${configuration}?label=region`))).toEqual([id])
    expect(await done(unsigned('GET', `${configuration}?label=other`))).toEqual([])
    expect(await done(unsigned('GET', `${route}/item`))).toEqual([itemId])
    expect(await done(unsigned('GET', `${route}/item/${itemId}`))).toMatchObject({ configurations: [id] })
    expect(await done(unsigned('GET', route)))
      .toMatchObject({ cartId, description: 'mine', items: [itemId], readOnly: false })
    expect(await done(unsigned('GET', `${route}/okms`))).toMatchObject([{ planCode: 'okms' }])
    for (const [method, path] of [
      ['POST', '/assign'], ['POST', '/checkout'], ['GET', '/checkout'], ['DELETE', '']
    ] as const) expect((await unsigned(method, route + path)).status).toBe(403)
    expect(await done(signed('DELETE', route))).toBeNull()
    expect(await signed('GET', route)).toMatchObject({ status: 404, body: { class: 'Client::NotFound' } })
  })

  it('is gone when its time is over', async () => {
    const expire = new Date(emulator.clock() + 60_000).toISOString()
    const cartId = await emptyCart(signed, { expire })
    expect(await done(signed('GET', `/1.0/order/cart/${cartId}`))).toMatchObject({ cartId })
    emulator.clock.advance(60_000)
    expect(await signed('POST', `/1.0/order/cart/${cartId}/okms`, item)).toMatchObject({ status: 404 })
  })

  it('is refused at checkout while something is missing, with what it is', async () => {
    const cartId = await emptyCart(signed)
    const message: unknown = expect.stringContaining(`POST /order/cart/${cartId}/assign first`)
    expect(await signed('POST', `/1.0/order/cart/${cartId}/checkout`))
      .toMatchObject({ status: 400, body: { class: 'Client::BadRequest', message } })
    expect(await done(signed('GET', `/1.0/order/cart/${cartId}`))).toMatchObject({ readOnly: false })
  })
})

describe('at the same time', () => {
  it('checkouts of one cart make one order, and payments of one order one domain', async () => {
    const cartId = await filledCart(signed)
    const five = Array.from({ length: 5 })
    const before = (await domains()).length
    const statuses = async (method: string, path: string, body?: object) =>
      (await Promise.all(five.map(() => signed(method, path, body)))).map(({ status }) => status).sort()
    expect(await statuses('POST', `/1.0/order/cart/${cartId}/checkout`)).toEqual([200, 409, 409, 409, 409])
    const orderId = (await done(signed('GET', '/1.0/me/order')) as readonly number[]).at(-1) ?? 0
    expect(await statuses('POST', `/1.0/me/order/${orderId}/pay`, { paymentMethod: { id: 1 } }))
      .toEqual([200, 409, 409, 409, 409])
    expect(await domains()).toHaveLength(before + 1)
  })
})

describe('what is refused', () => {
  it.each([
    ['GET', `/1.0/order/cart/${nowhere}`, undefined, 404],
    ['GET', '/1.0/order/cart/x', undefined, 404],
    ['POST', `/1.0/order/cart/${nowhere}/okms`, item, 404],
    ['POST', '/1.0/order/cart', { ovhSubsidiary: 'XX' }, 400],
    ['POST', '/1.0/order/cart', { ovhSubsidiary: 'FR', expire: 'tomorrow' }, 400],
    ['POST', '/1.0/order/cart', { ovhSubsidiary: 'FR', expire: '2001-01-01T00:00:00Z' }, 400],
    ['GET', '/1.0/me/order/1', undefined, 404],
    ['GET', '/1.0/me/order/x', undefined, 400],
    ['GET', '/1.0/me/order/99999999999999999999', undefined, 400],
    ['GET', '/1.0/me/order/1/status', undefined, 404],
    ['POST', '/1.0/me/order/1/pay', { paymentMethod: { id: 1 } }, 404],
    ['POST', '/1.0/me/order/1/pay', { paymentMethod: {} }, 400],
    ['POST', '/1.0/me/order/1/pay', {}, 400],
    ['GET', `/1.0/services?resourceName=${nowhere}`, undefined, 404],
    ['GET', '/1.0/services?resourceName=', undefined, 404],
    ['GET', '/1.0/services?routes=/me', undefined, 404],
    ['GET', '/1.0/services/1', undefined, 404],
    ['GET', '/1.0/services/-1', undefined, 404],
    ['POST', '/1.0/services/999999/terminate', undefined, 404],
    ['GET', '/1.0/me/notification/email/history/999999', undefined, 404]
  ] as const)('%s %s %j: %d', async (method, path, body, status) => {
    const reply = await signed(method, path, body)
    expect(reply).toMatchObject({ status, body: { message: expect.any(String) as unknown } })
    expect((reply.body as { class: string }).class).toBe(status === 404 ? 'Client::NotFound' : 'Client::BadRequest')
  })

  it.each([
    [{ quantity: 0 }], [{ quantity: 11 }], [{ quantity: 1e15 }], [{ quantity: '1' }], [{ quantity: 1.5 }],
    [{ planCode: 'vps' }], [{ duration: 'P1Y' }], [{ pricingMode: 7 }]
  ])('an item with %j', async (change) => {
    const cartId = await emptyCart(signed)
    const added = signed('POST', `/1.0/order/cart/${cartId}/okms`, { ...item, ...change })
    expect(await added).toMatchObject({ status: 400 })
    expect(await done(signed('GET', `/1.0/order/cart/${cartId}/item`))).toEqual([])
  })

  it('a wrong token, which removes nothing', async () => {
    const okmsId = await orderedDomain(signed)
    const serviceId = await serviceOf(signed, okmsId)
    const token = await terminationToken(signed, serviceId, okmsId)
    const confirm = (body: object) => signed('POST', `/1.0/services/${serviceId}/terminate/confirm`, body)
    for (const body of [{ token: 'x' }, { token: `${token}0` }, { token: '' }, {}, { token: 7 }]) {
      expect(await confirm(body)).toMatchObject({ status: 400 })
    }
    expect(emulator.log()).not.toContain(token)
    expect(await domains()).toContain(okmsId)
    expect(await confirm({ token })).toMatchObject({ status: 200 })
  })

  it('a display name past the limits', async () => {
    const okmsId = await orderedDomain(signed)
    const serviceId = await serviceOf(signed, okmsId)
    for (const displayName of ['', 'x'.repeat(51), 'é']) {
      expect(await signed('PUT', `/1.0/services/${serviceId}`, { displayName })).toMatchObject({ status: 400 })
    }
    expect(await done(signed('PUT', `/1.0/services/${serviceId}`, { displayName: null }))).toBeNull()
    expect(await done(signed('GET', `/1.0/services/${serviceId}`))).toMatchObject({ resource: { displayName: okmsId } })
  })
})

describe('a server as slow as the service', () => {
  it('delivers an order after a while by its clock, and all is there then', async () => {
    const slow = await startTestEmulator({ flags: ['--ephemeral', '--service-like'] })
    const signed = ovhCalls(slow)
    const orderId = await checkedOut(signed, await filledCart(signed))
    await pay(signed, orderId)
    expect(await statusOf(signed, orderId)).toBe('checking')
    const [detail] = await done(signed('GET', `/1.0/me/order/${orderId}/details`)) as readonly number[]
    expect(await done(signed('GET', `/1.0/me/order/${orderId}/details/${detail ?? 0}`))).toMatchObject({ domain: '' })
    slow.clock.advance(4000)
    expect(await statusOf(signed, orderId)).toBe('delivering')
    slow.clock.advance(4000)
    const [okmsId] = await delivered(signed, orderId)
    expect(await done(signed('GET', `/v2/okms/resource/${okmsId ?? ''}`))).toMatchObject({ id: okmsId })
    await slow.close()
  })
})

describe('a restart', () => {
  it('keeps carts, orders, services and e-mails', async () => {
    const first = await startTestEmulator({ flags: [] })
    const before = ovhCalls(first)
    const cartId = await filledCart(before)
    const orderId = await checkedOut(before, await filledCart(before))
    const okmsId = await orderedDomain(before)
    const serviceId = await serviceOf(before, okmsId)
    const token = await terminationToken(before, serviceId, okmsId)
    const again = await first.restart()
    const signed = ovhCalls(again)
    await pay(signed, orderId)
    expect(await delivered(signed, orderId)).toHaveLength(1)
    expect(await checkedOut(signed, cartId)).toBeGreaterThan(orderId)
    expect(await done(signed('POST', `/1.0/services/${serviceId}/terminate/confirm`, { token }))).toBeDefined()
    await again.close()
  })
})

describe('a token of one domain', () => {
  it('has the service of that domain alone', async () => {
    const okmsId = await orderedDomain(signed)
    const other = await orderedDomain(signed)
    const request = { name: 't', okmsIds: [okmsId] }
    const { body: { token } } = await emulator.admin.request('POST', '/_emulator/tokens', request)
    const client = emulator.clientWith({})
    const byToken: OvhCall = (method, path, body) =>
      client.request(method, path, body, { headers: { authorization: `Bearer ${token}` } })
    const [own, others] = [await serviceOf(signed, okmsId), await serviceOf(signed, other)]
    expect(await done(byToken('GET', '/1.0/services'))).toEqual([own])
    expect(await done(byToken('PUT', `/1.0/services/${own}`, { displayName: 'mine' }))).toBeNull()
    for (const [method, path, body] of [
      ['GET', `/1.0/services?resourceName=${other}`],
      ['PUT', `/1.0/services/${others}`, { displayName: 'x' }],
      ['POST', `/1.0/services/${others}/terminate`]
    ] as const) expect((await byToken(method, path, body)).status).toBe(404)
    const confirmation = await terminationToken(signed, others, other)
    const reply = await byToken('POST', `/1.0/services/${others}/terminate/confirm`, { token: confirmation })
    expect(reply.status).toBe(404)
    expect(await done(byToken('GET', '/1.0/me/notification/email/history'))).toEqual([1])
    expect(await domains()).toContain(other)
  })
})
