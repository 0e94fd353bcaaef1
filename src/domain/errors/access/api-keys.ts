// What the gateway in front of the OVHcloud API refuses of a signed request (signature.md 5).

import type { ErrorRow } from '../domain-error.js'
import type { Spelling, Subject } from '../wording.js'

// A text starts with that of the service, where it is known.
const forbidden = { system: 'REST', component: 'AuthenticationProvider', category: 'Authorization' } as const
const argument = { system: 'REST', component: 'AuthenticationProvider', category: 'Argument' } as const

export const apiKeyErrors = {
  // 50479106
  ApiKeyMissing: {
    ...forbidden,
    app: 2,
    gatewayCode: 'NOT_CREDENTIAL',
    text: (missing: readonly Subject[]) => ({ name }: Spelling) =>
      `You must login first: got no ${missing.map(name).join(' and no ')}; sign requests with the keys of ovh.conf, or send ${name('bearerToken')}: Bearer TOKEN`
  },
  // 50479107
  ApplicationKeyUnknown: {
    ...forbidden,
    app: 3,
    gatewayCode: 'INVALID_KEY',
    text: (received: string) => ({ name }: Spelling) =>
      `This application key is invalid: got ${received} in ${name('applicationKey')}; use the keys of ovh.conf, or add others with okms-emulator api-key add`
  },
  // 50479108
  ConsumerKeyInvalid: {
    ...forbidden,
    app: 4,
    gatewayCode: 'INVALID_CREDENTIAL',
    text: (why: string) => ({ name }: Spelling) =>
      `This credential is not valid: the consumer key in ${name('consumerKey')} ${why}`
  },
  // 50479109
  CallNotGranted: {
    ...forbidden,
    app: 5,
    gatewayCode: 'NOT_GRANTED_CALL',
    text: (why: string) => `This call has not been granted: ${why}`
  },
  // 50470913. That of the service is not known; this is our choice.
  TimestampRefused: {
    ...argument,
    app: 1,
    gatewayCode: 'QUERY_TIME_OUT',
    text: (why: string) => ({ name }: Spelling) =>
      `Query out of time: ${name('timestamp')} ${why}; GET /auth/time returns the time of this server`
  },
  // 50470914
  SignatureInvalid: {
    ...argument,
    app: 2,
    gatewayCode: 'INVALID_SIGNATURE',
    text: (why: string) => ({ name }: Spelling) => `Invalid signature: ${name('signature')} ${why}`
  }
} as const satisfies Record<string, ErrorRow>
