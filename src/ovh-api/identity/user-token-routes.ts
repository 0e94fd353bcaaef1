// Routes of the personal access tokens of users (service.md 2.3).

import type { RouteOptions } from 'fastify'
import type { Token } from '../../domain/access/token.js'
import { rfc3339, type Clock } from '../../domain/clock.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { httpErrors } from '../../http/reply/http-errors.js'
import type { components } from '../../http/contract/generated/ovh-api-v1.js'
import type { UserTokens } from '../../services/access/identity/user-tokens.js'
import { accountOperation } from '../operation.js'
import { timeIn } from '../written-time.js'

type Schemas = components['schemas']

export function userTokenRoutes (tokens: UserTokens, clock: Clock): readonly RouteOptions[] {
  function encode (token: Token): Schemas['UserToken'] {
    const lastUsed = tokens.lastUse(token)
    return {
      creation: rfc3339(token.createdAt),
      description: token.description,
      expiresAt: token.expiresAt === null ? null : rfc3339(token.expiresAt),
      lastUsed: lastUsed === null ? null : rfc3339(lastUsed),
      name: token.name
    }
  }

  /** Epoch milliseconds; null for never. Refuses RequestInvalid. */
  function endOf ({ expiresAt, expiresIn }: Schemas['UserTokenUpdate']): number | null | undefined {
    if (expiresAt != null && expiresIn != null) {
      const place = { name: 'expiresIn', path: 'body.expiresIn' }
      throw refusal(httpErrors.RequestInvalid, [{ place, text: 'expiresAt says it too; send one of them' }])
    }
    return expiresIn == null ? timeIn('expiresAt', expiresAt) : clock() + expiresIn * 1000
  }

  return [
    accountOperation('ListUserTokens', ({ params }) => ({ body: tokens.list(params.user).map(({ name }) => name) })),

    accountOperation('CreateUserToken', ({ params, body }) => {
      const { name, description } = body
      const { token, text } = tokens.issue(params.user, { name, description, expiresAt: endOf(body) })
      return { body: { ...encode(token), token: text } }
    }),

    accountOperation('GetUserToken', ({ params }) => ({ body: encode(tokens.get(params.user, params.name)) })),

    accountOperation('UpdateUserToken', ({ params, body }) => {
      const change = { description: body.description, expiresAt: endOf(body) }
      return { body: encode(tokens.edit(params.user, params.name, change)) }
    }),

    accountOperation('DeleteUserToken', ({ params }) => {
      tokens.remove(params.user, params.name)
      return { body: null }
    })
  ]
}
