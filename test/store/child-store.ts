// A process of its own over a data folder. `hold`: opens, says so, and waits to be killed. `insert`: inserts
// keys, one line an acknowledged one. `remove`: inserts 5000 keys and removes their domain, a line for each slice.
// `order`: orders domains, one line for each that was delivered.

import { writeSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { oneClock } from '../../src/domain/clock.js'
import { createOkmsDomains } from '../../src/services/access/okms-domains.js'
import { createCarts } from '../../src/services/orders/carts.js'
import { createOrders } from '../../src/services/orders/orders.js'
import { openStore } from '../../src/store/open-store.js'
import { aKey, okmsId, otherOkmsId, secret, withDomains } from './builders.js'

const [folder = '', task = ''] = process.argv.slice(2)
const store = openStore({ folder }, { durable: false })
writeSync(1, 'open\n')

if (task === 'insert') {
  if (store.domains.find(okmsId) === undefined) withDomains(store)
  for (let count = 0; count < 5000; count++) {
    const key = aKey()
    store.serviceKeys.insert({ key, material: secret })
    writeSync(1, `${key.keyId}\n`)
  }
}
if (task === 'remove') {
  withDomains(store).serviceKeys.insert(...Array.from({ length: 5000 }, () => ({ key: aKey(), material: secret })))
  store.serviceKeys.insert({ key: aKey({ okmsId: otherOkmsId }), material: secret })
  store.domains.remove(okmsId, 77)
  while (store.domains.eraseContent(okmsId)) writeSync(1, 'slice\n')
}
if (task === 'order') {
  const [clock, newId] = [Date.now, () => randomUUID()]
  const domains = createOkmsDomains({ ...store, store: store.domains, clocks: oneClock(clock), newId })
  const carts = createCarts({ store, clock, newId })
  const orders = createOrders({ store, carts, domains, clock })
  for (let count = 0; count < 2000; count++) {
    const { cartId } = carts.add({})
    const { itemId } = carts.addItem(cartId, { planCode: 'okms', duration: 'P1M', pricingMode: 'default', quantity: 1 })
    carts.configure(cartId, itemId, 'region', 'eu-west-rbx')
    carts.assign(cartId)
    const { lines } = await orders.checkOut(cartId, true)
    writeSync(1, `${lines[0]?.okmsId ?? ''}\n`)
  }
}
// It refers to the store, which a garbage collection would close otherwise.
setInterval(() => store, 1000)
