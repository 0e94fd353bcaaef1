// Operations on API keys.

import { statusOf } from '../../domain/access/api-key.js'
import { rfc3339, type Clock } from '../../domain/clock.js'
import type { ApiKeyAuthentication } from '../../services/access/api-keys/api-key-authentication.js'
import type { ApiKey, ApiKeys } from '../../services/access/api-keys/api-keys.js'
import { adminOperation, type AdminOperation } from '../admin-operation.js'
import { fromRfc3339 } from './time-field.js'

export function apiKeyOperations ({ apiKeys, lastUse, clock }: {
  readonly apiKeys: ApiKeys, readonly lastUse: ApiKeyAuthentication['lastUse'], readonly clock: Clock
}): readonly AdminOperation[] {
  const time = (epochMs: number | null) => epochMs === null ? null : rfc3339(epochMs)

  const encode = ({ application, consumerKeys }: ApiKey) => ({
    applicationKey: application.applicationKey,
    applicationId: application.applicationId,
    name: application.name,
    description: application.description,
    createdAt: rfc3339(application.createdAt),
    consumerKeys: consumerKeys.map((consumerKey) => ({
      credentialId: consumerKey.credentialId,
      status: statusOf(consumerKey, clock()),
      accessRules: [...consumerKey.rules],
      allowedIPs: consumerKey.allowedIPs && [...consumerKey.allowedIPs],
      createdAt: rfc3339(consumerKey.createdAt),
      expiresAt: time(consumerKey.expiresAt),
      lastUsedAt: time(lastUse(consumerKey.credentialId))
    }))
  })

  return [
    adminOperation('ListApiKeys', () => ({ body: apiKeys.list().map(encode) })),
    adminOperation('AddApiKey', ({ body: { name, description, accessRules: rules, allowedIPs, expiresAt } }) => {
      const { texts, ...added } = apiKeys.add({
        name,
        description,
        rules,
        allowedIPs,
        expiresAt: expiresAt === undefined ? undefined : fromRfc3339(expiresAt, 'expiresAt')
      })
      const { applicationSecret, consumerKey } = texts
      return { body: { ...encode(added), applicationSecret, consumerKey } }
    }),
    adminOperation('ShowApiKey', ({ params }) => ({ body: encode(apiKeys.get(params.applicationKey)) })),
    adminOperation('RemoveApiKey', ({ params }) => { apiKeys.remove(params.applicationKey) })
  ]
}
