// The services of orders and logs, and their routes in the OVHcloud API.

import type { Clocks } from '../../../domain/clock.js'
import type { Store } from '../../../domain/ports.js'
import { unusedId, type Randomness } from '../../../domain/random.js'
import type { Cursors } from '../../../http/paging/page-headers.js'
import { logRoutes } from '../../../ovh-api/okms/log-routes.js'
import { cartRoutes } from '../../../ovh-api/orders/cart-routes.js'
import { orderRoutes } from '../../../ovh-api/orders/order-routes.js'
import { serviceRoutes } from '../../../ovh-api/orders/service-routes.js'
import type { OkmsDomains } from '../../../services/access/okms-domains.js'
import { createLogs } from '../../../services/logs/logs.js'
import { createBilledServices } from '../../../services/orders/billed-services.js'
import { createCarts } from '../../../services/orders/carts.js'
import { createOrders } from '../../../services/orders/orders.js'

export function composeOrders ({ store, domains, clocks, randomness, cursors, delay }: {
  readonly store: Store
  readonly domains: OkmsDomains
  readonly clocks: Clocks
  readonly randomness: Randomness
  readonly cursors: Cursors
  /** Milliseconds from the payment of an order to its delivery; by default none. */
  readonly delay?: (() => number) | undefined
}) {
  const { server: clock } = clocks
  const cartIds = randomness.source('carts')
  const carts = createCarts({
    store, clock, newId: () => unusedId(cartIds.uuid, (id) => store.carts.find(id) !== undefined)
  })
  const orders = createOrders({ store, carts, domains, clock, delay })
  const subscriptionIds = randomness.source('log subscriptions')
  const logs = createLogs({
    store: store.logSubscriptions,
    clocks,
    newId: (okmsId) => unusedId(
      () => subscriptionIds.uuid(okmsId), (id) => store.logSubscriptions.find(okmsId, id) !== undefined
    )
  })
  return [
    ...cartRoutes({ carts, orders }),
    ...orderRoutes(orders),
    ...serviceRoutes(createBilledServices({ store, domains, clock })),
    ...logRoutes({ logs, cursors })
  ]
}
