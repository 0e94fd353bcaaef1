// Routes of carts, up to the order that is made from one.

import type { RouteOptions } from 'fastify'
import { rfc3339 } from '../../domain/clock.js'
import type { Cart, CartItem } from '../../domain/orders/cart.js'
import { offer, regionLabel } from '../../domain/orders/offer.js'
import type { components } from '../../http/contract/generated/ovh-api-v1.js'
import type { Carts } from '../../services/orders/carts.js'
import type { Orders, PlannedLine } from '../../services/orders/orders.js'
import { accountOperation } from '../operation.js'
import { timeIn } from '../written-time.js'
import { freePrice } from './free-price.js'

type Schemas = components['schemas']

export interface CartServices {
  readonly carts: Carts
  readonly orders: Pick<Orders, 'preview' | 'checkOut'>
}

export function cartRoutes ({ carts, orders }: CartServices): readonly RouteOptions[] {
  return [
    accountOperation('CreateCart', ({ body: { description, expire } }) => ({
      body: encodeCart(carts.add({ description, expiresAt: timeIn('expire', expire) ?? undefined }))
    })),

    accountOperation('GetCart', ({ params: { cartId } }) => ({ body: encodeCart(carts.get(cartId)) })),

    accountOperation('DeleteCart', ({ params: { cartId } }) => {
      carts.remove(cartId)
      return { body: null }
    }),

    accountOperation('AssignCart', ({ params: { cartId } }) => {
      carts.assign(cartId)
      return { body: null }
    }),

    accountOperation('ListOkmsOffers', ({ params: { cartId } }) => {
      carts.get(cartId)
      return { body: [shownOffer] }
    }),

    accountOperation('AddOkmsItem', ({ params: { cartId }, body: { planCode, duration, pricingMode, quantity } }) => ({
      body: encodeItem(cartId, carts.addItem(cartId, { planCode, duration, pricingMode, quantity }))
    })),

    accountOperation('ListCartItems', ({ params: { cartId } }) => ({ body: itemIds(carts.get(cartId)) })),

    accountOperation('GetCartItem', ({ params: { cartId, itemId } }) => ({
      body: encodeItem(cartId, carts.item(cartId, itemId))
    })),

    accountOperation('ListRequiredConfigurations', ({ params: { cartId, itemId } }) => {
      carts.item(cartId, itemId)
      return { body: [{ label: regionLabel, required: true, type: 'string', fields: null }] }
    }),

    accountOperation('ListItemConfigurations', ({ params: { cartId, itemId }, query: { label } }) => ({
      body: carts.item(cartId, itemId).configurations
        .filter((one) => label === undefined || one.label === label)
        .map(({ id }) => id)
    })),

    accountOperation('AddItemConfiguration', ({ params: { cartId, itemId }, body: { label, value } }) => ({
      body: { ...carts.configure(cartId, itemId, label, value) }
    })),

    accountOperation('PreviewCheckout', ({ params: { cartId } }) => ({
      body: encodeCheckout(orders.preview(cartId), null)
    })),

    accountOperation('CheckOut', async ({ params: { cartId }, body }) => {
      // Terraform sends no body, although the schema of the service requires one.
      const isPaid = body?.autoPayWithPreferredPaymentMethod ?? false
      const { lines, orderId } = await orders.checkOut(cartId, isPaid)
      return { body: encodeCheckout(lines, orderId) }
    })
  ]
}

const itemIds = ({ items }: Cart) => items.map(({ itemId }) => itemId)

const encodeCart = (cart: Cart): Schemas['Cart'] => ({
  cartId: cart.cartId,
  description: cart.description,
  expire: cart.expiresAt === null ? null : rfc3339(cart.expiresAt),
  items: itemIds(cart),
  readOnly: cart.orderId !== null
})

/** @param cartId As the caller wrote it. */
const encodeItem = (cartId: string, { itemId, quantity, configurations }: CartItem): Schemas['CartItem'] => ({
  cartId: cartId.toLowerCase(),
  itemId,
  configurations: configurations.map(({ id }) => id),
  duration: offer.duration,
  offerId: null,
  options: [],
  parentItemId: null,
  prices: [{ label: 'TOTAL', price: freePrice, promotions: [] }],
  productId: offer.product,
  settings: { planCode: offer.planCode, pricingMode: offer.pricingMode, quantity }
})

const shownOffer: Schemas['Offer'] = {
  planCode: offer.planCode,
  productName: offer.product,
  productType: 'cloud_service',
  prices: [{
    capacities: ['installation', 'renew'],
    description: offer.title,
    duration: offer.duration,
    interval: 1,
    maximumQuantity: offer.maxQuantity,
    maximumRepeat: null,
    minimumQuantity: 1,
    minimumRepeat: 1,
    price: freePrice,
    priceInUcents: 0,
    pricingMode: offer.pricingMode,
    pricingType: 'rental'
  }]
}

const encodeCheckout = (lines: readonly PlannedLine[], orderId: number | null): Schemas['Checkout'] => ({
  contracts: [],
  details: lines.map(({ itemId, region }) => ({
    cartItemID: itemId,
    description: `${offer.title} in ${region}`,
    detailType: 'DURATION',
    domain: '',
    originalTotalPrice: freePrice,
    quantity: 1,
    reductionTotalPrice: freePrice,
    reductions: [],
    totalPrice: freePrice,
    unitPrice: freePrice
  })),
  orderId,
  prices: { originalWithoutTax: null, reduction: null, tax: freePrice, withTax: freePrice, withoutTax: freePrice },
  url: null
})
