// What is in the journal: every request of the service's API, those that were refused before their caller was known,
// and rejected TLS handshakes; and what is not.

import { connect } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Clocks } from '../../../src/domain/clock.js'
import { accessCertificate, foreignCa } from '../../harness/certificates.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { createMovableClock } from '../../harness/movable-clock.js'
import { exchange, openTcp, openTls, untilClosed } from '../../hostile/raw-connection.js'

const day = 86_400_000
/** Near enough to the machine's time for the clients to accept the server's certificate. */
const server = createMovableClock(Date.now() + 60_000)
const domain = createMovableClock(Date.now() + 100 * day)
const okmsId = '79b66eba-273e-4f7a-b954-78ed7e70b85d'
const clocks: Clocks = { server, of: (id) => id === okmsId ? domain : server }
const missing = '11111111-1111-4111-8111-111111111111'

let emulator: TestEmulator
let handshaking: TestEmulator
beforeAll(async () => {
  const flags = ['--ephemeral', '--okms-id', okmsId]
  emulator = await startTestEmulator({ flags, clock: server, clocks })
  handshaking = await startTestEmulator({ flags: [...flags, '--refuse-in-handshake'], clock: server, clocks })
})
afterAll(async () => { await Promise.all([emulator.close(), handshaking.close()]) })
beforeEach(async () => {
  for (const one of [emulator, handshaking]) await one.admin.request('DELETE', '/_emulator/journal')
})

async function entries (of = emulator) {
  const { body } = await of.admin.request('GET', '/_emulator/journal')
  return body.entries as readonly any[] // eslint-disable-line @typescript-eslint/no-explicit-any
}

const time = (clock: () => number) => new Date(clock()).toISOString()
const anonymous = () => emulator.clientWith({})
const random = () => `/api/${okmsId}/v1/random`

describe('a request', () => {
  it('without credentials is one of the domain that its path names, at its time', async () => {
    await anonymous().request('GET', `/api/${okmsId.toUpperCase()}/v1/servicekey/${missing}?format=jwk`)
    expect(await entries()).toMatchObject([{
      okmsId,
      operationId: 'GetServiceKey',
      caller: null,
      resource: { kind: 'domain', id: okmsId },
      status: 401,
      time: time(domain),
      error: { text: expect.stringMatching(/^no credentials/) },
      path: expect.stringMatching(new RegExp(`/v1/servicekey/${missing}$`))
    }])
  })

  it('in an unknown domain is one of the server', async () => {
    await emulator.client.request('GET', `/api/${missing}/v1/random`)
    expect(await entries()).toMatchObject([{
      okmsId: null, operationId: 'GenerateRandomBytes', resource: null, status: 404, time: time(server)
    }])
  })

  it('that no operation has is there with its method and path, in the domain that the path names', async () => {
    await emulator.client.request('PUT', random())
    await emulator.client.request('GET', `/api/${okmsId}/v1/nothing`)
    await emulator.client.request('GET', '/v1/nothing')
    expect(await entries()).toMatchObject([
      { okmsId, operationId: null, method: 'PUT', path: random(), status: 404, time: time(domain) },
      { okmsId, operationId: null, method: 'GET', path: `/api/${okmsId}/v1/nothing`, status: 404 },
      { okmsId: null, operationId: null, path: '/v1/nothing', status: 404, time: time(server) }
    ])
  })

  it('with a token has the id of the token, and not the token', async () => {
    const { body } = await emulator.admin.request('POST', '/_emulator/tokens', { name: 't', okmsIds: [okmsId] })
    const headers = { authorization: `Bearer ${body.token}` }
    await anonymous().request('GET', random(), undefined, { headers })
    const found = await entries()
    expect(found).toMatchObject([{ caller: { credentialId: null, tokenId: body.id }, status: 200 }])
    expect(JSON.stringify(found)).not.toContain(body.token)
  })

  it('for a token is there, and one by a Vault client, which is no operation', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    await anonymous().request('POST', '/auth/oauth2/token', undefined, { raw: 'grant_type=password', headers })
    await anonymous().request('GET', `/api/${okmsId}/v1/sys/health`)
    await emulator.client.request('GET', `/api/${okmsId}/v1/auth/token/lookup-self`)
    expect(await entries()).toMatchObject([
      { operationId: 'ExchangeToken', okmsId: null, status: 401, error: { code: null } },
      { operationId: null, okmsId, path: `/api/${okmsId}/v1/sys/health`, status: 200 },
      { operationId: null, okmsId, path: `/api/${okmsId}/v1/auth/token/lookup-self`, status: 200 }
    ])
  })

  it('on an older path is the same operation, in the domain of the certificate', async () => {
    await emulator.client.request('GET', '/v1/random')
    expect(await entries()).toMatchObject([{ operationId: 'GenerateRandomBytes', okmsId, path: '/v1/random' }])
  })

  it('with an invalid body has all of its problems', async () => {
    await emulator.api('POST', '/servicekey', { name: 1, nonsense: 2 })
    const [{ error, result }] = await entries() as [{ error: { text: string }, result: string }]
    expect(result).toBe('refused')
    expect(error.text).toMatch(/nonsense.*; .*name|name.*; .*nonsense/)
  })

  it('of a rate limit has the code and the text of its refusal', async () => {
    const limited = await startTestEmulator({ flags: ['--ephemeral', '--rate-limit', '1'] })
    for (let sent = 0; sent < 3; sent++) await limited.api('GET', '/random')
    const { body } = await limited.admin.request('GET', '/_emulator/journal?status=429')
    expect(body.entries[0]).toMatchObject({
      operationId: 'GenerateRandomBytes',
      error: { code: 50434049, text: expect.stringContaining('1 requests a second') }
    })
    await limited.close()
  })

  it('has an id that is in the log and in the reply', async () => {
    const { headers } = await emulator.api('GET', '/random')
    const [{ requestId }] = await entries() as [{ requestId: string }]
    expect(requestId).toBe(headers['x-request-id'])
    expect(emulator.log()).toContain(requestId)
  })

  it('that is none is there too', async () => {
    await exchange(await openTls(emulator), 'no request at all\r\n\r\n')
    await exchange(await openTcp(emulator), 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await exchange(await openTls(emulator), 'GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    expect(await entries()).toMatchObject([
      { method: null, operationId: null, okmsId: null, status: 400, error: { code: 50405377 }, durationMs: null },
      { method: null, status: 400, error: { text: expect.stringContaining('this port speaks TLS only') } },
      { method: 'GET', path: '/%zz', status: 400 }
    ])
  })
})

describe('a TLS handshake', () => {
  it('that fails is one of the server', async () => {
    const old = { maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    const socket = connect({ host: '127.0.0.1', port: emulator.port, servername: 'localhost', ...old })
    await untilClosed(socket)
    await expectNext([{
      okmsId: null,
      method: null,
      path: null,
      status: null,
      result: 'refused',
      requestId: null,
      error: { code: null, text: expect.stringMatching(/^TLS handshake: ERR_SSL_/) },
      time: time(server)
    }])
  })

  it('that is rejected for its certificate is one of the domain of the certificate, at its time', async () => {
    const route = `/_emulator/domains/${okmsId}/credentials`
    const { body: revoked } = await handshaking.admin.request('POST', route, { name: 'c' })
    await handshaking.admin.request('DELETE', `${route}/${revoked.id}`)
    const certificate = { cert: revoked.certificatePEM, key: revoked.privateKeyPEM }
    const socket = await openTls(handshaking, certificate).catch(() => {})
    if (socket !== undefined) await untilClosed(socket)
    await expectNext([{
      okmsId,
      caller: { credentialId: revoked.id },
      resource: { kind: 'domain', id: okmsId },
      status: null,
      error: { text: expect.stringMatching(/^TLS handshake: rejected .* revoked/) },
      time: time(domain)
    }], handshaking)
  })

  it('with the certificate of another CA is one of the server, whatever domain it names', async () => {
    const { certificatePem, privateKeyPem } = accessCertificate(foreignCa(), { okmsId })
    const socket = await openTls(handshaking, { cert: certificatePem, key: privateKeyPem }).catch(() => {})
    if (socket !== undefined) await untilClosed(socket)
    await expectNext([{ okmsId: null, caller: null, status: null, time: time(server) }], handshaking)
  })

  async function expectNext (expected: readonly object[], of = emulator): Promise<void> {
    const { body } = await of.admin.request('GET', '/_emulator/journal/wait?timeout=10s')
    expect(body.entries).toMatchObject(expected)
  }
})

describe('not in the journal', () => {
  it.each([
    ['the admin API', async () => { await emulator.admin.request('GET', '/_emulator/domains') }],
    ['who may not use it', async () => { await emulator.client.request('GET', '/_emulator/journal') }],
    ['a path of it that does not exist', async () => { await emulator.admin.request('GET', '/_emulator/nothing') }],
    ['the pages', async () => {
      const pages = ['/', '/page/start.json', '/page/keys.json', '/swagger/']
      for (const path of pages) await emulator.client.request('GET', path)
    }]
  ])('%s', async (_what, call) => {
    await call()
    expect(await entries()).toEqual([])
  })
})

it('forgets a domain that is removed', async () => {
  await emulator.admin.request('POST', '/_emulator/domains', { name: 'd', okmsId: missing })
  await anonymous().request('GET', `/api/${missing}/v1/random`)
  expect(await entries()).toMatchObject([{ okmsId: missing }])
  await emulator.admin.request('DELETE', `/_emulator/domains/${missing}`)
  expect(await entries()).toEqual([])
})

it('keeps as many requests as --journal says, and counts the others', async () => {
  const small = await startTestEmulator({ flags: ['--ephemeral', '--journal', '3'] })
  for (let sent = 0; sent < 5; sent++) await small.api('GET', '/random')
  const { body } = await small.admin.request('GET', `/_emulator/journal?okmsId=${small.okmsId}`)
  expect(body).toMatchObject({ entries: [{ sequence: 3 }, { sequence: 4 }, { sequence: 5 }], dropped: 2, latest: 5 })
  await small.close()
})
