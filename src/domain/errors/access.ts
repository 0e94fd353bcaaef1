// Okms domains, credentials, tokens, policies and groups: not found, in use, invalid, or not allowed.

import type { ErrorRow } from './domain-error.js'

export const accessErrors = {
  ActionNotAllowed: { system: 'CCM', component: 'IAM', category: 'Authorization', app: 1, text: (action: string, urn: string, identities: readonly string[]) => `policy: no policy allows ${action} on ${urn} to ${identities.join(', ')}; add one with okms-emulator policy add` },
  DomainNotFound: { system: 'CCM', component: 'Domain', category: 'NotFound', app: 1, text: (okmsId: string) => `okmsId: no okms domain ${okmsId}; see okms-emulator domain list` },
  DomainExists: { system: 'REST', component: 'General', category: 'Conflict', app: 1, text: (okmsId: string) => `okmsId: a domain ${okmsId} already exists; choose another id or leave it out` },
  DomainNotEmpty: { system: 'CCM', component: 'Domain', category: 'Conflict', app: 1, text: (okmsId: string, keys: number) => `okmsId: ${okmsId} has ${keys} service keys; add ?force=true (--force) to destroy them too` },
  CredentialRequestInvalid: { system: 'CCM', component: 'Domain', category: 'BadArgument', app: 1, text: (problems: readonly string[]) => problems },
  CredentialNotFound: { system: 'CCM', component: 'Domain', category: 'NotFound', app: 2, text: (credentialId: string) => `credentialId: no credential ${credentialId} in this domain; see okms-emulator credential list` },
  AccessRequestInvalid: { system: 'CCM', component: 'IAM', category: 'BadArgument', app: 1, text: (problems: readonly string[]) => problems },
  TokenNotFound: { system: 'CCM', component: 'IAM', category: 'NotFound', app: 3, text: (tokenId: string) => `tokenId: no personal access token ${tokenId}; see okms-emulator token list` },
  ServiceAccountNotFound: { system: 'CCM', component: 'IAM', category: 'NotFound', app: 4, text: (clientId: string) => `clientId: no service account ${clientId}; see okms-emulator service-account list` },
  PolicyNotFound: { system: 'CCM', component: 'IAM', category: 'NotFound', app: 1, text: (policyId: string) => `policyId: no policy ${policyId}; see okms-emulator policy list` },
  GroupNotFound: { system: 'CCM', component: 'IAM', category: 'NotFound', app: 2, text: (group: string) => `group: no group ${group}; see okms-emulator group list` }
} as const satisfies Record<string, ErrorRow>
