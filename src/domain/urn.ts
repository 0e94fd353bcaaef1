// URNs of the OVHcloud IAM (service.md 2.5).

const account = 'emulator-ovh'

/** The account that owns everything here; the root identity passes every policy. */
export const rootIdentity = `urn:v1:eu:identity:account:${account}`

/** An account passes every policy, whatever its name: there is one account here, and people keep the name of their own in their files. */
export const isAccountUrn = (urn: string) => /^urn:v1:[a-z]+:identity:account:/.test(urn)

export const groupUrn = (group: string) => `urn:v1:eu:identity:group:${account}/${group}`

/** The identity of a service account (service.md 2.5). */
export const serviceAccountUrn = (clientId: string) => `urn:v1:eu:identity:credential:${account}/oauth2-${clientId}`

export const isGroupUrn = (urn: string) => /^urn:v1:[a-z]+:identity:group:/.test(urn)

export const domainUrn = (okmsId: string) => `urn:v1:eu:resource:okms:${okmsId}`

export const serviceKeyUrn = (okmsId: string, keyId: string) => domainUrn(okmsId) + serviceKeyPart(keyId)

/** What the URN of a key has after that of its domain. */
export const serviceKeyPart = (keyId: string) => `/serviceKey/${keyId}`

/** Accounts, users, groups and service accounts (service.md 2.5). */
export const isIdentityUrn = (text: string) => /^urn:v1:[a-z]+:identity:(account|user|group|credential):[!-~]+$/.test(text)
