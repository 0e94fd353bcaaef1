// Personal access tokens over real sockets: what they are, where they reach, when they end.

import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { calculateJwkThumbprint, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../../src/store/open-store.js'
import { rootIdentity } from '../../../src/domain/urn.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: [] }) })
afterAll(async () => { await emulator.close() })

const admin = async (method: string, route: string, body?: object) =>
  await emulator.admin.request(method, `/_emulator${route}`, body)
const add = async (fields = {}) => (await admin('POST', '/tokens', { name: 'ci', ...fields })).body
const ask = async (token: string, okmsId = emulator.okmsId, scheme = 'Bearer') =>
  await emulator.clientWith({}).request('GET', `/api/${okmsId}/v1/random?length=4`, undefined, {
    headers: { authorization: `${scheme} ${token}` }
  })

describe('a personal access token', () => {
  it('lets in without any certificate, whatever the case of its scheme', async () => {
    const { token } = await add()
    expect((await ask(token)).status).toBe(200)
    expect((await ask(token, emulator.okmsId.toUpperCase(), 'bearer')).status).toBe(200)
  })

  it('is a JWT that jose verifies with the public half of token-key.pem', async () => {
    const { token, id, createdAt } = await add({ expiresAt: '2099-01-31T12:00:00+02:00' })
    const publicKey = createPublicKey(readFileSync(path.join(emulator.pki, 'token-key.pem')))
    expect(decodeProtectedHeader(token))
      .toEqual({ alg: 'EdDSA', typ: 'JWT', kid: await calculateJwkThumbprint(publicKey) })
    const { payload } = await jwtVerify(token, publicKey)
    expect(payload).toEqual({
      iss: 'okms-emulator',
      sub: rootIdentity,
      scope: 'all',
      jti: id,
      iat: Date.parse(createdAt) / 1000,
      exp: Date.UTC(2099, 0, 31, 10) / 1000
    })
  })

  it('is shown once; neither the store nor the log has it', async () => {
    const { token, id, ...shown } = await add({ description: 'for the pipeline', identityURNs: ['urn:v1:eu:identity:user:emulator-ovh/alice'] })
    expect((await admin('GET', `/tokens/${id}`)).body).toEqual({ id, ...shown })
    expect(shown).toEqual({
      name: 'ci',
      description: 'for the pipeline',
      identityURNs: ['urn:v1:eu:identity:user:emulator-ovh/alice'],
      okmsIds: [emulator.okmsId],
      everyDomain: false,
      user: null,
      createdAt: expect.any(String),
      expiresAt: null
    })
    expect((await admin('GET', '/tokens')).body).toContainEqual({ id, ...shown })
    await ask(token)
    const [, payload, signature] = token.split('.')
    const files = ['okms.db', 'okms.db-wal']
      .map((name) => readFileSync(path.join(emulator.folder, 'data', name), 'latin1'))
      .join('') + emulator.log()
    expect([files.includes(payload), files.includes(signature)]).toEqual([false, false])
  })

  it('ends by the clock, and says when', async () => {
    const { token } = await add({ expiresAt: new Date(emulator.clock() + 60_000).toISOString() })
    expect((await ask(token)).status).toBe(200)
    emulator.clock.advance(60_000)
    const { status, body } = await ask(token)
    expect([status, body.errors[0]]).toEqual([401, expect.stringMatching(/^Authorization: the bearer token expired on \S+Z; add another/)])
  })

  it('ends at once when it is removed', async () => {
    const { token, id } = await add()
    expect((await ask(token)).status).toBe(200)
    expect((await admin('DELETE', `/tokens/${id}`)).status).toBe(204)
    expect((await ask(token)).status).toBe(401)
    expect((await admin('DELETE', `/tokens/${id}`)).status).toBe(404)
  })

  it('decides where a certificate is shown too', async () => {
    const { token, id } = await add()
    const both = async () =>
      (await emulator.api('GET', '/random', undefined, { headers: { authorization: `Bearer ${token}` } })).status
    expect(await both()).toBe(200)
    await admin('DELETE', `/tokens/${id}`)
    expect(await both()).toBe(401)
  })

  it('reaches the domains that it names and no other', async () => {
    const { okmsId: second } = (await admin('POST', '/domains', { name: 'second' })).body
    const { okmsId: third } = (await admin('POST', '/domains', { name: 'third' })).body
    const { token } = await add({ okmsIds: [second, emulator.okmsId.toUpperCase()] })
    expect([(await ask(token, second)).status, (await ask(token)).status, (await ask(token, third)).status])
      .toEqual([200, 200, 403])
    await admin('DELETE', `/domains/${second}`)
    expect((await ask(token, second)).status).toBe(404)
    await admin('POST', '/domains', { name: 'second again', okmsId: second })
    expect((await ask(token, second)).status).toBe(403)
  })

  it.each([
    [{ okmsIds: ['4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'] }, 404, 'okmsId: no okms domain 4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11; see okms-emulator domain list'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 400, 'expiresAt: in the past; accepted: a time in the future, such as 2030-01-31T12:00:00Z'],
    [{ expiresAt: 'tomorrow' }, 400, 'body.expiresAt: a time as in RFC 3339 is accepted, such as 2030-01-31T12:00:00Z'],
    [{ identityURNs: ['alice'] }, 400, 'identityURNs: got "alice"; accepted: identity URNs such as urn:v1:eu:identity:user:xx1111-ovh/alice'],
    [{ name: 'é' }, 400, 'name: 1 to 100 printable ASCII characters are accepted']
  ])('%j is refused', async (fields, status, text) => {
    const reply = await admin('POST', '/tokens', { name: 'ci', ...fields })
    expect([reply.status, reply.body.errors]).toEqual([status, [text]])
  })

  it('works after a restart', async () => {
    const { token } = await add()
    const before = readFileSync(path.join(emulator.pki, 'token-key.pem'), 'utf8')
    emulator = await emulator.restart([], ({ data }) => {
      const store = openStore({ folder: data }, { durable: false })
      expect(store.tokens.list().length).toBeGreaterThan(0)
      store.close()
    })
    expect((await ask(token)).status).toBe(200)
    expect(readFileSync(path.join(emulator.pki, 'token-key.pem'), 'utf8')).toBe(before)
  })
})
