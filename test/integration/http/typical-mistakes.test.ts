// Typical mistakes of a first hour with the API. Each gets a text that says how to fix the call,
// with a status of the contract.

import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
let anonymous: Client
/** Ids of what the mistakes are made with, by the name in `<...>`. */
let ids: Readonly<Record<string, string>>

beforeAll(async () => {
  emulator = await startTestEmulator({ flags: ['--ephemeral'] })
  anonymous = emulator.clientWith({})
  const create = async (body: object): Promise<string> =>
    (await emulator.api('POST', '/servicekey', { name: 'a key', ...body })).body.id
  const ended = async (reason: string, deleted = false): Promise<string> => {
    const id = await create({ type: 'oct' })
    await emulator.api('POST', `/servicekey/${id}/deactivate`, { reason })
    if (deleted) await emulator.api('DELETE', `/servicekey/${id}`)
    return id
  }
  const other = await emulator.admin.request('POST', '/_emulator/domains', { name: 'another' })
  await emulator.api('POST', '/secret/data/team/db', { data: { a: 1 } })
  ids = {
    own: emulator.okmsId,
    other: other.body.okmsId,
    nowhere: randomUUID(),
    oct: await create({ type: 'oct' }),
    wrap: await create({ type: 'oct', operations: ['wrapKey', 'unwrapKey'] }),
    rsa: await create({ type: 'RSA', size: 2048 }),
    transport: await create({ type: 'RSA', size: 2048, operations: ['wrapKey', 'unwrapKey'] }),
    ec: await create({ type: 'EC', curve: 'P-256' }),
    ended: await ended('superseded'),
    compromised: await ended('key_compromise'),
    destroyed: await ended('superseded', true)
  }
})
afterAll(async () => { await emulator.close() })

interface Mistake {
  readonly name: string
  /** `POST /path`; a path that starts with `.` continues `/api/<own>/v1`. */
  readonly call: string
  readonly body?: unknown
  /** Sent as it is, as JSON unless a type is given. */
  readonly raw?: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
  readonly as?: 'anonymous' | 'admin'
  readonly status: 400 | 401 | 403 | 404 | 409
  /** Each is in one of the texts. */
  readonly says: string | readonly string[]
  readonly allow?: string
}

const filled = (text: string) => text.replace(/<(\w+)>/g, (whole, name: string) => ids[name] ?? whole)

async function made ({ call, body, raw, headers = {}, as }: Mistake) {
  const [method = '', path = ''] = filled(call).split(/ (.*)/)
  const client = as === 'anonymous' ? anonymous : as === 'admin' ? emulator.admin : emulator.client
  const sent: unknown = body === undefined ? undefined : JSON.parse(filled(JSON.stringify(body)))
  const type = raw === undefined || 'content-type' in headers ? {} : { 'content-type': 'application/json' }
  return await client.request(method, path.startsWith('.') ? `/api/${emulator.okmsId}/v1${path.slice(1)}` : path, sent, {
    headers: { ...type, ...headers }, ...(raw === undefined ? {} : { raw })
  })
}

/** The start of every text that needs none of its own. */
const json = 'body: not valid JSON:'
const base64 = 'not valid base64 (RFC 4648 section 4, with padding):'
const octPair = '"type": "oct", "operations":'

const methods: readonly Mistake[] = [
  {
    name: 'GET for a call that is a POST',
    call: 'GET ./servicekey/<oct>/encrypt',
    status: 404,
    says: 'this path accepts POST',
    allow: 'POST'
  },
  {
    name: 'PUT for PATCH',
    call: 'PUT ./servicekey/<oct>',
    body: { name: 'b' },
    status: 404,
    says: 'this path accepts GET, HEAD, PATCH, DELETE',
    allow: 'GET, HEAD, PATCH, DELETE'
  },
  {
    name: 'POST for random bytes',
    call: 'POST ./random',
    body: {},
    status: 404,
    says: 'this path accepts GET, HEAD',
    allow: 'GET, HEAD'
  },
  {
    name: 'OPTIONS',
    call: 'OPTIONS ./servicekey',
    status: 404,
    says: 'this path accepts GET, HEAD, POST',
    allow: 'GET, HEAD, POST'
  },
  {
    name: 'HEAD for a call that is a POST', call: 'HEAD ./servicekey/<oct>/sign', status: 404, says: [], allow: 'POST'
  },
  {
    name: 'DELETE of a list',
    call: 'DELETE ./servicekey',
    status: 404,
    says: 'this path accepts GET, HEAD, POST',
    allow: 'GET, HEAD, POST'
  },
  {
    name: 'POST to a page', call: 'POST /swagger/', status: 404, says: 'this path accepts GET, HEAD', allow: 'GET, HEAD'
  },
  {
    name: 'PATCH in the admin API',
    call: 'PATCH /_emulator/domains/<own>',
    as: 'admin',
    body: { name: 'b' },
    status: 404,
    says: 'this path accepts GET, HEAD, DELETE',
    allow: 'GET, HEAD, DELETE'
  },
  {
    name: 'GET of the token endpoint',
    call: 'GET /auth/oauth2/token',
    as: 'anonymous',
    status: 404,
    says: 'this path accepts POST',
    allow: 'POST'
  }
]

const paths: readonly Mistake[] = [
  { name: 'plural of the path', call: 'GET ./servicekeys', status: 404, says: 'did you mean GET /api/<own>/v1/servicekey?' },
  { name: 'a hyphen in the path', call: 'POST ./service-key', body: {}, status: 404, says: 'did you mean POST /api/<own>/v1/servicekey?' },
  { name: 'camel case in the path', call: 'GET ./serviceKey/<oct>', status: 404, says: 'did you mean GET /api/<own>/v1/servicekey/<oct>?' },
  { name: 'a shorter name', call: 'GET ./keys/<oct>', status: 404, says: 'did you mean GET /api/<own>/v1/servicekey/<oct>?' },
  { name: 'a misspelt operation', call: 'POST ./servicekey/<oct>/encypt', body: {}, status: 404, says: 'did you mean POST /api/<own>/v1/servicekey/<oct>/encrypt?' },
  { name: 'data-key', call: 'POST ./servicekey/<wrap>/data-key', body: {}, status: 404, says: 'did you mean POST /api/<own>/v1/servicekey/<wrap>/datakey?' },
  {
    name: 'an operation without a key',
    call: 'POST ./servicekey/encrypt',
    body: {},
    status: 404,
    says: 'did you mean POST /api/<own>/v1/servicekey/{keyId}/encrypt?',
    allow: 'GET, HEAD, PATCH, DELETE'
  },
  { name: 'no /v1', call: 'GET /api/<own>/servicekey', status: 404, says: 'did you mean GET /api/<own>/v1/servicekey?' },
  { name: 'no /api', call: 'GET /<own>/v1/servicekey', status: 404, says: 'did you mean GET /api/<own>/v1/servicekey?' },
  { name: 'no okmsId', call: 'GET /api/v1/servicekey', status: 404, says: ['did you mean GET /api/<own>/v1/servicekey?', 'The okmsId of your credential is <own>'] },
  { name: 'no okmsId, with a key', call: 'POST /api/v1/servicekey/<oct>/encrypt', body: {}, status: 404, says: 'did you mean POST /api/<own>/v1/servicekey/<oct>/encrypt?' },
  {
    name: 'no okmsId and no credentials',
    call: 'GET /api/v1/random',
    as: 'anonymous',
    status: 404,
    says: ['did you mean GET /api/{okmsId}/v1/random?', 'okms.yaml']
  },
  { name: 'nothing before the resource', call: 'GET /servicekey', status: 404, says: 'did you mean GET /api/<own>/v1/servicekey?' },
  { name: 'a slash at the end', call: 'POST ./servicekey/', body: {}, status: 404, says: 'write the path without the slash at the end: POST /api/<own>/v1/servicekey' },
  {
    name: 'a slash at the end of an operation',
    call: 'POST ./servicekey/<oct>/encrypt/',
    body: {},
    status: 404,
    says: 'write the path without the slash at the end: POST /api/<own>/v1/servicekey/<oct>/encrypt'
  },
  {
    name: 'a slash at the end of the list',
    call: 'GET ./servicekey/',
    status: 400,
    says: ['path keyId: got ""', 'leave the slash out to list them']
  },
  { name: 'two slashes', call: 'GET //api/<own>/v1/servicekey', status: 404, says: 'write the path without the empty segment (two slashes): GET /api/<own>/v1/servicekey' },
  { name: 'plural of secrets', call: 'GET /api/<own>/v2/secrets', status: 404, says: 'did you mean GET /api/<own>/v2/secret?' },
  { name: 'secrets without okmsId', call: 'GET /v2/secret', status: 404, says: ['did you mean GET /api/<own>/v2/secret?', 'The okmsId of your credential is <own>'] },
  { name: 'the configuration of secrets under a shorter name', call: 'GET /api/<own>/v2/config', status: 404, says: 'did you mean GET /api/<own>/v2/secretConfig?' },
  {
    name: 'a new secret at its own path',
    call: 'POST /api/<own>/v2/secret/app',
    body: { data: {} },
    status: 404,
    says: 'this path accepts GET, HEAD, PUT, DELETE',
    allow: 'GET, HEAD, PUT, DELETE'
  },
  {
    name: 'a Vault client without okmsId',
    call: 'GET /v1/secret/data/app/db',
    headers: { 'x-vault-token': 'abc' },
    status: 404,
    says: ['did you mean GET /api/{okmsId}/v1/secret/data/app/db?', 'The okmsId is in okms.yaml']
  },
  { name: 'another mount', call: 'GET ./kv/data/app/db', status: 404, says: 'did you mean GET /api/<own>/v1/secret/data/app/db?' },
  { name: 'plural of the mount', call: 'GET ./secrets/data/app/db', status: 404, says: 'did you mean GET /api/<own>/v1/secret/data/app/db?' },
  { name: 'a path of KV v1', call: 'POST ./secret/app/db', body: { password: 'x' }, status: 404, says: 'did you mean POST /api/<own>/v1/secret/data/app/db?' },
  { name: 'no path of a secret', call: 'GET ./secret/data', status: 404, says: 'did you mean GET /api/<own>/v1/secret/data/{path}?' },
  {
    name: 'what a Vault client asks first, without okmsId',
    call: 'GET /v1/sys/health',
    status: 404,
    says: 'did you mean GET /api/<own>/v1/sys/health?'
  },
  { name: 'another call of Vault', call: 'GET ./sys/mounts', status: 404, says: 'of the Vault API, this server has only auth/token/lookup-self' },
  {
    name: 'the prefix of the console of the OVHcloud API',
    call: 'GET /engine/api/v2/okms/resource',
    status: 404,
    says: ['the OVHcloud API has this at /v2/okms/resource', 'ends in /1.0']
  },
  {
    name: 'the OVHcloud API without a version',
    call: 'GET /me/order/1/status',
    status: 404,
    says: 'has this at /1.0/me/order/1/status'
  },
  { name: 'its time without a version', call: 'GET /auth/time', status: 404, says: 'has this at /1.0/auth/time' },
  {
    name: 'another version of the OVHcloud API',
    call: 'GET /v1/okms/resource',
    status: 404,
    says: 'has this at /v2/okms/resource'
  },
  { name: 'version 2 of what is in 1.0', call: 'GET /v2/me', status: 404, says: 'has this at /1.0/me' },
  {
    name: 'two versions, of a client that extends its base URL',
    call: 'GET /1.0/v2/okms/resource',
    status: 404,
    says: 'has this at /v2/okms/resource'
  },
  { name: 'another part of the OVHcloud API', call: 'GET /1.0/domain/zone', status: 404, says: 'of the OVHcloud API, this server has what clients of OKMS call: /v2/okms' },
  {
    name: 'a misspelt path of the OVHcloud API',
    call: 'GET /v2/okms/resource/<own>/servicekey',
    status: 404,
    says: 'did you mean GET /v2/okms/resource/<own>/serviceKey?'
  },
  { name: 'KMIP', call: 'POST /kmip', body: {}, status: 404, says: 'KMIP is not in this version' },
  { name: 'a probe', call: 'GET /healthz', as: 'anonymous', status: 404, says: 'run `okms-emulator healthcheck`' },
  { name: 'a scrape', call: 'GET /metrics', as: 'anonymous', status: 404, says: 'metrics are at /_emulator/metrics' },
  {
    name: 'a misspelt path of the admin API',
    call: 'GET /_emulator/domain',
    as: 'admin',
    status: 404,
    says: 'did you mean GET /_emulator/domains?'
  },
  { name: 'half an escape', call: 'GET ./servicekey/%zz', status: 400, says: 'write %25 for the sign itself' }
]

const identity: readonly Mistake[] = [
  { name: 'an unknown okmsId', call: 'GET /api/<nowhere>/v1/random', status: 404, says: 'no okms domain <nowhere>; the domain of this credential is <own>' },
  { name: 'the okmsId of another domain', call: 'GET /api/<other>/v1/random', status: 403, says: '<other> is not the domain of this credential; use <own>' },
  { name: 'a placeholder for the okmsId', call: 'GET /api/{okmsId}/v1/random', status: 404, says: 'the domain of this credential is <own>' },
  {
    name: 'an unknown okmsId without credentials',
    call: 'GET /api/<nowhere>/v1/random',
    as: 'anonymous',
    status: 401,
    says: 'no credentials: use a client certificate issued by this server'
  },
  { name: 'a name for a key id', call: 'GET ./servicekey/my-key', status: 400, says: ['path keyId: got "my-key"', 'Names are not accepted; GET .../v1/servicekey lists the ids'] },
  { name: 'a placeholder for a key id', call: 'GET ./servicekey/{keyId}', status: 400, says: 'Put an id in place of this placeholder' },
  { name: 'an unset variable for a key id', call: 'GET ./servicekey/$KEY_ID', status: 400, says: 'Put an id in place of this placeholder' },
  { name: 'an id without hyphens', call: 'GET ./servicekey/79b66eba273e4f7ab95478ed7e70b85d', status: 400, says: 'Write the UUID with its hyphens' },
  { name: 'an unknown key', call: 'GET ./servicekey/<nowhere>', status: 404, says: 'no service key <nowhere> in this domain; list the keys with GET .../v1/servicekey' },
  { name: 'Basic', call: 'GET ./random', headers: { authorization: 'Basic dTpw' }, status: 401, says: 'got the scheme Basic; accepted: Bearer, a blank and the token' },
  {
    name: 'a token without Bearer',
    call: 'GET ./random',
    headers: { authorization: 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA' },
    status: 401,
    says: 'got a value without a scheme; accepted: Bearer, a blank and the token'
  },
  {
    name: 'Bearer and an empty variable',
    call: 'GET ./random',
    headers: { authorization: 'Bearer ' },
    status: 401,
    says: 'got Bearer without a token (empty variable?)'
  },
  {
    name: 'a variable that was not replaced',
    call: 'GET ./random',
    headers: { authorization: 'Bearer $TOKEN' },
    status: 401,
    says: 'got a placeholder'
  },
  { name: 'Bearer with a colon', call: 'GET ./random', headers: { authorization: 'Bearer: abc' }, status: 401, says: 'got a colon after Bearer; accepted: Bearer, a blank and the token' },
  {
    name: 'an unknown token',
    call: 'GET ./random',
    headers: { authorization: 'bearer abc' },
    status: 401,
    says: 'add one with okms-emulator token add'
  },
  {
    name: 'X-Vault-Token',
    call: 'GET ./random',
    as: 'anonymous',
    headers: { 'x-vault-token': 'abc' },
    status: 401,
    says: 'X-Vault-Token is read below .../v1/secret, .../v1/sys and .../v1/auth only; send the token as Authorization: Bearer'
  },
  {
    name: 'X-Ovh-Application',
    call: 'GET ./random',
    as: 'anonymous',
    headers: { 'x-ovh-application': 'abc' },
    status: 401,
    says: 'belong to the OVHcloud API'
  },
  {
    name: 'a token on a path without okmsId',
    call: 'GET /v1/random',
    headers: { authorization: 'Bearer abc' },
    status: 400,
    says: 'With a token, call /api/{okmsId}/v1/random'
  },
  {
    name: 'a credential in the admin API',
    call: 'GET /_emulator/domains',
    status: 403,
    says: '--cert admin.pem --key admin-key.pem'
  },
  {
    name: 'nothing in the admin API',
    call: 'GET /_emulator/domains',
    as: 'anonymous',
    status: 401,
    says: '--cert admin.pem --key admin-key.pem'
  }
]

const values: readonly Mistake[] = [
  {
    name: 'a number in quotes',
    call: 'POST ./servicekey',
    body: { name: 'a', type: 'oct', size: '256' },
    status: 400,
    says: ['body.size: got the string "256"', 'Write it without quotes: 256']
  },
  {
    name: 'a boolean in quotes',
    call: 'POST ./servicekey/<ec>/sign',
    body: { message: 'AAAA', alg: 'ES256', isdigest: 'True' },
    status: 400,
    says: 'Write it without quotes: true'
  },
  {
    name: 'a number for a boolean',
    call: 'POST ./servicekey/<ec>/sign',
    body: { message: 'AAAA', alg: 'ES256', isdigest: 1 },
    status: 400,
    says: 'accepted: true or false. Write true'
  },
  {
    name: 'a number for a string',
    call: 'POST ./servicekey',
    body: { name: 7, type: 'oct' },
    status: 400,
    says: 'Write it in quotes: "7"'
  },
  {
    name: 'a word for an array',
    call: 'POST ./servicekey',
    body: { name: 'a', type: 'oct', operations: 'encrypt,decrypt' },
    status: 400,
    says: 'Write it as an array: ["encrypt", "decrypt"]'
  },
  {
    name: 'an object for an array',
    call: 'POST ./servicekey',
    body: { name: 'a', keys: { kty: 'oct', k: 'AAAA' } },
    status: 400,
    says: 'body.keys: got an object; accepted: an array. Put it in brackets'
  },
  {
    name: 'an array for a value',
    call: 'POST ./servicekey',
    body: { name: 'a', type: ['oct'] },
    status: 400,
    says: 'Write the one value without brackets'
  },
  {
    name: 'null for a value',
    call: 'POST ./servicekey',
    body: { name: 'a', type: null },
    status: 400,
    says: 'Leave the member out'
  },
  {
    name: 'JSON in a string',
    call: 'POST ./servicekey/<oct>/encrypt',
    raw: JSON.stringify('{"plaintext":"AAAA"}'),
    status: 400,
    says: 'Send the object itself, not a string with JSON in it'
  },
  {
    name: 'a list in a string',
    call: 'POST ./servicekey',
    body: { name: 'a', keys: JSON.stringify([{ kty: 'oct' }]) },
    status: 400,
    says: 'Send the array itself, not a string with JSON in it'
  },
  { name: 'AES for oct', call: 'POST ./servicekey', body: { name: 'a', type: 'AES' }, status: 400, says: 'accepted: oct, RSA, EC. Did you mean oct?' },
  {
    name: 'the name of OpenSSL for a curve',
    call: 'POST ./servicekey',
    body: { name: 'a', type: 'EC', curve: 'prime256v1' },
    status: 400,
    says: 'Did you mean P-256?'
  },
  {
    name: 'wrong case',
    call: 'POST ./servicekey',
    body: { name: 'a', type: 'rsa' },
    status: 400,
    says: 'Did you mean RSA?'
  },
  {
    name: 'a size in bytes',
    call: 'POST ./servicekey/<wrap>/datakey',
    body: { size: 32 },
    status: 400,
    says: 'Sizes are in bits: 256 for 32 bytes'
  },
  {
    name: 'a size of another type',
    call: 'POST ./servicekey',
    body: { name: 'a', type: 'RSA', size: 256 },
    status: 400,
    says: 'size: got 256; a key of type RSA accepts 2048, 3072, 4096'
  },
  {
    name: 'a curve for an RSA key',
    call: 'POST ./servicekey',
    body: { name: 'a', type: 'RSA', curve: 'P-256' },
    status: 400,
    says: 'leave it out, or use "type": "EC"'
  },
  {
    name: 'operations of another type',
    call: 'POST ./servicekey',
    body: { name: 'a', type: 'EC', operations: ['encrypt'] },
    status: 400,
    says: 'operations: got encrypt; a key of type EC and class KEY_PAIR accepts sign, verify'
  },
  {
    name: 'no type',
    call: 'POST ./servicekey',
    body: { name: 'a' },
    status: 400,
    says: 'type: missing; accepted: oct, RSA, EC'
  },
  {
    name: 'a misspelt member',
    call: 'POST ./servicekey/<oct>/encrypt',
    body: { plain_text: 'AAAA' },
    status: 400,
    says: ['body.plain_text: unknown member; did you mean plaintext?', 'body.plaintext: missing']
  },
  {
    name: 'camel case in a member',
    call: 'POST ./servicekey/<ec>/sign',
    body: { message: 'AAAA', alg: 'ES256', isDigest: true },
    status: 400,
    says: 'body.isDigest: unknown member; did you mean isdigest?'
  },
  {
    name: 'the name of another product',
    call: 'POST ./servicekey/<ec>/sign',
    body: { message: 'AAAA', algorithm: 'ES256' },
    status: 400,
    says: 'body.algorithm: unknown member; did you mean alg?'
  },
  { name: 'a misspelt parameter', call: 'GET ./servicekey?limit=10', status: 400, says: 'query limit: unknown parameter; did you mean max?' },
  {
    name: 'a parameter with quotes', call: 'GET ./random?length="16"', status: 400, says: 'Write it without quotes: 16'
  },
  {
    name: 'a state of another product',
    call: 'GET ./servicekey?state=enabled',
    status: 400,
    says: 'Did you mean active?'
  },
  { name: 'a member as parameter', call: 'POST ./servicekey/<wrap>/datakey?size=256', body: { size: 256 }, status: 400, says: 'query size: unknown parameter; accepted: none. Does it belong in the body?' },
  {
    name: 'a member of the admin API',
    call: 'POST /_emulator/domains',
    as: 'admin',
    body: { displayName: 'a' },
    status: 400,
    says: 'body.displayName: unknown member; did you mean name?'
  },
  {
    name: 'an identity that is no URN',
    call: 'POST /_emulator/tokens',
    as: 'admin',
    body: { name: 'a', identityURNs: ['alice'] },
    status: 400,
    says: 'identityURNs: got "alice"; accepted: identity URNs such as urn:v1:eu:identity:user'
  }
]

const encodings: readonly Mistake[] = [
  {
    name: 'plain text',
    call: 'POST ./servicekey/<oct>/encrypt',
    body: { plaintext: 'my secret' },
    status: 400,
    says: `plaintext: ${base64} encode the bytes first: printf %s 'my plaintext' | base64 -w0`
  },
  {
    name: 'base64url',
    call: 'POST ./servicekey/<oct>/encrypt',
    body: { plaintext: Buffer.alloc(20, 0xfb).toString('base64url') },
    status: 400,
    says: `plaintext: ${base64} it looks like base64url; write + for -, / for _`
  },
  {
    name: 'base64 without padding',
    call: 'POST ./servicekey/<oct>/encrypt',
    body: { plaintext: 'SGVsbG8' },
    status: 400,
    says: 'its padding is missing'
  },
  {
    name: 'base64 in lines',
    call: 'POST ./servicekey/<oct>/encrypt',
    body: { plaintext: `${'QUJD'.repeat(19)}\nQUJD\n` },
    status: 400,
    says: 'it contains line breaks; remove them'
  },
  {
    name: 'a data: URL',
    call: 'POST ./servicekey/<oct>/encrypt',
    body: { plaintext: 'data:text/plain;base64,QUJD' },
    status: 400,
    says: 'it is a data: URL; send only what follows "base64,"'
  },
  {
    name: 'hexadecimal digits',
    call: 'POST ./servicekey/<ec>/sign',
    body: { message: 'deadbeef'.repeat(4) + '00', alg: 'ES256' },
    status: 400,
    says: 'it looks like hexadecimal digits'
  },
  {
    name: 'PEM',
    call: 'POST ./servicekey/<oct>/encrypt',
    body: { plaintext: '-----BEGIN PUBLIC KEY-----\nQUJD\n' },
    status: 400,
    says: 'it is PEM'
  },
  {
    name: 'a digest in hexadecimal digits',
    call: 'POST ./servicekey/<ec>/sign',
    body: { message: 'ab'.repeat(32), alg: 'ES256', isdigest: true },
    status: 400,
    says: 'takes a digest of 32 bytes; got 48. This is what the digest in hexadecimal digits decodes to'
  },
  {
    name: 'base64 in a JWK',
    call: 'POST ./servicekey',
    body: { name: 'a', keys: [{ kty: 'oct', k: Buffer.alloc(32, 0xfb).toString('base64') }] },
    status: 400,
    says: 'keys[0].k: not base64url without padding (RFC 7515 section 2): it looks like base64; write - for +'
  },
  {
    name: 'padding in a JWK',
    call: 'POST ./servicekey',
    body: { name: 'a', keys: [{ kty: 'oct', k: Buffer.alloc(32, 1).toString('base64') }] },
    status: 400,
    says: 'leave out the = at the end'
  },
  {
    name: 'a plaintext for a ciphertext',
    call: 'POST ./servicekey/<oct>/decrypt',
    body: { ciphertext: 'SGVsbG8=' },
    status: 400,
    says: 'Send the value of ciphertext from POST .../encrypt unchanged'
  }
]

const bodies: readonly Mistake[] = [
  { name: 'a trailing comma', raw: '{"name": "a",\n  "type": "oct",\n}', says: `${json} line 2, column 16: a comma before "}"; remove it` },
  { name: 'True', raw: '{"name": "a", "extractable": True}', says: 'line 1, column 30: True: write true' },
  { name: 'None', raw: '{"name": "a", "curve": None}', says: 'None: write null' },
  { name: 'NaN', raw: '{"size": NaN}', says: 'NaN: write a number' },
  { name: 'single quotes', raw: "{'name': 'a'}", says: 'line 1, column 2: single quotes; JSON strings take double quotes' },
  { name: 'a comment', raw: '{\n  // a key\n  "name": "a"}', says: 'line 2, column 3: a comment; JSON has none, remove it' },
  { name: 'a name without quotes', raw: '{name: "a"}', says: 'a member name in double quotes expected' },
  { name: 'a word without quotes', raw: '{"name": mykey}', says: 'a word without quotes; put strings in double quotes' },
  { name: 'a missing comma', raw: '{"name": "a" "type": "oct"}', says: 'line 1, column 14: a comma is missing before this string' },
  { name: 'text after the end', raw: '{"name": "a"} x', says: 'line 1, column 15: text after the end' },
  { name: 'two objects', raw: '{"name": "a"}\n{"name": "b"}', says: 'line 2, column 1: a second value begins here' },
  { name: 'a body that was cut off', raw: '{"name": "a", "type"', says: 'line 1, column 21: the text ends here, ":" is missing' },
  { name: 'a string that never ends', raw: '{"name": "a', says: 'line 1, column 10: this string never ends' },
  { name: 'a Windows path', raw: '{"name": "C:\\keys"}', says: 'write \\\\ for a backslash' },
  { name: 'a leading zero', raw: '{"size": 0256}', says: 'not a JSON number' },
  { name: 'an equals sign', raw: '{"name" = "a"}', says: '"=" where ":" belongs' },
  { name: 'a byte order mark', raw: '\uFEFF{"name": "a"}', says: 'save the file as UTF-8 without BOM' },
  { name: 'UTF-16', raw: Buffer.from('\uFEFF{"name": "a"}', 'utf16le'), says: 'it is UTF-16; send UTF-8' },
  { name: 'a file name that curl did not read', raw: '@body.json', says: 'use -d @FILE' },
  { name: 'a form as JSON', raw: 'name=a&type=oct', says: 'it looks like a form' },
  {
    name: 'the type that curl sends by default',
    raw: '{"name": "a"}',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    says: 'add -H "content-type: application/json"'
  },
  { name: 'no body', raw: '', says: 'body: missing; send a JSON object with name (a string of 1 to 32 characters)' },
  { name: 'a blank body', raw: ' \n', says: 'it is blank' },
  { name: 'null', raw: 'null', says: 'body: got null; accepted: a JSON object' },
  { name: 'an array', raw: '[{"name": "a"}]', says: 'body: got an array of 1 item; accepted: a JSON object' },
  { name: 'a compressed body', raw: Buffer.from('1f8b080000', 'hex'), says: 'it is compressed (gzip)' },
  {
    name: 'a compressed body that says so',
    raw: '{}',
    headers: { 'content-encoding': 'gzip' },
    says: 'send the body uncompressed'
  }
].map((mistake) => ({ call: 'POST ./servicekey', status: 400 as const, ...mistake }))

const keys: readonly Mistake[] = [
  { name: 'deactivation without a body', call: 'POST ./servicekey/<oct>/deactivate', status: 400, says: 'body: missing; send a JSON object with reason (unspecified, key_compromise,' },
  { name: 'deactivation without a reason', call: 'POST ./servicekey/<oct>/deactivate', body: {}, status: 400, says: 'body.reason: missing; accepted: unspecified, key_compromise' },
  {
    name: 'deactivation with another reason',
    call: 'POST ./servicekey/<oct>/deactivate',
    body: { reason: 'KEY_COMPROMISE' },
    status: 400,
    says: 'Did you mean key_compromise?'
  },
  {
    name: 'a body for an activation',
    call: 'POST ./servicekey/<oct>/activate',
    body: { state: 'active' },
    status: 400,
    says: 'this operation takes no body; leave it out'
  },
  {
    name: 'a data key of an encryption key',
    call: 'POST ./servicekey/<oct>/datakey',
    body: { size: 256 },
    status: 400,
    says: `cannot generate data keys: that needs the operation wrapKey, and the key has encrypt, decrypt. Operations are set at creation; create a key with ${octPair} ["wrapKey", "unwrapKey"]`
  },
  {
    name: 'a data key of a transport key',
    call: 'POST ./servicekey/<transport>/datakey',
    body: { size: 256 },
    status: 400,
    says: `a key of type RSA-2048 cannot generate data keys; create a key with ${octPair} ["wrapKey", "unwrapKey"]`
  },
  {
    name: 'encryption with a wrapping key',
    call: 'POST ./servicekey/<wrap>/encrypt',
    body: { plaintext: 'AAAA' },
    status: 400,
    says: `create a key with ${octPair} ["encrypt", "decrypt"]`
  },
  {
    name: 'encryption with an RSA key',
    call: 'POST ./servicekey/<rsa>/encrypt',
    body: { plaintext: 'AAAA' },
    status: 400,
    says: `cannot encrypt: that needs the operation encrypt, and the key has sign, verify. Operations are set at creation; create a key with ${octPair}`
  },
  {
    name: 'a signature of an encryption key',
    call: 'POST ./servicekey/<oct>/sign',
    body: { message: 'AAAA', alg: 'RS256' },
    status: 400,
    says: 'create a key with "type": "RSA" or "EC", "operations": ["sign", "verify"]'
  },
  {
    name: 'an algorithm of another type',
    call: 'POST ./servicekey/<ec>/sign',
    body: { message: 'AAAA', alg: 'RS256' },
    status: 400,
    says: 'alg: RS256 cannot be used with a key of type P-256; accepted: ES256'
  },
  {
    name: 'an algorithm of another curve',
    call: 'POST ./servicekey/<ec>/verify',
    body: { message: 'AAAA', alg: 'ES384', signature: 'AAAA' },
    status: 400,
    says: 'accepted: ES256'
  },
  {
    name: 'an EC algorithm for an RSA key',
    call: 'POST ./servicekey/<rsa>/sign',
    body: { message: 'AAAA', alg: 'ES256' },
    status: 400,
    says: 'accepted: RS256, RS384, RS512, PS256, PS384, PS512'
  },
  {
    name: 'encryption with a deactivated key',
    call: 'POST ./servicekey/<ended>/encrypt',
    body: { plaintext: 'AAAA' },
    status: 400,
    says: 'is deactivated; activate it first: POST .../servicekey/<ended>/activate'
  },
  {
    name: 'encryption with a compromised key',
    call: 'POST ./servicekey/<compromised>/encrypt',
    body: { plaintext: 'AAAA' },
    status: 400,
    says: 'is compromised; activate it first'
  },
  { name: 'deletion of an active key', call: 'DELETE ./servicekey/<oct>', status: 400, says: 'is active; deactivate it first: POST .../servicekey/<oct>/deactivate with {"reason": "unspecified"}' },
  { name: 'activation of a destroyed key', call: 'POST ./servicekey/<destroyed>/activate', status: 404, says: 'was destroyed and cannot be restored; create a new one' },
  {
    name: 'use of a destroyed key',
    call: 'POST ./servicekey/<destroyed>/encrypt',
    body: { plaintext: 'AAAA' },
    status: 404,
    says: 'was destroyed'
  },
  {
    name: 'an id that was used before',
    call: 'POST ./servicekey',
    body: { name: 'a', type: 'oct', id: '<destroyed>' },
    status: 409,
    says: 'is or was the id of a service key of this domain; choose another or leave it out'
  },
  {
    name: 'a plaintext that is too large',
    call: 'POST ./servicekey/<oct>/encrypt',
    body: { plaintext: randomBytes(4097).toString('base64') },
    status: 400,
    says: 'For more, encrypt on the client with a data key'
  },
  { name: 'an export of a key that stays', call: 'GET ./servicekey/<oct>?wrappingKeyId=<transport>&wrappedKeyFormat=RAW&wrappingAlgorithm=RSA-OAEP-256', status: 400, says: 'first send PATCH .../servicekey/<oct> with {"extractable": true}' },
  { name: 'an export under another key', call: 'GET ./servicekey/<oct>?wrappingKeyId=<wrap>&wrappedKeyFormat=RAW&wrappingAlgorithm=RSA-OAEP-256', status: 400, says: 'a transport key has "type": "RSA", "operations": ["wrapKey", "unwrapKey"]' },
  { name: 'a change of nothing', call: 'PATCH ./servicekey/<oct>', body: {}, status: 400, says: 'body: nothing to change; accepted members: name, extractable' }
]

const secrets: readonly Mistake[] = [
  { name: 'a secret that is not there', call: 'GET /api/<own>/v2/secret/app', status: 404, says: 'path: no secret app in this domain; list the secrets with GET .../v2/secret' },
  { name: 'the same in KV v2', call: 'GET ./secret/data/app', status: 404, says: 'list the secrets with GET .../v1/secret/metadata?list=true' },
  {
    name: 'a secret without version',
    call: 'POST /api/<own>/v2/secret',
    body: { path: 'app', data: { a: 1 } },
    status: 400,
    says: 'body.version: missing'
  },
  {
    name: 'data that is a text',
    call: 'POST /api/<own>/v2/secret',
    body: { path: 'app', version: { data: 'text' } },
    status: 400,
    says: 'body.version.data: '
  },
  {
    name: 'a path that starts with a slash',
    call: 'POST /api/<own>/v2/secret',
    body: { path: '/app', version: { data: {} } },
    status: 400,
    says: 'path: it starts with a slash; leave it out'
  },
  { name: 'a blank in a path', call: 'GET /api/<own>/v2/secret/my%20app', status: 400, says: 'path: it has a blank; accepted: 1 to 255 of the characters a-z A-Z 0-9 _ . : / = @ -' },
  {
    name: 'a path that is encoded twice',
    call: 'GET ./secret/data/my%252Fapp',
    status: 400,
    says: 'path: it has the character %'
  },
  { name: 'a slash at the end of a secret', call: 'POST ./secret/data/app/', body: { data: {} }, status: 400, says: 'path: it ends with a slash; leave it out to write a secret' },
  { name: 'a folder in place of a secret', call: 'GET ./secret/data/team/', status: 404, says: 'path: no secret has a path that is empty or ends with a slash' },
  { name: 'data without its envelope', call: 'POST ./secret/data/app', body: { password: 'x' }, status: 400, says: 'data: no data provided; accepted: a JSON object, the secret' },
  {
    name: 'a secret that is there',
    call: 'POST /api/<own>/v2/secret',
    body: { path: 'team/db', version: { data: {} } },
    status: 409,
    says: 'path: there is a secret team/db already; add a version with PUT .../v2/secret/{path}'
  },
  { name: 'version 0', call: 'GET /api/<own>/v2/secret/team/db?version=0', status: 400, says: 'query version: got the number 0; accepted: a whole number from 1 to 24000' },
  { name: 'version 0 in KV v2', call: 'GET ./secret/data/team/db?version=0', status: 400, says: 'query version: accepted: a whole number from 1' },
  {
    name: 'a version that is not there',
    call: 'GET ./secret/data/team/db?version=7',
    status: 404,
    says: 'the secret team/db has no version 7'
  },
  { name: 'another word for a state', call: 'PUT /api/<own>/v2/secret/team/db/version/1', body: { state: 'disabled' }, status: 400, says: 'body.state: got "disabled"; accepted: active, deactivated, deleted' },
  { name: 'the names of KV v2 for a state', call: 'PUT /api/<own>/v2/secret/team/db/version/1', body: { state: 'destroyed' }, status: 400, says: 'accepted: active, deactivated, deleted' },
  { name: 'another current version', call: 'PUT /api/<own>/v2/secret/team/db?cas=7', body: { version: { data: {} } }, status: 400, says: 'cas: check-and-set parameter did not match the current version; got cas 7, the current version is 1' },
  {
    name: 'the same in KV v2, as a text',
    call: 'POST ./secret/data/team/db',
    body: { data: {}, options: { cas: '7' } },
    status: 400,
    says: 'options.cas: check-and-set parameter did not match'
  },
  { name: 'a change of nothing', call: 'PUT /api/<own>/v2/secret/team/db', body: {}, status: 400, says: 'body: nothing to change; accepted members: metadata, version' },
  { name: 'deletion of no versions', call: 'PUT ./secret/delete/team/db', body: {}, status: 400, says: 'versions: no version number provided; accepted: a list of version numbers, not empty' },
  {
    name: 'a duration in words',
    call: 'PUT /api/<own>/v2/secretConfig',
    body: { deactivateVersionAfter: '1 day' },
    status: 400,
    says: 'deactivateVersionAfter: '
  },
  { name: 'weeks', call: 'POST ./secret/config', body: { delete_version_after: '1w' }, status: 400, says: 'delete_version_after: got a text of 2 characters; accepted: a duration such as 30d' },
  {
    name: 'numbers in custom metadata',
    call: 'POST ./secret/metadata/team/db',
    body: { custom_metadata: { a: 1 } },
    status: 400,
    says: 'custom_metadata: got an object; accepted: a JSON object of texts'
  },
  { name: 'a folder without secrets', call: 'GET ./secret/metadata/nothing?list=true', status: 404, says: 'path: no secrets below this path' },
  {
    name: 'another word for true',
    call: 'GET ./secret/metadata/team?list=yes',
    status: 400,
    says: 'query list: accepted: true or false'
  }
]

describe('a typical mistake', () => {
  it.each([
    ...methods, ...paths, ...identity, ...values, ...encodings, ...bodies, ...keys, ...secrets
  ])('$name: $call', async (mistake) => {
    const { status, body, headers } = await made(mistake)
    // Under the prefixes of the OVHcloud API, an error has its form.
    const errors = body === undefined ? [] : (body.errors ?? [body.message]) as readonly string[]
    expect(status, errors.join('\n')).toBe(mistake.status)
    for (const text of [mistake.says].flat()) expect(errors.join('\n')).toContain(filled(text))
    expect(headers['allow']).toBe(mistake.allow)
    // The log says the same.
    const line = emulator.log()
      .trim()
      .split('\n')
      .map((entry) => JSON.parse(entry) as { request_id?: string, errors?: unknown })
      .find((entry) => entry.request_id === (headers['x-request-id'] ?? headers['x-ovh-queryid']))
    if (body !== undefined) expect(line?.errors).toEqual(errors)
  })
})

describe('a typical mistake at the token endpoint', () => {
  const form = 'application/x-www-form-urlencoded'
  const basic = { authorization: `Basic ${Buffer.from('EU.0:secret').toString('base64')}` }

  it.each([
    ['JSON', 'application/json', '{"grant_type":"client_credentials"}', {}, 'invalid_request', 'content-type: JSON is not accepted; accepted: a form'],
    ['another spelling', form, 'grantType=client_credentials&scope=all', basic, 'invalid_request', 'grant_type: missing, though another spelling of it was sent'],
    ['a parameter twice', form, 'grant_type=client_credentials&scope=all&scope=all', basic, 'invalid_request', 'scope: sent more than once'],
    ['no client', form, 'grant_type=client_credentials&scope=all', {}, 'invalid_client', 'client_id: missing; okms-emulator service-account add'],
    ['an unknown client', form, 'grant_type=client_credentials&scope=all', basic, 'invalid_client', 'not those of a service account of this server'],
    ['the client in both places', form, 'grant_type=client_credentials&scope=all&client_id=EU.0&client_secret=x', basic, 'invalid_request', 'in the Authorization header and in the body']
  ])('%s', async (_name, type, raw, headers, error, description) => {
    const { body, headers: { 'x-request-id': id } } = await anonymous.request('POST', '/auth/oauth2/token', undefined, {
      raw, headers: { 'content-type': type, ...headers }
    })
    expect(body.error).toBe(error)
    expect(body.error_description).toContain(description)
    expect(emulator.log()).toContain(`"errors":["${String(body.error_description)}"]`)
    expect(emulator.log()).toContain(String(id))
  })
})
