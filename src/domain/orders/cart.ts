// A cart, from which an order is made.

export interface CartConfiguration {
  readonly id: number
  readonly label: string
  readonly value: string
}

/** Some okms domains in one region. */
export interface CartItem {
  readonly itemId: number
  readonly quantity: number
  /** Each label once. */
  readonly configurations: readonly CartConfiguration[]
}

export interface Cart {
  /** Lower case UUID. */
  readonly cartId: string
  readonly description: string
  /** Epoch milliseconds from which it is gone; null for none. */
  readonly expiresAt: number | null
  /** Whether it belongs to the account, which alone can order. */
  readonly isAssigned: boolean
  readonly items: readonly CartItem[]
  /** The order that was made from it; it does not change any more. */
  readonly orderId: number | null
}

export const cartLimits = {
  /** Carts in a store; the oldest ones end when there are more. */
  carts: 1000,
  items: 10
} as const
