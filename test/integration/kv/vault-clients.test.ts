// What Vault clients send besides the operations of the contract: their own header for the token, the method LIST, and
// questions to Vault itself.

import { once } from 'node:events'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { programVersion } from '../../../src/config/program-version.js'
import type { Client, Reply } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { exchange, openTls, parseReplies, untilClosed, type RawReply } from '../../hostile/raw-connection.js'
import { rootIdentity } from '../../../src/domain/urn.js'

const hour = 3_600_000
const lookup = '/auth/token/lookup-self'

let emulator: TestEmulator
let anonymous: Client
let token: { readonly id: string, readonly token: string }
let ending: { readonly id: string, readonly token: string }
let ofOther: { readonly id: string, readonly token: string }

const admin = async (method: string, path: string, body?: object) =>
  (await emulator.admin.request(method, `/_emulator${path}`, body)).body

beforeAll(async () => {
  // Policies allow nothing, and do not apply to what is not in the contract.
  emulator = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', 'enforce'] })
  anonymous = emulator.clientWith({})
  const { okmsId: other } = await admin('POST', '/domains', { name: 'second' })
  const identityURNs = ['urn:v1:eu:identity:user:xx1111-ovh/alice']
  token = await admin('POST', '/tokens', { name: 'eso', okmsIds: [emulator.okmsId], identityURNs })
  ending = await admin('POST', '/tokens', {
    name: 'for a day',
    okmsIds: [emulator.okmsId],
    identityURNs,
    expiresAt: new Date(emulator.clock() + 24 * hour).toISOString()
  })
  ofOther = await admin('POST', '/tokens', { name: 'other', okmsIds: [other] })
})
afterAll(async () => { await emulator.close() })

type Headers = Readonly<Record<string, string>>

const url = (path: string) => `/api/${emulator.okmsId}/v1${path}`
/** Without a certificate. */
const call = async (method: string, path: string, headers: Headers = {}, body?: unknown): Promise<Reply> =>
  await anonymous.request(method, url(path), body, { headers })
const vaultToken = (text: string): Headers => ({ 'x-vault-token': text })
const bearer = (text: string): Headers => ({ authorization: `Bearer ${text}` })
const wrong = 'x.y.z'

describe('X-Vault-Token', () => {
  it.each<[string, () => Headers, number]>([
    ['alone', () => vaultToken(token.token), 200],
    ['with a bearer token that is wrong', () => ({ ...vaultToken(token.token), ...bearer(wrong) }), 200],
    ['with another scheme in Authorization', () => ({ ...vaultToken(token.token), authorization: 'Basic eDp5' }), 200],
    ['that is wrong', () => vaultToken(wrong), 401],
    ['that is wrong, with a bearer token', () => ({ ...vaultToken(wrong), ...bearer(token.token) }), 401],
    ['of another domain', () => vaultToken(ofOther.token), 403],
    ['and other headers of Vault clients', () => ({
      ...vaultToken(token.token), 'x-vault-request': 'true', 'x-vault-namespace': 'team', 'x-vault-wrap-ttl': '60'
    }), 200]
  ])('%s', async (_, headers, status) => {
    expect((await call('GET', lookup, headers())).status).toBe(status)
  })

  it.each<[string, () => string, RegExp]>([
    ['without a token', () => '', /^X-Vault-Token: got no token \(empty variable\?\)/],
    ['with a scheme', () => `Bearer ${token.token}`, /got the scheme Bearer in front of the token/],
    ['with a placeholder', () => '$VAULT_TOKEN', /got a placeholder, or a token in quotes or brackets/],
    ['in quotes', () => `"${token.token}"`, /got a placeholder, or a token in quotes or brackets/],
    ['twice', () => `${token.token}, ${token.token}`, /got blanks, or the header more than once/]
  ])('%s is explained, and not quoted', async (_, text, says) => {
    const { status, body } = await call('GET', lookup, vaultToken(text()))
    expect([status, body.error_code]).toEqual([401, 50475023])
    expect(body.errors[0]).toMatch(says)
    expect(JSON.stringify(body)).not.toContain(token.token)
  })

  it('decides over the client certificate', async () => {
    const { status } = await emulator.api('GET', lookup, undefined, { headers: vaultToken(wrong) })
    expect(status).toBe(401)
  })

  it('is not read elsewhere', async () => {
    const refused = await call('GET', '/random', vaultToken(token.token))
    expect(refused.status).toBe(401)
    expect(refused.body.errors[0]).toContain('X-Vault-Token is read below .../v1/secret, .../v1/sys and .../v1/auth only')
    const policy = await emulator.api('GET', '/random', undefined, { headers: vaultToken(wrong) })
    expect(policy.status).toBe(200)
  })

  it('names the domain of its token in the refusal of a misspelt path', async () => {
    const { status, body } = await call('GET', '/auth/token/lookup-self/', vaultToken(token.token))
    expect([status, body.errors[0]]).toEqual([404, expect.stringContaining(`GET ${url(lookup)}`)])
    const bare = await anonymous.request('GET', '/v1/sys/health', undefined, { headers: vaultToken(token.token) })
    expect([bare.status, bare.body.message]).toEqual([
      404, `no operation GET /v1/sys/health; did you mean GET ${url('/sys/health')}? The okmsId of your credential is ${emulator.okmsId}`
    ])
  })

  it('lets no page of another origin use a certificate', async () => {
    const origin = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await emulator.api('GET', lookup, undefined, { headers: origin })).status).toBe(403)
    expect((await call('GET', lookup, { ...origin, ...vaultToken(token.token) })).status).toBe(200)
  })

  it('stays out of the log', () => {
    expect(emulator.log()).not.toContain(token.token)
  })
})

describe('the token lookup', () => {
  it.each(['GET', 'POST'])('with %s describes the token without it', async (method) => {
    const { status, headers, body } = await call(method, lookup, vaultToken(token.token))
    expect([status, headers['content-type']]).toEqual([200, 'application/json'])
    expect(body).toEqual({ request_id: headers['x-request-id'], data: body.data })
    expect(body.data).toEqual({
      id: token.id,
      accessor: token.id,
      type: 'service',
      display_name: 'eso',
      path: 'auth/token/create',
      policies: ['default'],
      meta: null,
      entity_id: '',
      creation_time: expect.any(Number),
      issue_time: new Date(body.data.creation_time * 1000).toISOString().replace('.000Z', 'Z'),
      creation_ttl: 0,
      ttl: 0,
      expire_time: null,
      explicit_max_ttl: 0,
      num_uses: 0,
      orphan: true,
      renewable: false
    })
    expect(JSON.stringify(body)).not.toContain(token.token.split('.')[2])
  })

  it('counts down to the end of a token', async () => {
    const data = async () => (await call('GET', lookup, bearer(ending.token))).body.data
    const first = await data()
    expect(first).toMatchObject({ display_name: 'for a day', creation_ttl: 24 * 3600, ttl: 24 * 3600 })
    const end = new Date((first.creation_time + 24 * 3600) * 1000)
    expect(first.expire_time).toBe(end.toISOString().replace('.000Z', 'Z'))
    emulator.clock.advance(hour)
    expect(await data()).toEqual({ ...first, ttl: 23 * 3600 })
    emulator.clock.advance(23 * hour)
    expect((await call('GET', lookup, bearer(ending.token))).status).toBe(401)
  })

  it('describes a client certificate', async () => {
    const { id } = await admin('POST', `/domains/${emulator.okmsId}/credentials`, { name: 'app' })
    const { status, body: { data } } = await emulator.api('GET', lookup)
    expect([status, data.path, data.type, data.renewable]).toEqual([200, 'auth/cert/login', 'service', false])
    expect(data.id).not.toBe(id)
    expect(data.accessor).toBe(data.id)
    expect(data.ttl).toBeGreaterThan(0)
    expect(data.ttl).toBeLessThanOrEqual(data.creation_ttl)
    expect(Date.parse(data.expire_time)).toBeGreaterThan(emulator.clock())
  })

  it('takes the body of a client, whatever it is', async () => {
    const options = { headers: vaultToken(token.token), raw: '{"token":' }
    expect((await anonymous.request('POST', url(lookup), undefined, options)).status).toBe(200)
  })
})

describe.each([
  ['/auth/token/renew-self', /^lease is not renewable/], ['/auth/token/revoke-self', /does not revoke itself here/]
])('%s', (path, text) => {
  it.each(['POST', 'PUT'])('with %s changes nothing', async (method) => {
    const { status, body } = await call(method, path, vaultToken(token.token), { increment: 3600 })
    expect([status, body.error_code]).toEqual([400, 50405377])
    expect(body.errors[0]).toMatch(text)
    expect((await call('GET', lookup, vaultToken(token.token))).status).toBe(200)
  })
})

describe('the mount of a path', () => {
  const mounts = '/sys/internal/ui/mounts'
  it.each(['secret', 'secret/', 'secret/app/db', 'secret%2Fapp', 'secret/a//b'])('%s is KV v2', async (path) => {
    const { status, headers, body } = await call('GET', `${mounts}/${path}`, vaultToken(token.token))
    expect(status).toBe(200)
    expect(body).toEqual({
      request_id: headers['x-request-id'], data: { path: 'secret/', type: 'kv', options: { version: '2' } }
    })
  })

  it.each(['kv/app', 'secrets/app', 'SECRET/app', '/secret', ''])('%s is refused, without a 404', async (path) => {
    const { status, body } = await call('GET', `${mounts}/${path}`, vaultToken(token.token))
    expect([status, body.error_code]).toEqual([403, 50413572])
  })

  it('needs a caller of the domain', async () => {
    expect((await call('GET', `${mounts}/secret/app`)).status).toBe(401)
    expect((await call('GET', `${mounts}/secret/app`, vaultToken(ofOther.token))).status).toBe(403)
    expect((await emulator.api('GET', `${mounts}/secret/app`)).status).toBe(200)
  })
})

describe('the state of the server', () => {
  const state: Readonly<Record<string, () => object>> = {
    '/sys/health': () => ({
      initialized: true, sealed: false, standby: false, version: programVersion, cluster_id: emulator.okmsId
    }),
    '/sys/seal-status': () => ({ sealed: false, t: 1, n: 1, progress: 0, version: programVersion }),
    '/sys/init': () => ({ initialized: true }),
    '/sys/leader': () => ({ ha_enabled: false })
  }

  it.each(Object.keys(state))('%s needs no credentials, and has no envelope', async (path) => {
    const { status, headers, body } = await call('GET', path)
    expect([status, headers['content-type']]).toEqual([200, 'application/json'])
    expect(body).toMatchObject(state[path]?.() ?? {})
    expect(body).not.toHaveProperty('data')
    expect((await call('GET', path, vaultToken(wrong))).status).toBe(200)
  })

  it.each(Object.keys(state))('%s answers HEAD', async (path) => {
    const { status, body } = await call('HEAD', `${path}?standbyok=true`)
    expect([status, body]).toEqual([200, undefined])
  })

  it('takes GET only, and the id of a domain', async () => {
    const { status, headers, body } = await call('POST', '/sys/health')
    expect([status, headers['allow']]).toEqual([404, 'GET, HEAD'])
    expect(body.errors[0]).toContain('this path accepts GET, HEAD')
    expect((await anonymous.request('GET', '/api/x/v1/sys/health')).status).toBe(400)
  })
})

describe('the rest of the Vault API', () => {
  it.each(['/sys/mounts', '/sys/policies/acl', '/auth/token/create', '/auth/userpass/login/a', '/transit/keys/a'])(
    '%s is refused with what there is', async (path) => {
      const { status, body } = await call('GET', path, vaultToken(token.token))
      expect([status, body.error_code]).toEqual([404, 50417665])
      expect(body.errors[0]).toContain('of the Vault API, this server has only auth/token/lookup-self')
    })
})

/** Sends each request after the reply to the one before it; the last one closes the connection. */
async function inTurn (socket: TLSSocket, requests: readonly string[]): Promise<RawReply[]> {
  const received = untilClosed(socket)
  for (const request of requests) {
    socket.write(request)
    await once(socket, 'data')
  }
  return parseReplies(await received)
}

describe('LIST', () => {
  /** The parser of the client knows no LIST either. */
  async function list (path: string, headers = '') {
    const request = `LIST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`
    const [reply] = await exchange(await openTls(emulator), request)
    const line = emulator.log().trim().split('\n').at(-1) ?? ''
    return { status: reply?.status ?? 0, body: reply?.body, line }
  }

  it('of a path without it is the refusal of an unknown method', async () => {
    const { status, body, line } = await list(url('/random'))
    expect([status, body.errors[0]]).toEqual([404, `no operation LIST ${url('/random')}; this path accepts GET, HEAD`])
    expect(JSON.parse(line)).toMatchObject({ http_method: 'LIST', http_status: 404, http_path: url('/random') })
  })

  it('of metadata lists, on a connection with other requests and a client certificate', async () => {
    const free = await startTestEmulator()
    try {
      const path = (rest: string) => `/api/${free.okmsId}/v1/secret${rest}`
      const body = '{"data":{"a":{"__proto__":1,"n":1,"n":2}}}'
      const request = (method: string, rest: string, sent = '', more = '') =>
        `${method} ${path(rest)} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${sent.length}\r\n${more}\r\n${sent}`
      const close = 'Connection: close\r\n'
      const socket = await openTls(free)
      const replies = await inTurn(socket, [
        request('PUT', '/data/app/db', body), request('LIST', '/metadata'), request('LIST', '/metadata/app/'),
        request('GET', '/data/app/db'), request('LIST', '/metadata/none'), request('LIST', '/metadata/app', '', close)
      ])
      expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 404, 200])
      expect(replies.map(({ body }) => body.data?.keys)).toEqual(
        [undefined, ['app/'], ['db'], undefined, undefined, ['db']])
      expect(JSON.stringify(replies[3]?.body.data.data)).toBe('{"a":{"__proto__":1,"n":2}}')
    } finally {
      await free.close()
    }
  })

  it('of metadata keeps its name in the log', async () => {
    const { line } = await list(url('/secret/metadata/app'), `X-Vault-Token: ${token.token}\r\n`)
    expect(JSON.parse(line)).toMatchObject({ http_method: 'LIST', http_path: url('/secret/metadata/app') })
    expect(line).not.toContain('list=true')
  })
})

it('a bearer token of a Vault client keeps a certificate of another domain out of the TLS alert', async () => {
  const refusing = await startTestEmulator({ flags: ['--ephemeral', '--refuse-in-handshake'] })
  try {
    const { body: { okmsId } } = await refusing.admin.request('POST', '/_emulator/domains', { name: 'second' })
    const issued = await refusing.admin.request('POST', '/_emulator/tokens', {
      name: 'vault', okmsIds: [okmsId], identityURNs: [rootIdentity]
    })
    const path = `/api/${String(okmsId)}/v1${lookup}`
    const { status } = await refusing.client.request('GET', path, undefined, {
      headers: vaultToken(issued.body.token)
    })
    expect(status).toBe(200)
    await expect(refusing.client.request('GET', path)).rejects.toThrow()
  } finally {
    await refusing.close()
  }
})
