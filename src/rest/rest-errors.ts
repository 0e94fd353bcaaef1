// What only the REST API can refuse.

import type { ErrorRow } from '../domain/errors/domain-error.js'

const argument = { system: 'REST', component: 'General', category: 'Argument', app: 1 } as const // 50405377

export const restErrors = {
  Base64Invalid: { ...argument, text: (field: string, why: string) => `${field}: not valid base64 (RFC 4648 section 4, with padding): ${why}` }
} as const satisfies Record<string, ErrorRow>
