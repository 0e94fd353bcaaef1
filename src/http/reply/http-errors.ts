// What only an HTTP front door can refuse: the request itself, and credentials in its head.

import type { ErrorRow } from '../../domain/errors/domain-error.js'
import type { Problem } from '../../domain/errors/wording.js'

const argument = { system: 'REST', component: 'General', category: 'Argument', app: 1 } as const // 50405377
// 50475008 + app
const authentication = { system: 'REST', component: 'AuthenticationProvider', category: 'Authentication' } as const

export const httpErrors = {
  RequestInvalid: { ...argument, text: (problems: ReadonlyArray<Problem | string>) => problems },
  BodyNotJson: { ...argument, text: (why: string) => `body: not valid JSON: ${why}` },
  BodyMissing: { ...argument, text: (members: string) => `body: missing; send a JSON object with ${members}` },
  BodyTooLarge: { ...argument, text: (limit: number) => `body: larger than the limit of ${limit} bytes; encrypt large data with a data key on the client (POST .../datakey)` },
  MediaTypeUnsupported: { ...argument, text: (received: string, accepted: readonly string[], hint: string) => `content-type: got ${received}, accepted: ${accepted.join(', ')}${hint}` },
  TlsRequired: { ...argument, text: () => 'this port speaks TLS only: use https:// in the URL' },
  RouteNotFound: {
    system: 'REST',
    component: 'General',
    category: 'NotFound',
    app: 1,
    text: (method: string, path: string, hint: string) => `no operation ${method} ${path}${hint}`
  },
  TooManyRequests: {
    system: 'REST',
    component: 'General',
    category: 'TooManyRequests',
    app: 1,
    text: (perSecond: number) => `more than ${perSecond} requests a second; try again later`
  },
  Internal: { system: 'REST', component: 'General', category: 'Internal', app: 1, text: () => 'internal error; see the server log under this request id' },
  CredentialsMissing: { ...authentication, app: 3, text: (hint: string) => `no credentials: use a client certificate issued by this server (curl --cert client.pem --key client-key.pem), or send Authorization: Bearer TOKEN${hint}` },
  AuthorizationUnreadable: { ...authentication, app: 11, text: (why: string) => `Authorization: ${why}; accepted: Bearer, a blank and the token. With a client certificate, leave the header out` },
  VaultTokenUnreadable: { ...authentication, app: 15, text: (why: string) => `X-Vault-Token: ${why}; accepted: the token alone. With a client certificate, leave the header out` },
  OlderPathNeedsCertificate: { ...argument, text: (newPath: string) => `path: the okmsId is missing; only a client certificate can do without it. With a token, call ${newPath}` },
  ForeignOrigin: {
    system: 'REST',
    component: 'AuthenticationProvider',
    category: 'Authorization',
    app: 1,
    text: (origin: string) => `Origin: pages of ${origin} may not use this server; programs leave this header out, or send a token`
  },
  ForeignHost: {
    system: 'REST',
    component: 'General',
    category: 'Authorization',
    app: 5,
    text: (host: string) => `Host: ${host} is not this machine; call this port as localhost, 127.0.0.1 or [::1]`
  }
} as const satisfies Record<string, ErrorRow>
