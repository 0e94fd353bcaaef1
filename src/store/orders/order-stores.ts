// Carts, orders and e-mails in SQLite.

import type { Cart, CartItem } from '../../domain/orders/cart.js'
import type { TerminationEmail } from '../../domain/orders/email.js'
import type { Delivery, Order, OrderLine } from '../../domain/orders/order.js'
import type { CartStore, EmailStore, OrderStore } from '../../domain/ports.js'
import type { NumberSequences } from '../number-sequences.js'
import type { ServerContent } from '../snapshots/snapshot-rows.js'
import { flag, integer, json, nullable, text, type RowOf } from '../sqlite/column.js'
import type { Connection } from '../sqlite/connection.js'
import { checked, keepRowChecksums } from '../sqlite/row-checksum.js'
import { reading } from '../sqlite/storage-faults.js'

const integerOrNull = nullable(integer)

const cartColumns = ['cart_id', 'description', 'expires_at', 'is_assigned', 'items', 'order_id'] as const
type CartRow = RowOf<typeof cartColumns, unknown>

const decodeCart = ([cartId, description, expiresAt, isAssigned, items, orderId]: CartRow): Cart => ({
  cartId: text(cartId),
  description: text(description),
  expiresAt: integerOrNull(expiresAt),
  isAssigned: flag(isAssigned),
  items: json<CartItem[]>(items),
  orderId: integerOrNull(orderId)
})

export function createCartStore ({ database, storing }: Connection): CartStore & ServerContent {
  const select = `SELECT ${keepRowChecksums(database, 'cart', cartColumns)} FROM cart`
  const find = database.prepare<[string], CartRow>(`${select} WHERE cart_id = ?`).raw()
  const list = database.prepare<[], CartRow>(`${select} ORDER BY position`).raw()
  const putting = database.prepare(`INSERT INTO cart (${cartColumns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (cart_id) DO UPDATE SET
      is_assigned = excluded.is_assigned, items = excluded.items, order_id = excluded.order_id`)
  const remove = database.prepare('DELETE FROM cart WHERE cart_id = ?')
  const removeExpired = database.prepare('DELETE FROM cart WHERE expires_at <= ?')
  const removeOldest = database.prepare('DELETE FROM cart WHERE position NOT IN (SELECT position FROM cart ORDER BY position DESC LIMIT ?)')
  const removeAll = database.prepare('DELETE FROM cart')

  function put ({ cartId, description, expiresAt, isAssigned, items, orderId }: Cart): void {
    putting.run(cartId, description, expiresAt, Number(isAssigned), JSON.stringify(items), orderId)
  }

  return {
    entries: () => list.all().map((row) => decodeCart(checked(row))),
    add: (entry) => { put(entry as Cart) },
    clear: () => { removeAll.run() },
    // Every read goes to the database, as in the stores below.
    forgetRows: () => {},
    find: (cartId) => reading(() => {
      const row = find.get(cartId)
      return row && decodeCart(checked(row))
    }),
    put: (cart) => { storing(() => { put(cart) }) },
    remove: (cartId) => storing(() => remove.run(cartId)).changes > 0,
    removeOld: (now, most) => {
      storing(() => {
        removeExpired.run(now)
        removeOldest.run(most)
      })
    }
  }
}

const orderColumns = ['order_id', 'created_at', 'lines', 'delivery'] as const
type OrderRow = RowOf<typeof orderColumns, unknown>

const decodeOrder = ([orderId, createdAt, lines, delivery]: OrderRow): Order => ({
  orderId: integer(orderId),
  createdAt: integer(createdAt),
  lines: json<OrderLine[]>(lines),
  delivery: nullable(json<Delivery>)(delivery)
})

export function createOrderStore (
  { database, storing }: Connection, numbers: NumberSequences
): OrderStore & ServerContent {
  const select = `SELECT ${keepRowChecksums(database, 'customer_order', orderColumns)} FROM customer_order`
  const find = database.prepare<[number], OrderRow>(`${select} WHERE order_id = ?`).raw()
  const list = database.prepare<[], OrderRow>(`${select} ORDER BY order_id`).raw()
  const putting = database.prepare(`INSERT INTO customer_order (${orderColumns.join(', ')}) VALUES (?, ?, ?, ?)
    ON CONFLICT (order_id) DO UPDATE SET lines = excluded.lines, delivery = excluded.delivery`)
  const removeOldest = database.prepare('DELETE FROM customer_order WHERE order_id NOT IN (SELECT order_id FROM customer_order ORDER BY order_id DESC LIMIT ?)')
  const removeAll = database.prepare('DELETE FROM customer_order')

  function put ({ orderId, createdAt, lines, delivery }: Order): void {
    putting.run(orderId, createdAt, JSON.stringify(lines), delivery && JSON.stringify(delivery))
  }
  const all = () => list.all().map((row) => decodeOrder(checked(row)))

  return {
    entries: all,
    add: (entry) => { put(entry as Order) },
    clear: () => { removeAll.run() },
    forgetRows: () => {},
    find: (orderId) => reading(() => {
      const row = find.get(orderId)
      return row && decodeOrder(checked(row))
    }),
    put: (order) => { storing(() => { put(order) }) },
    list: () => reading(all),
    removeOldest: (most) => { storing(() => removeOldest.run(most)) },
    nextNumber: () => storing(() => numbers.next('order'))
  }
}

const emailColumns = ['email_id', 'service_id', 'okms_id', 'sent_at'] as const
type EmailRow = RowOf<typeof emailColumns, unknown>

const decodeEmail = ([emailId, serviceId, okmsId, sentAt]: EmailRow): TerminationEmail => ({
  emailId: integer(emailId), serviceId: integer(serviceId), okmsId: text(okmsId), sentAt: integer(sentAt)
})

export function createEmailStore (
  { database, storing }: Connection, numbers: NumberSequences
): EmailStore & ServerContent {
  const select = `SELECT ${keepRowChecksums(database, 'email', emailColumns)} FROM email`
  const find = database.prepare<[number], EmailRow>(`${select} WHERE email_id = ?`).raw()
  const list = database.prepare<[], EmailRow>(`${select} ORDER BY email_id`).raw()
  const insertion = database.prepare(`INSERT INTO email (${emailColumns.join(', ')}) VALUES (?, ?, ?, ?)`)
  const removeOldest = database.prepare('DELETE FROM email WHERE email_id NOT IN (SELECT email_id FROM email ORDER BY email_id DESC LIMIT ?)')
  const removeAll = database.prepare('DELETE FROM email')

  function insert ({ emailId, serviceId, okmsId, sentAt }: TerminationEmail): void {
    insertion.run(emailId, serviceId, okmsId, sentAt)
  }
  const all = () => list.all().map((row) => decodeEmail(checked(row)))

  return {
    entries: all,
    add: (entry) => { insert(entry as TerminationEmail) },
    clear: () => { removeAll.run() },
    forgetRows: () => {},
    find: (emailId) => reading(() => {
      const row = find.get(emailId)
      return row && decodeEmail(checked(row))
    }),
    insert: (sent) => storing(() => {
      const email = { ...sent, emailId: numbers.next('email') }
      insert(email)
      return email
    }),
    list: () => reading(all),
    removeOldest: (most) => { storing(() => removeOldest.run(most)) }
  }
}
