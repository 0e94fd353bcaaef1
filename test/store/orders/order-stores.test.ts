// Carts, orders and e-mails: read back as written, in snapshots of the server, gone with a reset, never with damage.

import { randomUUID } from 'node:crypto'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { storageErrors } from '../../../src/domain/errors/storage.js'
import type { Cart } from '../../../src/domain/orders/cart.js'
import type { Order } from '../../../src/domain/orders/order.js'
import type { Store } from '../../../src/domain/ports.js'
import { openStore } from '../../../src/store/open-store.js'
import { okmsId } from '../builders.js'
import { newStore, temporaryFolder } from '../temporary.js'

const cart: Cart = {
  cartId: randomUUID(),
  description: 'é "quoted"',
  expiresAt: 77,
  isAssigned: true,
  items: [{ itemId: 1, quantity: 2, configurations: [{ id: 2, label: 'region', value: 'EU_WEST_RBX' }] }],
  orderId: 3
}
const order: Order = {
  orderId: 3,
  createdAt: 9,
  lines: [{ lineId: 4, operationId: 5, itemId: 1, region: 'eu-west-rbx', okmsId }],
  delivery: { paidAt: 10, startsAt: 11, endsAt: 12 }
}

function filled (store: Store) {
  store.carts.put(cart)
  store.orders.put({ ...order, delivery: null })
  store.orders.put(order)
  const email = store.emails.insert({ serviceId: 1001, okmsId, sentAt: 8 })
  store.logSubscriptions.insert({
    okmsId, subscriptionId: randomUUID(), kind: 'audit_rest', streamId: randomUUID(), createdAt: 1
  })
  return email
}

const content = ({ carts, orders, emails }: Store) => [carts.find(cart.cartId), orders.list(), emails.list()]

it('is read back after a restart', () => {
  const folder = temporaryFolder()
  const store = newStore({ folder })
  const email = filled(store)
  expect(email).toEqual({ emailId: 2, serviceId: 1001, okmsId, sentAt: 8 })
  expect(content(store)).toEqual([cart, [order], [email]])
  store.close()
  const again = openStore({ folder }, { durable: false })
  expect(content(again)).toEqual([cart, [order], [email]])
  expect([again.orders.find(3), again.emails.find(2)]).toEqual([order, email])
  again.close()
})

it('comes back with a snapshot of the server, and a reset removes it; numbers go on', () => {
  const store = newStore()
  filled(store)
  const number = store.orders.nextNumber()
  const before = content(store)
  const { snapshotId } = store.snapshots.take({ snapshotId: randomUUID(), okmsId: null, name: '', createdAt: 1 })
  store.resets.server(okmsId, [], undefined)
  expect(content(store)).toEqual([undefined, [], []])
  store.emails.insert({ serviceId: 1001, okmsId, sentAt: 9 })
  store.snapshots.restore(snapshotId, [])
  expect(content(store)).toEqual(before)
  expect(store.orders.nextNumber()).toBe(number + 1)
  expect(store.emails.insert({ serviceId: 1001, okmsId, sentAt: 10 }).emailId).toBe(4)
})

describe('a damaged row is never returned', () => {
  it.each<[table: string, change: string, read: (store: Store) => unknown]>([
    ['cart', 'is_assigned = 0', (store) => store.carts.find(cart.cartId)],
    ['customer_order', 'created_at = 8', (store) => store.orders.find(3)],
    ['customer_order', 'delivery = NULL', (store) => store.orders.list()],
    ['email', 'service_id = 1002', (store) => store.emails.find(2)],
    ['email', 'sent_at = 1', (store) => store.emails.list()],
    ['log_subscription', "kind = 'audit_kmip'", (store) => store.logSubscriptions.list(okmsId)],
    ['number_sequence', 'last = 1', (store) => store.orders.nextNumber()]
  ])('%s with %s', (table, change, read) => {
    const folder = temporaryFolder()
    const store = newStore({ folder })
    filled(store)
    store.close()
    const file = new Sqlite(path.join(folder, 'okms.db'))
    file.exec(`UPDATE ${table} SET ${change}`)
    file.close()
    const again = openStore({ folder }, { durable: false })
    expect(() => read(again)).toThrow(expect.objectContaining({ kind: storageErrors.StorageUnreadable }))
    again.close()
  })
})
