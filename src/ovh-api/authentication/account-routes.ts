// Routes about the caller itself: `/auth/*` and `/me`.

import type { RouteOptions } from 'fastify'
import type { ConsumerKey } from '../../domain/access/api-key.js'
import { statusOf } from '../../domain/access/api-key.js'
import type { AnyCaller } from '../../domain/access/identity.js'
import { rfc3339, type Clock } from '../../domain/clock.js'
import { apiKeyErrors } from '../../domain/errors/access/api-keys.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { account, isAccountUrn, isServiceAccountUrn, nameOfIdentity } from '../../domain/urn.js'
import type { components } from '../../http/contract/generated/ovh-api-v1.js'
import type { ApiKeyAuthentication } from '../../services/access/api-keys/api-key-authentication.js'
import type { ApiKeys } from '../../services/access/api-keys/api-keys.js'
import { accountOperation } from '../operation.js'

type Schemas = components['schemas']

export interface AccountServices {
  readonly apiKeys: Pick<ApiKeys, 'consumerKey' | 'requestConsumerKey' | 'logout'>
  readonly apiKeyAuthentication: Pick<ApiKeyAuthentication, 'applicationOf' | 'lastUse'>
  /** The clock by which consumer keys expire. */
  readonly clock: Clock
  /** That of the timestamps in signatures. */
  readonly machineClock: Clock
  /** URL of the server. */
  readonly endpoint: () => string | undefined
}

const rulesOf = ({ rules }: ConsumerKey): Schemas['AccessRule'][] => rules.map((rule) => ({ ...rule }))

export function accountRoutes (
  { apiKeys, apiKeyAuthentication, clock, machineClock, endpoint }: AccountServices
): readonly RouteOptions[] {
  const consumerKeyOf = ({ consumerKeyId }: AnyCaller): ConsumerKey | undefined =>
    consumerKeyId === undefined ? undefined : apiKeys.consumerKey(consumerKeyId)

  /** A token has no consumer key. Refuses ApiKeyMissing. */
  function neededConsumerKey (caller: AnyCaller): ConsumerKey {
    const consumerKey = consumerKeyOf(caller)
    if (consumerKey === undefined) throw refusal(apiKeyErrors.ApiKeyMissing, ['consumerKey'])
    return consumerKey
  }

  return [
    accountOperation('GetAuthTime', () => ({ body: Math.floor(machineClock() / 1000) })),

    accountOperation('GetAuthDetails', ({ caller }) => {
      const consumerKey = consumerKeyOf(caller)
      return {
        body: {
          account,
          allowedRoutes: consumerKey === undefined ? null : rulesOf(consumerKey),
          description: null,
          identities: [...caller.identities],
          ...holderOf(caller)
        }
      }
    }),

    accountOperation('GetCurrentCredential', ({ caller }) => {
      const consumerKey = neededConsumerKey(caller)
      const { credentialId, applicationId, allowedIPs, createdAt, expiresAt } = consumerKey
      const lastUse = apiKeyAuthentication.lastUse(credentialId)
      return {
        body: {
          allowedIPs: allowedIPs === null ? null : [...allowedIPs],
          applicationId,
          creation: rfc3339(createdAt),
          credentialId,
          expiration: expiresAt === null ? null : rfc3339(expiresAt),
          lastUse: lastUse === null ? null : rfc3339(lastUse),
          ovhSupport: false,
          rules: rulesOf(consumerKey),
          status: statusOf(consumerKey, clock())
        }
      }
    }),

    // Without a person to agree: the keys that the first start made can do everything as well.
    accountOperation('RequestCredential', ({ headerOf, body: { accessRules, allowedIPs } }) => {
      const application = apiKeyAuthentication.applicationOf(headerOf('x-ovh-application'))
      const { consumerKey, text } = apiKeys.requestConsumerKey(application, { rules: accessRules, allowedIPs })
      return {
        body: {
          consumerKey: text,
          state: consumerKey.status,
          validationUrl: `${endpoint() ?? ''}/?consumerKeyId=${consumerKey.credentialId}`
        }
      }
    }),

    accountOperation('Logout', ({ caller }) => {
      apiKeys.logout(neededConsumerKey(caller).credentialId)
      return { body: null }
    }),

    accountOperation('GetMe', () => ({ body: accountData }))
  ]
}

/** How the caller came in, and what it stands for. */
function holderOf ({ identities }: AnyCaller): Pick<Schemas['AuthDetails'], 'method' | 'roles' | 'user'> {
  const [identity = ''] = identities
  if (isAccountUrn(identity)) return { method: 'account', roles: ['ADMIN'], user: null }
  if (isServiceAccountUrn(identity)) return { method: 'oauth2_client_credentials', roles: null, user: null }
  return { method: 'user', roles: null, user: nameOfIdentity(identity) }
}

/** Made up, but for the name. */
const accountData: Schemas['Account'] = {
  address: null,
  area: null,
  birthCity: null,
  birthDay: null,
  city: null,
  companyNationalIdentificationNumber: null,
  complementaryAddress: null,
  corporationType: null,
  country: 'FR',
  currency: { code: 'EUR', symbol: '€' },
  customerCode: null,
  email: 'emulator@example.org',
  fax: null,
  firstname: 'Local',
  italianSDI: null,
  kycValidated: false,
  language: 'en_GB',
  legalform: 'individual',
  name: 'Emulator',
  nationalIdentificationNumber: null,
  nichandle: account,
  organisation: null,
  ovhCompany: 'ovh',
  ovhSubsidiary: 'FR',
  phone: null,
  phoneCountry: null,
  phoneType: null,
  purposeOfPurchase: null,
  sex: null,
  spareEmail: null,
  state: 'complete',
  vat: null,
  zip: null
}
