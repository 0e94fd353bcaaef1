// Operations on personal access tokens and service accounts.

import { rfc3339 } from '../../domain/clock.js'
import type { ServiceAccount, Token } from '../../domain/access/token.js'
import { rootIdentity, serviceAccountUrn } from '../../domain/urn.js'
import type { OkmsDomains } from '../../services/access/okms-domains.js'
import type { ServiceAccounts } from '../../services/access/tokens/service-accounts.js'
import type { Tokens } from '../../services/access/tokens/tokens.js'
import { adminOperation, type AdminOperation } from '../admin-operation.js'
import { fromRfc3339 } from './time-field.js'

export function tokenOperations ({ tokens, serviceAccounts, domains }: {
  readonly tokens: Tokens, readonly serviceAccounts: ServiceAccounts, readonly domains: Pick<OkmsDomains, 'list'>
}): readonly AdminOperation[] {
  /** The named domains, or the first one. */
  const reached = (okmsIds: readonly string[] | undefined) =>
    okmsIds?.map((okmsId) => okmsId.toLowerCase()) ?? domains.list().slice(0, 1).map(({ okmsId }) => okmsId)

  return [
    adminOperation('ListTokens', () => ({ body: tokens.list().map(encodeToken) })),
    adminOperation('AddToken', ({ body }) => {
      const { name, description, identityURNs = [rootIdentity], okmsIds, expiresAt } = body
      const { token, text } = tokens.issue({
        name,
        description,
        identities: identityURNs,
        okmsIds: reached(okmsIds),
        expiresAt: expiresAt === undefined ? undefined : fromRfc3339(expiresAt, 'expiresAt')
      })
      return { body: { ...encodeToken(token), token: text } }
    }),
    adminOperation('ShowToken', ({ params }) => ({ body: encodeToken(tokens.get(params.tokenId)) })),
    adminOperation('RemoveToken', ({ params }) => { tokens.remove(params.tokenId) }),

    adminOperation('ListServiceAccounts', () => ({ body: serviceAccounts.list().map(encodeAccount) })),
    adminOperation('AddServiceAccount', ({ body: { name, description, okmsIds } }) => {
      const { account, clientSecret } = serviceAccounts.add({ name, description, okmsIds: reached(okmsIds) })
      return { body: { ...encodeAccount(account), clientSecret } }
    }),
    adminOperation('ShowServiceAccount', ({ params }) => ({
      body: encodeAccount(serviceAccounts.get(params.clientId))
    })),
    adminOperation('RemoveServiceAccount', ({ params }) => { serviceAccounts.remove(params.clientId) })
  ]
}

const encodeToken = (token: Token) => ({
  id: token.tokenId,
  name: token.name,
  description: token.description,
  identityURNs: [...token.identities],
  okmsIds: [...token.okmsIds],
  everyDomain: token.everyDomain,
  user: token.user,
  createdAt: rfc3339(token.createdAt),
  expiresAt: token.expiresAt === null ? null : rfc3339(token.expiresAt)
})

const encodeAccount = ({ clientId, name, description, okmsIds, everyDomain, createdAt }: ServiceAccount) => ({
  clientId,
  name,
  description,
  identityURN: serviceAccountUrn(clientId),
  okmsIds: [...okmsIds],
  everyDomain,
  createdAt: rfc3339(createdAt)
})
