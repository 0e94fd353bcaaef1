// Why a caller is not who it claims to be, or not in the right place.

import type { ErrorRow } from '../domain-error.js'

// Every cause has its own number, which clients read. The service is known to use 3
// (service.md 13.3); the others are ours.
// 50475008 + app
const authentication = { system: 'REST', component: 'AuthenticationProvider', category: 'Authentication' } as const

export const authenticationErrors = {
  CertificateForeign: { ...authentication, app: 4, text: (issuer: string) => `client certificate: issued by "${issuer}", not by the CA of this server; use one from the certificate folder of this server` },
  CertificateUnknown: { ...authentication, app: 5, text: (serial: string) => `client certificate: serial ${serial} is not a credential of this server; was its data folder replaced? Use a certificate that this server wrote` },
  CertificateNotYetValid: { ...authentication, app: 6, text: (from: string) => `client certificate: not valid before ${from}; compare the clocks of client and server` },
  CertificateExpired: { ...authentication, app: 7, text: (until: string) => `client certificate: expired on ${until}; add another with okms-emulator credential add` },
  CertificateRevoked: { ...authentication, app: 8, text: (serial: string) => `client certificate: credential ${serial} was revoked; add another with okms-emulator credential add` },
  AdminCertificateRevoked: { ...authentication, app: 14, text: (id: string) => `client certificate: admin certificate ${id} was revoked or replaced; use admin.pem from the pki folder, or add another with okms-emulator admin-certificate add` },
  TokenInvalid: { ...authentication, app: 9, subject: 'bearerToken', text: () => 'the bearer token is not known to this server, or was removed; add one with okms-emulator token add' },
  TokenExpired: { ...authentication, app: 10, subject: 'bearerToken', text: (at: string) => `the bearer token expired on ${at}; add another with okms-emulator token add, or get one from /auth/oauth2/token again` },
  UserDisabled: { ...authentication, app: 20, subject: 'bearerToken', text: (login: string) => `the bearer token belongs to the user ${login}, which is disabled; enable the user` },
  CallerOfAnotherDomain: {
    system: 'CCM',
    component: 'IAM',
    category: 'Authorization',
    app: 1,
    subject: 'okmsId',
    text: (own: string, asked: string) => `${asked} is not the domain of this credential; use ${own}, or a credential of ${asked}`
  },
  DomainNotOfCaller: {
    system: 'CCM',
    component: 'Domain',
    category: 'NotFound',
    app: 1,
    subject: 'okmsId',
    text: (okmsId: string, own: string) => `no okms domain ${okmsId}; the domain of this credential is ${own}`
  },
  AdminCertificateNeeded: { system: 'CCM', component: 'IAM', category: 'Authorization', app: 2, text: () => 'the admin API requires the admin certificate (curl --cert admin.pem --key admin-key.pem) and takes no credential or token of a domain; the commands okms-emulator domain, credential, token and policy use it' }
} as const satisfies Record<string, ErrorRow>
