// The price of everything here.

import type { components } from '../../http/contract/generated/ovh-api-v1.js'

export const freePrice: components['schemas']['Price'] =
  { currencyCode: 'EUR', priceInUcents: 0, text: '0.00 €', value: 0 }
