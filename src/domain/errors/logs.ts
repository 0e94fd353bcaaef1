// Kinds of logs and subscriptions of okms domains.

import type { ErrorRow } from './domain-error.js'

export const logErrors = {
  LogKindNotFound: {
    system: 'CCM',
    component: 'Domain',
    category: 'NotFound',
    app: 4,
    subject: 'logKind',
    text: (name: string, kinds: readonly string[]) => `no kind of log ${name}; there are ${kinds.join(' and ')}`
  },
  LogSubscriptionNotFound: {
    system: 'CCM',
    component: 'Domain',
    category: 'NotFound',
    app: 5,
    subject: 'subscriptionId',
    text: (subscriptionId: string) => `no subscription ${subscriptionId} in this domain`
  },
  TooManyLogSubscriptions: {
    system: 'CCM',
    component: 'Domain',
    category: 'Conflict',
    app: 4,
    text: (most: number) => `this domain has ${most} subscriptions; delete one first`
  }
} as const satisfies Record<string, ErrorRow>
