import { describe, expect, it } from 'vitest'
import { orderErrors } from '../../../src/domain/errors/orders.js'
import { cartLimits } from '../../../src/domain/orders/cart.js'
import { offer } from '../../../src/domain/orders/offer.js'
import { anItem, ordering, refusedWith, start } from './ordering.js'

const nowhere = '00000000-0000-4000-8000-000000000000'

describe('a cart', () => {
  it('is filled and configured', () => {
    const { carts } = ordering()
    const { cartId } = carts.add({ description: 'mine', expiresAt: start + 1000 })
    const item = carts.addItem(cartId, { ...anItem, quantity: 2 })
    const configuration = carts.configure(cartId, item.itemId, 'region', 'EU_WEST_GRA')
    expect(configuration).toMatchObject({ label: 'region', value: 'EU_WEST_GRA' })
    expect(carts.item(cartId, item.itemId)).toEqual({
      itemId: item.itemId, quantity: 2, configurations: [configuration]
    })
    carts.assign(cartId)
    expect(carts.get(cartId.toUpperCase())).toMatchObject({
      cartId, description: 'mine', expiresAt: start + 1000, isAssigned: true, orderId: null, items: [{ quantity: 2 }]
    })
  })

  it('has each label once: the last value counts', () => {
    const { carts } = ordering()
    const { cartId } = carts.add({})
    const { itemId } = carts.addItem(cartId, anItem)
    const first = carts.configure(cartId, itemId, 'region', 'eu-west-rbx')
    const second = carts.configure(cartId, itemId, 'region', 'eu-west-gra')
    expect(second.id).toBeGreaterThan(first.id)
    expect(carts.item(cartId, itemId).configurations).toEqual([second])
  })

  it('is gone when its time is over, and when it is removed', () => {
    const { carts, time } = ordering()
    const { cartId } = carts.add({ expiresAt: start + 1000 })
    const other = carts.add({})
    time.now += 999
    expect(carts.get(cartId)).toMatchObject({ cartId })
    time.now += 1
    expect(() => carts.get(cartId)).toThrow(expect.objectContaining(refusedWith(orderErrors.CartNotFound)))
    carts.remove(other.cartId)
    expect(() => { carts.remove(other.cartId) })
      .toThrow(expect.objectContaining(refusedWith(orderErrors.CartNotFound)))
  })

  it('ends when many others are made, the oldest first', () => {
    const { carts, store } = ordering()
    const [oldest, second] = Array.from({ length: cartLimits.carts + 1 }, () => carts.add({}).cartId)
    expect(store.carts.find(oldest ?? '')).toBeUndefined()
    expect(store.carts.find(second ?? '')).toBeDefined()
  })

  it('leaves no row behind when its time is over and another one is made', () => {
    const { carts, store, time } = ordering()
    const { cartId } = carts.add({ expiresAt: start + 1000 })
    time.now += 1000
    carts.add({})
    expect(store.carts.find(cartId)).toBeUndefined()
  })
})

describe('what is refused', () => {
  it.each<[string, Partial<typeof anItem>, string]>([
    ['another plan', { planCode: 'vps' }, 'planCode: okms is accepted'],
    ['another duration', { duration: 'P1Y' }, 'duration: P1M is accepted'],
    ['another way of paying', { pricingMode: 'upfront12' }, 'pricingMode: default is accepted'],
    ['none', { quantity: 0 }, 'quantity: 1 to 10 are accepted'],
    ['too many', { quantity: offer.maxQuantity + 1 }, 'quantity: 1 to 10 are accepted'],
    ['very many', { quantity: Number.MAX_SAFE_INTEGER }, 'quantity: 1 to 10 are accepted'],
    ['a part', { quantity: 1.5 }, 'quantity: 1 to 10 are accepted']
  ])('an item of %s', (_, change, message) => {
    const { carts } = ordering()
    const { cartId } = carts.add({})
    expect(() => carts.addItem(cartId, { ...anItem, ...change }))
      .toThrow(expect.objectContaining({ kind: orderErrors.OrderRequestInvalid, message }))
    expect(carts.get(cartId).items).toEqual([])
  })

  it.each([
    ['colour', 'eu-west-rbx', 'label: region is accepted'],
    ['region', 'eu-west-nowhere', /^configurationValue: a region is accepted: ap-south-mum, .*eu-west-sbg$/]
  ])('a configuration %s=%s', (label, value, message) => {
    const { carts } = ordering()
    const { cartId } = carts.add({})
    const { itemId } = carts.addItem(cartId, anItem)
    expect(() => carts.configure(cartId, itemId, label, value)).toThrow(message)
    expect(carts.item(cartId, itemId).configurations).toEqual([])
  })

  it('an end that is over', () => {
    expect(() => ordering().carts.add({ expiresAt: start })).toThrow('expire: a time in the future is accepted')
  })

  it('more items than a cart holds', () => {
    const { carts } = ordering()
    const { cartId } = carts.add({})
    for (let count = 0; count < cartLimits.items; count++) carts.addItem(cartId, anItem)
    expect(() => carts.addItem(cartId, anItem))
      .toThrow(expect.objectContaining(refusedWith(orderErrors.CartFull)))
  })

  it('a cart or an item that is not there', () => {
    const { carts, fullCart } = ordering()
    for (const call of [
      () => carts.get(nowhere), () => carts.get(''), () => { carts.assign(nowhere) },
      () => carts.addItem(nowhere, anItem), () => carts.configure(nowhere, 1, 'region', 'eu-west-rbx')
    ]) expect(call).toThrow(expect.objectContaining(refusedWith(orderErrors.CartNotFound)))
    const { cartId } = fullCart()
    for (const call of [() => carts.item(cartId, 7), () => carts.configure(cartId, 7, 'region', 'eu-west-rbx')]) {
      expect(call).toThrow(expect.objectContaining(refusedWith(orderErrors.CartItemNotFound)))
    }
  })

  it('a change of a cart that was checked out', async () => {
    const { carts, orders, fullCart } = ordering()
    const { cartId, items } = fullCart()
    await orders.checkOut(cartId, false)
    for (const call of [
      () => carts.addItem(cartId, anItem),
      () => carts.configure(cartId, items[0]?.itemId ?? 0, 'region', 'eu-west-gra'),
      () => { carts.assign(cartId) }
    ]) expect(call).toThrow(expect.objectContaining(refusedWith(orderErrors.CartCheckedOut)))
  })
})
