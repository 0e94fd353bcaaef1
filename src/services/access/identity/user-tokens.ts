// The personal access tokens of users, which clients know by user and name. They reach every okms domain: what they may
// do there is a matter of policies, as at the service.

import { accessErrors } from '../../../domain/errors/access/access.js'
import { refusal } from '../../../domain/errors/domain-error.js'
import { identityErrors } from '../../../domain/errors/access/identity.js'
import type { Token } from '../../../domain/access/token.js'
import type { Clock } from '../../../domain/clock.js'
import { accessLimits } from '../../../domain/limits.js'
import type { TokenStore } from '../../../domain/ports.js'
import { quotedOrLength } from '../../../domain/text/quoted-text.js'
import { userUrn } from '../../../domain/urn.js'
import { nameRules, violations } from '../name-rules.js'
import { expiryRule, type IssuedToken, type Tokens } from '../tokens/tokens.js'
import type { TokenUses } from '../tokens/token-uses.js'
import type { Users } from './users.js'

export interface UserTokenChange {
  readonly description?: string | undefined
  /** Epoch milliseconds; null for a token that does not expire. */
  readonly expiresAt?: number | null | undefined
}

export interface UserTokenRequest extends UserTokenChange {
  readonly name: string
}

/** All of it refuses UserNotFound. */
export interface UserTokens {
  /** Refuses AccessRequestInvalid and UserTokenExists. */
  issue (login: string, request: UserTokenRequest): IssuedToken
  /** Refuses UserTokenNotFound, as those below. */
  get (login: string, name: string): Token
  /** Oldest first. */
  list (login: string): readonly Token[]
  /** Refuses AccessRequestInvalid. */
  edit (login: string, name: string, change: UserTokenChange): Token
  /** When it was last used since the start of the server, in epoch milliseconds; null if it was not. */
  lastUse (token: Token): number | null
  /** Takes effect on the next request. */
  remove (login: string, name: string): void
}

export function createUserTokens ({ store, users, tokens, uses, clock }: {
  readonly store: TokenStore
  readonly users: Pick<Users, 'get'>
  readonly tokens: Pick<Tokens, 'issue'>
  readonly uses: Pick<TokenUses, 'last'>
  readonly clock: Clock
}): UserTokens {
  function list (login: string): readonly Token[] {
    users.get(login)
    return store.listOf(login)
  }

  const find = (login: string, name: string) => list(login).find((token) => token.name === name)

  function get (login: string, name: string): Token {
    const token = find(login, name)
    if (token === undefined) throw refusal(identityErrors.UserTokenNotFound, login, quotedOrLength(name))
    return token
  }

  return {
    issue (login, { name, description, expiresAt }) {
      if (find(login, name) !== undefined) {
        throw refusal(identityErrors.UserTokenExists, login, quotedOrLength(name))
      }
      return tokens.issue({
        name,
        description,
        identities: [userUrn(login)],
        okmsIds: [],
        everyDomain: true,
        user: login,
        expiresAt: expiresAt ?? undefined
      })
    },

    get,

    list,

    edit (login, name, change) {
      const token = get(login, name)
      const { description = token.description, expiresAt = token.expiresAt } = change
      const problems = violations([
        ...nameRules(name, description, accessLimits), expiryRule(change.expiresAt ?? undefined, clock())
      ])
      if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
      const edited = { ...token, description, expiresAt }
      store.update(edited)
      return edited
    },

    lastUse: ({ tokenId }) => uses.last(tokenId),

    remove: (login, name) => { store.remove(get(login, name).tokenId) }
  }
}
