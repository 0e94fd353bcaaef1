// Service accounts: a client id and a secret that are exchanged for short-lived tokens
// (service.md 2.2; RFC 6749 section 4.4).

import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../../domain/clock.js'
import { accessErrors } from '../../../domain/errors/access/access.js'
import { refusal } from '../../../domain/errors/domain-error.js'
import { accessLimits } from '../../../domain/limits.js'
import type { OkmsDomainStore, ServiceAccountStore } from '../../../domain/ports.js'
import { unusedId, type RandomSource } from '../../../domain/random.js'
import { quotedOrLength } from '../../../domain/text/quoted-text.js'
import type { ServiceAccount } from '../../../domain/access/token.js'
import { serviceAccountUrn } from '../../../domain/urn.js'
import { systemSource } from '../../../crypto/random/system-random.js'
import { nameRules, violations, type Rule } from '../name-rules.js'
import { hashOf } from './token-reader.js'
import { reachRule, refuseUnknownDomains, type IssuedToken, type Tokens } from './tokens.js'

export interface ServiceAccountRequest {
  readonly name: string
  readonly description?: string | undefined
  /** The domains that its tokens may call: at least one, or none with `everyDomain`. */
  readonly okmsIds: readonly string[]
  /** Whether its tokens may call every domain, those added later too; by default those of `okmsIds`. */
  readonly everyDomain?: boolean | undefined
  readonly callbackUrls?: readonly string[] | undefined
  /** A new one by default. */
  readonly clientId?: string | undefined
}

export interface ServiceAccountChange {
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly callbackUrls?: readonly string[] | undefined
}

export interface ServiceAccounts {
  /** The secret is returned only here. Refuses AccessRequestInvalid and DomainNotFound. */
  add (request: ServiceAccountRequest): { readonly account: ServiceAccount, readonly clientSecret: string }
  /** Refuses ServiceAccountNotFound, as `edit` and `remove`. */
  get (clientId: string): ServiceAccount
  /** Oldest first. */
  list (): readonly ServiceAccount[]
  /** Refuses AccessRequestInvalid. */
  edit (clientId: string, change: ServiceAccountChange): ServiceAccount
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
    add (request) {
      const {
        name, description = '', okmsIds, everyDomain = false, callbackUrls = [], clientId = newClientId()
      } = request
      const problems = violations([
        ...accountRules({ name, description, callbackUrls }), reachRule(okmsIds, everyDomain)
      ])
      if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
      refuseUnknownDomains(domains, okmsIds)
      const clientSecret = randomBytes(32).toString('hex')
      const account = {
        clientId,
        name,
        description,
        okmsIds: [...new Set(okmsIds)],
        everyDomain,
        callbackUrls: [...callbackUrls],
        secretSha256: hashOf(clientSecret),
        createdAt: clock()
      }
      store.insert(account)
      return { account, clientSecret }
    },

    get: found,

    list: () => store.list(),

    edit (clientId, change) {
      const account = found(clientId)
      const { name = account.name, description = account.description, callbackUrls = account.callbackUrls } = change
      const edited = { ...account, name, description, callbackUrls }
      const problems = violations(accountRules(edited))
      if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
      store.update(edited)
      return edited
    },

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

const callbackLimits = { entries: 100, length: 2000 } as const

function accountRules (
  { name, description, callbackUrls }: Pick<ServiceAccount, 'name' | 'description' | 'callbackUrls'>
): Rule[] {
  const { entries, length } = callbackLimits
  const wrong = callbackUrls.filter((url) => !URL.canParse(url) || url.length > length)
  return [
    ...nameRules(name, description, accessLimits),
    [callbackUrls.length <= entries, 'callbackUrls', `got ${callbackUrls.length} entries; at most ${entries} are accepted`],
    [wrong.length === 0, 'callbackUrls', `got ${wrong.map(quotedOrLength).join(', ')}; accepted: URLs such as https://example.com/callback`]
  ]
}
