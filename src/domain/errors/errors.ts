// THE error table: every refusal of the service, one row each. `error_code` is packed from the row (service.md 13.2).

import { packErrorCode, type ErrorCategory, type ErrorSource } from './error-code.js'

/** What an error is, apart from its text. */
export type ErrorKind = ErrorSource & {
  readonly category: ErrorCategory
  /** Application number, the low 12 bits of `error_code`. */
  readonly app: number
  readonly http: 400 | 401 | 403 | 404 | 409 | 429 | 500
}

/** One row. `text` names the field, the received value and the accepted ones; it never contains a plaintext, key material or a token. */
export type ErrorRow = ErrorKind & { readonly text: (...args: never[]) => string | readonly string[] }

// Shorthands for where a row comes from and what kind it is; the code of each follows in a comment.
const argument = { system: 'REST', component: 'General', category: 'Argument', app: 1, http: 400 } as const // 50405377
// Every cause has its own number, which clients read. The service is known to use 3 (service.md 13.3); the others are ours.
const authentication = { system: 'REST', component: 'AuthenticationProvider', category: 'Authentication', http: 401 } as const // 50475008 + app
const keyArgument = { system: 'CCM', component: 'ServiceKeys', category: 'Argument', app: 1, http: 400 } as const // 17047553
const keyBadArgument = { system: 'CCM', component: 'ServiceKeys', category: 'BadArgument', app: 1, http: 400 } as const // 17072129

export const errors = {
  // The request itself
  RequestInvalid: { ...argument, text: (problems: readonly string[]) => problems },
  BodyNotJson: { ...argument, text: (why: string) => `body: not valid JSON: ${why}` },
  BodyMissing: { ...argument, text: (members: string) => `body: missing; send a JSON object with ${members}` },
  BodyTooLarge: { ...argument, text: (limit: number) => `body: larger than the limit of ${limit} bytes; encrypt large data with a data key on the client (POST .../datakey)` },
  MediaTypeUnsupported: { ...argument, text: (received: string, accepted: readonly string[], hint: string) => `content-type: got ${received}, accepted: ${accepted.join(', ')}${hint}` },
  Base64Invalid: { ...argument, text: (field: string, why: string) => `${field}: not valid base64 (RFC 4648 section 4, with padding): ${why}` },
  TlsRequired: { ...argument, text: () => 'this port speaks TLS only: use https:// in the URL' },
  RouteNotFound: { system: 'REST', component: 'General', category: 'NotFound', app: 1, http: 404, text: (method: string, path: string, hint: string) => `no operation ${method} ${path}${hint}` },
  TooManyRequests: { system: 'REST', component: 'General', category: 'TooManyRequests', app: 1, http: 429, text: (perSecond: number) => `more than ${perSecond} requests a second; try again later` },
  BundleClosed: { system: 'REST', component: 'General', category: 'Authorization', app: 1, http: 403, text: () => 'the client bundle contains a private key and is served only with --bootstrap-host; /ca.pem is always available' },
  BootstrapNameRefused: { system: 'REST', component: 'General', category: 'Authorization', app: 2, http: 403, text: (host: string) => `host: ${host} is not a configured name of this server; use an IP address or localhost, or start the server with --server-name` },
  BootstrapBrowserRefused: { system: 'REST', component: 'General', category: 'Authorization', app: 3, http: 403, text: () => 'origin: this port does not serve browser pages' },
  BootstrapSecretWrong: { system: 'REST', component: 'AuthenticationProvider', category: 'Authentication', app: 13, http: 401, text: (received: string) => `Authorization: ${received}; the client bundle needs the secret of --bootstrap-secret, or of bootstrap.secret in the pki folder: Authorization: Bearer SECRET` },
  TooManyStreams: { system: 'REST', component: 'General', category: 'TooManyRequests', app: 2, http: 429, text: (limit: number) => `${limit} pages are already open on this server, the most that it serves; close one` },
  Internal: { system: 'REST', component: 'General', category: 'Internal', app: 1, http: 500, text: () => 'internal error; see the server log under this request id' },
  StorageFailed: { system: 'DB', component: 'General', category: 'Database', app: 1, http: 500, text: (why: string) => `the change could not be stored and nothing was changed: ${why}` },
  StorageUnreadable: { system: 'DB', component: 'General', category: 'Database', app: 2, http: 500, text: (why: string) => `the stored data cannot be read; restore a backup: ${why}` },

  // Who is calling
  CredentialsMissing: { ...authentication, app: 3, text: (hint: string) => `no credentials: use a client certificate issued by this server (curl --cert client.pem --key client-key.pem), or send Authorization: Bearer TOKEN${hint}` },
  CertificateForeign: { ...authentication, app: 4, text: (issuer: string) => `client certificate: issued by "${issuer}", not by the CA of this server; use one from the certificate folder of this server` },
  CertificateUnknown: { ...authentication, app: 5, text: (serial: string) => `client certificate: serial ${serial} is not a credential of this server; was its data folder replaced? Use a certificate that this server wrote` },
  CertificateNotYetValid: { ...authentication, app: 6, text: (from: string) => `client certificate: not valid before ${from}; compare the clocks of client and server` },
  CertificateExpired: { ...authentication, app: 7, text: (until: string) => `client certificate: expired on ${until}; add another with okms-emulator credential add` },
  CertificateRevoked: { ...authentication, app: 8, text: (serial: string) => `client certificate: credential ${serial} was revoked; add another with okms-emulator credential add` },
  TokenInvalid: { ...authentication, app: 9, text: () => 'Authorization: the bearer token is not known to this server, or was removed; add one with okms-emulator token add' },
  TokenExpired: { ...authentication, app: 10, text: (at: string) => `Authorization: the bearer token expired on ${at}; add another with okms-emulator token add, or get one from /auth/oauth2/token again` },
  AuthorizationUnreadable: { ...authentication, app: 11, text: (why: string) => `Authorization: ${why}; accepted: Bearer, a blank and the token. With a client certificate, leave the header out` },
  CallerOfAnotherDomain: { system: 'CCM', component: 'IAM', category: 'Authorization', app: 1, http: 403, text: (own: string, asked: string) => `okmsId: ${asked} is not the domain of this credential; use ${own}, or a credential of ${asked}` },
  ActionNotAllowed: { system: 'CCM', component: 'IAM', category: 'Authorization', app: 1, http: 403, text: (action: string, urn: string, identities: readonly string[]) => `policy: no policy allows ${action} on ${urn} to ${identities.join(', ')}; add one with okms-emulator policy add` },
  DomainNotFound: { system: 'CCM', component: 'Domain', category: 'NotFound', app: 1, http: 404, text: (okmsId: string) => `okmsId: no okms domain ${okmsId}; see okms-emulator domain list` },
  DomainNotOfCaller: { system: 'CCM', component: 'Domain', category: 'NotFound', app: 1, http: 404, text: (okmsId: string, own: string) => `okmsId: no okms domain ${okmsId}; the domain of this credential is ${own}` },
  OldPathNeedsCertificate: { ...argument, text: (newPath: string) => `path: the okmsId is missing; only a client certificate can do without it. With a token, call ${newPath}` },

  // The admin API
  AdminCertificateMissing: { ...authentication, app: 12, text: () => 'no credentials: the admin API requires the admin certificate (curl --cert admin.pem --key admin-key.pem); the commands okms-emulator domain, credential, token and policy use it' },
  AdminCertificateNeeded: { system: 'CCM', component: 'IAM', category: 'Authorization', app: 2, http: 403, text: () => 'the admin API requires the admin certificate (curl --cert admin.pem --key admin-key.pem) and takes no credential or token of a domain; the commands okms-emulator domain, credential, token and policy use it' },
  ForeignOrigin: { system: 'REST', component: 'AuthenticationProvider', category: 'Authorization', app: 1, http: 403, text: (origin: string) => `Origin: pages of ${origin} may not use this server` },

  // Credentials
  CredentialRequestInvalid: { system: 'CCM', component: 'Domain', category: 'BadArgument', app: 1, http: 400, text: (problems: readonly string[]) => problems },
  CredentialNotFound: { system: 'CCM', component: 'Domain', category: 'NotFound', app: 2, http: 404, text: (credentialId: string) => `credentialId: no credential ${credentialId} in this domain; see okms-emulator credential list` },

  // Domains, tokens and policies
  AccessRequestInvalid: { system: 'CCM', component: 'IAM', category: 'BadArgument', app: 1, http: 400, text: (problems: readonly string[]) => problems },
  TokenNotFound: { system: 'CCM', component: 'IAM', category: 'NotFound', app: 3, http: 404, text: (tokenId: string) => `tokenId: no personal access token ${tokenId}; see okms-emulator token list` },
  ServiceAccountNotFound: { system: 'CCM', component: 'IAM', category: 'NotFound', app: 4, http: 404, text: (clientId: string) => `clientId: no service account ${clientId}; see okms-emulator service-account list` },
  DomainExists: { system: 'REST', component: 'General', category: 'Conflict', app: 1, http: 409, text: (okmsId: string) => `okmsId: a domain ${okmsId} already exists; choose another id or leave it out` },
  DomainNotEmpty: { system: 'CCM', component: 'Domain', category: 'Conflict', app: 1, http: 409, text: (okmsId: string, keys: number) => `okmsId: ${okmsId} has ${keys} service keys; add ?force=true (--force) to destroy them too` },
  PolicyNotFound: { system: 'CCM', component: 'IAM', category: 'NotFound', app: 1, http: 404, text: (policyId: string) => `policyId: no policy ${policyId}; see okms-emulator policy list` },
  GroupNotFound: { system: 'CCM', component: 'IAM', category: 'NotFound', app: 2, http: 404, text: (group: string) => `group: no group ${group}; see okms-emulator group list` },

  // Service keys
  KeyNotFound: { system: 'CCM', component: 'ServiceKeys', category: 'NotFound', app: 1, http: 404, text: (keyId: string) => `keyId: no service key ${keyId} in this domain; list the keys with GET .../v1/servicekey` },
  KeyIdTaken: { system: 'REST', component: 'General', category: 'Conflict', app: 1, http: 409, text: (keyId: string) => `id: ${keyId} is or was the id of a service key of this domain; choose another or leave it out` },
  KeyDestroyed: { system: 'CCM', component: 'ServiceKeys', category: 'NotFound', app: 1, http: 404, text: (keyId: string) => `keyId: service key ${keyId} was destroyed and cannot be restored; create a new one` },
  KeyNotActive: { ...keyArgument, text: (keyId: string, state: string) => `service key ${keyId} is ${state}; activate it first: POST .../servicekey/${keyId}/activate` },
  KeyStillActive: { ...keyArgument, text: (keyId: string, state: string) => `service key ${keyId} is ${state}; deactivate it first: POST .../servicekey/${keyId}/deactivate with {"reason": "unspecified"}` },
  UsageNotGranted: { ...keyArgument, text: (keyId: string, use: string, needed: string, operations: readonly string[], wanted: string) => `service key ${keyId} cannot ${use}: that needs the operation ${needed}, and the key has ${operations.join(', ')}. Operations are set at creation; ${wanted}` },
  AlgorithmMismatch: { ...keyArgument, text: (alg: string, key: string, accepted: readonly string[]) => `alg: ${alg} cannot be used with a key of type ${key}; accepted: ${accepted.join(', ')}` },
  KeyRequestInvalid: { ...keyBadArgument, text: (problem: string) => problem },
  KeyMaterialInvalid: { ...keyBadArgument, text: (field: string, why: string) => `${field}: ${why}` },

  // Bring your own key
  TransportKeyNotFound: { system: 'CCM', component: 'ServiceKeys', category: 'NotFound', app: 1, http: 404, text: (field: string, keyId: string) => `${field}: no service key ${keyId} in this domain; create a transport key with "type": "RSA" and "operations": ["wrapKey", "unwrapKey"]` },
  TransportKeyUnfit: { ...keyArgument, text: (field: string, problem: string) => `${field}: ${problem}` },
  KeyNotExtractable: { ...keyArgument, text: (keyId: string) => `service key ${keyId} is not extractable; first send PATCH .../servicekey/${keyId} with {"extractable": true}, which clears never_extractable for good` },
  KeyInHsm: { ...keyArgument, text: (keyId: string) => `service key ${keyId} is in an HSM; only keys with protectionLevel SOFTWARE are exported` },
  KeyFormatMismatch: { ...keyArgument, text: (format: string, key: string, accepted: readonly string[]) => `wrappedKeyFormat: ${format} does not fit a ${key}; accepted: ${accepted.join(', ')}` },
  WrappedKeyTooLong: { ...keyArgument, text: (format: string, length: number, limit: number) => `wrappedKeyFormat: as ${format} the token would have ${length} characters, and ${limit} can be imported; use PKCS8 or PKCS1, or a smaller transport key` },
  UnwrappingFailed: { ...keyBadArgument, text: (field: string) => `${field}: cannot be unwrapped; it was changed, or was wrapped for another key` },

  // Cryptographic operations
  DecryptionFailed: { ...keyBadArgument, text: (field: string) => `${field}: cannot be decrypted; it was changed, or was made with another key or another context` },
  TokenMalformed: { ...keyBadArgument, text: (field: string, why: string) => `${field}: ${why}` },
  DigestLengthWrong: { ...keyBadArgument, text: (received: number, alg: string, expected: number, hint: string) => `message: with isdigest, ${alg} takes a digest of ${expected} bytes; got ${received}${hint}` },
  MessageInvalid: { ...keyBadArgument, text: (field: string, why: string) => `${field}: ${why}` },
  DataKeySizeInvalid: { ...keyBadArgument, text: (size: number) => `size: got ${size} bits; a multiple of 8 from 64 to 4096 is accepted` }
} as const satisfies Record<string, ErrorRow>

export type ErrorName = keyof typeof errors

/** A refusal. Only the front door turns it into a reply. */
export class DomainError extends Error {
  readonly kind: ErrorKind
  readonly texts: readonly string[]

  constructor (kind: ErrorKind, texts: readonly string[]) {
    super(texts.join('; '))
    this.name = 'DomainError'
    this.kind = kind
    this.texts = texts
  }

  get errorCode (): number { return packErrorCode(this.kind) }
}

/** Makes the refusal of a row: `throw refusal(errors.KeyNotFound, keyId)`. */
export function refusal<Args extends unknown[]> (row: ErrorKind & { readonly text: (...args: Args) => string | readonly string[] }, ...args: Args): DomainError {
  const text = row.text(...args)
  return new DomainError(row, typeof text === 'string' ? [text] : text)
}
