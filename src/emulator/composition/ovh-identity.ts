// Composes the routes of users, groups, tokens, service accounts and policies in the OVHcloud API.

import type { RouteOptions } from 'fastify'
import type { Clocks } from '../../domain/clock.js'
import type { Store } from '../../domain/ports.js'
import { createCursors } from '../../http/paging/page-headers.js'
import { createSealedPositions } from '../../http/paging/sealed-position.js'
import { groupRoutes } from '../../ovh-api/identity/group-routes.js'
import { oauth2ClientRoutes } from '../../ovh-api/identity/oauth2-client-routes.js'
import { policyRoutes } from '../../ovh-api/identity/policy-routes.js'
import { userRoutes } from '../../ovh-api/identity/user-routes.js'
import { userTokenRoutes } from '../../ovh-api/identity/user-token-routes.js'
import type { Access } from './access.js'

export function composeOvhIdentity ({ access, store, clocks }: {
  readonly access: Pick<Access, 'users' | 'groups' | 'userTokens' | 'serviceAccounts' | 'policies'>
  readonly store: Store
  readonly clocks: Clocks
}): readonly RouteOptions[] {
  const { users, groups, userTokens, serviceAccounts, policies } = access
  const cursors = createCursors(createSealedPositions(store.derivedKey('cursors of policies')))
  return [
    ...userRoutes(users),
    ...groupRoutes(groups, users),
    ...userTokenRoutes(userTokens, clocks.server),
    ...oauth2ClientRoutes(serviceAccounts),
    ...policyRoutes({ policies, domains: store.domains, cursors })
  ]
}
