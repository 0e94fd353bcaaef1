// One operation of each kind on a running server, judged by what it must give back. Every reply is
// also checked against the contract.

import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { decryptToken, wrapKey } from '../../src/cli/demo/client-cryptography.js'
import type { EmulatorContainer } from './emulator-container.js'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const message = 'a message of the container suite'

/** What must still be there after a restart. */
export interface Kept {
  readonly keyId: string
  readonly ciphertext: string
  readonly signerId: string
  readonly signature: string
}

type Call =
  (method: string, route: string, body: object | undefined, status: number) => Promise<Record<string, unknown>>

/** Calls in the domain; another status than the expected one fails. */
const callIn = (container: EmulatorContainer): Call => async (method, route, body, status) => {
  const reply = await container.api(method, route, body)
  assert.equal(reply.status, status, `${method} ${route}: ${JSON.stringify(reply.body)}`)
  return reply.body as Record<string, unknown>
}

/** Written into a folder that is mounted as /seed.d. */
export const seed = `domains:
  - secrets:
      - path: seeded/database
        data: { user: app }
`

/** What the seed says is there, once, however often a container started with it. */
export async function isSeeded (container: EmulatorContainer): Promise<void> {
  const path = `/api/${container.okmsId}/v2/secret/seeded%2Fdatabase?includeData=true`
  const { version } = (await container.client.request('GET', path)).body as {
    readonly version: { readonly id: number, readonly data: unknown }
  }
  assert.deepEqual([version.id, version.data], [1, { user: 'app' }])
}

/** For probes and Prometheus, which have no certificate. */
export async function isMonitored ({ withoutCertificate }: EmulatorContainer): Promise<void> {
  assert.deepEqual((await withoutCertificate.request('GET', '/_emulator/health')).body, { live: true, ready: true })
  assert.equal((await withoutCertificate.request('GET', '/_emulator/metrics')).status, 200)
}

export async function everyKindOfOperation (container: EmulatorContainer): Promise<Kept> {
  const call = callIn(container)
  const created = async (body: object) =>
    await call('POST', '/servicekey?format=jwk', { name: 'container suite', ...body }, 201)

  assert.equal(
    Buffer.from(String((await call('GET', '/random?length=32', undefined, 200))['bytes']), 'base64').length, 32
  )

  const { id: keyId } = await created({
    type: 'oct', size: 256, operations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']
  })
  const { ciphertext } = await call(
    'POST', `/servicekey/${String(keyId)}/encrypt`, { plaintext: base64(message), context: 'container' }, 200
  )
  const dataKey = await call(
    'POST', `/servicekey/${String(keyId)}/datakey`, { name: 'container suite', size: 256 }, 201
  )
  const unwrapped = await call('POST', `/servicekey/${String(keyId)}/datakey/decrypt`, { key: dataKey['key'] }, 200)
  assert.equal(unwrapped['plaintext'], dataKey['plaintext'])

  const { id: rsaId } = await created({ type: 'RSA', size: 2048, operations: ['sign', 'verify'] })
  await signsAndVerifies(call, String(rsaId), 'PS256')
  const { id: signerId } = await created({ type: 'EC', curve: 'P-256', operations: ['sign', 'verify'] })
  const signature = await signsAndVerifies(call, String(signerId), 'ES256')

  await wrappedImportAndExport(call, created)
  return { keyId: String(keyId), ciphertext: String(ciphertext), signerId: String(signerId), signature }
}

/** The message and its digest; what signs one verifies as the other. */
async function signsAndVerifies (call: Call, id: string, alg: string): Promise<string> {
  const digest = createHash('sha256').update(message).digest('base64')
  const ofMessage = { message: base64(message), alg }
  const ofDigest = { message: digest, alg, isdigest: true }
  const signature = async (body: object) =>
    String((await call('POST', `/servicekey/${id}/sign`, body, 200))['signature'])
  const verified = async (body: object) => (await call('POST', `/servicekey/${id}/verify`, body, 200))['result']
  const [first, second] = [await signature(ofMessage), await signature(ofDigest)]
  assert.deepEqual(
    [await verified({ ...ofDigest, signature: first }), await verified({ ...ofMessage, signature: second })],
    [true, true]
  )
  assert.equal(await verified({ ...ofMessage, message: base64('another message'), signature: first }), false)
  return first
}

async function wrappedImportAndExport (
  call: Call, created: (body: object) => Promise<Record<string, unknown>>
): Promise<void> {
  const transport = await created({ type: 'RSA', size: 2048, operations: ['wrapKey', 'unwrapKey'] })
  const [publicJwk = {}] = transport['keys'] as readonly object[]
  const own = randomBytes(32)
  const entry = { keyFormatType: 'RAW', wrappingKeyId: transport['id'], ciphertext: wrapKey(publicJwk, own) }
  const imported = await call('POST', '/servicekey', { name: 'imported', wrappedKeys: [entry], extractable: true }, 201)
  const encryptedWith = async (id: unknown) =>
    String((await call('POST', `/servicekey/${String(id)}/encrypt`, { plaintext: base64(message) }, 200))['ciphertext'])
  assert.equal(decryptToken(own, await encryptedWith(imported['id'])), message)

  const query = new URLSearchParams({
    wrappedKeyFormat: 'RAW', wrappingAlgorithm: 'RSA-OAEP-256', wrappingKeyId: String(transport['id'])
  }).toString()
  const exported = await call('GET', `/servicekey/${String(imported['id'])}?${query}`, undefined, 200)
  const [wrapped] = exported['wrappedKeys'] as ReadonlyArray<{ readonly ciphertext: string }>
  const copy = await call(
    'POST', '/servicekey', { name: 'copy', wrappedKeys: [{ ...entry, ciphertext: wrapped?.ciphertext }] }, 201
  )
  assert.equal(decryptToken(own, await encryptedWith(copy['id'])), message)
}

/**
 * The admin API, with the admin certificate: a domain with a client, and a token that the server
 * accepts. Another client is refused.
 */
export async function administration ({ admin, client, withoutCertificate, okmsId }: EmulatorContainer): Promise<void> {
  assert.equal((await client.request('GET', '/_emulator/domains')).status, 403)
  const domain = await admin.request('POST', '/_emulator/domains', { name: 'second' })
  assert.equal(domain.status, 201)
  const { okmsId: second } = domain.body as { okmsId: string }
  assert.equal((await admin.request('DELETE', `/_emulator/domains/${second}`)).status, 204)
  const created = await admin.request('POST', '/_emulator/tokens', { name: 'container suite', okmsIds: [okmsId] })
  assert.equal(created.status, 201)
  const { token: issued } = created.body as { token: string }
  const random = async (token: string) => (await withoutCertificate.request(
    'GET', `/api/${okmsId}/v1/random`, undefined, { headers: { authorization: `Bearer ${token}` } }
  )).status
  assert.deepEqual([await random(issued), await random('of.no.one')], [200, 401])
}

/** After a restart: the keys of before still decrypt and verify. */
export async function stillThere (
  container: EmulatorContainer, { keyId, ciphertext, signerId, signature }: Kept
): Promise<void> {
  const call = callIn(container)
  const { plaintext } = await call('POST', `/servicekey/${keyId}/decrypt`, { ciphertext, context: 'container' }, 200)
  assert.equal(plaintext, base64(message))
  const { result } = await call(
    'POST', `/servicekey/${signerId}/verify`, { message: base64(message), alg: 'ES256', signature }, 200
  )
  assert.equal(result, true)
}
