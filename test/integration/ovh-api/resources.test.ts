// Credentials, keys and secrets by the OVHcloud API: the same as on the data plane.

import { execFileSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { ovhCalls, type OvhCall } from '../../harness/ovh-api.js'

let emulator: TestEmulator
let call: OvhCall
let domain: string
beforeAll(async () => {
  emulator = await startTestEmulator()
  call = ovhCalls(emulator)
  domain = `/v2/okms/resource/${emulator.okmsId}`
})
afterAll(async () => { await emulator.close() })

/** A key in a list. */
interface Listed { readonly id: string, readonly type: string }

const root = 'urn:v1:eu:identity:account:emulator-ovh'
const native = async (method: string, route: string, body?: unknown) =>
  await emulator.client.request(method, `/api/${emulator.okmsId}/v2${route}`, body)

/** A certificate request made by OpenSSL. */
function certificateRequest (): { readonly csr: string, readonly privateKeyPem: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'csr-'))
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const file = path.join(folder, 'key.pem')
  writeFileSync(file, privateKeyPem)
  const csr = execFileSync('openssl', ['req', '-new', '-key', file, '-subj', '/CN=app']).toString()
  rmSync(folder, { recursive: true })
  return { csr, privateKeyPem }
}

describe('a credential', () => {
  it('is CREATING, then READY with a certificate that opens the data plane, until it is deleted', async () => {
    const body = { name: 'app', description: 'An app', identityURNs: [root], validity: 30 }
    const made = await call('POST', `${domain}/credential`, body)
    expect(made.body).toMatchObject({
      status: 'CREATING',
      fromCSR: false,
      certificateType: 'ECDSA',
      description: 'An app',
      identityURNs: [root],
      privateKeyPEM: expect.stringMatching(/^-----BEGIN EC PRIVATE KEY-----/) as string
    })
    const { id, privateKeyPEM: privateKeyPem } = made.body
    const ready = await call('GET', `${domain}/credential/${id}`)
    expect(ready.body).toMatchObject({ id, status: 'READY', name: 'app' })
    expect(ready.body).not.toHaveProperty('privateKeyPEM')
    const certificatePem = ready.body.certificatePEM
    expect(new X509Certificate(certificatePem).subject).toBe(`CN=${emulator.okmsId}`)
    const client = emulator.clientWith({ certificate: { certificatePem, privateKeyPem } })
    const list = async () => (await client.request('GET', `/api/${emulator.okmsId}/v1/servicekey`)).status
    expect(await list()).toBe(200)
    expect((await call('GET', `${domain}/credential`)).body.map((one: { id: string }) => one.id)).toContain(id)
    expect(await call('DELETE', `${domain}/credential/${id}`))
      .toMatchObject({ status: 200, body: { id, status: 'DELETING' } })
    expect(await list()).toBe(401)
    expect(await call('GET', `${domain}/credential/${id}`))
      .toMatchObject({ status: 404, body: { class: 'Client::NotFound' } })
    expect((await call('DELETE', `${domain}/credential/${id}`)).status).toBe(404)
  })

  it('over a certificate request has no private key, and the type of its key', async () => {
    const { csr, privateKeyPem } = certificateRequest()
    const request = { name: 'csr', identityURNs: ['urn:v1:eu:identity:user:badnic-ovh/user1'], csr }
    const { body } = await call('POST', `${domain}/credential`, request)
    expect(body).toMatchObject({ fromCSR: true, privateKeyPEM: null, certificateType: 'ECDSA', description: null })
    const { certificatePEM: certificatePem } = (await call('GET', `${domain}/credential/${body.id}`)).body
    const client = emulator.clientWith({ certificate: { certificatePem, privateKeyPem } })
    expect((await client.request('GET', `/api/${emulator.okmsId}/v1/servicekey`)).status).toBe(200)
    expect((await call('POST', `${domain}/credential`, { ...request, certificateType: 'RSA' })).body)
      .toMatchObject({ class: 'Client::BadRequest::CredentialCertificateTypeIncompatibleFields' })
    expect((await call('POST', `${domain}/credential`, { ...request, csr: 'x' })).status).toBe(400)
  })

  it('over an RSA key', async () => {
    const request = { name: 'rsa', identityURNs: [root], certificateType: 'RSA' }
    const { body } = await call('POST', `${domain}/credential`, request)
    expect(body).toMatchObject({
      certificateType: 'RSA', privateKeyPEM: expect.stringMatching(/BEGIN RSA PRIVATE KEY/) as string
    })
  })

  it('is not found in another domain, though it exists', async () => {
    const { body: { okmsId } } = await emulator.admin.request('POST', '/_emulator/domains', { name: 'other' })
    const { body: { id } } = await call('POST', `${domain}/credential`, { name: 'mine', identityURNs: [root] })
    expect((await call('GET', `/v2/okms/resource/${okmsId}/credential/${id}`)).status).toBe(404)
    expect((await call('DELETE', `/v2/okms/resource/${okmsId}/credential/${id}`)).status).toBe(404)
    expect((await call('GET', `${domain}/credential/${id}`)).body.status).toBe('READY')
  })

  it('lists page by page, also while one of a page before is deleted', async () => {
    const { body: { okmsId } } = await emulator.admin.request('POST', '/_emulator/domains', { name: 'many' })
    const all = `/v2/okms/resource/${okmsId}/credential`
    const ids: string[] = []
    const request = { name: 'c', identityURNs: [root] }
    for (let index = 0; index < 5; index++) ids.push((await call('POST', all, request)).body.id)
    const first = await call('GET', all, undefined, { 'x-pagination-size': '2' })
    expect(first.body.map((one: { id: string }) => one.id)).toEqual(ids.slice(0, 2))
    await call('DELETE', `${all}/${ids[1]}`)
    const cursor = String(first.headers['x-pagination-cursor-next'])
    const rest = await call('GET', all, undefined, { 'x-pagination-cursor': cursor })
    expect(rest.body.map((one: { id: string }) => one.id)).toEqual(ids.slice(2))
    expect(rest.headers).not.toHaveProperty('x-pagination-cursor-next')
    const wrong = await call('GET', `${domain}/credential`, undefined, { 'x-pagination-cursor': cursor })
    expect(wrong)
      .toMatchObject({ status: 400, body: { message: expect.stringContaining('invalid cursor') as string } })
  })

  it('needs a certificate request in a domain that follows PCI DSS', async () => {
    const { body: { okmsId } } = await emulator.admin.request('POST', '/_emulator/domains', { name: 'pci' })
    const pci = `/v2/okms/resource/${okmsId}`
    expect((await call('PUT', pci, { pciDssEnabled: false })).status).toBe(400)
    const enabled = await call('PUT', pci, { pciDssEnabled: true })
    expect(enabled.body).toMatchObject({ pciDssEnabled: true, pciDssEnabledAt: expect.any(String) as string })
    expect((await call('PUT', pci, { pciDssEnabled: true })).body.pciDssEnabledAt).toBe(enabled.body.pciDssEnabledAt)
    const request = { name: 'c', identityURNs: [root] }
    expect(await call('POST', `${pci}/credential`, request)).toMatchObject({
      status: 400, body: { message: expect.stringMatching(/^csr: missing/) as string }
    })
    const { csr } = certificateRequest()
    expect((await call('POST', `${pci}/credential`, { ...request, csr })).status).toBe(200)
    const elsewhere = { name: 'far', region: 'ap-south-mum' }
    const { body: far } = await emulator.admin.request('POST', '/_emulator/domains', elsewhere)
    expect(await call('PUT', `/v2/okms/resource/${far.okmsId}`, { pciDssEnabled: true })).toMatchObject({
      status: 400, body: { message: expect.stringContaining('ap-south-mum') as string }
    })
  })
})

describe('a service key', () => {
  it('is imported with nulls for what is unset, under an id of its own, from a path with a slash at its end', async () => {
    const names = ['alg', 'crv', 'd', 'dp', 'dq', 'e', 'n', 'p', 'q', 'qi', 'use', 'x', 'y']
    const unset = Object.fromEntries(names.map((name) => [name, null]))
    const jwk = {
      ...unset, kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw', key_ops: ['encrypt', 'decrypt'], kid: 'tf-kid-placeholder'
    }
    const made = await call('POST', `${domain}/serviceKey/`, { name: 'imported', context: null, keys: [jwk] })
    expect(made.body)
      .toMatchObject({ type: 'oct', size: 128, curve: null, keys: null, keysPEM: null, state: 'ACTIVE' })
    const { id } = made.body
    const shown = await call('GET', `${domain}/serviceKey/${id}?format=JWK`)
    expect(shown.body).toMatchObject({
      keys: [{ ...unset, kid: id, kty: 'oct', key_ops: ['encrypt', 'decrypt'], k: null }],
      iam: { displayName: 'imported', id, tags: { 'ovh:type': 'oct', 'ovh:state': 'ACTIVE' } }
    })
    expect((await call('GET', `${domain}/serviceKey/${id}?format=PEM`)).body)
      .toMatchObject({ keys: null, keysPEM: null })
    expect(await call('POST', `${domain}/serviceKey`, { name: 'two', keys: [jwk, jwk] })).toMatchObject({
      status: 400, body: { class: 'Client::BadRequest::ServiceKeyKeysMaxExceeded' }
    })
  })

  it.each([
    [{ type: 'RSA', size: 2048, operations: ['sign', 'verify'] }, { size: 2048, curve: null }, 'RS256'],
    [{ type: 'EC', curve: 'P-256', operations: ['sign', 'verify'] }, { size: null, curve: 'P-256' }, 'ES256']
  ])('%j shows its public part as JWK and PEM, and signs on the data plane', async (request, members, alg) => {
    const { body: { id } } = await call('POST', `${domain}/serviceKey`, { name: 'pair', context: null, ...request })
    const { body: asJwk } = await call('GET', `${domain}/serviceKey/${id}?format=JWK`)
    expect(asJwk)
      .toMatchObject({ ...members, keys: [{ kid: id, alg: null, use: null, d: null, key_ops: ['sign', 'verify'] }] })
    const { body: { keysPEM: [{ pem }] } } = await call('GET', `${domain}/serviceKey/${id}?format=PEM`)
    const kept = Object.fromEntries(Object.entries(asJwk.keys[0]).filter(([, value]) => value !== null))
    expect(createPublicKey(pem).equals(createPublicKey({ key: kept, format: 'jwk' }))).toBe(true)
    const signed = await emulator.api('POST', `/servicekey/${id}/sign`, { message: 'aGVsbG8=', alg })
    expect((await emulator.api('POST', `/servicekey/${id}/verify`, { message: 'aGVsbG8=', alg, ...signed.body })).body)
      .toEqual({ result: true })
  })

  it('that the data plane made is here at once, through all its states', async () => {
    const { body: { id } } = await emulator.api('POST', '/servicekey', { name: 'there', type: 'oct' })
    const key = `${domain}/serviceKey/${id}`
    const put = async (body: object) => await call('PUT', key, body)
    expect((await call('GET', key)).body).toMatchObject({ name: 'there', state: 'ACTIVE' })
    expect((await put({ state: 'COMPROMISED', deactivationReason: 'KEY_COMPROMISE' })).body.state).toBe('COMPROMISED')
    expect((await emulator.api('GET', `/servicekey/${id}`)).body.attributes.state).toBe('compromised')
    expect((await put({ state: 'ACTIVE' })).body.state).toBe('ACTIVE')
    const refused = [
      {}, { state: 'DEACTIVATED' }, { state: 'DEACTIVATED', deactivationReason: 'KEY_COMPROMISE' },
      { state: 'COMPROMISED', deactivationReason: 'UNSPECIFIED' },
      { state: 'ACTIVE', deactivationReason: 'UNSPECIFIED' },
      { deactivationReason: 'UNSPECIFIED' }, { state: 'DESTROYED' }
    ]
    for (const body of refused) expect((await put({ ...body })).status, JSON.stringify(body)).toBe(400)
    expect((await put({ state: 'DEACTIVATED' })).body.class)
      .toBe('Client::BadRequest::ServiceKeyDeactivationReasonRequired')
    await put({ state: 'DEACTIVATED', deactivationReason: 'SUPERSEDED' })
    await call('DELETE', key)
    expect((await call('GET', key)).status).toBe(404)
    const listed = async (query: string) => (await call('GET', `${domain}/serviceKey${query}`)).body as Listed[]
    expect((await listed('')).some((one) => one.id === id)).toBe(false)
    expect((await listed('?state=DESTROYED')).some((one) => one.id === id)).toBe(true)
    const tags = encodeURIComponent(JSON.stringify({ 'ovh:type': [{ operator: 'EQ', value: 'EC' }] }))
    expect(new Set((await listed(`?state=ALL&iamTags=${tags}`)).map(({ type }) => type)))
      .toEqual(new Set(['EC']))
  })
})

describe('a secret', () => {
  it('that is written here is read by both APIs of the data plane, and the reverse', async () => {
    const made = await call('POST', `${domain}/secret`, {
      path: 'app/db',
      metadata: { casRequired: true, customMetadata: { team: 'orders' }, deactivateVersionAfter: '0s', maxVersions: 5 },
      version: { data: { user: 'app', list: [1, { a: null }] } }
    })
    expect(made.body).toMatchObject({
      path: 'app/db',
      metadata: { casRequired: true, currentVersion: 1, customMetadata: { team: 'orders' }, maxVersions: 5 }
    })
    expect((await native('GET', '/secret/app%2Fdb?includeData=true')).body.version.data)
      .toEqual({ user: 'app', list: [1, { a: null }] })
    await emulator.api('POST', '/secret/data/app/db', { data: { user: 'other' }, options: { cas: 1 } })
    const shown = await call('GET', `${domain}/secret/app%2Fdb?includeData=true`)
    expect(shown.body).toMatchObject({
      version: { id: 2, state: 'ACTIVE', data: { user: 'other' }, deactivatedAt: null },
      iam: { displayName: 'app/db', urn: `urn:v1:eu:resource:okms:${emulator.okmsId}/secret/app/db` }
    })
    expect((await call('GET', `${domain}/secret/app%2Fdb`)).body.version.data).toBeNull()
    expect(await call('PUT', `${domain}/secret/app%2Fdb?cas=9`, { version: { data: {} } })).toMatchObject({
      status: 400, body: { message: expect.stringMatching(/cas/i) as string }
    })
    const metadata = { customMetadata: { team: 'billing' } }
    expect((await call('PUT', `${domain}/secret/app%2Fdb?cas=2`, { metadata })).body.metadata)
      .toMatchObject({ currentVersion: 2, ...metadata })
    expect((await call('GET', `${domain}/secret`)).body.map((one: { path: string }) => one.path)).toEqual(['app/db'])
  })

  it('has versions with states', async () => {
    await call('POST', `${domain}/secret`, { path: 'versions', version: { data: { n: 1 } } })
    const versions = `${domain}/secret/versions/version`
    expect((await call('POST', versions, { data: { n: 2 } })).body)
      .toMatchObject({ id: 2, state: 'ACTIVE', data: null })
    const put = async (state: string) => (await call('PUT', `${versions}/1`, { state })).body
    expect(await put('DEACTIVATED'))
      .toMatchObject({ id: 1, state: 'DEACTIVATED', deactivatedAt: expect.any(String) as string })
    expect((await call('GET', `${versions}/1?includeData=true`)).body.data).toBeNull()
    expect(await put('ACTIVE')).toMatchObject({ state: 'ACTIVE', deactivatedAt: null })
    expect((await call('GET', `${versions}/1?includeData=true`)).body.data).toEqual({ n: 1 })
    expect(await put('DELETED')).toMatchObject({ state: 'DELETED' })
    expect((await call('GET', versions)).body.map(({ id, state }: { id: number, state: string }) => [id, state]))
      .toEqual([[1, 'DELETED'], [2, 'ACTIVE']])
    expect((await call('GET', `${versions}/3`)).status).toBe(404)
    expect(await call('DELETE', `${domain}/secret/versions`)).toMatchObject({ status: 200, body: null })
    expect(await call('DELETE', `${domain}/secret/versions`)).toMatchObject({ status: 404 })
    expect((await native('GET', '/secret/versions')).status).toBe(404)
  })

  it('that exists is no other, and a path is one segment', async () => {
    const body = { path: 'twice/a', version: { data: {} } }
    expect((await call('POST', `${domain}/secret`, body)).status).toBe(200)
    expect(await call('POST', `${domain}/secret`, body))
      .toMatchObject({ status: 409, body: { class: 'Client::Conflict' } })
    expect((await call('GET', `${domain}/secret/twice/a`)).status).toBe(404)
  })

  it('has one configuration, whichever API changes it', async () => {
    expect((await call('PUT', `${domain}/secretConfig`, { maxVersions: 3, casRequired: null })).body)
      .toEqual({ maxVersions: 3, casRequired: false, deactivateVersionAfter: '0s' })
    expect((await native('GET', '/secretConfig')).body).toMatchObject({ maxVersions: 3 })
    await native('PUT', '/secretConfig', { maxVersions: 10 })
    expect((await call('GET', `${domain}/secretConfig`)).body.maxVersions).toBe(10)
    expect((await call('PUT', `${domain}/secretConfig`, { deactivateVersionAfter: 'soon' })).body.class)
      .toBe('Client::BadRequest::SecretDeactivateVersionAfterInvalidDuration')
  })
})

describe('a domain', () => {
  it('counts what is in it', async () => {
    const { body: { okmsId } } = await emulator.admin.request('POST', '/_emulator/domains', { name: 'counted' })
    const counted = `/v2/okms/resource/${okmsId}`
    await call('POST', `${counted}/serviceKey`, { name: 'k', type: 'oct' })
    await call('POST', `${counted}/secret`, { path: 'a', version: { data: {} } })
    await call('POST', `${counted}/secret/a/version`, { data: {} })
    expect((await call('GET', counted)).body)
      .toMatchObject({ serviceKeyCount: 1, secretCount: 1, secretVersionCount: 2, kmipObjectCount: 0 })
  })

  it('of a region that there is, with what keys there can be', async () => {
    expect((await call('GET', '/v2/okms/reference/regions')).body).toHaveLength(13)
    const { body } = await call('GET', '/v2/okms/reference/serviceKey?region=eu-west-rbx')
    expect(body.map(({ type }: { type: string }) => type)).toEqual(['oct', 'RSA', 'EC'])
    expect(body[0].operations).toContainEqual({ value: ['encrypt', 'decrypt'], default: true })
    expect((await call('GET', '/v2/okms/reference/secretConfig?region=eu-west-rbx')).body)
      .toEqual({ casRequired: false, maxVersions: 10 })
    expect((await call('GET', '/v2/okms/reference/secretConfig?region=moon')).status).toBe(400)
  })
})
