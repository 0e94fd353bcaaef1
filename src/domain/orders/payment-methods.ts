// How the account pays, although everything is free of charge.

export interface PaymentMethod {
  readonly id: number
  readonly paymentType: string
  readonly status: string
  readonly isDefault: boolean
}

export const paymentMethods: readonly PaymentMethod[] = [
  { id: 1, paymentType: 'INTERNAL_TRUSTED_ACCOUNT', status: 'VALID', isDefault: true }
]

/** The means of clients without a payment method. */
export const freePaymentMean = 'fidelityAccount'
