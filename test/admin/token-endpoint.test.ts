// The OAuth 2.0 token endpoint for service accounts, over real sockets (service.md 2.2; RFC 6749).

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

let emulator: TestEmulator
let account: { clientId: string, clientSecret: string, identityURN: string }
const admin = async (method: string, route: string, body?: object) =>
  await emulator.admin.request(method, `/_emulator${route}`, body)
beforeAll(async () => {
  emulator = await startTestEmulator()
  account = (await admin('POST', '/service-accounts', { name: 'pipeline' })).body
})
afterAll(async () => { await emulator.close() })

const basic = (id = account.clientId, secret = account.clientSecret) => ({ authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}` })
const form = 'application/x-www-form-urlencoded'

async function exchange (fields: Record<string, string> | string, headers: Record<string, string> = {}) {
  const raw = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString()
  return await emulator.clientWith({})
    .request('POST', '/auth/oauth2/token', undefined, { raw, headers: { 'content-type': form, ...headers } })
}
const body = () => ({ client_id: account.clientId, client_secret: account.clientSecret })
const wanted = { grant_type: 'client_credentials', scope: 'all' }
const ask = async (token: string) => (await emulator.clientWith({}).request(
  'GET', `/api/${emulator.okmsId}/v1/random`, undefined, { headers: { authorization: `Bearer ${token}` } }
)).status

describe('a service account', () => {
  it.each(['header', 'body'])('named in the %s gets a token that lets in', async (place) => {
    const reply = place === 'header' ? await exchange(wanted, basic()) : await exchange({ ...wanted, ...body() })
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 3599,
      scope: 'all'
    })
    expect(reply.headers)
      .toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache' })
    expect(await ask(reply.body.access_token)).toBe(200)
  })

  it.each([
    ['client_secret', 'header', 200, undefined],
    ['client_id', 'header', 200, undefined],
    ['audience', 'header', 200, undefined],
    ['grant_type', 'header', 400, 'invalid_request'],
    ['scope', 'header', 400, 'invalid_scope'],
    ['client_secret', 'body', 401, 'invalid_client']
  ])('an empty %s, with the client in the %s, counts as omitted (RFC 6749 section 3.2)', async (name, place, status, error) => {
    const form = { ...wanted, ...(place === 'body' ? body() : {}), [name]: '' }
    const reply = await exchange(form, place === 'header' ? basic() : undefined)
    expect([reply.status, reply.body.error]).toEqual([status, error])
  })

  it('has a client id and an identity like the service\'s', () => {
    expect(account.clientId).toMatch(/^EU\.[0-9a-f]{16}$/)
    expect(account.identityURN).toBe(`urn:v1:eu:identity:credential:emulator-ovh/oauth2-${account.clientId}`)
  })

  it('is refused with its token after 3599 seconds', async () => {
    const { access_token: token } = (await exchange(wanted, basic())).body
    emulator.clock.advance(3_598_000)
    expect(await ask(token)).toBe(200)
    emulator.clock.advance(1000)
    expect(await ask(token)).toBe(401)
  })

  it('ends with its tokens when it is removed', async () => {
    const other = (await admin('POST', '/service-accounts', { name: 'other' })).body
    const { access_token: token } = (await exchange(wanted, basic(other.clientId, other.clientSecret))).body
    expect(await ask(token)).toBe(200)
    expect((await admin('DELETE', `/service-accounts/${other.clientId}`)).status).toBe(204)
    expect(await ask(token)).toBe(401)
    expect((await exchange(wanted, basic(other.clientId, other.clientSecret))).body.error).toBe('invalid_client')
  })

  it('shows its secret once, and its tokens are in no list', async () => {
    const { clientSecret: _, ...shown } = account
    expect((await admin('GET', `/service-accounts/${account.clientId}`)).body).toEqual(shown)
    expect(JSON.stringify((await admin('GET', '/service-accounts')).body)).not.toContain('clientSecret')
    await exchange(wanted, basic())
    expect((await admin('GET', '/tokens')).body).toEqual([])
    expect(emulator.log()).not.toContain(account.clientSecret)
  })
})

describe('the token endpoint', () => {
  it.each<[string, Record<string, string> | string, number, string]>([
    ['no scope', { grant_type: 'client_credentials' }, 400, 'invalid_scope'],
    ['another scope', { ...wanted, scope: 'some' }, 400, 'invalid_scope'],
    ['an empty scope', { ...wanted, scope: '' }, 400, 'invalid_scope'],
    ['another grant', { ...wanted, grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['no grant', { scope: 'all' }, 400, 'invalid_request'],
    ['a parameter twice', 'grant_type=client_credentials&scope=all&scope=all', 400, 'invalid_request'],
    ['an empty body', '', 400, 'invalid_request'],
    ['the client in both places', { ...wanted, client_secret: 'x' }, 400, 'invalid_request'],
    ['a body of 20 kB', { ...wanted, padding: 'x'.repeat(20_000) }, 400, 'invalid_request']
  ])('answers %s with its own word', async (_, fields, status, error) => {
    const reply = await exchange(fields, basic())
    expect([reply.status, reply.body]).toEqual([status, { error, error_description: expect.any(String) }])
    expect(reply.headers['cache-control']).toBe('no-store')
  })

  it.each<[string, () => Record<string, string>]>([
    ['a wrong secret', () => basic(account.clientId, 'wrong')],
    ['an unknown client', () => basic('EU.0000000000000000')],
    ['a header that is no Basic', () => ({ authorization: 'Bearer x' })],
    ['a header that is no base64', () => ({ authorization: 'Basic ?' })]
  ])('answers %s with invalid_client and a challenge', async (_, headers) => {
    const reply = await exchange(wanted, headers())
    expect([reply.status, reply.body.error, reply.headers['www-authenticate']])
      .toEqual([401, 'invalid_client', 'Basic realm="okms-emulator"'])
  })

  it('sends no challenge to a client that used no header: a browser would ask its user for a password', async () => {
    const reply = await exchange({ ...wanted, client_id: account.clientId, client_secret: 'wrong' })
    expect([reply.status, reply.body.error, reply.headers['www-authenticate']])
      .toEqual([401, 'invalid_client', undefined])
  })

  it('takes an empty grant_type for a missing one, not for a misspelt one', async () => {
    const { body: { error_description: text } } = await exchange({ ...wanted, ...body(), grant_type: '' })
    expect(text).toMatch(/^grant_type: missing;/)
  })

  it('answers an ambiguous head in its own format', async () => {
    const reply = await exchange({ ...wanted, ...body() }, { 'content-encoding': 'gzip' })
    expect([reply.status, reply.body.error]).toEqual([400, 'invalid_request'])
    expect(reply.body.error_description).toMatch(/^content-encoding: compressed bodies are not accepted/)
    expect(reply.headers['cache-control']).toBe('no-store')
  })

  it('takes no JSON', async () => {
    const reply = await emulator.clientWith({}).request('POST', '/auth/oauth2/token', { ...wanted, ...body() })
    expect([reply.status, reply.body.error]).toEqual([400, 'invalid_request'])
  })
})
