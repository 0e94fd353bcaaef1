// Routes of orders and their payment.

import type { RouteOptions } from 'fastify'
import { rfc3339 } from '../../domain/clock.js'
import { offer, regionLabel } from '../../domain/orders/offer.js'
import type { Order, OrderLine, OrderStatus } from '../../domain/orders/order.js'
import { paymentMethods } from '../../domain/orders/payment-methods.js'
import type { components } from '../../http/contract/generated/ovh-api-v1.js'
import type { Orders } from '../../services/orders/orders.js'
import { accountOperation } from '../operation.js'
import { freePrice } from './free-price.js'
import { timeIn } from '../written-time.js'

type Schemas = components['schemas']

export function orderRoutes (orders: Orders): readonly RouteOptions[] {
  return [
    accountOperation('ListPaymentMethods', ({ query: { default: isDefault, paymentType, status } }) => ({
      body: paymentMethods
        .filter((method) => isDefault === undefined || method.isDefault === isDefault)
        .filter((method) => paymentType === undefined || method.paymentType === paymentType)
        .filter((method) => status === undefined || method.status === status)
        .map(({ id }) => id)
    })),

    accountOperation('ListOrders', ({ query }) => {
      const time = (name: 'date.from' | 'date.to') => timeIn(name, query[name], 'query') ?? undefined
      return { body: orders.list(time('date.from'), time('date.to')).map(({ orderId }) => orderId) }
    }),

    accountOperation('GetOrder', ({ params: { orderId } }) => ({ body: encodeOrder(orders.get(orderId)) })),

    accountOperation('PayOrder', async ({ params: { orderId }, body: { paymentMethod } }) => {
      await orders.pay(orderId, { paymentMethodId: paymentMethod.id })
      return { body: null }
    }),

    accountOperation('PayOrderWithPaymentMean', async ({ params: { orderId }, body: { paymentMean } }) => {
      await orders.pay(orderId, { paymentMean })
      return { body: null }
    }),

    accountOperation('GetOrderStatus', ({ params: { orderId } }) => ({ body: orders.status(orderId) })),

    accountOperation('ListOrderDetails', ({ params: { orderId } }) => ({
      body: orders.get(orderId).lines.map(({ lineId }) => lineId)
    })),

    accountOperation('GetOrderDetail', ({ params: { orderId, orderDetailId } }) => ({
      body: encodeLine(orders.line(orderId, orderDetailId), orders.status(orderId))
    })),

    accountOperation('GetOrderDetailExtension', ({ params: { orderId, orderDetailId } }) => ({
      body: encodeExtension(orders.line(orderId, orderDetailId))
    })),

    accountOperation('ListOrderDetailOperations', ({ params: { orderId, orderDetailId } }) => ({
      body: [orders.line(orderId, orderDetailId).operationId]
    })),

    accountOperation('GetOrderDetailOperation', ({ params: { orderId, orderDetailId, operationId } }) => ({
      body: encodeOperation(orders.operation(orderId, orderDetailId, operationId), orders.status(orderId))
    }))
  ]
}

/** RFC 2606: no host ever has such a name. */
const documents = (orderId: number) => `https://okms-emulator-has-no-documents.invalid/order/${orderId}`

const encodeOrder = ({ orderId, createdAt }: Order): Schemas['Order'] => ({
  orderId,
  date: rfc3339(createdAt),
  expirationDate: null,
  metadatas: null,
  password: '',
  pdfUrl: documents(orderId),
  priceWithTax: freePrice,
  priceWithoutTax: freePrice,
  retractionDate: null,
  tax: freePrice,
  url: documents(orderId)
})

/** The okmsId once it is delivered, before that nothing. */
const delivered = ({ okmsId }: OrderLine, status: OrderStatus) => status === 'delivered' ? okmsId ?? '' : ''

const encodeLine = (line: OrderLine, status: OrderStatus): Schemas['OrderDetail'] => ({
  orderDetailId: line.lineId,
  cancelled: false,
  description: offer.title,
  detailType: 'DURATION',
  domain: delivered(line, status),
  quantity: '1',
  totalPrice: freePrice,
  unitPrice: freePrice
})

const encodeExtension = ({ region }: OrderLine): Schemas['OrderDetailExtension'] => ({
  order: {
    action: 'installation',
    configurations: [{ label: regionLabel, value: region }],
    plan: {
      code: offer.planCode,
      duration: offer.duration,
      pricingMode: offer.pricingMode,
      product: { name: offer.product },
      quantity: 1
    },
    type: 'plan'
  }
})

/** How clients of the United States find the okmsId. The words for its states are ours. */
function encodeOperation (line: OrderLine, status: OrderStatus): Schemas['OrderDetailOperation'] {
  const isDone = status === 'delivered'
  return {
    id: line.operationId,
    status: isDone ? 'done' : 'todo',
    type: 'installation',
    quantity: 1,
    resource: { name: delivered(line, status), state: isDone ? 'active' : 'toActivate', displayName: offer.title }
  }
}
