// An order of okms domains, and how far its delivery is.

import type { Region } from '../access/region.js'

/** A line of an order: one okms domain. */
export interface OrderLine {
  readonly lineId: number
  /** The operation that creates the domain. */
  readonly operationId: number
  readonly itemId: number
  readonly region: Region
  /** Null until the order is paid. */
  readonly okmsId: string | null
}

/** Epoch milliseconds. With the payment, the domains are there; what is late is the status of the order. */
export interface Delivery {
  readonly paidAt: number
  readonly startsAt: number
  readonly endsAt: number
}

export interface Order {
  readonly orderId: number
  /** Epoch milliseconds. */
  readonly createdAt: number
  readonly lines: readonly OrderLine[]
  /** Null until it is paid. */
  readonly delivery: Delivery | null
}

/** Orders in a store; the oldest ones are forgotten when there are more. */
export const maxOrders = 10_000

export type OrderStatus = 'notPaid' | 'checking' | 'delivering' | 'delivered'

/** A clock that was set back to before the payment ends the delivery: otherwise it could take years. */
export function statusAt ({ delivery }: Order, now: number): OrderStatus {
  if (delivery === null) return 'notPaid'
  const { paidAt, startsAt, endsAt } = delivery
  if (now < paidAt || now >= endsAt) return 'delivered'
  return now < startsAt ? 'checking' : 'delivering'
}
