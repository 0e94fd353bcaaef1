// What log, journal and refusals never hold of requests to the OVHcloud API: its credentials, what it hands out once,
// and secrets in the wrong place of a request.

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rsaKeys } from '../../fixtures/rsa-keys.js'
import type { Client } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { keysIn, ovhCalls, signedHeaders, type OvhCall, type OvhKeys } from '../../harness/ovh-api.js'
import { item, orderedDomain, serviceOf, terminationToken } from './orders/ordering.js'

let emulator: TestEmulator
let stranger: Client
let keys: OvhKeys
let call: OvhCall
let domain: string
let keyId: string
beforeAll(async () => {
  emulator = await startTestEmulator({ flags: ['--ephemeral', '--log-level', 'trace'] })
  stranger = emulator.clientWith({})
  keys = keysIn(emulator.files.ovhConfiguration ?? '')
  call = ovhCalls(emulator, { client: stranger })
  domain = `/v2/okms/resource/${emulator.okmsId}`
  keyId = (await call('POST', `${domain}/serviceKey`, { name: 'a key', type: 'oct', size: 256 })).body.id
})
afterAll(async () => { await emulator.close() })

/** What was said of requests: everything but their answers. */
async function said (): Promise<string> {
  const journal = await emulator.admin.request('GET', '/_emulator/journal?limit=1000')
  const page = await emulator.client.request('GET', '/page/operations.json')
  return [emulator.log(), JSON.stringify(journal.body), JSON.stringify(page.body)].join('\n')
}

const newSecret = () => randomBytes(24).toString('base64url')

/** The longest lines of a PEM text. */
const linesOf = (pem: string) => pem.split('\n').filter((line) => line.length >= 60)

it('holds no secret of a full run', async () => {
  const secrets = new Map<string, string>()
  const keep = (name: string, value: string | undefined) => { secrets.set(name, value ?? '') }
  const refusals: string[] = []
  const ok = async (method: string, path: string, body?: unknown) => {
    const reply = await call(method, path, body)
    expect(reply.status, `${method} ${path} ${JSON.stringify(reply.body)}`).toBe(200)
    return reply.body
  }

  keep('the application secret', keys.applicationSecret)
  keep('the consumer key', keys.consumerKey)
  const signature = signedHeaders(keys, {
    method: 'GET', url: `${emulator.endpoint}/1.0/me`, timestamp: Math.floor(emulator.clock() / 1000)
  })
  keep('a signature', signature['X-Ovh-Signature']?.slice(3))
  expect((await stranger.request('GET', '/1.0/me', undefined, { headers: signature })).status).toBe(200)
  const requested = await stranger.request('POST', '/1.0/auth/credential', {
    accessRules: [{
      method: 'GET',
      path: '/*'
    }]
  },
  { headers: { 'x-ovh-application': keys.applicationKey } })
  keep('a consumer key that was asked for', requested.body.consumerKey)
  const { body: another } = await emulator.admin.request('POST', '/_emulator/api-keys', { name: 'x' })
  for (const name of ['applicationSecret', 'consumerKey']) keep(`${name} of another API key`, another[name])

  const identityURNs = ['urn:v1:eu:identity:user:emulator-ovh/alice']
  const { privateKeyPEM } = await ok('POST', `${domain}/credential`, { name: 'x', identityURNs })
  linesOf(privateKeyPEM).forEach((line, index) => { keep(`line ${index} of a private key`, line) })
  const oct = randomBytes(32).toString('base64url')
  keep('an imported oct key', oct)
  await ok('POST', `${domain}/serviceKey`, { name: 'oct', keys: [{ kty: 'oct', k: oct }] })
  await ok('POST', `${domain}/serviceKey/`, { name: 'rsa', keys: [{ ...rsaKeys.rsa2048, kid: 'x' }] })
  for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const) keep(member, rsaKeys.rsa2048[member])
  const data = newSecret()
  keep('the data of a secret', data)
  await ok('POST', `${domain}/secret`, { path: 'app', version: { data: { password: data } } })
  await ok('PUT', `${domain}/secret/app`, { version: { data: { password: data, more: data } } })
  await ok('POST', `${domain}/secret/app/version`, { data: { password: data } })
  expect((await ok('GET', `${domain}/secret/app?includeData=true`)).version.data.password).toBe(data)

  const password = `Correct-Horse-${newSecret()}`
  keep('the password of a user', password)
  await ok('POST', '/1.0/me/identity/user', { login: 'bob', email: 'bob@example.org', password, description: 'x' })
  const { token } = await ok('POST', '/1.0/me/identity/user/bob/token', { name: 'ci', description: 'x' })
  keep('a personal access token', token)
  expect((await stranger.request('GET', '/1.0/auth/details', undefined,
    { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
  const { clientSecret } = await ok('POST', '/1.0/me/api/oauth2/client', {
    name: 'x', description: 'x', flow: 'CLIENT_CREDENTIALS', callbackUrls: []
  })
  keep('a client secret', clientSecret)
  const ordered = await orderedDomain(call)
  const service = await serviceOf(call, ordered)
  const termination = await terminationToken(call, service, ordered)
  keep('the token that ends a service', termination)
  refusals.push(JSON.stringify((await call('POST', `/1.0/services/${service}/terminate/confirm`, { token: `${termination}x` })).body))
  expect((await call('POST', `/1.0/services/${service}/terminate/confirm`, { token: termination })).status).toBe(200)

  const text = [await said(), ...refusals].join('\n')
  expect(text).toContain('CreateUserToken')
  for (const [name, value] of secrets) {
    expect(value.length, name).toBeGreaterThan(15)
    expect(text.includes(value), `${name} was repeated`).toBe(false)
  }
})

type Sent = (secret: string) => Promise<unknown>

const post = (path: string, body: (secret: string) => unknown): Sent => async (secret) =>
  await call('POST', path.startsWith('/') && !path.startsWith('/1.0')
    ? domain + path.replace('KEY', keyId)
    : path, body(secret))
const get = (path: (secret: string) => string): Sent => async (secret) =>
  await call('GET', path(encodeURIComponent(secret)).replace('DOMAIN', domain).replace('KEY', keyId))
const header = (name: string, value: (secret: string) => string = String): Sent => async (secret) =>
  await call('GET', '/1.0/me', undefined, { [name]: value(secret) })

const places: Readonly<Record<string, Sent>> = {
  'the application key': header('X-Ovh-Application'),
  'the consumer key': header('X-Ovh-Consumer'),
  'the timestamp': header('X-Ovh-Timestamp'),
  'the signature': header('X-Ovh-Signature'),
  'a bearer token': header('authorization', (secret) => `Bearer ${secret}`),
  'another scheme': header('authorization', (secret) => `Basic ${secret}`),
  'an origin': header('origin'),
  'a version of the schemas': header('X-Schemas-Version'),
  'a cursor of a list': async (secret) => await call('GET', `${domain}/serviceKey`, undefined,
    { 'X-Pagination-Cursor': secret }),
  'a size of a page': async (secret) => await call('GET', `${domain}/serviceKey`, undefined,
    { 'X-Pagination-Size': secret }),
  'an unknown path': get((secret) => `/1.0/${secret}`),
  'an unknown path of API v2': get((secret) => `/v2/okms/${secret}`),
  'a description': get((secret) => `/1.0/${secret}.json`),
  'a domain': get((secret) => `/v2/okms/resource/${secret}`),
  'a key': get((secret) => `DOMAIN/serviceKey/${secret}`),
  'a credential': get((secret) => `DOMAIN/credential/${secret}`),
  'a format': get((secret) => `DOMAIN/serviceKey/KEY?format=${secret}`),
  'tags of a list': get((secret) => `DOMAIN/serviceKey?iamTags=${secret}`),
  'a tag of a list': get((secret) => `DOMAIN/serviceKey?iamTags=${encodeURIComponent('{"')}${secret}${encodeURIComponent('":[{"operator":"x"}]}')}`),
  'the operator of a tag': get((secret) => `DOMAIN/serviceKey?iamTags=${encodeURIComponent('{"a":[{"operator":"')}${secret}${encodeURIComponent('"}]}')}`),
  'a state of a list': get((secret) => `DOMAIN/serviceKey?state=${secret}`),
  'an unknown parameter': get((secret) => `DOMAIN?${secret}=1`),
  'a version': get((secret) => `DOMAIN/secret/a/version/${secret}`),
  'a cart': get((secret) => `/1.0/order/cart/${secret}`),
  'an order': get((secret) => `/1.0/me/order/${secret}`),
  'a service': get((secret) => `/1.0/services/${secret}`),
  'the resource of a service': get((secret) => `/1.0/services?resourceName=${secret}`),
  'a subscription': get((secret) => `DOMAIN/log/subscription/${secret}`),
  'a kind of logs': get((secret) => `DOMAIN/log/kind/${secret}`),
  'a stream of logs': post('/log/subscription', (secret) => ({ kind: secret, streamId: secret })),
  'a token that ends a service': async (secret) => {
    const { body: [serviceId] } = await call('GET', '/1.0/services')
    return await call('POST', `/1.0/services/${serviceId}/terminate/confirm`, { token: secret })
  },
  'the configuration of an item': async (secret) => {
    const { body: { cartId } } = await call('POST', '/1.0/order/cart', { ovhSubsidiary: 'FR' })
    const { body: { itemId } } = await call('POST', `/1.0/order/cart/${cartId}/okms`, item)
    return await call('POST', `/1.0/order/cart/${cartId}/item/${itemId}/configuration`, { label: secret, value: secret })
  },
  'a payment': post('/1.0/me/order/1/pay', (secret) => ({ paymentMethod: { id: secret } })),
  'an e-mail': get((secret) => `/1.0/me/notification/email/history/${secret}`),
  'a user': get((secret) => `/1.0/me/identity/user/${secret}`),
  'a token of a user': get((secret) => `/1.0/me/identity/user/alice/token/${secret}`),
  'a group': get((secret) => `/1.0/me/identity/group/${secret}`),
  'an OAuth 2.0 client': get((secret) => `/1.0/me/api/oauth2/client/${secret}`),
  'a policy': get((secret) => `/v2/iam/policy/${secret}`),
  'material as the type of a key': post('/serviceKey', (secret) => ({ name: 'x', type: secret })),
  'material as the keys of a key': post('/serviceKey', (secret) => ({ name: 'x', keys: secret })),
  'material as a JWK': post('/serviceKey', (secret) => ({ name: 'x', keys: [secret] })),
  'material of a wrong length': post('/serviceKey', (secret) => ({
    name: 'x',
    keys: [{
      kty: 'oct',
      k: `${secret}!`
    }]
  })),
  'material under another name': post('/serviceKey', (secret) => ({
    name: 'x',
    keys: [{
      kty: 'oct',
      material: secret
    }]
  })),
  'a private exponent that is none': post('/serviceKey', (secret) => ({
    name: 'x',
    keys: [{
      ...rsaKeys.rsa2048,
      d: Buffer.from(secret).toString('base64url') + secret
    }]
  })),
  'an unknown member': post('/serviceKey', (secret) => ({ name: 'x', [secret]: 1 })),
  'a CSR that is none': post('/credential', (secret) => ({ name: 'x', identityURNs: ['urn:v1:eu:identity:user:emulator-ovh/a'], csr: secret })),
  'an identity that is none': post('/credential', (secret) => ({ name: 'x', identityURNs: [secret] })),
  'the validity of a credential': post('/credential', (secret) => ({ name: 'x', identityURNs: ['urn:v1:eu:identity:user:emulator-ovh/a'], validity: secret })),
  'data that is a text': post('/secret', (secret) => ({ path: 'b', version: { data: secret } })),
  'data in place of a version': post('/secret', (secret) => ({ path: 'b', version: secret })),
  'data in place of metadata': post('/secret', (secret) => ({ path: 'b', version: { data: {} }, metadata: secret })),
  'the state of a version': async (secret) => await call('PUT', `${domain}/secret/a/version/1`, { state: secret }),
  'a region in a cart': post('/1.0/order/cart', (secret) => ({ ovhSubsidiary: secret })),
  'an e-mail address of a user': post('/1.0/me/identity/user', (secret) => ({
    login: 'x',
    email: 'x@example.org',
    password: [secret],
    description: 'x'
  })),
  'a password that is too short': post('/1.0/me/identity/user', (secret) => ({
    login: 'x y',
    email: 'x@example.org',
    password: secret,
    description: 'x'
  })),
  'a flow of a client': post('/1.0/me/api/oauth2/client', (secret) => ({
    name: 'x',
    description: 'x',
    flow: secret,
    callbackUrls: []
  })),
  'a rule of a consumer key': async (secret) => await stranger.request('POST', '/1.0/auth/credential',
    { accessRules: [{ method: 'GET', path: secret }] }, { headers: { 'x-ovh-application': keys.applicationKey } }),
  'a body that is no JSON': async (secret) => {
    const [path, raw] = [`${domain}/serviceKey`, `{"name": "${secret}"`]
    const headers = signedHeaders(keys, {
      method: 'POST',
      url: emulator.endpoint + path,
      body: raw,
      timestamp: Math.floor(emulator.clock() / 1000)
    })
    return await stranger.request('POST', path, undefined, {
      raw,
      headers: {
        ...headers,
        'content-type': 'application/json'
      }
    })
  }
}

describe.each(Object.entries(places))('a secret in place of %s', (_place, send) => {
  it.each([
    ['base64url', newSecret], ['hexadecimal', () => randomBytes(20).toString('hex')],
    ['a password', () => `Tr0ub4dor-horse-${randomBytes(8).toString('hex')}-staple`]
  ])('is not shown: %s', async (_shape, make) => {
    const secret = make()
    const before = emulator.log().length
    const reply = await send(secret) as { readonly status: number, readonly body: unknown }
    expect(emulator.log().length).toBeGreaterThan(before)
    const { body } = await emulator.admin.request('GET', '/_emulator/journal?order=desc&limit=1')
    const text = JSON.stringify(reply.body) + emulator.log().slice(before) + JSON.stringify(body)
    for (const part of [secret.slice(0, 8), secret.slice(-8), secret.slice(12, 22)]) {
      expect(text.toLowerCase().includes(part.toLowerCase()), `a part of the secret was repeated: ${text}`).toBe(false)
    }
  })
})
