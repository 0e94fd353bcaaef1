// Deterministic mode: two runs of the same requests give the same answers but for the fields that
// docs/deterministic.md names. Those are masked and verified instead. Another seed gives other answers.

import { createDecipheriv, createHash, createPrivateKey, privateDecrypt, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contracts } from '../../src/http/contract/contract.js'
import { startEmulator, type Emulator } from '../../src/index.js'
import { createBoundFetch } from '../../src/library/bound-fetch.js'
import { checkReply, operationOf } from '../contract/reply-check.js'
import { rsaKeys } from '../fixtures/rsa-keys.js'

const marker = 'x-okms-deterministic'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the expectations of a test check what it reads
type Body = any

interface Options {
  /** Members of the body whose values are masked, wherever they are. */
  readonly masked?: readonly string[]
  readonly maskedHeaders?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
}

interface Run {
  readonly answers: readonly string[]
  readonly operations: ReadonlySet<string | undefined>
  readonly mark: string
}

/** Not of this server, but of HTTP. */
const alwaysMasked = ['date']

function shownOf (response: Response, text: string, { masked = [], maskedHeaders = [] }: Options): string {
  const hidden = [...alwaysMasked, ...maskedHeaders]
  const headers = [...response.headers].map(([name, value]) => [name, hidden.includes(name) ? '(masked)' : value])
  const body = masked.length === 0
    ? text
    : JSON.stringify(JSON.parse(text), (name, value: unknown) => masked.includes(name) ? '(masked)' : value)
  // The length of what is masked may differ.
  const shown = headers.filter(([name]) => name !== 'content-length' || masked.length === 0)
  return JSON.stringify([response.status, shown, body])
}

/** What a wrapped key holds, as Latin-1 text, by node:crypto. */
function unwrapOaep (token: string, oaepHash = 'sha1'): string {
  const [header = '', encryptedKey = '', iv = '', ciphertext = '', tag = ''] = token.split('.')
  const key = createPrivateKey({ key: { ...rsaKeys.rsa2048 }, format: 'jwk' })
  const contentKey = privateDecrypt({ key, oaepHash }, Buffer.from(encryptedKey, 'base64url'))
  const gcm = createDecipheriv('aes-256-gcm', contentKey, Buffer.from(iv, 'base64url'))
  gcm.setAAD(Buffer.from(header))
  gcm.setAuthTag(Buffer.from(tag, 'base64url'))
  return gcm.update(ciphertext, 'base64url', 'latin1') + gcm.final('latin1')
}

async function runAgainst (emulator: Emulator): Promise<Run> {
  const answers: string[] = []
  const operations = new Set<string | undefined>()
  const marks = new Set<string | null>()
  const { endpoint, okmsId, tls, files } = emulator
  const adminTls = {
    ca: tls.ca, cert: readFileSync(files.adminCertificate, 'utf8'), key: readFileSync(files.adminPrivateKey, 'utf8')
  }
  const adminFetch = createBoundFetch({ endpoint, tls: adminTls })

  async function ask (
    fetch: typeof globalThis.fetch, method: string, url: string, body?: object, options: Options = {}
  ): Promise<{ readonly status: number, readonly body: Body, readonly headers: Headers }> {
    const isForm = body instanceof URLSearchParams
    const response = await fetch(url, {
      method,
      headers: { ...(isForm || body === undefined ? {} : { 'content-type': 'application/json' }), ...options.headers },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) })
    })
    const text = await response.text()
    const parsed: Body = text === '' ? undefined : JSON.parse(text)
    const { [marker]: mark, ...headers } = Object.fromEntries(response.headers)
    marks.add(mark ?? null)
    checkReply({ method, path: url, status: response.status, headers, body: parsed })
    operations.add(operationOf(method, url)?.operationId)
    answers.push(`${method} ${operationOf(method, url)?.operationId ?? url} ${shownOf(response, text, options)}`)
    return { status: response.status, body: parsed, headers: response.headers }
  }
  const api = async (method: string, url: string, body?: object, options?: Options) =>
    await ask(emulator.fetch, method, `/api/${okmsId}${url}`, body, options)
  const admin = async (method: string, url: string, body?: object, options?: Options) =>
    await ask(adminFetch.fetch, method, `/_emulator${url}`, body, options)

  // Service keys: generated, with a chosen id, imported.
  const create = async (body: object) => (await api('POST', '/v1/servicekey?format=jwk', body)).body.id as string
  const operationsOfOct = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']
  const oct = await create({ name: 'oct', type: 'oct', size: 256, operations: operationsOfOct, extractable: true })
  await create({ name: 'oct', type: 'oct', size: 128, id: '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11' })
  const ec = await create({ name: 'ec', type: 'EC', curve: 'P-256', extractable: true })
  for (const curve of ['P-384', 'P-521']) await create({ name: curve, type: 'EC', curve })
  const rsa = await create({ name: 'rsa', type: 'RSA', size: 2048 })
  await create({ name: 'second rsa', type: 'RSA', size: 2048 })
  await create({ name: 'rsa 4096', type: 'RSA', size: 4096 })
  const transport = await create({ name: 'transport', keys: [rsaKeys.rsa2048], operations: ['wrapKey', 'unwrapKey'] })
  await api('GET', '/v1/servicekey')
  const { body: { continuation_token: next } } = await api('GET', '/v1/servicekey?max=2', undefined, {
    masked: ['continuation_token']
  })
  await api('GET', `/v1/servicekey?max=20&continuation-token=${String(next)}`)
  await api('PATCH', `/v1/servicekey/${ec}`, { name: 'another name' })

  // What keys do.
  const plaintext = Buffer.from('a text').toString('base64')
  const key = `/v1/servicekey/${oct}`
  const { body: { ciphertext } } = await api('POST', `${key}/encrypt`, { plaintext, context: 'c' })
  await api('POST', `${key}/encrypt`, { plaintext })
  await api('POST', `${key}/encrypt`, { plaintext: Buffer.from('another').toString('base64') })
  await api('POST', `${key}/decrypt`, { ciphertext, context: 'c' })
  await api('POST', `${key}/decrypt`, { ciphertext, context: 'd' })
  for (let count = 0; count < 2; count++) {
    const { body } = await api('POST', `${key}/datakey`, { size: 256 })
    await api('POST', `${key}/datakey/decrypt`, { key: body.key })
    await api('GET', '/v1/random?length=40')
  }
  const digest = createHash('sha256').update('a text').digest('base64')
  const signatures = [
    { id: rsa, alg: 'RS256', masked: [] },
    { id: rsa, alg: 'PS256', masked: ['signature'] },
    { id: ec, alg: 'ES256', masked: ['signature'] }
  ]
  for (const { id, alg, masked } of signatures) {
    const raw = await api('POST', `/v1/servicekey/${id}/sign`, { message: digest, alg, isdigest: true }, { masked })
    const jws = await api('POST', `/v1/servicekey/${id}/sign?format=jws`, { message: plaintext, alg }, { masked })
    for (const signed of [
      { message: plaintext, alg, signature: raw.body.signature }, { signature: jws.body.signature }
    ]) {
      expect((await api('POST', `/v1/servicekey/${id}/verify`, signed)).body).toEqual({ result: true })
    }
  }
  const exported = async (id: string, format: string, algorithm: string) => {
    const query = `wrappingKeyId=${transport}&wrappedKeyFormat=${format}&wrappingAlgorithm=${algorithm}`
    return await api('GET', `/v1/servicekey/${id}?${query}`, undefined, { masked: ['ciphertext'] })
  }
  const wrapped = await exported(oct, 'RAW', 'RSA-OAEP-256')
  const copy = await create({
    name: 'copy', wrappedKeys: wrapped.body.wrappedKeys, operations: ['encrypt', 'decrypt'], extractable: true
  })
  const unwrapped = await exported(copy, 'JWK', 'RSA-OAEP')
  expect(JSON.parse(unwrapOaep(unwrapped.body.wrappedKeys[0].ciphertext)).k)
    .toBe(Buffer.from(unwrapOaep(wrapped.body.wrappedKeys[0].ciphertext, 'sha256'), 'latin1').toString('base64url'))

  // States, and refusals with their ids.
  await api('POST', `/v1/servicekey/${ec}/deactivate`, { reason: 'superseded' })
  await api('POST', `/v1/servicekey/${ec}/sign`, { message: plaintext, alg: 'ES256' })
  await api('POST', `/v1/servicekey/${ec}/activate`)
  await api('POST', `/v1/servicekey/${ec}/deactivate`, { reason: 'key_compromise' })
  await api('DELETE', `/v1/servicekey/${ec}`)
  await api('GET', `/v1/servicekey/${ec}`)
  await api('GET', '/v1/servicekey?state=all')

  // Secrets, by both APIs.
  await api('GET', '/v2/secretConfig')
  await api('PUT', '/v2/secretConfig', { maxVersions: 20 })
  await api('POST', '/v2/secret', { path: 'a/secret', version: { data: { a: 1 } } })
  await api('POST', '/v2/secret', { path: 'b', version: { data: { b: 1 } } })
  await api('GET', '/v2/secret', undefined, {
    headers: { 'x-pagination-size': '1' }, maskedHeaders: ['x-pagination-cursor-next']
  })
  await api('GET', '/v2/secret/b?includeData=true')
  await api('PUT', '/v2/secret/b', { version: { data: { b: 2 } } })
  await api('POST', '/v2/secret/b/version', { data: { b: 3 } })
  await api('GET', '/v2/secret/b/version')
  await api('GET', '/v2/secret/b/version/2?includeData=true')
  await api('PUT', '/v2/secret/b/version/2', { state: 'deactivated' })
  await api('DELETE', '/v2/secret/b')
  const mergePatch = { headers: { 'content-type': 'application/merge-patch+json' } }
  await api('GET', '/v1/secret/config')
  await api('POST', '/v1/secret/config', { max_versions: 10 })
  await api('POST', '/v1/secret/data/kv', { data: { c: 1 } })
  await api('PATCH', '/v1/secret/data/kv', { data: { d: 2 } }, mergePatch)
  await api('GET', '/v1/secret/data/kv')
  await api('GET', '/v1/secret/subkeys/kv')
  await api('DELETE', '/v1/secret/data/kv')
  await api('POST', '/v1/secret/undelete/kv', { versions: [2] })
  await api('POST', '/v1/secret/delete/kv', { versions: [1] })
  await api('PUT', '/v1/secret/destroy/kv', { versions: [1] })
  await api('GET', '/v1/secret/metadata?list=true')
  await api('POST', '/v1/secret/metadata/kv', { max_versions: 5 })
  await api('PATCH', '/v1/secret/metadata/kv', { max_versions: 6 }, mergePatch)
  await api('GET', '/v1/secret/metadata/kv')
  await api('DELETE', '/v1/secret/metadata/kv')

  // The admin API.
  const { body: { okmsId: second } } = await admin('POST', '/domains', { name: 'second' })
  await admin('GET', '/domains')
  await admin('GET', `/domains/${second}`)
  const certificate = { masked: ['id', 'certificatePEM', 'privateKeyPEM', 'serial'] }
  const { body: credential } = await admin('POST', `/domains/${second}/credentials`, { name: 'c' }, certificate)
  expect(new X509Certificate(credential.certificatePEM).verify(new X509Certificate(tls.ca).publicKey)).toBe(true)
  await admin('GET', `/domains/${second}/credentials`, undefined, certificate)
  await admin('GET', `/domains/${second}/credentials/${credential.id}`, undefined, certificate)
  await admin('DELETE', `/domains/${second}/credentials/${credential.id}`, undefined, certificate)
  const machineTimes = { masked: [...certificate.masked, 'createdAt', 'expiredAt'] }
  const { body: further } = await admin('POST', '/admin-certificates', { name: 'further' }, machineTimes)
  await admin('GET', '/admin-certificates', undefined, machineTimes)
  await admin('GET', `/admin-certificates/${further.id}`, undefined, machineTimes)
  await admin('DELETE', `/admin-certificates/${further.id}`, undefined, machineTimes)
  expect(new X509Certificate(further.certificatePEM).verify(new X509Certificate(tls.ca).publicKey)).toBe(true)

  const { body: token } = await admin('POST', '/tokens', { name: 't' }, { masked: ['token'] })
  const bearer = { headers: { authorization: `Bearer ${token.token}` } }
  expect((await api('GET', '/v1/servicekey', undefined, bearer)).status).toBe(200)
  await admin('GET', '/tokens')
  await admin('GET', `/tokens/${token.id}`)
  await admin('DELETE', `/tokens/${token.id}`)
  const { body: account } = await admin('POST', '/service-accounts', { name: 's' }, { masked: ['clientSecret'] })
  await admin('GET', '/service-accounts')
  await admin('GET', `/service-accounts/${account.clientId}`)
  const { body: exchanged } = await ask(adminFetch.fetch, 'POST', '/auth/oauth2/token', new URLSearchParams({
    grant_type: 'client_credentials', scope: 'all', client_id: account.clientId, client_secret: account.clientSecret
  }), { masked: ['access_token'] })
  expect(exchanged.expires_in).toBe(3599)
  await admin('DELETE', `/service-accounts/${account.clientId}`)
  const { body: policy } = await admin('POST', '/policies', {
    name: 'p', identities: ['urn:v1:eu:identity:user:xx1111-ovh/alice'], resources: ['*'], actions: ['okms:apikms:*']
  })
  await admin('GET', '/policies')
  await admin('GET', `/policies/${policy.id}`)
  await admin('DELETE', `/policies/${policy.id}`)
  await admin('PUT', '/groups/g', { members: ['urn:v1:eu:identity:user:xx1111-ovh/alice'] })
  await admin('GET', '/groups')
  await admin('GET', '/groups/g')
  await admin('DELETE', '/groups/g')

  // Seeds: what they make has ids and material of the same sequences. What they made is removed at the end.
  const { body: { items } } = await admin('POST', '/seed', {
    name: 'seed.yaml',
    content: `{ domains: [{ name: seeded, keys: [{ name: a, type: oct }, { name: b, type: EC }, { name: c, type: RSA }],
      secrets: [{ path: a, data: { b: 1 } }] }], tokens: [{ name: seeded, expiresAt: 30d }] }`
  }, { masked: ['token'] })
  const seeded = items[0].id as string
  const { body: { content } } = await admin('GET', `/export?okmsId=${seeded}&material=true&format=json`)
  expect(JSON.parse(content).domains[0].keys).toHaveLength(3)
  await admin('POST', '/seed', { content })
  await admin('POST', '/seed', { content: 'domains: [{ keys: [{ name: a }] }]' })
  await admin('DELETE', `/tokens/${items.at(-1).id}`)
  await admin('DELETE', `/domains/${seeded}?force=true`)

  // Faults: ids, and which requests a probability selects.
  const { body: fault } = await admin('POST', '/faults', {
    match: { operationId: 'GenerateRandomBytes', okmsId },
    trigger: { probability: 0.5, seed: 1 },
    effect: { status: 503 }
  })
  await admin('GET', '/faults')
  for (let request = 0; request < 5; request++) await api('GET', '/v1/random?length=8')
  expect((await admin('GET', `/faults/${fault.id}`)).body).toMatchObject({ seen: 5 })
  await admin('DELETE', `/faults/${fault.id}`)
  await admin('DELETE', '/faults')

  // Times and state.
  await admin('GET', '/clock')
  await admin('PATCH', `/domains/${second}/clock`, { advance: 'P1D' })
  await admin('GET', `/domains/${second}/clock`)
  await admin('DELETE', `/domains/${second}/clock`)
  const { body: snapshot } = await admin('POST', '/snapshots', { name: 'before', okmsId })
  await admin('PATCH', '/clock', { advance: 'P90D' })
  await create({ name: 'later', type: 'oct' })
  await admin('POST', `/snapshots/${snapshot.id}/restore`)
  await admin('GET', `/snapshots/${snapshot.id}`)
  await admin('GET', '/snapshots')
  const { body: fork } = await admin('POST', `/snapshots/${snapshot.id}/fork`, { name: 'fork' })
  await admin('DELETE', `/domains/${fork.okmsId}?force=true`)
  await admin('DELETE', `/snapshots/${snapshot.id}`)
  await create({ name: 'after a restore', type: 'EC' })
  await admin('POST', `/domains/${okmsId}/reset`)
  const first = await create({ name: 'after a reset', type: 'oct', size: 256 })
  expect(first, 'a reset domain gets the same ids again').toBe(oct)
  await admin('DELETE', `/domains/${second}?force=true`)
  await admin('DELETE', '/clock')
  await admin('POST', '/reset')
  adminFetch.close()

  expect(marks.size, 'every answer has the same mark').toBe(1)
  return { answers, operations, mark: [...marks].join() }
}

async function runOf (seed: string): Promise<Run> {
  const emulator = await startEmulator({ deterministic: seed })
  try {
    return await runAgainst(emulator)
  } finally {
    await emulator.close()
  }
}

describe('two runs of the same requests', () => {
  let one: Run
  let same: Run
  let other: Run
  beforeAll(async () => {
    one = await runOf('a seed')
    same = await runOf('a seed')
    other = await runOf('another seed')
  }, 120_000)

  it('cover every operation of both contracts, but for what observes', () => {
    // The texts of API keys are never of a seed: they protect the server.
    const others = /^\/_emulator\/(?:journal|health|metrics|api-keys)/
    const missing = [contracts.okms, contracts.emulator]
      .flatMap(({ operations }) => [...operations.values()])
      .filter(({ operationId, url }) => !one.operations.has(operationId) && !others.test(url))
      .map(({ operationId }) => operationId)
    expect(missing).toEqual([])
  })

  it('give the same answers with the same seed', () => {
    expect(same.answers).toEqual(one.answers)
  })

  it('give other answers with another seed', () => {
    expect(other.mark).not.toBe(one.mark)
    // Every answer names its request.
    for (const [index, answer] of other.answers.entries()) expect(answer).not.toBe(one.answers[index])
  })
})

describe('a running server', () => {
  let emulator: Emulator
  const lines: string[] = []
  beforeAll(async () => {
    emulator = await startEmulator({ deterministic: 'my seed is no secret', log: (line) => { lines.push(line) } })
  })
  afterAll(async () => { await emulator.close() })

  it('warns in its log, without the seed', () => {
    expect(lines.filter((line) => line.includes('"warn"') && line.includes('DETERMINISTIC'))).toHaveLength(1)
    expect(lines.join()).not.toContain('my seed')
  })

  it('gives equal tokens for equal inputs alone', async () => {
    const api = async (url: string, body: object): Promise<Body> => await (await emulator.fetch(
      `/api/${emulator.okmsId}/v1/servicekey${url}`,
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    )).json()
    const { id } = await api('', { name: 'a', type: 'oct' })
    const ivOf = async (text: string, context?: string) => {
      const { ciphertext } = await api(`/${id}/encrypt`, { plaintext: Buffer.from(text).toString('base64'), context })
      return String(ciphertext).split('.')[2]
    }
    expect(await ivOf('a')).toBe(await ivOf('a'))
    const all = [await ivOf('a'), await ivOf('b'), await ivOf('a', 'c'), await ivOf('b', 'c'), await ivOf('')]
    expect(new Set(all).size).toBe(all.length)
  })

  it('has a certificate that is valid now, and no longer than Apple allows', async () => {
    const { connect } = await import('node:tls')
    const url = new URL(emulator.endpoint)
    const socket = connect({ host: url.hostname, port: Number(url.port), ca: emulator.tls.ca })
    await new Promise((resolve) => { socket.once('secureConnect', resolve) })
    const { valid_from: from, valid_to: to } = socket.getPeerCertificate()
    socket.destroy()
    expect(Date.parse(to) - Date.parse(from)).toBeLessThan(825 * 86_400_000)
    expect(path.isAbsolute(emulator.files.certificate)).toBe(true)
  })
})

it('needs --ephemeral, because keys of an earlier run would change what repeats', async () => {
  await expect(startEmulator({ deterministic: 'a', data: path.join('nowhere', 'data') })).rejects.toMatchObject({
    code: 'UsageWrong', message: expect.stringContaining('deterministic: got it without ephemeral')
  })
})
