// Faults in orders, services and logs.
/* eslint no-template-curly-in-string: "off" -- the texts are pieces of code */

import { mutationsOf, type Mutation } from './mutation.js'

export const orderMutations: readonly Mutation[] = [
  ...mutationsOf('okms-domain-store.ts', ['credential-and-domain-store'], [
    ['a domain that is added again has the service of the removed one', 'FROM okms_domain WHERE okms_id = ? AND removed_at IS NULL\').pluck()\n\n  function encode', 'FROM okms_domain WHERE okms_id = ?\').pluck()\n\n  function encode']
  ]),
  ...mutationsOf('number-sequences.ts', ['credential-and-domain-store', 'order-stores'], [
    ['a number is given twice', 'set.run(number, name)', '']
  ]),
  ...mutationsOf('carts.ts', ['carts'], [
    ['a cart outlives its time', 'cart.expiresAt <= clock()', 'false'],
    ['a cart that was checked out changes', 'if (before.orderId !== null) throw', 'if (false) throw'],
    ['carts grow without a limit', 'carts.removeOld(now, cartLimits.carts - 1)', ''],
    ['a label has several values', 'one.label !== label', 'one.id !== configuration.id']
  ]),
  ...mutationsOf('orders.ts', ['orders', 'processes'], [
    ['a cart is ordered twice', 'if (cart.orderId !== null) throw', 'if (false) throw'],
    ['an order is delivered twice', 'const order = unpaid(orderId)\n', 'const order = get(orderId)\n'],
    ['a domain of an order that was not paid stays', 'store.atomically(() => {\n      // It may', '(() => {\n      // It may'],
    ['a cart of no account is ordered', '[isAssigned, \'cartId\'', '[true, \'cartId\'']
  ]),
  ...mutationsOf('order.ts', ['orders'], [
    ['an order is late by its clock for years', 'now < paidAt || now >= endsAt', 'now >= endsAt']
  ]),
  ...mutationsOf('billed-services.ts', ['billed-services'], [
    ['any token ends a service', 'if (!isRight) throw', 'if (false) throw'],
    ['the token of another service ends this one', '.filter((email) => email.serviceId === serviceId)', ''],
    ['every e-mail of a service has the same token', '`${emailId}/${serviceId}`', '`${serviceId}`'],
    ['a service that has ended was never there', 'hasEnded ? orderErrors.ServiceExpired : orderErrors.ServiceNotFound', 'orderErrors.ServiceNotFound'],
    ['a token of one domain ends the service of another', 'domain !== undefined && reachesDomain(caller, domain.okmsId)', 'domain !== undefined'],
    ['a token of one domain reads the e-mails of another', '|| !reachesDomain(caller, email.okmsId)', ''],
    ['the history of e-mails is empty', '      welcomeEmailId,\n', '']
  ]),
  ...mutationsOf('log-subscription-store.ts', ['logs'], [
    ['a subscription outlives its domain', 'removeDomain: (okmsId) => { removeAll.run(okmsId) }', 'removeDomain: () => {}']
  ])
]
