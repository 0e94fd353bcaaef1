// Personal access tokens, and the short-lived tokens of service accounts (service.md 2.1-2.3): issued
// once in clear, kept as hashes.

import type { TokenSigner } from '../../../crypto/jose/jwt.js'
import { clockOfDomains, spanOf, type Clocks } from '../../../domain/clock.js'
import { accessErrors } from '../../../domain/errors/access/access.js'
import { refusal } from '../../../domain/errors/domain-error.js'
import type { Problem } from '../../../domain/errors/wording.js'
import { accessLimits, credentialLimits } from '../../../domain/limits.js'
import type { OkmsDomainStore, TokenStore } from '../../../domain/ports.js'
import type { Token } from '../../../domain/access/token.js'
import { quotedOrLength } from '../../../domain/text/quoted-text.js'
import { isIdentityUrn } from '../../../domain/urn.js'
import { systemSource } from '../../../crypto/random/system-random.js'
import { nameRules, violations, type Rule } from '../name-rules.js'
import { hashOf } from './token-reader.js'

export interface TokenRequest {
  readonly name: string
  readonly description?: string | undefined
  /** Identity URNs of the token, 1 to 25. */
  readonly identities: readonly string[]
  /** The domains that it may call: at least one, or none with `everyDomain`. */
  readonly okmsIds: readonly string[]
  /** Whether it may call every domain, those added later too; by default those of `okmsIds`. */
  readonly everyDomain?: boolean | undefined
  /** Login of the user that it belongs to. */
  readonly user?: string | undefined
  /** Epoch milliseconds; by default it does not expire, as with the service. */
  readonly expiresAt?: number | undefined
}

export interface IssuedToken {
  readonly token: Token
  /** The value for `Authorization: Bearer`. It is not stored. */
  readonly text: string
}

export interface Tokens {
  /** Issues a personal access token. Refuses AccessRequestInvalid with every problem at once, and DomainNotFound. */
  issue (request: TokenRequest): IssuedToken
  /** Issues a token to a service account whose secret has been verified. */
  issueTo (account: {
    readonly clientId: string
    readonly identity: string
    readonly name: string
    readonly okmsIds: readonly string[]
    readonly everyDomain: boolean
  }, lifetimeMs: number): IssuedToken
  /** Refuses TokenNotFound, as `remove`. */
  get (tokenId: string): Token
  /** Personal access tokens, oldest first. */
  list (): readonly Token[]
  /** Takes effect on the next request. */
  remove (tokenId: string): void
}

export interface TokensOptions {
  readonly store: TokenStore
  readonly domains: Pick<OkmsDomainStore, 'find' | 'list'>
  readonly signer: TokenSigner
  readonly clocks: Clocks
  /** Makes a new lower case UUID. */
  readonly newId?: () => string
}

export function createTokens ({
  store, domains, signer, clocks, newId = systemSource.uuid
}: TokensOptions): Tokens {
  function keep (fields: Omit<Token, 'tokenId' | 'sha256' | 'createdAt'>): IssuedToken {
    const tokenId = newId()
    const createdAt = clockOfDomains(clocks, fields.okmsIds)()
    const text = signer.sign({
      iss: 'okms-emulator',
      sub: fields.identities[0],
      scope: 'all',
      jti: tokenId,
      iat: seconds(createdAt),
      ...(fields.expiresAt === null ? {} : { exp: seconds(fields.expiresAt) })
    })
    const token = { ...fields, tokenId, createdAt, sha256: hashOf(text) }
    store.insert(token)
    return { token, text }
  }

  function found (tokenId: string): Token {
    const token = store.find(tokenId)
    if (token === undefined || token.clientId !== null) throw refusal(accessErrors.TokenNotFound, tokenId)
    return token
  }

  return {
    issue (request) {
      const problems = problemsOf(request, clockOfDomains(clocks, request.okmsIds)())
      if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
      refuseUnknownDomains(domains, request.okmsIds)
      const {
        name, description = '', identities, okmsIds, everyDomain = false, user = null, expiresAt = null
      } = request
      return keep({
        clientId: null,
        name,
        description,
        identities: [...identities],
        okmsIds: [...new Set(okmsIds)],
        everyDomain,
        user,
        expiresAt
      })
    },

    issueTo ({ clientId, identity, name, okmsIds, everyDomain }, lifetimeMs) {
      // What has expired by every clock that there is.
      const { earliest } = spanOf(clocks.server, ...domains.list().map(({ okmsId }) => clocks.of(okmsId)))
      store.removeExpired(earliest)
      const expiresAt = clockOfDomains(clocks, okmsIds)() + lifetimeMs
      return keep({
        clientId, name, description: '', identities: [identity], okmsIds, everyDomain, user: null, expiresAt
      })
    },

    get: found,

    list: () => store.list(),

    remove (tokenId) {
      found(tokenId)
      store.remove(tokenId)
    }
  }
}

/** Refuses DomainNotFound. */
export function refuseUnknownDomains (domains: Pick<OkmsDomainStore, 'find'>, okmsIds: readonly string[]): void {
  for (const okmsId of okmsIds) {
    if (domains.find(okmsId) === undefined) throw refusal(accessErrors.DomainNotFound, okmsId)
  }
}

const seconds = (epochMs: number) => Math.floor(epochMs / 1000)

/** Without okmsIds, a token or a service account reaches no domain. */
export const reachRule = (okmsIds: readonly string[], everyDomain = false): Rule =>
  [everyDomain || okmsIds.length >= 1, 'okmsIds', 'got an empty list; accepted: at least one okmsId, or leave it out']

export const expiryRule = (expiresAt: number | undefined, now: number): Rule =>
  [expiresAt === undefined || expiresAt > now, 'expiresAt', 'in the past; accepted: a time in the future, such as 2030-01-31T12:00:00Z']

function problemsOf (request: TokenRequest, now: number): Problem[] {
  const { name, description = '', identities, okmsIds, everyDomain, expiresAt } = request
  const { max } = credentialLimits.identities
  const foreign = identities.filter((urn) => !isIdentityUrn(urn))
  return violations([
    ...nameRules(name, description, accessLimits),
    [identities.length >= 1 && identities.length <= max, 'identities', `got ${identities.length}; 1 to ${max} are accepted`],
    [foreign.length === 0, 'identities', `got ${foreign.map(quotedOrLength).join(', ')}; accepted: identity URNs such as urn:v1:eu:identity:user:xx1111-ovh/alice`],
    reachRule(okmsIds, everyDomain),
    expiryRule(expiresAt, now)
  ])
}
