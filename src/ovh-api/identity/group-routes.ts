// Routes of the groups of the account, and of the users in them.

import type { RouteOptions } from 'fastify'
import { defaultGroups, type Group } from '../../domain/access/group.js'
import { rfc3339 } from '../../domain/clock.js'
import { nameInUrn, userUrn } from '../../domain/urn.js'
import type { components } from '../../http/contract/generated/ovh-api-v1.js'
import type { Groups } from '../../services/access/identity/groups.js'
import type { Users } from '../../services/access/identity/users.js'
import { accountOperation } from '../operation.js'

type Schemas = components['schemas']

function encode ({ urn, description, role, createdAt, updatedAt }: Group): Schemas['Group'] {
  const name = nameInUrn(urn)
  return {
    creation: rfc3339(createdAt),
    defaultGroup: defaultGroups.some((one) => one.name === name),
    description,
    lastUpdate: rfc3339(updatedAt),
    name,
    role,
    urn
  }
}

export function groupRoutes (groups: Groups, users: Pick<Users, 'get' | 'list'>): readonly RouteOptions[] {
  return [
    accountOperation('ListIdentityGroups', () => ({ body: groups.list().map(({ urn }) => nameInUrn(urn)) })),

    accountOperation('CreateIdentityGroup', ({ body: { name, description, role } }) => ({
      body: encode(groups.add({ name, description: description ?? undefined, role }))
    })),

    accountOperation('GetIdentityGroup', ({ params }) => ({ body: encode(groups.get(params.group)) })),

    accountOperation('UpdateIdentityGroup', ({ params, body: { description, role } }) => {
      groups.edit(params.group, { description: description === null ? '' : description, role })
      return { body: null }
    }),

    accountOperation('DeleteIdentityGroup', ({ params }) => {
      groups.remove(params.group)
      return { body: null }
    }),

    accountOperation('ListIdentityGroupUsers', ({ params }) => {
      const members = new Set(groups.get(params.group).members)
      return { body: users.list().map(({ login }) => login).filter((login) => members.has(userUrn(login))) }
    }),

    accountOperation('AddIdentityGroupUser', ({ params, body }) => {
      groups.get(params.group)
      const { user: { login } } = users.get(body.user)
      groups.join(params.group, userUrn(login))
      return { body: null }
    }),

    accountOperation('RemoveIdentityGroupUser', ({ params }) => {
      groups.get(params.group)
      const { user: { login } } = users.get(params.user)
      groups.leave(params.group, userUrn(login))
      return { body: null }
    })
  ]
}
