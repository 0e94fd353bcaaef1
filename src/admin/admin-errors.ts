// What only the admin API can refuse.

import type { ErrorRow } from '../domain/errors/domain-error.js'

// 50475008 + app
const authentication = { system: 'REST', component: 'AuthenticationProvider', category: 'Authentication' } as const

export const adminErrors = {
  AdminCertificateMissing: { ...authentication, app: 12, text: () => 'no credentials: the admin API requires the admin certificate (curl --cert admin.pem --key admin-key.pem); the commands okms-emulator domain, credential, token and policy use it' }
} as const satisfies Record<string, ErrorRow>
