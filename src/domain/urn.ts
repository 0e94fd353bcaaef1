// URNs of the OVHcloud IAM (service.md 2.5).

import { resourceKinds, type Resource } from './resource.js'

/** The name of the account that owns everything here. */
export const account = 'emulator-ovh'

/** The account that owns all resources here. Policies do not restrict the root identity. */
export const rootIdentity = `urn:v1:eu:identity:account:${account}`

/**
 * Policies do not restrict accounts, whatever their name: there is one account here, and users can keep the name of
 * their own account in their configuration.
 */
export const isAccountUrn = (urn: string) => /^urn:v1:[a-z]+:identity:account:/.test(urn)

/** The account as a resource, which actions on users, groups and policies are on. */
export const accountUrn = `urn:v1:eu:resource:account:${account}`

export const userUrn = (login: string) => `urn:v1:eu:identity:user:${account}/${login}`

export const groupUrn = (group: string) => `urn:v1:eu:identity:group:${account}/${group}`

/** The name of a group or the login of a user with this URN. */
export const nameInUrn = (urn: string) => urn.slice(urn.indexOf('/') + 1)

/** The identity of a service account (service.md 2.5). */
export const serviceAccountUrn = (clientId: string) => `urn:v1:eu:identity:credential:${account}/oauth2-${clientId}`

export const isServiceAccountUrn = (urn: string) => /^urn:v1:[a-z]+:identity:credential:/.test(urn)

/** What follows the account in the URN of a user, a group or a service account. */
export const nameOfIdentity = (urn: string): string | null => /^urn:v1:[a-z]+:identity:\w+:[^/]+\/(.+)$/.exec(urn)?.[1] ?? null

export const isGroupUrn = (urn: string) => /^urn:v1:[a-z]+:identity:group:/.test(urn)

export const domainUrn = (okmsId: string) => `urn:v1:eu:resource:okms:${okmsId}`

/** What operations of the account act on. */
export const accountResource: Resource = { kind: 'account', id: account }

/**
 * The URN of a resource. Policies on a domain cover what is in it.
 * @param okmsId Null for what is in no domain.
 */
export function resourceUrn (okmsId: string | null, { kind, id }: Resource): string {
  if (kind === 'domain') return domainUrn(id)
  if (kind === 'account' || okmsId === null) return accountUrn
  const { urnPart } = resourceKinds[kind]
  return urnPart === null ? domainUrn(okmsId) : `${domainUrn(okmsId)}/${urnPart}/${id}`
}

/** Accounts, users, groups and service accounts (service.md 2.5). */
export const isIdentityUrn = (text: string) => /^urn:v1:[a-z]+:identity:(account|user|group|credential):[!-~]+$/.test(text)
