// Personal access tokens, and the short-lived tokens of service accounts (service.md 2.1-2.3): issued once in clear, kept as hashes.

import { hash, randomUUID, timingSafeEqual } from 'node:crypto'
import { readClaims, type TokenSigner } from '../../crypto/jose/jwt.js'
import { rfc3339, type Clock } from '../../domain/clock.js'
import { errors, refusal } from '../../domain/errors/errors.js'
import { credentialLimits } from '../../domain/limits.js'
import type { OkmsDomainStore, TokenStore } from '../../domain/ports.js'
import { createLruMap } from '../../domain/lru-map.js'
import type { Token } from '../../domain/access/token.js'
import { quotedOrLength } from '../../domain/text/quoted-text.js'
import { isIdentityUrn } from '../../domain/urn.js'
import { uuidPattern } from '../../domain/uuid.js'
import { violations, nameRules } from './name-rules.js'

export interface TokenRequest {
  readonly name: string
  readonly description?: string | undefined
  /** Identity URNs of the token, 1 to 25. */
  readonly identities: readonly string[]
  /** The domains that it may call, at least one. */
  readonly okmsIds: readonly string[]
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
  issueTo (account: { readonly clientId: string, readonly identity: string, readonly name: string, readonly okmsIds: readonly string[] }, lifetimeMs: number): IssuedToken
  /** Refuses TokenNotFound, as `remove`. */
  get (tokenId: string): Token
  /** Personal access tokens, oldest first. */
  list (): readonly Token[]
  /** Takes effect on the next request. */
  remove (tokenId: string): void
}

export interface TokensOptions {
  readonly store: TokenStore
  readonly domains: Pick<OkmsDomainStore, 'find'>
  readonly signer: TokenSigner
  readonly clock: Clock
}

export function createTokens ({ store, domains, signer, clock }: TokensOptions): Tokens {
  function keep (fields: Omit<Token, 'tokenId' | 'sha256' | 'createdAt'>): IssuedToken {
    const tokenId = randomUUID()
    const createdAt = clock()
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
    if (token === undefined || token.clientId !== null) throw refusal(errors.TokenNotFound, tokenId)
    return token
  }

  return {
    issue (request) {
      const problems = problemsOf(request, clock())
      if (problems.length > 0) throw refusal(errors.AccessRequestInvalid, problems)
      refuseUnknownDomains(domains, request.okmsIds)
      const { name, description = '', identities, okmsIds, expiresAt = null } = request
      return keep({ clientId: null, name, description, identities: [...identities], okmsIds: [...new Set(okmsIds)], expiresAt })
    },

    issueTo ({ clientId, identity, name, okmsIds }, lifetimeMs) {
      const now = clock()
      store.removeExpired(now)
      return keep({ clientId, name, description: '', identities: [identity], okmsIds, expiresAt: now + lifetimeMs })
    },

    get: found,

    list: () => store.list(),

    remove (tokenId) {
      found(tokenId)
      store.remove(tokenId)
    }
  }
}

/** Number of token ids cached by the hash of their text. */
const rememberedTokens = 200

/**
 * Finds the token that a text is. The hash is compared in constant time. The signature is not checked, because no other text has the
 * same hash. Refuses TokenInvalid and TokenExpired.
 */
export function createTokenReader ({ store, clock }: { readonly store: Pick<TokenStore, 'find'>, readonly clock: Clock }): (text: string) => Token {
  // Reading the claims costs more than the hash, and its result does not change. Whether the token is still valid is checked every time.
  const proven = createLruMap<string, string>(rememberedTokens)

  function prove (text: string): string {
    const tokenId = readClaims(text)?.['jti']
    const token = typeof tokenId === 'string' && uuidPattern.test(tokenId) ? store.find(tokenId) : undefined
    if (token === undefined || !timingSafeEqual(token.sha256, hashOf(text))) throw refusal(errors.TokenInvalid)
    return token.tokenId
  }

  return (text) => {
    const name = hash('sha256', text, 'base64')
    const token = store.find(proven.get(name) ?? proven.set(name, prove(text)))
    if (token === undefined) throw refusal(errors.TokenInvalid)
    if (token.expiresAt !== null && clock() >= token.expiresAt) throw refusal(errors.TokenExpired, rfc3339(token.expiresAt))
    return token
  }
}

/** Refuses DomainNotFound. */
export function refuseUnknownDomains (domains: Pick<OkmsDomainStore, 'find'>, okmsIds: readonly string[]): void {
  for (const okmsId of okmsIds) if (domains.find(okmsId) === undefined) throw refusal(errors.DomainNotFound, okmsId)
}

const seconds = (epochMs: number) => Math.floor(epochMs / 1000)

/** Called for every request with a token. One call that returns text costs a third of a Hash object. */
export const hashOf = (secret: string) => Buffer.from(hash('sha256', secret, 'hex'), 'hex')

function problemsOf ({ name, description = '', identities, okmsIds, expiresAt }: TokenRequest, now: number): string[] {
  const { max } = credentialLimits.identities
  const foreign = identities.filter((urn) => !isIdentityUrn(urn))
  return violations([
    ...nameRules(name, description),
    [identities.length >= 1 && identities.length <= max, `identityURNs: got ${identities.length}; 1 to ${max} are accepted`],
    [foreign.length === 0, `identityURNs: got ${foreign.map(quotedOrLength).join(', ')}; accepted: identity URNs such as urn:v1:eu:identity:user:xx1111-ovh/alice`],
    [okmsIds.length >= 1, 'okmsIds: got an empty list; accepted: at least one okmsId, or leave it out'],
    [expiresAt === undefined || expiresAt > now, 'expiresAt: in the past; accepted: a time in the future, such as 2030-01-31T12:00:00Z']
  ])
}
