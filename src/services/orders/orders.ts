// Orders: made from carts, paid, delivered. With the payment, its okms domains are added in the same transaction; where
// the server is as slow as the service, the order says so later.

import { readRegion, type Region } from '../../domain/access/region.js'
import type { Clock } from '../../domain/clock.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { orderErrors } from '../../domain/errors/orders.js'
import type { Cart, CartItem } from '../../domain/orders/cart.js'
import { regionLabel } from '../../domain/orders/offer.js'
import { maxOrders, statusAt, type Order, type OrderLine, type OrderStatus } from '../../domain/orders/order.js'
import { freePaymentMean, paymentMethods } from '../../domain/orders/payment-methods.js'
import type { Store } from '../../domain/ports.js'
import type { OkmsDomains } from '../access/okms-domains.js'
import { violations } from '../access/name-rules.js'
import type { Carts } from './carts.js'

/** What an order of a cart would have. */
export type PlannedLine = Pick<OrderLine, 'itemId' | 'region'>

export type Payment = { readonly paymentMethodId: number } | { readonly paymentMean: string }

/** Each refuses OrderNotFound. */
export interface Orders {
  /** Refuses CartNotFound, and CartIncomplete for a cart that cannot be ordered. */
  preview (cartId: string): readonly PlannedLine[]
  /** Refuses as `preview`, and CartCheckedOut. @param isPaid Also pays the order. */
  checkOut (cartId: string, isPaid: boolean): Promise<Order>
  /** Oldest first, from and until these times. */
  list (from?: number, until?: number): readonly Order[]
  get (orderId: number): Order
  status (orderId: number): OrderStatus
  /** Refuses OrderRequestInvalid for a payment that is not offered, and OrderPaid. */
  pay (orderId: number, payment: Payment): Promise<void>
  /** Refuses OrderLineNotFound. */
  line (orderId: number, lineId: number): OrderLine
  /** The line of which this is the operation. Refuses OperationNotFound too. */
  operation (orderId: number, lineId: number, operationId: number): OrderLine
}

export interface OrdersOptions {
  readonly store: Pick<Store, 'atomically' | 'carts' | 'orders' | 'domains'>
  readonly carts: Pick<Carts, 'get'>
  readonly domains: Pick<OkmsDomains, 'prepare'>
  readonly clock: Clock
  /** Milliseconds that the next delivery takes; by default none. */
  readonly delay?: (() => number) | undefined
}

export function createOrders ({ store, carts, domains, clock, delay = () => 0 }: OrdersOptions): Orders {
  const { orders } = store

  function get (orderId: number): Order {
    const order = orders.find(orderId)
    if (order === undefined) throw refusal(orderErrors.OrderNotFound, orderId)
    return order
  }

  /** Refuses OrderPaid. */
  function unpaid (orderId: number): Order {
    const order = get(orderId)
    if (order.delivery !== null) throw refusal(orderErrors.OrderPaid, orderId)
    return order
  }

  function line (orderId: number, lineId: number): OrderLine {
    const found = get(orderId).lines.find((one) => one.lineId === lineId)
    if (found === undefined) throw refusal(orderErrors.OrderLineNotFound, lineId)
    return found
  }

  function order (cartId: string): Order {
    return store.atomically(() => {
      const cart = carts.get(cartId)
      if (cart.orderId !== null) throw refusal(orderErrors.CartCheckedOut, cart.orderId)
      const lines = plannedLines(cart).map((line) =>
        ({ ...line, lineId: orders.nextNumber(), operationId: orders.nextNumber(), okmsId: null }))
      const order = { orderId: orders.nextNumber(), createdAt: clock(), lines, delivery: null }
      orders.removeOldest(maxOrders - 1)
      orders.put(order)
      store.carts.put({ ...cart, orderId: order.orderId })
      return order
    })
  }

  async function deliver (orderId: number): Promise<void> {
    const { lines } = unpaid(orderId)
    const added = await Promise.all(lines.map(async (line) => ({
      line, domain: await domains.prepare({ region: line.region })
    })))
    store.atomically(() => {
      // It may have been paid meanwhile, and its domains are added then.
      const order = unpaid(orderId)
      for (const { domain } of added) {
        if (store.domains.find(domain.okmsId) !== undefined) throw refusal(accessErrors.DomainExists, domain.okmsId)
        store.domains.insert(domain)
      }
      const paidAt = clock()
      const time = delay()
      orders.put({
        ...order,
        lines: added.map(({ line, domain: { okmsId } }) => ({ ...line, okmsId })),
        delivery: { paidAt, startsAt: Math.floor(paidAt + time / 2), endsAt: Math.floor(paidAt + time) }
      })
    })
  }

  return {
    preview: (cartId) => plannedLines(carts.get(cartId)),

    async checkOut (cartId, isPaid) {
      const { orderId } = order(cartId)
      if (isPaid) await deliver(orderId)
      return get(orderId)
    },

    list: (from = 0, until = Infinity) =>
      orders.list().filter(({ createdAt }) => createdAt >= from && createdAt <= until),

    get,
    status: (orderId) => statusAt(get(orderId), clock()),

    async pay (orderId, payment) {
      unpaid(orderId)
      const problems = problemsOf(payment)
      if (problems.length > 0) throw refusal(orderErrors.OrderRequestInvalid, problems)
      await deliver(orderId)
    },

    line,

    operation (orderId, lineId, operationId) {
      const found = line(orderId, lineId)
      if (found.operationId !== operationId) throw refusal(orderErrors.OperationNotFound, operationId)
      return found
    }
  }
}

function plannedLines ({ cartId, isAssigned, items }: Cart): readonly PlannedLine[] {
  const problems = violations([
    [isAssigned, 'cartId', `the cart belongs to no account; call POST /order/cart/${cartId}/assign first`],
    [items.length > 0, 'cartId', `the cart is empty; call POST /order/cart/${cartId}/okms first`],
    ...items.map((item) => [
      regionOf(item) !== undefined,
      'itemId',
      `item ${item.itemId} has no ${regionLabel}; call POST /order/cart/${cartId}/item/${item.itemId}/configuration with the label ${regionLabel} first`
    ] as const)
  ])
  if (problems.length > 0) throw refusal(orderErrors.CartIncomplete, problems)
  return items.flatMap((item) => {
    const region = regionOf(item)
    return region === undefined
      ? []
      : Array.from({ length: item.quantity }, () => ({ itemId: item.itemId, region }))
  })
}

function regionOf ({ configurations }: CartItem): Region | undefined {
  const configuration = configurations.find(({ label }) => label === regionLabel)
  return configuration && readRegion(configuration.value)
}

const problemsOf = (payment: Payment) => violations([
  'paymentMethodId' in payment
    ? [
        paymentMethods.some(({ id }) => id === payment.paymentMethodId),
        'paymentMethod',
        `${paymentMethods.map(({ id }) => `the id ${id}`).join(' or ')} is accepted; see GET /me/payment/method`
      ]
    : [payment.paymentMean === freePaymentMean, 'paymentMean', `${freePaymentMean} is accepted`]
])
