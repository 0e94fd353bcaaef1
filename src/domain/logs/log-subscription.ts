// The subscription of a log stream to a kind of log: a record, nothing is sent.

export interface LogSubscription {
  readonly okmsId: string
  /** Lower case UUID, as the stream. */
  readonly subscriptionId: string
  /** Name of the kind. */
  readonly kind: string
  readonly streamId: string
  /** Epoch milliseconds. */
  readonly createdAt: number
}

/** Subscriptions of a domain. */
export const maxLogSubscriptions = 100
