// Fault rules: those that do not exist, and the answer that only a rule gives. Wrong ones are ControlRequestInvalid.

import type { ErrorRow } from '../domain-error.js'

export const faultErrors = {
  // 50417666
  FaultNotFound: {
    system: 'REST',
    component: 'General',
    category: 'NotFound',
    app: 2,
    subject: 'faultId',
    text: (faultId: string) => `no fault rule ${faultId}; see okms-emulator fault list`
  },
  // 50425858, as the official SDK knows it (clients.md 1.1). The contract has no 503: the service's gateway answers it.
  ServiceUnavailable: {
    system: 'REST',
    component: 'General',
    category: 'Unavailable',
    app: 2,
    text: (why: string) => why
  }
} as const satisfies Record<string, ErrorRow>
