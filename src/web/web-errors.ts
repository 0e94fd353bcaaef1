// What only the pages and the bootstrap port can refuse.

import type { ErrorRow } from '../domain/errors/domain-error.js'

export const webErrors = {
  BundleClosed: { system: 'REST', component: 'General', category: 'Authorization', app: 1, text: () => 'the client bundle contains a private key and is served only with --bootstrap-host; /ca.pem is always available' },
  BootstrapNameRefused: {
    system: 'REST',
    component: 'General',
    category: 'Authorization',
    app: 2,
    text: (host: string) => `host: ${host} is not a configured name of this server; use an IP address or localhost, or start the server with --server-name`
  },
  BootstrapBrowserRefused: { system: 'REST', component: 'General', category: 'Authorization', app: 3, text: () => 'origin: this port does not serve browser pages' },
  BootstrapSecretWrong: {
    system: 'REST',
    component: 'AuthenticationProvider',
    category: 'Authentication',
    app: 13,
    text: (received: string) => `Authorization: ${received}; the client bundle needs the secret of --bootstrap-secret, or of bootstrap.secret in the pki folder: Authorization: Bearer SECRET`
  },
  TooManyStreams: {
    system: 'REST',
    component: 'General',
    category: 'TooManyRequests',
    app: 2,
    text: (limit: number) => `${limit} pages are already open on this server, the most that it serves; close one`
  },
  TooManyOwnStreams: {
    system: 'REST',
    component: 'General',
    category: 'TooManyRequests',
    app: 3,
    text: (limit: number) =>
      `this credential already has ${limit} pages open on this server, the most for one credential; close one`
  }
} as const satisfies Record<string, ErrorRow>
