// Whose request it is: what the headers say, in the order in which they are refused, then the signature.

import { beforeEach, describe, expect, it } from 'vitest'
import type { ErrorKind } from '../../../../src/domain/errors/domain-error.js'
import { apiKeyErrors } from '../../../../src/domain/errors/access/api-keys.js'
import { httpErrorFormat } from '../../../../src/http/reply/json-spelling.js'
import type { Store } from '../../../../src/domain/ports.js'
import { rootIdentity } from '../../../../src/domain/urn.js'
import {
  createApiKeyAuthentication, timestampTolerance, type ApiKeyAuthentication, type SignedHead
} from '../../../../src/services/access/api-keys/api-key-authentication.js'
import { createApiKeys, type ApiKeys, type ApiKeyTexts } from '../../../../src/services/access/api-keys/api-keys.js'
import { signatureOf } from '../../../../src/services/access/api-keys/signature.js'
import { refusalOf } from '../../../crypto/refusal-of.js'
import { newStore } from '../../../store/temporary.js'

const start = 1_700_000_000_000
const emptyBody = Buffer.alloc(0)

let store: Store
let apiKeys: ApiKeys
let authentication: ApiKeyAuthentication
let texts: ApiKeyTexts
/** That of the server, which tests may move, and that of the machine. */
let now: { clock: number, machine: number }

beforeEach(() => {
  store = newStore()
  now = { clock: start, machine: start }
  apiKeys = createApiKeys({ store: store.apiKeys, clock: () => now.clock })
  authentication = createApiKeyAuthentication({
    store: store.apiKeys, clock: () => now.clock, machineClock: () => now.machine
  })
  texts = apiKeys.add({ name: 'a key' }).texts
})

interface Call {
  readonly method?: string
  readonly target?: string
  readonly body?: Buffer
  readonly keys?: ApiKeyTexts
  readonly seconds?: number
}

/** The head of a signed request as a client makes it. */
function signed ({
  method = 'GET', target = '/1.0/me', body = emptyBody, keys = texts, seconds = Math.floor(now.machine / 1000)
}: Call = {}): SignedHead {
  const timestamp = String(seconds)
  return {
    method,
    target,
    host: 'localhost:27443',
    applicationKey: keys.applicationKey,
    consumerKey: keys.consumerKey,
    timestamp,
    signature: signatureOf(keys, { method, url: `https://localhost:27443${target}`, body, timestamp })
  }
}

const verify = (head: SignedHead, body: Buffer = emptyBody) => { authentication.begin(head).verify(body) }

function refused (call: () => unknown): { kind: ErrorKind, text: string } {
  const refusal = refusalOf(call)
  return { kind: refusal.kind, text: refusal.spelled(httpErrorFormat.spelling).map(({ line }) => line).join() }
}

describe('a signed request', () => {
  it('is that of the account, by its consumer key', () => {
    const { consumerKeys: [consumerKey] } = apiKeys.get(texts.applicationKey)
    const { holder } = authentication.begin(signed())
    expect(holder).toEqual({ identities: [rootIdentity], credentialId: consumerKey?.credentialId })
  })

  it('is accepted with its body, and again, as clients repeat a signature while they page', () => {
    const body = Buffer.from('{"name":"clé"}')
    const head = signed({ method: 'POST', target: '/v2/okms/resource?a=b', body })
    verify(head, body)
    verify(head, body)
  })

  it('is remembered as the last use of its consumer key', () => {
    const call = authentication.begin(signed())
    const { credentialId } = call.holder
    expect(authentication.lastUse(credentialId)).toBeNull()
    call.verify(emptyBody)
    now.clock += 1000
    expect(authentication.lastUse(credentialId)).toBe(start)
  })
})

describe('what is refused, in this order', () => {
  it.each<readonly [string, Partial<SignedHead>, string]>([
    ['nothing was sent', { applicationKey: undefined, consumerKey: undefined }, 'X-Ovh-Application and no X-Ovh-Consumer'],
    ['the application key is missing', { applicationKey: undefined }, 'X-Ovh-Application'],
    ['the consumer key is missing', { consumerKey: undefined }, 'X-Ovh-Consumer']
  ])('%s: not logged in', (_what, changed, missing) => {
    const head = { ...signed(), timestamp: undefined, signature: undefined, ...changed }
    const { kind, text } = refused(() => authentication.begin(head))
    expect(kind).toBe(apiKeyErrors.ApiKeyMissing)
    expect(text).toMatch(/^You must login first: /)
    expect(text).toContain(`got no ${missing};`)
  })

  it('an unknown application key, before an unknown consumer key', () => {
    const { kind, text } = refused(() =>
      authentication.begin({ ...signed(), applicationKey: 'abcdefghijklmnop', consumerKey: 'x' }))
    expect(kind).toBe(apiKeyErrors.ApplicationKeyUnknown)
    expect(text).toMatch(/^This application key is invalid: got "abcdefghijklmnop" in X-Ovh-Application;/)
  })

  it('a secret in place of the application key, without quoting it', () => {
    const { text } = refused(() => authentication.begin({ ...signed(), applicationKey: texts.applicationSecret }))
    expect(text).not.toContain(texts.applicationSecret)
  })

  it('an unknown consumer key, before the time', () => {
    const { kind, text } = refused(() =>
      authentication.begin({ ...signed({ seconds: 1 }), consumerKey: texts.applicationSecret }))
    expect(kind).toBe(apiKeyErrors.ConsumerKeyInvalid)
    expect(text).toMatch(/^This credential is not valid: .* is not known/)
    expect(text).not.toContain(texts.applicationSecret)
  })

  it('a consumer key of another application', () => {
    const other = apiKeys.add({ name: 'another' }).texts
    const { kind, text } = refused(() => authentication.begin(signed({
      keys: { ...texts, consumerKey: other.consumerKey }
    })))
    expect(kind).toBe(apiKeyErrors.ConsumerKeyInvalid)
    expect(text).toContain('another application key')
  })

  it('a consumer key that was logged out', () => {
    const { holder: { credentialId } } = authentication.begin(signed())
    apiKeys.logout(credentialId)
    const { kind, text } = refused(() => authentication.begin(signed()))
    expect(kind).toBe(apiKeyErrors.ConsumerKeyInvalid)
    expect(text).toContain('was logged out')
  })

  it('a consumer key that has expired, by the clock that tests move', () => {
    const keys = apiKeys.add({ name: 'short', expiresAt: start + 1000 }).texts
    now.clock = start + 999
    verify(signed({ keys }))
    now.clock = start + 1000
    const { kind, text } = refused(() => authentication.begin(signed({ keys })))
    expect(kind).toBe(apiKeyErrors.ConsumerKeyInvalid)
    expect(text).toContain('expired on 2023-11-14T22:13:21Z')
  })

  it('an API key that was removed, from the next request on', () => {
    const call = authentication.begin(signed())
    call.verify(emptyBody)
    apiKeys.remove(texts.applicationKey)
    expect(refused(() => authentication.begin(signed())).kind).toBe(apiKeyErrors.ApplicationKeyUnknown)
  })

  it.each([undefined, '', '1.7e9', '-1700000000', '0x6553f100', ' 1700000000'])('the timestamp %j, before the signature', (timestamp) => {
    const { kind, text } = refused(() => authentication.begin({ ...signed(), timestamp, signature: undefined }))
    expect(kind).toBe(apiKeyErrors.TimestampRefused)
    expect(text).toMatch(/^Query out of time: X-Ovh-Timestamp is /)
  })

  it.each([undefined, '', 'abc', `$1$${'A'.repeat(40)}`])('the signature %j, before the body is read', (signature) => {
    const { kind, text } = refused(() => authentication.begin({ ...signed(), signature }))
    expect(kind).toBe(apiKeyErrors.SignatureInvalid)
    expect(text).toMatch(/^Invalid signature: X-Ovh-Signature /)
  })

  it('a signature of another body', () => {
    const { kind } = refused(() => { verify(signed({ method: 'POST', body: Buffer.from('{}') }), Buffer.from('{ }')) })
    expect(kind).toBe(apiKeyErrors.SignatureInvalid)
  })

  it('a signature with another secret, before the access rules', () => {
    const { keys } = limited([{ method: 'GET', path: '/other' }])
    const { kind, text } = refused(() => { verify(signed({ keys: { ...keys, applicationSecret: 'x'.repeat(32) } })) })
    expect(kind).toBe(apiKeyErrors.SignatureInvalid)
    expect(text).not.toContain(keys.applicationSecret)
  })
})

describe('the time', () => {
  const tolerated = timestampTolerance / 1000

  it.each([-tolerated, 0, tolerated])('may be off by %i seconds', (off) => {
    verify(signed({ seconds: start / 1000 + off }))
  })

  it.each([-tolerated - 1, tolerated + 1])('may not be off by %i seconds', (off) => {
    const { kind, text } = refused(() => authentication.begin(signed({ seconds: start / 1000 + off })))
    expect(kind).toBe(apiKeyErrors.TimestampRefused)
    expect(text).toContain(`is ${tolerated + 1} seconds ${off > 0 ? 'ahead of' : 'behind'}`)
  })

  it('is that of the machine, wherever a test moved the clock', () => {
    now.clock += 365 * 24 * 3600 * 1000
    verify(signed())
  })
})

/** A key with these access rules. */
function limited (rules: NonNullable<Parameters<ApiKeys['add']>[0]['rules']>) {
  return { keys: apiKeys.add({ name: 'limited', rules }).texts }
}

describe('the access rules of a consumer key', () => {
  it('refuse calls that they do not name', () => {
    const { keys } = limited([{ method: 'GET', path: '/v2/okms/*' }])
    verify(signed({ keys, target: '/v2/okms/resource' }))
    const { kind, text } = refused(() => { verify(signed({ keys, method: 'POST', target: '/v2/okms/resource' })) })
    expect(kind).toBe(apiKeyErrors.CallNotGranted)
    expect(text).toMatch(/^This call has not been granted: /)
  })

  it('refuse other addresses than those allowed', () => {
    const application = apiKeys.get(texts.applicationKey).application
    const { text } = apiKeys.requestConsumerKey(application, { allowedIPs: ['192.0.2.0/24'] })
    const keys = { ...texts, consumerKey: text }
    verify({ ...signed({ keys }), address: '::ffff:192.0.2.7' })
    const { kind } = refused(() => { verify({ ...signed({ keys }), address: '127.0.0.1' }) })
    expect(kind).toBe(apiKeyErrors.CallNotGranted)
  })
})

describe('an unsigned request for a consumer key', () => {
  it('is that of its application', () => {
    expect(authentication.applicationOf(texts.applicationKey))
      .toEqual(apiKeys.get(texts.applicationKey).application)
  })

  it('is refused without an application key, and with an unknown one', () => {
    expect(refused(() => authentication.applicationOf(undefined)).kind).toBe(apiKeyErrors.ApiKeyMissing)
    expect(refused(() => authentication.applicationOf('x')).kind).toBe(apiKeyErrors.ApplicationKeyUnknown)
  })
})
