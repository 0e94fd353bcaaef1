// Each operation called as it should be, with secrets that the run knows, and what was called.

import { createHash, createPublicKey, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CompactEncrypt } from 'jose'
import { rsaKeys } from '../../test/fixtures/rsa-keys.js'
import { keysIn } from '../../test/harness/ovh-api.js'
import { perform, type Call } from './call.js'
import type { HostileServer } from './hostile-server.js'
import { callOvhApi } from './ovh-api-calls.js'
import { callSecretOperations } from './secret-calls.js'
import { secretsOfFolders, type KnownSecret } from './known-secrets.js'

export const samplePolicy = (okmsId: string) => ({
  name: 'a policy',
  identities: ['urn:v1:eu:identity:user:emulator-ovh/alice'],
  resources: [{ urn: `urn:v1:eu:resource:okms:${okmsId}` }],
  action: ['okms:apikms:random/get']
})

export interface Rightful {
  readonly calls: readonly Call[]
  /** Those that no file may have: material, tokens, passwords. */
  readonly atRest: readonly KnownSecret[]
  /** Those besides that no log and no message may have: what was encrypted, signed, wrapped. */
  readonly passing: readonly KnownSecret[]
}

/** The test controls, with material and data of a seed that the run knows. */
async function callControls (
  admin: (method: string, path: string, body?: Call['body']) => Promise<Record<string, string>>,
  okmsId: string, keep: (name: string, value: string | Buffer) => void
): Promise<void> {
  await admin('PATCH', `/domains/${okmsId}/clock`, { advance: '1d' })
  await admin('DELETE', `/domains/${okmsId}/clock`)
  const fault = await admin('POST', '/faults', { match: { okmsId }, effect: { latency: '1ms' } })
  await admin('DELETE', `/faults/${fault['id']}`)
  const { id } = await admin('POST', '/snapshots', { okmsId, name: 'a snapshot' })
  await admin('POST', `/snapshots/${id}/restore`)
  await admin('POST', `/snapshots/${id}/fork`, { name: 'a fork' })
  await admin('POST', `/domains/${okmsId}/reset`)
  const [material, data] = [randomBytes(32), randomBytes(30).toString('base64')]
  keep('the material of a seed', material)
  keep('the data of a secret of a seed', data)
  const content = JSON.stringify({
    domains: [{
      name: 'of a seed',
      keys: [{ name: 'a key', type: 'oct', key: material.toString('base64') }],
      secrets: [{ path: 'a/secret', data: { password: data } }]
    }]
  })
  await admin('POST', '/seed', { content })
}

export async function callEveryOperation (server: HostileServer): Promise<Rightful> {
  const calls: Call[] = []
  const atRest: KnownSecret[] = [...secretsOfFolders([server.certs, server.pki])]
  const passing: KnownSecret[] = []
  const keep = (name: string, value: string | Buffer) => { atRest.push({ name, value }) }
  const pass = (name: string, value: string) => { passing.push({ name, value: Buffer.from(value, 'base64') }) }
  const newPlaintext = (name: string) => {
    const value = randomBytes(40).toString('base64')
    pass(name, value)
    return value
  }

  async function call (
    as: Call['as'], method: string, path: string, body?: Call['body']
  ): Promise<Record<string, string>> {
    const made: Call = { as, method, path, ...(body === undefined ? {} : { body }) }
    const reply = await perform(server, made)
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
    calls.push(made)
    return reply.body as Record<string, string>
  }
  const domain = `/api/${server.okmsId}/v1`
  const api = async (method: string, path: string, body?: Call['body']) =>
    await call('client', method, domain + path, body)
  const admin = async (method: string, path: string, body?: Call['body']) =>
    await call('admin', method, `/_emulator${path}`, body)

  const material = randomBytes(32)
  keep('an imported key', material)
  const { id: aes } = await api('POST', '/servicekey', {
    name: 'aes',
    keys: [{ kty: 'oct', k: material.toString('base64url') }],
    operations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
    extractable: true
  })
  const { kty, ...members } = rsaKeys.rsa2048
  for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const) {
    keep(`${member} of an RSA key`, Buffer.from(members[member], 'base64url'))
  }
  const { id: rsa } = await api('POST', '/servicekey', { name: 'rsa', keys: [{ kty, ...members }] })
  const { id: ec } = await api('POST', '/servicekey', { name: 'ec', type: 'EC' })
  const { id: transport } = await api('POST', '/servicekey', {
    name: 'transport', keys: [{ kty, ...members }], operations: ['wrapKey', 'unwrapKey']
  })
  const wrapped = randomBytes(32)
  keep('a key that came wrapped', wrapped)
  const wrappedJwk = JSON.stringify({ kty: 'oct', k: wrapped.toString('base64url') })
  const ciphertext = await new CompactEncrypt(Buffer.from(wrappedJwk))
    .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A256GCM' })
    .encrypt(createPublicKey({ key: { kty, n: members.n, e: members.e }, format: 'jwk' }))
  await api('POST', '/servicekey', {
    name: 'wrapped', extractable: true, wrappedKeys: [{ keyFormatType: 'JWK', wrappingKeyId: transport, ciphertext }]
  })
  await api('GET', `/servicekey/${aes}?wrappingKeyId=${transport}&wrappedKeyFormat=RAW&wrappingAlgorithm=RSA-OAEP`)
  await api('GET', '/servicekey?state=all')
  await api('PATCH', `/servicekey/${ec}`, { name: 'renamed' })
  await api('POST', `/servicekey/${ec}/deactivate`, { reason: 'superseded' })
  await api('POST', `/servicekey/${ec}/activate`)

  const context = 'a context'
  const encrypted = await api('POST', `/servicekey/${aes}/encrypt`, { plaintext: newPlaintext('a plaintext'), context })
  await api('POST', `/servicekey/${aes}/decrypt`, { ciphertext: encrypted['ciphertext'], context })
  const { key = '', plaintext = '' } = await api('POST', `/servicekey/${aes}/datakey`, { size: 256 })
  pass('a data key', plaintext)
  await api('POST', `/servicekey/${aes}/datakey/decrypt`, { key })
  const message = newPlaintext('a message')
  const digest = createHash('sha256').update(Buffer.from(message, 'base64')).digest('base64')
  pass('a digest', digest)
  for (const [id, alg] of [[rsa, 'PS256'], [ec, 'ES256']]) {
    const { signature } = await api('POST', `/servicekey/${id}/sign`, { message: digest, alg, isdigest: true })
    await api('POST', `/servicekey/${id}/verify`, { message, alg, signature })
  }
  const { bytes = '' } = await api('GET', '/random?length=40')
  if (bytes !== '') pass('random bytes', bytes)
  await callSecretOperations({
    call: async (method, path, body) => await call('client', method, `/api/${server.okmsId}${path}`, body), keep
  })

  const { okmsId: other } = await admin('POST', '/domains', { name: 'other' })
  const credential = await admin('POST', `/domains/${other}/credentials`, { name: 'other' })
  keep('the private key of another credential', (credential['privateKeyPEM'] ?? '').split('\n')[1] ?? '')
  await admin('GET', `/domains/${other}/credentials/${credential['id']}`)
  const { token = '', id: tokenId } = await admin('POST', '/tokens', { name: 'a token' })
  keep('a personal access token', token)
  keep('the signature of a personal access token', token.split('.')[2] ?? '')
  await admin('GET', `/tokens/${tokenId}`)
  const { clientId = '', clientSecret = '' } = await admin('POST', '/service-accounts', { name: 'an account' })
  keep('a client secret', clientSecret)
  await admin('GET', `/service-accounts/${clientId}`)
  const exchange = new URLSearchParams({
    grant_type: 'client_credentials', scope: 'all', client_id: clientId, client_secret: clientSecret
  })
  const { access_token: accessToken = '' } = await call('anonymous', 'POST', '/auth/oauth2/token', exchange.toString())
  keep('an access token', accessToken)
  const { applicationKey = '', applicationSecret = '', consumerKey = '' } = await admin('POST', '/api-keys',
    { name: 'a key' })
  keep('an application secret', applicationSecret)
  keep('a consumer key', consumerKey)
  await admin('GET', `/api-keys/${applicationKey}`)
  await admin('POST', '/policies', samplePolicy(server.okmsId))
  await admin('PUT', '/groups/ops', { members: [] })
  for (const list of ['/domains', '/tokens', '/service-accounts', '/api-keys', '/policies',
    '/groups']) await admin('GET', list)
  for (const bearer of [token, accessToken]) {
    const random: Call = { as: 'anonymous', method: 'GET', path: `${domain}/random` }
    const { status } = await perform(server, random, { authorization: `Bearer ${bearer}` })
    if (status !== 200) throw new Error(`a token is answered with ${status}`)
  }
  await callOvhApi({
    call: async (method, path, body) => await call('account', method, path, body), keep, okmsId: server.okmsId
  })
  await callControls(admin, other ?? '', keep)
  for (const page of ['keys', 'secrets', 'operations', 'start']) await call('client', 'GET', `/page/${page}.json`)
  const own = keysIn(server.ready.files.ovhConfiguration ?? '')
  keep('the application secret of ovh.conf', own.applicationSecret)
  keep('the consumer key of ovh.conf', own.consumerKey)
  keep('the admin key', readFileSync(server.ready.files.adminPrivateKey, 'utf8').split('\n')[1] ?? '')
  return { calls, atRest, passing }
}
