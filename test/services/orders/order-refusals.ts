// One call for each refusal of the services of orders and logs.

import { randomUUID } from 'node:crypto'
import { oneClock } from '../../../src/domain/clock.js'
import type { logErrors } from '../../../src/domain/errors/logs.js'
import type { orderErrors } from '../../../src/domain/errors/orders.js'
import { cartLimits } from '../../../src/domain/orders/cart.js'
import { maxLogSubscriptions } from '../../../src/domain/logs/log-subscription.js'
import { createLogs } from '../../../src/services/logs/logs.js'
import { okmsId } from '../../store/builders.js'
import { newStore } from '../../store/temporary.js'
import { anItem, everywhere, ordering, payment } from './ordering.js'

const nowhere = '00000000-0000-4000-8000-000000000000'

const logs = () =>
  createLogs({ store: newStore().logSubscriptions, clocks: oneClock(Date.now), newId: () => randomUUID() })

export const orderRefusals: Readonly<Record<keyof typeof orderErrors | keyof typeof logErrors, () => unknown>> = {
  OrderRequestInvalid: () => ordering().carts.add({ expiresAt: 0 }),
  CartNotFound: () => ordering().carts.get(nowhere),
  CartItemNotFound () {
    const { carts, fullCart } = ordering()
    carts.item(fullCart().cartId, 7)
  },
  CartIncomplete () {
    const { carts, orders } = ordering()
    orders.preview(carts.add({}).cartId)
  },
  CartFull () {
    const { carts } = ordering()
    const { cartId } = carts.add({})
    for (let count = 0; count <= cartLimits.items; count++) carts.addItem(cartId, anItem)
  },
  async CartCheckedOut () {
    const { orders, fullCart } = ordering()
    const { cartId } = fullCart()
    for (let count = 0; count < 2; count++) await orders.checkOut(cartId, false)
  },
  OrderNotFound: () => ordering().orders.get(1),
  async OrderLineNotFound () {
    const { orders, ordered } = ordering()
    orders.line((await ordered()).orderId, 1)
  },
  async OperationNotFound () {
    const { orders, ordered } = ordering()
    const { orderId, lines: [line] } = await ordered()
    orders.operation(orderId, line?.lineId ?? 0, 1)
  },
  async OrderPaid () {
    const { orders, ordered } = ordering()
    await orders.pay((await ordered(true)).orderId, payment)
  },
  ServiceNotFound: () => ordering().services.get(everywhere, 1),
  ServiceOfResourceNotFound: () => ordering().services.list(everywhere, { resourceName: nowhere }),
  NoService: () => ordering().services.list(everywhere, { routes: ['/me'] }),
  async ServiceExpired () {
    const { domains, services } = ordering()
    await domains.remove(okmsId, { force: true })
    services.get(everywhere, 1001)
  },
  TerminationTokenWrong: async () => { await ordering().services.confirmTermination(everywhere, 1001, 'x') },
  EmailNotFound: () => ordering().emails.get(everywhere, 2),
  LogKindNotFound: () => logs().kind('syslog'),
  LogSubscriptionNotFound: () => logs().get(okmsId, nowhere),
  TooManyLogSubscriptions () {
    const ofDomain = logs()
    for (let count = 0; count <= maxLogSubscriptions; count++) ofDomain.subscribe(okmsId, 'audit_rest', nowhere)
  }
}
