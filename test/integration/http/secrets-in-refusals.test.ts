// A secret in the wrong place of a request: the refusal says what is wrong, and neither the reply nor the log nor the
// journal repeats the secret or a part of it.

import { createHash, randomBytes } from 'node:crypto'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { exchange, openTcp, openTls } from '../../hostile/raw-connection.js'

let emulator: TestEmulator
let keyId: string
beforeAll(async () => {
  emulator = await startTestEmulator({ flags: ['--ephemeral', '--log-level', 'trace'] })
  keyId = (await emulator.api('POST', '/servicekey', { name: 'a key', type: 'oct' })).body.id
})
afterAll(async () => { await emulator.close() })

/** Of the shapes that keys, tokens and passwords have. */
const shapes = {
  base64: () => randomBytes(32).toString('base64').replace(/[+/]/g, 'x'),
  base64url: () => randomBytes(32).toString('base64url'),
  hexadecimal: () => createHash('sha256').update(randomBytes(8)).digest('hex'),
  token: () =>
    ['eyJhbGciOiJFUzI1NiJ9', randomBytes(12).toString('base64url'), randomBytes(24).toString('base64url')].join('.'),
  'a password': () => `Tr0ub4dor-horse-${randomBytes(8).toString('hex')}-staple`
} as const satisfies Record<string, () => string>

const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

type Sent = (secret: string) => Promise<unknown>

const post = (path: string, body: (secret: string) => unknown): Sent => (secret) =>
  emulator.api('POST', path.replace('KEY', keyId), body(secret))
const raw = (body: (secret: string) => string): Sent =>
  (secret) => emulator.api('POST', '/servicekey', undefined, { raw: body(secret), headers: json })
const get = (path: (secret: string) => string): Sent => (secret) =>
  emulator.client.request('GET', path(secret).replace('OWN', emulator.okmsId).replace('KEY', keyId))
const header = (name: string, value: (secret: string) => string): Sent => (secret) => emulator.clientWith({})
  .request('GET', `/api/${emulator.okmsId}/v1/random`, undefined, { headers: { [name]: value(secret) } })
const bytes = (text: (secret: string) => string): Sent => async (secret) =>
  await exchange(await openTls(emulator), text(secret))
const token = (body: (secret: string) => string, headers: Readonly<Record<string, string>> = form): Sent =>
  (secret) => emulator.clientWith({}).request('POST', '/auth/oauth2/token', undefined, { raw: body(secret), headers })
const admin = (method: string, path: (secret: string) => string, body?: (secret: string) => unknown): Sent =>
  (secret) => emulator.admin.request(method, `/_emulator${path(secret)}`, body?.(secret))

const places: Readonly<Record<string, Sent>> = {
  // values of a body
  'a plaintext that is not base64': post('/servicekey/KEY/encrypt', (secret) => ({ plaintext: `${secret}!` })),
  'a plaintext with line breaks': post('/servicekey/KEY/encrypt', (secret) => ({
    plaintext: `${secret}\n${secret}\n`
  })),
  'a data: URL': post('/servicekey/KEY/encrypt', (secret) => ({ plaintext: `data:text/plain;base64,${secret}` })),
  'a plaintext in an array': post('/servicekey/KEY/encrypt', (secret) => ({ plaintext: [secret] })),
  'a plaintext in an object': post('/servicekey/KEY/encrypt', (secret) => ({ plaintext: { value: secret } })),
  'a misspelt plaintext': post('/servicekey/KEY/encrypt', (secret) => ({ plain: secret })),
  'a member name': post('/servicekey/KEY/encrypt', (secret) => ({ plaintext: 'AAAA', [secret]: 1 })),
  'a context in an array': post('/servicekey/KEY/encrypt', (secret) => ({ plaintext: 'AAAA', context: [secret] })),
  'a body that is a string': post('/servicekey/KEY/encrypt', (secret) => secret),
  'a ciphertext': post('/servicekey/KEY/decrypt', (secret) => ({ ciphertext: secret })),
  'the header of a ciphertext': post('/servicekey/KEY/decrypt', (secret) => ({ ciphertext: `${Buffer.from(JSON.stringify({ alg: secret, enc: secret, kid: secret })).toString('base64url')}..AAAA.AAAA.AAAA` })),
  'a member of the header of a ciphertext': post('/servicekey/KEY/decrypt', (secret) => ({ ciphertext: `${Buffer.from(JSON.stringify({ alg: 'dir', [secret]: 1 })).toString('base64url')}..AAAA.AAAA.AAAA` })),
  'a data key': post('/servicekey/KEY/datakey/decrypt', (secret) => ({ key: secret })),
  'a message with another algorithm': post('/servicekey/KEY/sign', (secret) => ({ message: secret, alg: secret })),
  'a name that is too long': post('/servicekey', (secret) => ({ name: secret })),
  'a type': post('/servicekey', (secret) => ({ name: 'a', type: secret })),
  'a size': post('/servicekey', (secret) => ({ name: 'a', type: 'oct', size: secret })),
  'an id': post('/servicekey', (secret) => ({ name: 'a', type: 'oct', id: secret })),
  'operations as a word': post('/servicekey', (secret) => ({ name: 'a', type: 'oct', operations: secret })),
  'an operation': post('/servicekey', (secret) => ({ name: 'a', type: 'oct', operations: ['encrypt', secret] })),
  'a JWK of another length': post('/servicekey', (secret) => ({
    name: 'a', keys: [{ kty: 'oct', k: `${secret}AAAA` }]
  })),
  'a JWK that is not base64url': post('/servicekey', (secret) => ({
    name: 'a', keys: [{ kty: 'oct', k: `${secret}=` }]
  })),
  'the private part of a JWK': post('/servicekey', (secret) => ({
    name: 'a', keys: [{ kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA', d: secret }]
  })),
  'the type of a JWK': post('/servicekey', (secret) => ({ name: 'a', keys: [{ kty: secret }] })),
  'a JWK that is a string': post('/servicekey', (secret) => ({ name: 'a', keys: [secret] })),
  'a transport key id': post('/servicekey', (secret) => ({
    name: 'a', wrappedKeys: [{ keyFormatType: 'RAW', wrappingKeyId: secret, ciphertext: secret }]
  })),
  'a reason': post('/servicekey/KEY/deactivate', (secret) => ({ reason: secret })),

  // bodies that are no JSON
  'a word without quotes': raw((secret) => `{"plaintext": ${secret}}`),
  'single quotes': raw((secret) => `{'plaintext': '${secret}'}`),
  'a trailing comma': raw((secret) => `{"plaintext": "${secret}",}`),
  'a string that never ends': raw((secret) => `{"plaintext": "${secret}`),
  'a line break in a string': raw((secret) => `{"plaintext": "${secret}\n${secret}"}`),
  'a member name without quotes': raw((secret) => `{${secret}: 1}`),
  'a missing colon': raw((secret) => `{"${secret}" 1}`),
  'a missing comma': raw((secret) => `{"a": "${secret}" "${secret}": 1}`),
  'a text after the end': raw((secret) => `{} ${secret}`),
  'a comment': raw((secret) => `{/* ${secret} */ "a": 1}`),
  'a form': raw((secret) => `plaintext=${secret}`),
  YAML: raw((secret) => `plaintext: ${secret}`),
  'the secret alone': raw((secret) => secret),
  'a member given twice': raw((secret) => `{"${secret}": 1, "${secret}": 2}`),
  'half of a surrogate pair': raw((secret) => `{"${secret}": "\\ud800"}`),

  // paths and queries
  'a key id in the path': get((secret) => `/api/OWN/v1/servicekey/${secret}`),
  'a misspelt path': get((secret) => `/api/OWN/v1/servicekeys/${secret}`),
  'a path of its own': get((secret) => `/${secret}`),
  'an okmsId': get((secret) => `/api/${secret}/v1/random`),
  'a path of an absent API': get((secret) => `/v1/secret/data/${secret}`),
  'a parameter without a question mark': get((secret) => `/api/OWN/v1/random/token=${secret}`),
  'a parameter behind an ampersand': get((secret) => `/api/OWN/v1/random&token=${secret}`),
  'a page': get((secret) => `/swagger/${secret}`),
  'a parameter': get((secret) => `/api/OWN/v1/random?length=${secret}`),
  'an unknown parameter': get((secret) => `/api/OWN/v1/random?token=${secret}`),
  'the name of a parameter': get((secret) => `/api/OWN/v1/random?${secret}`),
  'a continuation token': get((secret) => `/api/OWN/v1/servicekey?continuation-token=${secret}`),
  'a transport key': get((secret) => `/api/OWN/v1/servicekey/KEY?wrappingKeyId=${secret}&wrappedKeyFormat=RAW&wrappingAlgorithm=RSA-OAEP`),
  'half an escape behind it': get((secret) => `/${secret}%`),

  // headers
  'Authorization without a scheme': header('authorization', (secret) => secret),
  'Authorization: Basic': header('authorization', (secret) => `Basic ${secret}`),
  'Authorization of an unknown scheme': header('authorization', (secret) => `${secret} x`),
  'Authorization: Bearer': header('authorization', (secret) => `Bearer ${secret}`),
  'a token in quotes': header('authorization', (secret) => `Bearer "${secret}"`),
  'a token in two parts': header('authorization', (secret) => `Bearer a ${secret}`),
  'X-Vault-Token': header('x-vault-token', (secret) => secret),
  'X-Api-Key': header('x-api-key', (secret) => secret),
  'a cookie': header('cookie', (secret) => `session=${secret}`),
  'Content-Encoding': header('content-encoding', (secret) => secret),
  'Content-Type': (secret) =>
    emulator.api('POST', '/servicekey', undefined, { raw: '{}', headers: { 'content-type': secret } }),
  'a parameter of Content-Type': (secret) => emulator.api('POST', '/servicekey', undefined, {
    raw: '{}', headers: { 'content-type': `application/json; charset=${secret}` }
  }),

  // bytes that are no request
  'a request line with blanks': bytes((secret) => `GET /a b ${secret} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
  'no request at all': bytes((secret) => `${secret}\r\n\r\n`),
  'a head that is too large': bytes((secret) => `GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${secret}\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`),
  'cookies that are too large': bytes((secret) => `GET /${secret} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: s=${secret}; t=${'x'.repeat(20_000)}\r\n\r\n`),
  'a malformed header': bytes((secret) => `GET / HTTP/1.1\r\nHost: localhost\r\n${secret} ${secret}\r\n\r\n`),
  'a password before the host': bytes((secret) => `GET https://user:${secret}@localhost/api/${emulator.okmsId}/v1/random HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
  'a password before the host of a path that is not there': bytes((secret) => `GET https://user:${secret}@localhost/nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
  'plain HTTP': async (secret) => await exchange(await openTcp(emulator), `GET /?token=${secret} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${secret}\r\n\r\n`),
  'the bootstrap port': async (secret) =>
    await (await request(`${emulator.bootstrap ?? ''}/${secret}`, { headers: { authorization: `Bearer ${secret}` } }))
      .body.json(),
  'a host of the bootstrap port': async (secret) =>
    await (await request(`${emulator.bootstrap ?? ''}/bundle.tar`, { headers: { host: secret.replace(/[^\w.-]/g, '') } })).body.json(),

  // the token endpoint
  'a client secret': token((secret) => `grant_type=client_credentials&scope=all&client_id=EU.0&client_secret=${secret}`),
  'a client secret twice': token((secret) => `grant_type=client_credentials&client_secret=${secret}&client_secret=${secret}`),
  'a client secret for a grant type': token((secret) => `grant_type=${secret}&${secret}=1&client_id=EU.0&client_secret=${secret}`),
  'a client secret in JSON': token((secret) => JSON.stringify({ client_secret: secret }), json),
  'a client secret in the header': token(() => 'grant_type=client_credentials&scope=all', { ...form, authorization: 'Basic !' })
}

const adminPlaces: Readonly<Record<string, Sent>> = {
  'a token id': admin('GET', (secret) => `/tokens/${secret}`),
  'a service account': admin('GET', (secret) => `/service-accounts/${secret.slice(0, 45)}`),
  'an API key': admin('GET', (secret) => `/api-keys/${secret.slice(0, 45)}`),
  'the path of an access rule': admin('POST', () => '/api-keys', (secret) => ({
    name: 'a', accessRules: [{ method: 'GET', path: secret }], allowedIPs: [secret]
  })),
  'a group': admin('GET', (secret) => `/groups/${secret.slice(0, 45)}`),
  'a misspelt path of the admin API': admin('GET', (secret) => `/token/${secret}`),
  'an identity': admin('POST', () => '/tokens', (secret) => ({ name: 'a', identityURNs: [secret] })),
  'a resource': admin('POST', () => '/policies', (secret) => ({
    name: 'a', identities: [secret], resources: [{ urn: secret }], action: [secret]
  })),
  'a member of a group': admin('PUT', () => '/groups/ops', (secret) => ({ members: [secret] })),
  'a time': admin('POST', () => '/tokens', (secret) => ({ name: 'a', expiresAt: secret })),
  'a certificate request': admin('POST', () => `/domains/${emulator.okmsId}/credentials`, (secret) => ({ name: 'a', csr: `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----` })),
  'a domain id': admin('POST', () => '/domains', (secret) => ({ name: 'a', okmsId: secret }))
}

/** Entries of the journal, as the admin API shows them. */
async function journal (query: string) {
  const { body } = await emulator.admin.request('GET', `/_emulator/journal?${query}`)
  const { entries, latest } = body as { readonly entries: readonly object[], readonly latest: number }
  return { entries, latest, text: JSON.stringify(entries) }
}
const journalAfter = async (sequence: number) => await journal(`after=${sequence}`)
const latest = async () => (await journal('limit=1')).latest

/** The journal has no requests of the admin API and of the bootstrap port. */
const isRecorded = (place: string) => !(place in adminPlaces) && !place.includes('bootstrap port')

describe.each(Object.entries({ ...places, ...adminPlaces }))('%s', (place, send) => {
  it.each(Object.entries(shapes))('does not show a secret of the shape of %s', async (_shape, make) => {
    const secret = make()
    const [before, last] = [emulator.log().length, await latest()]
    const reply = JSON.stringify(await send(secret))
    const { entries, text } = await journalAfter(last)
    const said = reply + emulator.log().slice(before) + text
    expect(emulator.log().length).toBeGreaterThan(before)
    expect(entries).toHaveLength(isRecorded(place) ? 1 : 0)
    // No part of it either: whatever cuts long values must not leave their beginning.
    for (const part of [secret.slice(0, 8), secret.slice(-8), secret.slice(20, 30)]) {
      if (part !== 'eyJhbGci') {
        expect(said.toLowerCase().includes(part.toLowerCase()), 'a part of the secret was repeated').toBe(false)
      }
    }
  })
})

describe('a short secret', () => {
  it.each([
    ['plaintext', '/encrypt', { plaintext: 'hunter2' }],
    ['ciphertext', '/decrypt', { ciphertext: 'hunter2' }],
    ['key', '/datakey/decrypt', { key: 'hunter2' }],
    ['plaintext', '/encrypt', { plaintext: ['hunter2'] }]
  ])('is not shown where the contract has a secret: %s', async (_member, path, body) => {
    const [before, last] = [emulator.log().length, await latest()]
    const reply = await emulator.api('POST', `/servicekey/${keyId}${path}`, body)
    expect(reply.status).toBe(400)
    const { entries, text } = await journalAfter(last)
    expect(entries).toHaveLength(1)
    expect(JSON.stringify(reply.body) + emulator.log().slice(before) + text).not.toContain('hunter2')
  })
})
