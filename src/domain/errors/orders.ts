// Carts, orders, services and e-mails of the account: not found, incomplete, done already, or over.

import type { ErrorRow } from './domain-error.js'
import type { Problem } from './wording.js'

const notFound = { system: 'CCM', component: 'General', category: 'NotFound' } as const
const conflict = { system: 'CCM', component: 'General', category: 'Conflict' } as const
const invalid = { system: 'CCM', component: 'General', category: 'BadArgument' } as const

export const orderErrors = {
  OrderRequestInvalid: {
    ...invalid,
    app: 1,
    text: (problems: readonly Problem[]) => problems
  },
  CartNotFound: {
    ...notFound,
    app: 1,
    subject: 'cartId',
    text: (cartId: string) => `no cart ${cartId}; carts end at the time given with them, and when many others are made`
  },
  CartItemNotFound: {
    ...notFound,
    app: 2,
    subject: 'itemId',
    text: (itemId: number) => `no item ${itemId} in this cart`
  },
  CartIncomplete: {
    ...invalid,
    app: 2,
    text: (problems: readonly Problem[]) => problems
  },
  CartFull: {
    ...conflict,
    app: 1,
    subject: 'cartId',
    text: (most: number) => `this cart has ${most} items, and there is no room for more; make another cart`
  },
  CartCheckedOut: {
    ...conflict,
    app: 2,
    subject: 'cartId',
    text: (orderId: number) => `this cart was checked out as order ${orderId}; make another cart`
  },
  OrderNotFound: {
    ...notFound,
    app: 3,
    subject: 'orderId',
    text: (orderId: number) => `no order ${orderId}`
  },
  OrderLineNotFound: {
    ...notFound,
    app: 4,
    subject: 'orderDetailId',
    text: (lineId: number) => `no detail ${lineId} in this order`
  },
  OperationNotFound: {
    ...notFound,
    app: 5,
    subject: 'operationId',
    text: (operationId: number) => `no operation ${operationId} for this detail`
  },
  OrderPaid: {
    ...conflict,
    app: 3,
    subject: 'orderId',
    text: (orderId: number) => `order ${orderId} is already paid`
  },
  ServiceNotFound: {
    ...notFound,
    app: 6,
    subject: 'serviceId',
    text: (serviceId: number) => `no service ${serviceId}`
  },
  ServiceOfResourceNotFound: {
    ...notFound,
    app: 7,
    subject: 'resourceName',
    text: (name: string) => `no service of a resource ${name}; each okms domain has one, named by its okmsId`
  },
  NoService: {
    ...notFound,
    app: 9,
    text: () => 'no such service; each okms domain has one, with the route /okms/resource/{okmsId}'
  },
  /** 460, the status of the API for a service that has ended (clients.md 4.3). */
  ServiceExpired: {
    ...conflict,
    app: 4,
    subject: 'serviceId',
    text: (serviceId: number) => `service ${serviceId} has ended, and its okms domain is removed`
  },
  TerminationTokenWrong: {
    ...invalid,
    app: 3,
    subject: 'terminationToken',
    text: (serviceId: number) =>
      `not the token of an e-mail about service ${serviceId}; see GET /me/notification/email/history`
  },
  EmailNotFound: {
    ...notFound,
    app: 8,
    subject: 'emailId',
    text: (emailId: number) => `no e-mail ${emailId}`
  }
} as const satisfies Record<string, ErrorRow>
