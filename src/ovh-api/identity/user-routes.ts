// Routes of the users of the account.

import type { RouteOptions } from 'fastify'
import { rfc3339 } from '../../domain/clock.js'
import { userUrn } from '../../domain/urn.js'
import type { components } from '../../http/contract/generated/ovh-api-v1.js'
import type { UserInGroups, Users } from '../../services/access/identity/users.js'
import { accountOperation } from '../operation.js'

type Schemas = components['schemas']

const encode = ({ user, groups }: UserInGroups): Schemas['User'] => ({
  creation: rfc3339(user.createdAt),
  description: user.description,
  email: user.email,
  group: groups[0],
  groups: [...groups],
  lastUpdate: rfc3339(user.updatedAt),
  login: user.login,
  passwordLastUpdate: user.passwordUpdatedAt === null ? null : rfc3339(user.passwordUpdatedAt),
  status: user.status,
  type: user.type,
  urn: userUrn(user.login)
})

/** Some clients send an empty address for none. */
const addressOf = (email: string | null | undefined) => email === '' ? null : email

export function userRoutes (users: Users): readonly RouteOptions[] {
  return [
    accountOperation('ListIdentityUsers', () => ({ body: users.list().map(({ login }) => login) })),

    accountOperation('CreateIdentityUser', ({ body: { login, email, description, group, type, password } }) => {
      users.add({ login, email: addressOf(email), description, group, type, hasPassword: password !== undefined })
      return { body: null }
    }),

    accountOperation('GetIdentityUser', ({ params }) => ({ body: encode(users.get(params.user)) })),

    accountOperation('UpdateIdentityUser', ({ params, body: { email, description, group } }) => {
      users.edit(params.user, { email: addressOf(email), description, group })
      return { body: null }
    }),

    accountOperation('DeleteIdentityUser', ({ params }) => {
      users.remove(params.user)
      return { body: null }
    }),

    accountOperation('EnableIdentityUser', ({ params }) => {
      users.setStatus(params.user, 'OK')
      return { body: null }
    }),

    accountOperation('DisableIdentityUser', ({ params }) => {
      users.setStatus(params.user, 'DISABLED')
      return { body: null }
    })
  ]
}
