// The one thing that can be ordered here: an okms domain. Its price is nothing, as at the service, which bills keys and
// secrets only (service.md 10.7).

export const offer = {
  planCode: 'okms',
  product: 'okms',
  /** On orders, and on the service that bills the domain. */
  title: 'OVHcloud KMS',
  duration: 'P1M',
  pricingMode: 'default',
  /** Domains of one item. */
  maxQuantity: 10,
  /** Of the resource that an order makes, as services name it. */
  route: '/okms/resource/{okmsId}'
} as const

/** What an item needs to know before it can be ordered. */
export const regionLabel = 'region'
