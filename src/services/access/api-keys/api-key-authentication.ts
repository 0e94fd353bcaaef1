// Identifies the caller of a signed request: first by what its headers say, then by its signature over the body.

import type { Application, ConsumerKey } from '../../../domain/access/api-key.js'
import { rfc3339, type Clock } from '../../../domain/clock.js'
import { apiKeyErrors } from '../../../domain/errors/access/api-keys.js'
import { refusal } from '../../../domain/errors/domain-error.js'
import type { ApiKeyStore } from '../../../domain/ports.js'
import { quotedOrLength } from '../../../domain/text/quoted-text.js'
import { rootIdentity } from '../../../domain/urn.js'
import { hashOf } from '../tokens/token-reader.js'
import { isAllowedFrom, isGranted } from './access-rules.js'
import { isSignature, isSignatureOf } from './signature.js'

/** A request as the server receives it; what is not sent is undefined. */
export interface SignedHead {
  /** In capitals. */
  readonly method: string
  /** The raw request target. */
  readonly target: string
  /** The Host header as sent. */
  readonly host: string | undefined
  /** Of the peer; undefined for a call in this process. */
  readonly address?: string | undefined
  readonly applicationKey: string | undefined
  readonly consumerKey: string | undefined
  readonly timestamp: string | undefined
  readonly signature: string | undefined
}

/** Whose request it is, if its signature is right. */
export interface ApiKeyHolder {
  /** API keys act as the account. */
  readonly identities: readonly string[]
  /** Of the consumer key. */
  readonly credentialId: number
}

export interface SignedCall {
  readonly holder: ApiKeyHolder
  /**
   * Checks the signature over the body, then what the consumer key may call. A repeated signature is accepted:
   * ovhcloud-cli sends the same one for each page (signature.md 1). Refuses SignatureInvalid and CallNotGranted.
   * @param body The exact bytes received.
   */
  verify (body: Buffer): void
}

export interface ApiKeyAuthentication {
  /**
   * Checks what can be checked before the body is read. Refuses ApiKeyMissing, ApplicationKeyUnknown,
   * ConsumerKeyInvalid, TimestampRefused and SignatureInvalid, in this order.
   */
  begin (head: SignedHead): SignedCall
  /** For a request that only names its application. Refuses ApiKeyMissing and ApplicationKeyUnknown. */
  applicationOf (applicationKey: string | undefined): Application
  /** Epoch milliseconds of the last request since the server started. It is not stored, so reads cause no write. */
  readonly lastUse: (credentialId: number) => number | null
}

/**
 * How far a timestamp may be off, in milliseconds. The limit of the service is not known (signature.md 4); this is our
 * choice.
 */
export const timestampTolerance = 5 * 60 * 1000

export interface ApiKeyAuthenticationOptions {
  readonly store: Pick<ApiKeyStore, 'find' | 'findConsumerKey' | 'secretOf'>
  /** The clock by which consumer keys expire. */
  readonly clock: Clock
  /** That of timestamps: clients sign with the time of their machine, wherever a test moved `clock`. */
  readonly machineClock: Clock
}

export function createApiKeyAuthentication ({
  store, clock, machineClock
}: ApiKeyAuthenticationOptions): ApiKeyAuthentication {
  const lastUses = new Map<number, number>()

  function applicationOf (applicationKey: string | undefined): Application {
    if (applicationKey === undefined) throw refusal(apiKeyErrors.ApiKeyMissing, ['applicationKey'])
    const application = store.find(applicationKey)
    if (application === undefined) {
      throw refusal(apiKeyErrors.ApplicationKeyUnknown, quotedOrLength(applicationKey))
    }
    return application
  }

  function consumerKeyOf ({ applicationId }: Application, text: string): ConsumerKey {
    const invalid = (why: string) => refusal(apiKeyErrors.ConsumerKeyInvalid, why)
    const found = store.findConsumerKey(hashOf(text))
    if (found === undefined) throw invalid('is not known to this server, or was removed')
    if (found.applicationId !== applicationId) throw invalid('belongs to another application key')
    if (found.status === 'expired') throw invalid('was logged out; request another with POST /auth/credential')
    const { expiresAt } = found
    if (expiresAt !== null && clock() >= expiresAt) throw invalid(`expired on ${rfc3339(expiresAt)}`)
    return found
  }

  function checkTimestamp (timestamp: string | undefined): string {
    const refused = (why: string) => refusal(apiKeyErrors.TimestampRefused, why)
    if (timestamp === undefined) throw refused('is missing')
    if (!/^\d{1,12}$/.test(timestamp)) {
      throw refused(`is not a decimal number of seconds: got ${quotedOrLength(timestamp)}`)
    }
    const ahead = Number(timestamp) * 1000 - machineClock()
    if (Math.abs(ahead) > timestampTolerance) {
      throw refused(`is ${Math.round(Math.abs(ahead) / 1000)} seconds ${ahead > 0 ? 'ahead of' : 'behind'} the machine of this server; accepted: up to ${timestampTolerance / 1000}`)
    }
    return timestamp
  }

  return {
    begin ({ method, target, host = '', address, ...sent }) {
      const { applicationKey, consumerKey: consumerKeyText } = sent
      if (applicationKey === undefined || consumerKeyText === undefined) {
        throw refusal(apiKeyErrors.ApiKeyMissing, neededKeys.filter((name) => sent[name] === undefined))
      }
      const application = applicationOf(applicationKey)
      const consumerKey = consumerKeyOf(application, consumerKeyText)
      const timestamp = checkTimestamp(sent.timestamp)
      const signature = checkForm(sent.signature)
      const { applicationId } = application
      const { credentialId, rules, allowedIPs } = consumerKey

      return {
        holder: { identities: [rootIdentity], credentialId },
        verify (body) {
          const keys = { applicationSecret: store.secretOf(applicationId), consumerKey: consumerKeyText }
          if (!isSignatureOf(signature, keys, { method, target, host, timestamp, body })) {
            throw refusal(apiKeyErrors.SignatureInvalid, 'is not that of this request: compare the application secret, and sign the URL as it is sent')
          }
          if (!isAllowedFrom(allowedIPs, address)) {
            throw refusal(apiKeyErrors.CallNotGranted, `the allowedIPs of this consumer key do not include ${address ?? ''}`)
          }
          if (!isGranted(rules, method, target)) {
            throw refusal(apiKeyErrors.CallNotGranted, `no access rule of this consumer key names ${method} and this path`)
          }
          lastUses.set(credentialId, clock())
        }
      }
    },

    applicationOf,

    lastUse: (credentialId) => lastUses.get(credentialId) ?? null
  }
}

const neededKeys = ['applicationKey', 'consumerKey'] as const

/** Refuses a text that cannot be a signature. */
function checkForm (signature: string | undefined): string {
  if (signature === undefined) throw refusal(apiKeyErrors.SignatureInvalid, 'is missing')
  if (!isSignature(signature)) {
    throw refusal(apiKeyErrors.SignatureInvalid, 'has another form; accepted: $1$ and a SHA-1 in 40 lower-case hexadecimal digits')
  }
  return signature
}
