// API keys: applications of the OVHcloud API with their secrets and consumer keys. All are shown once.

import { randomInt, timingSafeEqual } from 'node:crypto'
import {
  allCalls, statusOf, type AccessRule, type Application, type ConsumerKey
} from '../../../domain/access/api-key.js'
import type { Clock } from '../../../domain/clock.js'
import { accessErrors } from '../../../domain/errors/access/access.js'
import { refusal } from '../../../domain/errors/domain-error.js'
import { apiKeyLimits } from '../../../domain/limits.js'
import type { ApiKeyStore, NewConsumerKey } from '../../../domain/ports.js'
import { quotedOrLength } from '../../../domain/text/quoted-text.js'
import { nameRules, violations, type Rule } from '../name-rules.js'
import { hashOf } from '../tokens/token-reader.js'
import { isAddressBlock, isRulePath } from './access-rules.js'

/** The three keys that a client signs with. */
export interface ApiKeyTexts {
  readonly applicationKey: string
  readonly applicationSecret: string
  readonly consumerKey: string
}

export interface ConsumerKeyRequest {
  /** Every call by default. */
  readonly rules?: readonly AccessRule[] | undefined
  /** Addresses and CIDR blocks; any by default. */
  readonly allowedIPs?: readonly string[] | null | undefined
  /** Epoch milliseconds; by default it does not expire. */
  readonly expiresAt?: number | null | undefined
}

export interface ApiKeyRequest extends ConsumerKeyRequest {
  readonly name: string
  readonly description?: string | undefined
}

export interface ApiKey {
  readonly application: Application
  /** Oldest first. */
  readonly consumerKeys: readonly ConsumerKey[]
}

export interface IssuedConsumerKey {
  /** Granted at once: its status is `validated`. */
  readonly consumerKey: ConsumerKey
  /** The value of X-Ovh-Consumer. It is not stored. */
  readonly text: string
}

export interface ApiKeys {
  /** An application with one consumer key. Refuses AccessRequestInvalid with every problem at once. */
  add (request: ApiKeyRequest): ApiKey & { readonly texts: ApiKeyTexts }
  /** Oldest first. */
  list (): readonly ApiKey[]
  /** Refuses ApplicationNotFound, as `remove`. */
  get (applicationKey: string): ApiKey
  /** Takes effect on the next request. */
  remove (applicationKey: string): void
  /** Another consumer key of an application. Refuses AccessRequestInvalid. */
  requestConsumerKey (application: Application, request: ConsumerKeyRequest): IssuedConsumerKey
  /** Undefined when there is none. */
  consumerKey (credentialId: number): ConsumerKey | undefined
  /** Ends a consumer key permanently, from the next request on. */
  logout (credentialId: number): void
  /**
   * The consumer key of these texts, which are accepted from now on: keys of an earlier store become those of this one.
   * Undefined where this store knows better: it removed the application or logged the key out, or has other keys.
   */
  adopt (texts: ApiKeyTexts, name: string): ConsumerKey | undefined
}

export interface ApiKeysOptions {
  readonly store: ApiKeyStore
  readonly clock: Clock
}

const everything: ConsumerKeyRequest = {}

export function createApiKeys ({ store, clock }: ApiKeysOptions): ApiKeys {
  const withKeys = (application: Application): ApiKey =>
    ({ application, consumerKeys: store.consumerKeys(application.applicationId) })

  function found (applicationKey: string): Application {
    const application = store.find(applicationKey)
    if (application === undefined) throw refusal(accessErrors.ApplicationNotFound, quotedOrLength(applicationKey))
    return application
  }

  function check (rules: readonly Rule[]): void {
    const problems = violations(rules)
    if (problems.length > 0) throw refusal(accessErrors.AccessRequestInvalid, problems)
  }

  function keep (
    { applicationKey, applicationSecret, consumerKey: text }: ApiKeyTexts, name: string, description: string,
    request: ConsumerKeyRequest
  ): ApiKey {
    const { application, consumerKey } = store.insert(
      { applicationKey, name, description, createdAt: clock() }, applicationSecret, newConsumerKey(text, request))
    return { application, consumerKeys: [consumerKey] }
  }

  function newConsumerKey (
    text: string, { rules = allCalls, allowedIPs = null, expiresAt = null }: ConsumerKeyRequest
  ): NewConsumerKey {
    return {
      sha256: hashOf(text),
      rules: rules.map(({ method, path }) => ({ method, path })),
      allowedIPs: allowedIPs === null || allowedIPs.length === 0 ? null : [...allowedIPs],
      createdAt: clock(),
      expiresAt,
      status: 'validated'
    }
  }

  return {
    add ({ name, description = '', ...request }) {
      check([...nameRules(name, description), ...consumerKeyRules(request, clock())])
      const texts = newApiKeyTexts()
      return { ...keep(texts, name, description, request), texts }
    },

    list: () => store.list().map(withKeys),

    get: (applicationKey) => withKeys(found(applicationKey)),

    remove (applicationKey) { store.remove(found(applicationKey).applicationId) },

    requestConsumerKey (application, request) {
      check(consumerKeyRules(request, clock()))
      const text = lettersAndDigits(consumerKeyLength)
      return { consumerKey: store.insertConsumerKey(application.applicationId, newConsumerKey(text, request)), text }
    },

    consumerKey: (credentialId) => store.consumerKey(credentialId),

    logout (credentialId) { store.expire(credentialId) },

    adopt (texts, name) {
      const application = store.find(texts.applicationKey)
      if (application === undefined) {
        if (store.wasRemoved(texts.applicationKey)) return undefined
        return keep(texts, name, '', everything).consumerKeys[0]
      }
      const { applicationId } = application
      const isSecret = timingSafeEqual(hashOf(store.secretOf(applicationId)), hashOf(texts.applicationSecret))
      const consumerKey = store.findConsumerKey(hashOf(texts.consumerKey))
      const isUsable = isSecret && consumerKey?.applicationId === applicationId &&
        statusOf(consumerKey, clock()) === 'validated'
      return isUsable ? consumerKey : undefined
    }
  }
}

/** Never of a seed: they protect the server. The lengths are those of the service. */
export const newApiKeyTexts = (): ApiKeyTexts => ({
  applicationKey: lettersAndDigits(16),
  applicationSecret: lettersAndDigits(32),
  consumerKey: lettersAndDigits(consumerKeyLength)
})

const consumerKeyLength = 32

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const lettersAndDigits = (length: number): string =>
  Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')

function consumerKeyRules (
  { rules = allCalls, allowedIPs, expiresAt }: ConsumerKeyRequest, now: number
): readonly Rule[] {
  const { entries, pathLength } = apiKeyLimits
  const addresses = allowedIPs ?? []
  const wrongPaths = rules.map(({ path }) => path).filter((path) => !isRulePath(path))
  const wrongAddresses = addresses.filter((address) => !isAddressBlock(address))
  return [
    [rules.length >= 1 && rules.length <= entries, 'accessRules', `got ${rules.length}; 1 to ${entries} are accepted`],
    [wrongPaths.length === 0, 'accessRules', `got the path ${wrongPaths.map(quotedOrLength).join(', ')}; accepted: a path such as /v2/okms/* or /me, at most ${pathLength} characters`],
    [addresses.length <= entries, 'allowedIPs', `got ${addresses.length}; at most ${entries} are accepted`],
    [wrongAddresses.length === 0, 'allowedIPs', `got ${wrongAddresses.map(quotedOrLength).join(', ')}; accepted: addresses such as 192.0.2.1 and blocks such as 192.0.2.0/24`],
    [(expiresAt ?? Infinity) > now, 'expiresAt', 'in the past; accepted: a time in the future, such as 2030-01-31T12:00:00Z']
  ]
}
