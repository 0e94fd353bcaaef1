import { describe, expect, it } from 'vitest'
import { orderErrors } from '../../../src/domain/errors/orders.js'
import { openStore } from '../../../src/store/open-store.js'
import { newStore, temporaryFolder } from '../../store/temporary.js'
import { anItem, ordering, payment, refusedWith, start } from './ordering.js'

/** How calls ended that were made at the same time: the rows of refusals, or nothing. */
const ends = async (calls: ReadonlyArray<Promise<unknown>>): Promise<readonly unknown[]> =>
  (await Promise.allSettled(calls)).map((end) =>
    end.status === 'fulfilled' ? undefined : (end.reason as { readonly kind: unknown }).kind)

describe('an order', () => {
  it('is made from a cart, paid, and delivered at once with its domains', async () => {
    const { orders, store, fullCart } = ordering()
    const { cartId } = fullCart('EU_WEST_SBG', 'ca-east-bhs')
    const before = store.domains.list().length
    const { orderId, lines } = await orders.checkOut(cartId, false)
    expect(orders.status(orderId)).toBe('notPaid')
    expect(lines).toMatchObject([{ region: 'eu-west-sbg', okmsId: null }, { region: 'ca-east-bhs', okmsId: null }])
    expect(store.domains.list()).toHaveLength(before)

    await orders.pay(orderId, payment)
    expect(orders.status(orderId)).toBe('delivered')
    const delivered = orders.get(orderId).lines.map(({ okmsId }) => store.domains.find(okmsId ?? ''))
    expect(delivered).toMatchObject([{ region: 'eu-west-sbg', createdAt: start }, { region: 'ca-east-bhs' }])
    expect(delivered.map((domain) => domain?.name)).toEqual(delivered.map((domain) => domain?.okmsId))
    expect(orders.line(orderId, lines[1]?.lineId ?? 0)).toMatchObject({ okmsId: delivered[1]?.okmsId })
  })

  it('has a domain for each unit of an item', async () => {
    const { carts, orders, store } = ordering()
    const { cartId } = carts.add({})
    carts.assign(cartId)
    const { itemId } = carts.addItem(cartId, { ...anItem, quantity: 3 })
    carts.configure(cartId, itemId, 'region', 'eu-west-par')
    expect(orders.preview(cartId)).toEqual(Array(3).fill({ itemId, region: 'eu-west-par' }))
    const { lines } = await orders.checkOut(cartId, true)
    const okmsIds = lines.map(({ okmsId }) => okmsId ?? '')
    expect(new Set(okmsIds).size).toBe(3)
    for (const okmsId of okmsIds) expect(store.domains.find(okmsId)).toMatchObject({ region: 'eu-west-par' })
  })

  it('is paid at checkout where that was requested, and with the mean of clients without a payment method', async () => {
    const { orders, ordered } = ordering()
    expect(orders.status((await ordered(true)).orderId)).toBe('delivered')
    const { orderId } = await ordered()
    await orders.pay(orderId, { paymentMean: 'fidelityAccount' })
    expect(orders.status(orderId)).toBe('delivered')
  })

  it('is checked and delivered over a while where that takes one, and its domain is there from the payment on', async () => {
    const { orders, store, time, ordered } = ordering({ delay: () => 6000 })
    const { orderId } = await ordered()
    await orders.pay(orderId, payment)
    const [line] = orders.get(orderId).lines
    expect(store.domains.find(line?.okmsId ?? '')).toBeDefined()
    const statuses = [0, 2999, 3000, 5999, 6000].map((passed) => {
      time.now = start + passed
      return orders.status(orderId)
    })
    expect(statuses).toEqual(['checking', 'checking', 'delivering', 'delivering', 'delivered'])
    time.now = start - 1
    expect(orders.status(orderId)).toBe('delivered')
  })

  it('is listed with others, by the time it was made', async () => {
    const { orders, time, ordered } = ordering()
    const first = await ordered()
    time.now += 1000
    const second = await ordered()
    const ids = (from?: number, until?: number) => orders.list(from, until).map(({ orderId }) => orderId)
    expect(ids()).toEqual([first.orderId, second.orderId])
    expect(ids(start + 1)).toEqual([second.orderId])
    expect(ids(undefined, start)).toEqual([first.orderId])
    expect(ids(start + 2000)).toEqual([])
  })

  it('survives a restart, as a cart does', async () => {
    const folder = temporaryFolder()
    const first = ordering({ store: newStore({ folder }) })
    const { orderId } = await first.ordered()
    const { cartId } = first.fullCart()
    first.store.close()
    const store = openStore({ folder }, { durable: false })
    const { orders } = ordering({ store })
    await orders.pay(orderId, payment)
    expect((await orders.checkOut(cartId, true)).orderId).toBeGreaterThan(orderId)
    expect(orders.list().map(({ orderId }) => orders.status(orderId))).toEqual(['delivered', 'delivered'])
    store.close()
  })
})

describe('at the same time', () => {
  it('several checkouts of a cart make one order', async () => {
    const { orders, fullCart } = ordering()
    const { cartId } = fullCart()
    const done = await ends([1, 2, 3].map(async () => await orders.checkOut(cartId, true)))
    expect(done).toEqual([undefined, orderErrors.CartCheckedOut, orderErrors.CartCheckedOut])
    expect(orders.list()).toHaveLength(1)
  })

  it('several payments of an order make one domain', async () => {
    const { orders, store, ordered } = ordering()
    const { orderId } = await ordered()
    const before = store.domains.list().length
    const done = await ends([1, 2, 3].map(async () => { await orders.pay(orderId, payment) }))
    expect(done).toEqual([undefined, orderErrors.OrderPaid, orderErrors.OrderPaid])
    expect(store.domains.list()).toHaveLength(before + 1)
    await expect(orders.pay(orderId, payment)).rejects.toMatchObject(refusedWith(orderErrors.OrderPaid))
    expect(store.domains.list()).toHaveLength(before + 1)
  })
})

it('a payment that cannot be stored leaves the order unpaid, and no domain', async () => {
  const store = newStore()
  const failing = {
    ...store,
    orders: {
      ...store.orders,
      put (order: Parameters<typeof store.orders.put>[0]) {
        if (order.delivery !== null) throw new Error('disk full')
        store.orders.put(order)
      }
    }
  }
  const { orders, fullCart } = ordering({ store: failing })
  const before = store.domains.list()
  const { orderId } = await orders.checkOut(fullCart('eu-west-sbg', 'eu-west-gra').cartId, false)
  await expect(orders.pay(orderId, payment)).rejects.toThrow('disk full')
  expect(store.domains.list()).toEqual(before)
  expect(orders.status(orderId)).toBe('notPaid')
})

describe('what is refused', () => {
  it('a cart that cannot be ordered, with everything that is missing', async () => {
    const { carts, orders } = ordering()
    const { cartId } = carts.add({})
    const message = `cartId: the cart belongs to no account; call POST /order/cart/${cartId}/assign first; cartId: the cart is empty; call POST /order/cart/${cartId}/okms first`
    expect(() => orders.preview(cartId)).toThrow(message)
    await expect(orders.checkOut(cartId, true)).rejects.toMatchObject({ kind: orderErrors.CartIncomplete, message })
    const { itemId } = carts.addItem(cartId, anItem)
    carts.assign(cartId)
    await expect(orders.checkOut(cartId, true)).rejects.toThrow(`itemId: item ${itemId} has no region; call POST /order/cart/${cartId}/item/${itemId}/configuration with the label region first`)
    expect(orders.list()).toEqual([])
  })

  it.each([
    [{ paymentMethodId: 7 }, 'paymentMethod: the id 1 is accepted; see GET /me/payment/method'],
    [{ paymentMean: 'PAYPAL' }, 'paymentMean: fidelityAccount is accepted']
  ])('a payment that is not offered: %j', async (other, message) => {
    const { orders, ordered } = ordering()
    const { orderId } = await ordered()
    await expect(orders.pay(orderId, other)).rejects.toMatchObject({ kind: orderErrors.OrderRequestInvalid, message })
    expect(orders.status(orderId)).toBe('notPaid')
  })

  it('an order or a line that is not there', async () => {
    const { orders, ordered } = ordering()
    const notThere: object = expect.objectContaining(refusedWith(orderErrors.OrderNotFound))
    for (const call of [() => orders.get(1), () => orders.status(1), () => orders.line(1, 1)]) {
      expect(call).toThrow(notThere)
    }
    await expect(orders.pay(1, payment)).rejects.toEqual(notThere)
    const { orderId } = await ordered()
    expect(() => orders.line(orderId, 1))
      .toThrow(expect.objectContaining(refusedWith(orderErrors.OrderLineNotFound)))
  })
})
