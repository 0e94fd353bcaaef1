// An okms domain ordered and ended as Terraform does it (clients.md 4.3).

import { expect } from 'vitest'
import type { OvhCall } from '../../../harness/ovh-api.js'

/** A call that succeeds. */
export async function done (call: ReturnType<OvhCall>): Promise<unknown> {
  const { status, body } = await call
  expect({ status, body: status === 200 ? undefined : body as unknown }).toEqual({ status: 200, body: undefined })
  return body
}

export const item = { planCode: 'okms', duration: 'P1M', pricingMode: 'default', quantity: 1 }

export async function emptyCart (call: OvhCall, more: object = {}): Promise<string> {
  const { cartId } = await done(call('POST', '/1.0/order/cart', { ovhSubsidiary: 'FR', ...more })) as { cartId: string }
  return cartId
}

/** The cart that Terraform fills, with the members that no schema has. */
export async function filledCart (call: OvhCall, region = 'eu-west-sbg'): Promise<string> {
  const cartId = await emptyCart(call)
  expect(await done(call('POST', `/1.0/order/cart/${cartId}/assign`))).toBeNull()
  const configuration = { label: 'region', value: region }
  const added = await done(call('POST', `/1.0/order/cart/${cartId}/okms`, {
    ...item, configuration: [configuration], itemId: null, domain: null
  })) as { cartId: string, itemId: number }
  expect(added.cartId).toBe(cartId)
  expect(await done(call('POST', `/1.0/order/cart/${cartId}/item/${added.itemId}/configuration`, configuration)))
    .toMatchObject(configuration)
  return cartId
}

export async function checkedOut (call: OvhCall, cartId: string, body?: object): Promise<number> {
  const { orderId } = await done(call('POST', `/1.0/order/cart/${cartId}/checkout`, body)) as { orderId: number }
  return orderId
}

export async function pay (call: OvhCall, orderId: number): Promise<void> {
  const [id] = await done(call('GET', '/1.0/me/payment/method?default=true')) as readonly number[]
  expect(await done(call('POST', `/1.0/me/order/${orderId}/pay`, { paymentMethod: { id } }))).toBeNull()
}

export const statusOf = (call: OvhCall, orderId: number) => done(call('GET', `/1.0/me/order/${orderId}/status`))

/** The okmsIds that an order delivered. */
export async function delivered (call: OvhCall, orderId: number): Promise<readonly string[]> {
  expect(await statusOf(call, orderId)).toBe('delivered')
  const details = await done(call('GET', `/1.0/me/order/${orderId}/details`)) as readonly number[]
  return await Promise.all(details.map(async (detail) => {
    const route = `/1.0/me/order/${orderId}/details/${detail}`
    expect(await done(call('GET', `${route}/extension`))).toMatchObject({ order: { plan: { code: 'okms' } } })
    const { domain } = await done(call('GET', route)) as { domain: string }
    const [operation] = await done(call('GET', `${route}/operations`)) as readonly number[]
    expect(await done(call('GET', `${route}/operations/${operation ?? 0}`)))
      .toMatchObject({ status: 'done', resource: { name: domain } })
    return domain
  }))
}

export async function orderedDomain (call: OvhCall, region?: string): Promise<string> {
  const orderId = await checkedOut(call, await filledCart(call, region))
  await pay(call, orderId)
  const [okmsId] = await delivered(call, orderId)
  return okmsId ?? expect.fail('no domain')
}

export async function serviceOf (call: OvhCall, okmsId: string): Promise<number> {
  const ids = await done(call('GET', `/1.0/services?resourceName=${okmsId}`)) as readonly number[]
  expect(ids).toHaveLength(1)
  return ids[0] ?? 0
}

const history = '/1.0/me/notification/email/history'

/** The token of the e-mail that came with the request to end the service. */
export async function terminationToken (call: OvhCall, serviceId: number, okmsId: string): Promise<string> {
  const before = await done(call('GET', history)) as readonly number[]
  const last = before.at(-1) ?? expect.fail('the history is empty')
  await done(call('POST', `/1.0/services/${serviceId}/terminate`))
  const ids = await done(call('GET', history)) as readonly number[]
  const mails = await Promise.all(ids.filter((id) => id > last).map(async (id) =>
    await done(call('GET', `${history}/${id}`)) as { id: number, body: string }))
  const [mail, ...others] = mails.filter(({ body }) => body.includes(okmsId))
  expect(others).toEqual([])
  return /.*\/billing\/confirmTerminate\?id=[a-zA-Z0-9]+&token=([a-zA-Z0-9]+).*/.exec(mail?.body ?? '')?.[1] ??
    expect.fail('no token in the e-mail')
}
