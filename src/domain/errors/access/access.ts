// Okms domains, credentials, tokens, API keys, policies and groups: not found, in use, invalid, or not allowed.

import type { ErrorRow } from '../domain-error.js'
import type { Problem, Spelling } from '../wording.js'

export const accessErrors = {
  ActionNotAllowed: {
    system: 'CCM',
    component: 'IAM',
    category: 'Authorization',
    app: 1,
    text: (action: string, urn: string, identities: readonly string[]) =>
      `policy: no policy allows ${action} on ${urn} to ${identities.join(', ')}; add one with okms-emulator policy add`,
    details: (action: string) => ({ unauthorizedActionsByIAM: action })
  },
  DomainNotFound: {
    system: 'CCM',
    component: 'Domain',
    category: 'NotFound',
    app: 1,
    subject: 'okmsId',
    text: (okmsId: string) => `no okms domain ${okmsId}; see okms-emulator domain list`
  },
  DomainExists: {
    system: 'REST',
    component: 'General',
    category: 'Conflict',
    app: 1,
    subject: 'okmsId',
    text: (okmsId: string) => `a domain ${okmsId} already exists; choose another id or leave it out`
  },
  DomainNotEmpty: {
    system: 'CCM',
    component: 'Domain',
    category: 'Conflict',
    app: 1,
    subject: 'okmsId',
    text: (okmsId: string, keys: number, secrets: number) => ({ call }: Spelling) =>
      `${okmsId} has ${keys} service keys and ${secrets} secrets; ${call('removeWithContent', '')} to destroy them too`
  },
  CredentialRequestInvalid: {
    system: 'CCM',
    component: 'Domain',
    category: 'BadArgument',
    app: 1,
    text: (problems: readonly Problem[]) => problems
  },
  CredentialNotFound: {
    system: 'CCM',
    component: 'Domain',
    category: 'NotFound',
    app: 2,
    subject: 'credentialId',
    text: (credentialId: string) => `no credential ${credentialId} in this domain; see okms-emulator credential list`
  },
  AdminCertificateNotFound: {
    system: 'CCM',
    component: 'IAM',
    category: 'NotFound',
    app: 5,
    subject: 'certificateId',
    text: (certificateId: string) =>
      `no admin certificate ${certificateId}; see okms-emulator admin-certificate list`
  },
  AdminCertificateNotReplaced: {
    system: 'REST',
    component: 'General',
    category: 'Conflict',
    app: 3,
    subject: 'certificateId',
    text: (file: string, why: string) =>
      `this certificate is in ${file}, where a new one cannot take its place: ${why}`
  },
  AccessRequestInvalid: {
    system: 'CCM',
    component: 'IAM',
    category: 'BadArgument',
    app: 1,
    text: (problems: readonly Problem[]) => problems
  },
  TokenNotFound: {
    system: 'CCM',
    component: 'IAM',
    category: 'NotFound',
    app: 3,
    subject: 'tokenId',
    text: (tokenId: string) => `no personal access token ${tokenId}; see okms-emulator token list`
  },
  ServiceAccountNotFound: {
    system: 'CCM',
    component: 'IAM',
    category: 'NotFound',
    app: 4,
    subject: 'clientId',
    text: (clientId: string) => `no service account ${clientId}; see okms-emulator service-account list`
  },
  ApplicationNotFound: {
    system: 'CCM',
    component: 'IAM',
    category: 'NotFound',
    app: 6,
    subject: 'applicationKey',
    text: (applicationKey: string) => `no API key ${applicationKey}; see okms-emulator api-key list`
  },
  PolicyNotFound: {
    system: 'CCM',
    component: 'IAM',
    category: 'NotFound',
    app: 1,
    subject: 'policyId',
    text: (policyId: string) => `no policy ${policyId}; see okms-emulator policy list`
  },
  GroupNotFound: {
    system: 'CCM',
    component: 'IAM',
    category: 'NotFound',
    app: 2,
    subject: 'group',
    text: (group: string) => `no group ${group}; see okms-emulator group list`
  }
} as const satisfies Record<string, ErrorRow>
