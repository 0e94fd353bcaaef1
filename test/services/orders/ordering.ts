// The services of orders over a store, with a clock that tests move.

import { randomUUID } from 'node:crypto'
import type { AccountCaller } from '../../../src/domain/access/identity.js'
import { oneClock } from '../../../src/domain/clock.js'
import type { Cart } from '../../../src/domain/orders/cart.js'
import type { Order } from '../../../src/domain/orders/order.js'
import { paymentMethods } from '../../../src/domain/orders/payment-methods.js'
import type { Store } from '../../../src/domain/ports.js'
import { rootIdentity } from '../../../src/domain/urn.js'
import { createOkmsDomains } from '../../../src/services/access/okms-domains.js'
import { createBilledServices } from '../../../src/services/orders/billed-services.js'
import { createCarts } from '../../../src/services/orders/carts.js'
import { createOrders } from '../../../src/services/orders/orders.js'
import { newStore } from '../../store/temporary.js'

/** A caller that reaches every domain. */
export const everywhere: AccountCaller = { okmsId: null, credentialId: null, identities: [rootIdentity] }

export const anItem = { planCode: 'okms', duration: 'P1M', pricingMode: 'default', quantity: 1 }

export const payment = { paymentMethodId: paymentMethods[0]?.id ?? 0 }

export const start = Date.parse('2026-11-26T12:00:00Z')

export function ordering ({ store = newStore(), delay }: {
  readonly store?: Store, readonly delay?: () => number
} = {}) {
  const time = { now: start }
  const clock = () => time.now
  const domains = createOkmsDomains({
    store: store.domains,
    serviceKeys: store.serviceKeys,
    secrets: store.secrets,
    clocks: oneClock(clock),
    newId: randomUUID
  })
  const carts = createCarts({ store, clock, newId: randomUUID })
  const orders = createOrders({ store, carts, domains, clock, delay })

  /** A cart that can be checked out. */
  function fullCart (...regions: readonly string[]): Cart {
    const { cartId } = carts.add({})
    carts.assign(cartId)
    for (const region of regions.length === 0 ? ['eu-west-sbg'] : regions) {
      carts.configure(cartId, carts.addItem(cartId, anItem).itemId, 'region', region)
    }
    return carts.get(cartId)
  }

  return {
    store,
    time,
    domains,
    carts,
    orders,
    ...createBilledServices({ store, domains, clock }),
    fullCart,
    ordered: async (isPaid = false): Promise<Order> => await orders.checkOut(fullCart().cartId, isPaid)
  }
}

export type Ordering = ReturnType<typeof ordering>

/** What an error is thrown with. */
export const refusedWith = (kind: object): object => ({ kind })
