// Carts: made, filled and configured until they are checked out.

import { readRegion, regionIds } from '../../domain/access/region.js'
import type { Clock } from '../../domain/clock.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { orderErrors } from '../../domain/errors/orders.js'
import type { Problem } from '../../domain/errors/wording.js'
import { cartLimits, type Cart, type CartConfiguration, type CartItem } from '../../domain/orders/cart.js'
import { offer, regionLabel } from '../../domain/orders/offer.js'
import type { Store } from '../../domain/ports.js'
import { violations, type Rule } from '../access/name-rules.js'

export interface CartRequest {
  readonly description?: string | undefined
  /** Epoch milliseconds. */
  readonly expiresAt?: number | undefined
}

export interface ItemRequest {
  readonly planCode: string
  readonly duration: string
  readonly pricingMode: string
  readonly quantity: number
}

/** Each refuses CartNotFound. Changes refuse CartCheckedOut. */
export interface Carts {
  /** Refuses OrderRequestInvalid. */
  add (request: CartRequest): Cart
  get (cartId: string): Cart
  /** The orders that were made from it stay. */
  remove (cartId: string): void
  /** Gives the cart to the account. */
  assign (cartId: string): void
  /** Refuses OrderRequestInvalid and CartFull. */
  addItem (cartId: string, request: ItemRequest): CartItem
  /** Refuses CartItemNotFound, as `configure`. */
  item (cartId: string, itemId: number): CartItem
  /** Sets what the item has under this label. Refuses OrderRequestInvalid. */
  configure (cartId: string, itemId: number, label: string, value: string): CartConfiguration
}

export interface CartsOptions {
  readonly store: Pick<Store, 'atomically' | 'carts' | 'orders'>
  readonly clock: Clock
  /** Makes a new lower case UUID. */
  readonly newId: () => string
}

export function createCarts ({ store, clock, newId }: CartsOptions): Carts {
  const { carts, orders } = store

  function get (cartId: string): Cart {
    const cart = carts.find(cartId.toLowerCase())
    if (cart === undefined || (cart.expiresAt !== null && cart.expiresAt <= clock())) {
      throw refusal(orderErrors.CartNotFound, cartId)
    }
    return cart
  }

  function changed<Part> (cartId: string, change: (cart: Cart) => { readonly cart: Cart, readonly part: Part }): Part {
    return store.atomically(() => {
      const before = get(cartId)
      if (before.orderId !== null) throw refusal(orderErrors.CartCheckedOut, before.orderId)
      const { cart, part } = change(before)
      carts.put(cart)
      return part
    })
  }

  return {
    add ({ description = '', expiresAt = null }) {
      const now = clock()
      const isAhead = expiresAt === null || expiresAt > now
      refuseProblems(violations([[isAhead, 'expire', 'a time in the future is accepted']]))
      const cart = { cartId: newId(), description, expiresAt, isAssigned: false, items: [], orderId: null }
      store.atomically(() => {
        carts.removeOld(now, cartLimits.carts - 1)
        carts.put(cart)
      })
      return cart
    },

    get,

    remove (cartId) {
      store.atomically(() => carts.remove(get(cartId).cartId))
    },

    assign (cartId) {
      changed(cartId, (cart) => ({ cart: { ...cart, isAssigned: true }, part: undefined }))
    },

    addItem (cartId, request) {
      refuseProblems(violations(itemRules(request)))
      return changed(cartId, (cart) => {
        const { items } = cart
        if (items.length >= cartLimits.items) throw refusal(orderErrors.CartFull, cartLimits.items)
        const item = { itemId: orders.nextNumber(), quantity: request.quantity, configurations: [] }
        return { cart: { ...cart, items: [...items, item] }, part: item }
      })
    },

    item: (cartId, itemId) => itemOf(get(cartId), itemId),

    configure (cartId, itemId, label, value) {
      const region = readRegion(value)
      refuseProblems(violations([
        [label === regionLabel, 'label', `${regionLabel} is accepted`],
        [region !== undefined, 'configurationValue', `a region is accepted: ${regionIds.join(', ')}`]
      ]))
      return changed(cartId, (cart) => {
        const item = itemOf(cart, itemId)
        const configuration = { id: orders.nextNumber(), label, value }
        const others = item.configurations.filter((one) => one.label !== label)
        const configured = { ...item, configurations: [...others, configuration] }
        return {
          cart: { ...cart, items: cart.items.map((one) => one === item ? configured : one) }, part: configuration
        }
      })
    }
  }
}

function itemOf (cart: Cart, itemId: number): CartItem {
  const item = cart.items.find((one) => one.itemId === itemId)
  if (item === undefined) throw refusal(orderErrors.CartItemNotFound, itemId)
  return item
}

const itemRules = ({ planCode, duration, pricingMode, quantity }: ItemRequest): readonly Rule[] => [
  [planCode === offer.planCode, 'planCode', `${offer.planCode} is accepted`],
  [duration === offer.duration, 'duration', `${offer.duration} is accepted`],
  [pricingMode === offer.pricingMode, 'pricingMode', `${offer.pricingMode} is accepted`],
  [
    Number.isInteger(quantity) && quantity >= 1 && quantity <= offer.maxQuantity,
    'quantity', `1 to ${offer.maxQuantity} are accepted`
  ]
]

function refuseProblems (problems: readonly Problem[]): void {
  if (problems.length > 0) throw refusal(orderErrors.OrderRequestInvalid, problems)
}
