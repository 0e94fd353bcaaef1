// Routes of service accounts, which this API calls OAuth2 clients.

import type { RouteOptions } from 'fastify'
import type { ServiceAccount } from '../../domain/access/token.js'
import { rfc3339 } from '../../domain/clock.js'
import { serviceAccountUrn } from '../../domain/urn.js'
import type { components } from '../../http/contract/generated/ovh-api-v1.js'
import type { ServiceAccounts } from '../../services/access/tokens/service-accounts.js'
import { accountOperation } from '../operation.js'

const encode = (account: ServiceAccount): components['schemas']['OAuth2Client'] => ({
  callbackUrls: [...account.callbackUrls],
  clientId: account.clientId,
  createdAt: rfc3339(account.createdAt),
  description: account.description,
  flow: 'CLIENT_CREDENTIALS',
  identity: serviceAccountUrn(account.clientId),
  name: account.name
})

export function oauth2ClientRoutes (accounts: ServiceAccounts): readonly RouteOptions[] {
  return [
    accountOperation('ListOAuth2Clients', () => ({ body: accounts.list().map(({ clientId }) => clientId) })),

    accountOperation('CreateOAuth2Client', ({ body: { name, description, callbackUrls } }) => {
      const { account, clientSecret } = accounts.add({
        name, description, callbackUrls, okmsIds: [], everyDomain: true
      })
      return { body: { clientId: account.clientId, clientSecret } }
    }),

    accountOperation('GetOAuth2Client', ({ params }) => ({ body: encode(accounts.get(params.clientId)) })),

    accountOperation('UpdateOAuth2Client', ({ params, body: { name, description, callbackUrls } }) => {
      accounts.edit(params.clientId, { name, description, callbackUrls })
      return { body: null }
    }),

    accountOperation('DeleteOAuth2Client', ({ params }) => {
      accounts.remove(params.clientId)
      return { body: null }
    })
  ]
}
