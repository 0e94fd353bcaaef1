// URNs of the OVHcloud IAM (service.md 2.5).

/** The account that owns everything here; the root identity passes every policy. */
export const rootIdentity = 'urn:v1:eu:identity:account:emulator-ovh'

export const domainUrn = (okmsId: string) => `urn:v1:eu:resource:okms:${okmsId}`

export const serviceKeyUrn = (okmsId: string, keyId: string) => `${domainUrn(okmsId)}/serviceKey/${keyId}`

/** Accounts, users, groups and service accounts (service.md 2.5). */
export const isIdentityUrn = (text: string) => /^urn:v1:[a-z]+:identity:(account|user|group|credential):[!-~]+$/.test(text)
