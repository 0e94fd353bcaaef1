// Service accounts: a client id and a secret that are exchanged for short-lived tokens
// (service.md 2.2; RFC 6749 section 4.4).

import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../../domain/clock.js'
import { accessErrors } from '../../../domain/errors/access.js'
import { refusal } from '../../../domain/errors/domain-error.js'
import type { OkmsDomainStore, ServiceAccountStore } from '../../../domain/ports.js'
import { unusedId, type RandomSource } from '../../../domain/random.js'
import { quotedOrLength } from '../../../domain/text/quoted-text.js'
import type { ServiceAccount } from '../../../domain/access/token.js'
import { serviceAccountUrn } from '../../../domain/urn.js'
import { systemSource } from '../../../crypto/random/system-random.js'
import { violations, nameRules } from '../name-rules.js'
import { hashOf } from './token-reader.js'
import { refuseUnknownDomains, type IssuedToken, type Tokens } from './tokens.js'

export interface ServiceAccountRequest {
  readonly name: string
  readonly description?: string | undefined
  /** The domains that its tokens may call, at least one. */
  readonly okmsIds: readonly string[]
  /** A new one by default. */
  readonly clientId?: string | undefined
}

export interface ServiceAccounts {
  /** The secret is returned only here. Refuses AccessRequestInvalid and DomainNotFound. */
  add (request: ServiceAccountRequest): { readonly account: ServiceAccount, readonly clientSecret: string }
  /** Refuses ServiceAccountNotFound, as `remove`. */
  get (clientId: string): ServiceAccount
  /** Oldest first. */
  list (): readonly ServiceAccount[]
  /** Its tokens become invalid with it. */
  remove (clientId: string): void
  /**
   * The account that this is the secret of; undefined for a wrong secret and for an
   * unknown account, after the same time.
   */
  authenticate (clientId: string, clientSecret: string): ServiceAccount | undefined
  /** Issues a short-lived token to an account that was authenticated. */
  issueToken (account: ServiceAccount): IssuedToken
}

/** Validity of a token in milliseconds: the service documents 3599 seconds (service.md 2.2). */
export const accessTokenLifetime = 3_599_000

/** Used for the comparison when the account does not exist, so that this takes the same time. */
const noSecret = hashOf('')

export function createServiceAccounts ({ store, domains, tokens, clock, random = systemSource }: {
  readonly store: ServiceAccountStore
  readonly domains: Pick<OkmsDomainStore, 'find'>
  readonly tokens: Pick<Tokens, 'issueTo'>
  readonly clock: Clock
  /** For client ids. Client secrets are never of it. */
  readonly random?: Pick<RandomSource, 'bytes'>
}): ServiceAccounts {
  function found (clientId: string): ServiceAccount {
    const account = store.find(clientId)
    if (account === undefined) throw refusal(accessErrors.ServiceAccountNotFound, quotedOrLength(clientId))
    return account
  }

  const newClientId = () =>
    unusedId(() => `EU.${random.bytes(8).toString('hex')}`, (id) => store.find(id) !== undefined)

  return {
    add ({ name, description = '', okmsIds, clientId = newClientId() }) {
      const problems = violations([...nameRules(name, description), [okmsIds.length >= 1, 'okmsIds', 'got an empty list; accepted: at least one okmsId, or leave it out']])
      if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
      refuseUnknownDomains(domains, okmsIds)
      const clientSecret = randomBytes(32).toString('hex')
      const account = {
        clientId,
        name,
        description,
        okmsIds: [...new Set(okmsIds)],
        secretSha256: hashOf(clientSecret),
        createdAt: clock()
      }
      store.insert(account)
      return { account, clientSecret }
    },

    get: found,

    list: () => store.list(),

    remove (clientId) {
      if (!store.remove(clientId)) throw refusal(accessErrors.ServiceAccountNotFound, quotedOrLength(clientId))
    },

    authenticate (clientId, clientSecret) {
      const account = store.find(clientId)
      const isProven = timingSafeEqual(account?.secretSha256 ?? noSecret, hashOf(clientSecret))
      return isProven ? account : undefined
    },

    issueToken: (account) =>
      tokens.issueTo({ ...account, identity: serviceAccountUrn(account.clientId) }, accessTokenLifetime)
  }
}
