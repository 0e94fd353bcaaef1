// The admin API over real sockets: who may use it, and what it does to domains and credentials.

import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packErrorCode } from '../../../src/domain/errors/error-code.js'
import { authenticationErrors } from '../../../src/domain/errors/access/authentication.js'
import { issueAdminCertificate } from '../../../src/pki/admin-certificate.js'
import { uuidOf } from '../../../src/pki/asn1/serial-number.js'
import { adminContract } from '../../../src/admin/admin-operation.js'
import type { Client } from '../../harness/client.js'
import { caOf, foreignCa } from '../../harness/certificates.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { openssl } from '../../pki/openssl.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: [] }) })
afterAll(async () => { await emulator.close() })

const admin = async (method: string, route: string, body?: object) =>
  await emulator.admin.request(method, `/_emulator${route}`, body)
const credentials = (route = '') => `/domains/${emulator.okmsId}/credentials${route}`

/** A certificate with the mark of an admin that the store does not know. */
function adminCertificate (ca: ReturnType<typeof caOf>, certificateId = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11') {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const day = 24 * 3600 * 1000
  const certificatePem = issueAdminCertificate({
    ca, certificateId, notBefore: Date.now() - day, notAfter: Date.now() + day, publicKey
  })
  return { certificatePem, privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

describe('the admin API', () => {
  const open = ['ExchangeToken', 'ShowHealth', 'ShowMetrics']
  const routes = [...adminContract.operations.values()].filter(({ operationId }) => !open.includes(operationId))

  it.each(routes)('$method $url refuses a domain\'s credential, a token, and callers with neither', async ({ method, url, mediaTypes }) => {
    const target = url.replace(':okmsId', emulator.okmsId).replace(/:\w+/g, '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11')
    const { token } = (await admin('POST', '/tokens', { name: 'root' })).body
    const body = mediaTypes.length > 0 ? {} : undefined
    const anonymous = emulator.clientWith({})
    const status = async (client: typeof anonymous, headers = {}) =>
      (await client.request(String(method), target, body, { headers })).status
    expect([
      await status(emulator.client), await status(anonymous, { authorization: `Bearer ${token}` }),
      await status(anonymous)
    ]).toEqual([403, 403, 401])
  })

  it.each(routes)('$method $url believes no header that says who calls', async ({ method, url, mediaTypes }) => {
    const pem = readFileSync(path.join(emulator.pki, 'admin.pem'), 'utf8')
    const escaped = encodeURIComponent(pem)
    const headers = {
      'x-forwarded-client-cert': `Cert="${escaped}";Subject="CN=admin"`,
      'x-ssl-client-cert': escaped,
      'x-client-cert': Buffer.from(pem).toString('base64'),
      'client-cert': `:${Buffer.from(pem).toString('base64')}:`,
      'x-ssl-client-verify': 'SUCCESS',
      'x-forwarded-for': '127.0.0.1',
      'x-real-ip': '127.0.0.1',
      forwarded: 'for=127.0.0.1;host=localhost;proto=https'
    }
    const target = url.replace(':okmsId', emulator.okmsId).replace(/:\w+/g, '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11')
    const body = mediaTypes.length > 0 ? {} : undefined
    const status = async (client: Client) => (await client.request(String(method), target, body, { headers })).status
    expect([await status(emulator.client), await status(emulator.clientWith({}))]).toEqual([403, 401])
  })

  it('refuses an admin certificate of another CA, and one that this store never knew', async () => {
    const status = async (certificate: ReturnType<typeof adminCertificate>) =>
      (await emulator.clientWith({ certificate }).request('GET', '/_emulator/domains')).status
    expect([await status(adminCertificate(foreignCa())), await status(adminCertificate(caOf(emulator)))])
      .toEqual([401, 401])
  })

  it('refuses a certificate of another CA with the serial number of the admin certificate', async () => {
    const { serialNumber } = new X509Certificate(readFileSync(path.join(emulator.pki, 'admin.pem')))
    const certificate = adminCertificate(foreignCa(), uuidOf(serialNumber))
    const { status, body } = await emulator.clientWith({ certificate }).request('GET', '/_emulator/domains')
    expect([status, body.error_code]).toEqual([401, packErrorCode(authenticationErrors.CertificateForeign)])
  })

  it('refuses pages of other origins, and lets its own page in', async () => {
    const status = async (origin: string) =>
      (await emulator.admin.request('GET', '/_emulator/domains', undefined, { headers: { origin } })).status
    expect([await status('https://elsewhere.example'), await status('null'), await status(emulator.endpoint)])
      .toEqual([403, 403, 200])
  })

  it('has an admin certificate that only its owner can read, and that is no credential of a domain', async () => {
    expect(statSync(path.join(emulator.pki, 'admin-key.pem')).mode & 0o777).toBe(0o600)
    const { subject, subjectAltName } = new X509Certificate(readFileSync(path.join(emulator.pki, 'admin.pem')))
    expect([subject, subjectAltName]).toEqual(['CN=okms-emulator admin', undefined])
    expect((await emulator.admin.request('GET', `/api/${emulator.okmsId}/v1/random`)).status).toBe(401)
  })

  it('opens to loopback callers with --admin-open-loopback, but to no credential of a domain', async () => {
    const open = await startTestEmulator({ flags: ['--ephemeral', '--admin-open-loopback'] })
    try {
      const anonymous = open.clientWith({})
      expect((await anonymous.request('GET', '/_emulator/domains')).status).toBe(200)
      expect((await open.client.request('GET', '/_emulator/domains')).status).toBe(403)
      expect((await anonymous.request('GET', '/_emulator/domains', undefined, {
        headers: { origin: 'https://elsewhere.example' }
      })).status).toBe(403)
    } finally {
      await open.close()
    }
  })

  it('ends with its certificate, which the next start creates again', async () => {
    const first = await startTestEmulator({ flags: [] })
    const ask = async (one: TestEmulator) => (await one.admin.request('GET', '/_emulator/domains')).status
    first.clock.advance(366 * 24 * 3600 * 1000)
    expect(await ask(first)).toBe(401)
    const second = await first.restart()
    try {
      expect(await ask(second)).toBe(200)
    } finally {
      await second.close()
    }
  })

  it('makes a new pair when the key is not the certificate\'s', async () => {
    const first = await startTestEmulator({ flags: [] })
    const second = await first.restart([], ({ pki }) => {
      writeFileSync(
        path.join(pki, 'admin-key.pem'),
        generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' })
      )
    })
    try {
      expect((await second.admin.request('GET', '/_emulator/domains')).status).toBe(200)
    } finally {
      await second.close()
    }
  })

  it('has a Swagger page of its own', async () => {
    const reply = await emulator.clientWith({}).request('GET', '/_emulator/swagger/json')
    expect(reply.body.paths).toHaveProperty('/_emulator/domains')
    expect(reply.body.paths).not.toHaveProperty('/api/{okmsId}/v1/random')
  })
})

describe('domains', () => {
  it('share no key, no secret and no credential', async () => {
    const { okmsId } = (await admin('POST', '/domains', { name: 'second' })).body
    const { certificatePEM, privateKeyPEM } =
      (await admin('POST', `/domains/${okmsId}/credentials`, { name: 'c' })).body
    const second = emulator.clientWith({
      certificate: { certificatePem: certificatePEM, privateKeyPem: privateKeyPEM }
    })
    const { body: key } = await emulator.api('POST', '/servicekey', { name: 'of the first', type: 'oct' })
    expect((await second.request('GET', `/api/${okmsId}/v1/servicekey`)).body.objects_list).toEqual([])
    expect((await second.request('GET', `/api/${okmsId}/v1/servicekey/${key.id}`)).status).toBe(404)
    // The same id may be chosen there.
    expect((
      await second.request('POST', `/api/${okmsId}/v1/servicekey`, { name: 'of the second', type: 'oct', id: key.id })
    ).status).toBe(201)
    const secret = { path: 'of/the/first', version: { data: { a: 1 } } }
    expect((await emulator.client.request('POST', `/api/${emulator.okmsId}/v2/secret`, secret)).status).toBe(200)
    expect((await second.request('GET', `/api/${okmsId}/v2/secret`)).body).toEqual([])
    expect((await second.request('GET', `/api/${okmsId}/v1/secret/data/${secret.path}`)).status).toBe(404)
    expect((await second.request('POST', `/api/${okmsId}/v2/secret`, secret)).status).toBe(200)
    expect((await admin('GET', `/domains/${okmsId}`)).body).toEqual({
      okmsId,
      name: 'second',
      region: 'eu-west-rbx',
      urn: `urn:v1:eu:resource:okms:${okmsId}`,
      serviceKeyCount: 1,
      secretCount: 1,
      createdAt: expect.any(String)
    })

    expect((await admin('DELETE', `/domains/${okmsId}`)).status).toBe(409)
    expect((await admin('DELETE', `/domains/${okmsId}?force=true`)).status).toBe(204)
    expect((await second.request('GET', `/api/${okmsId}/v1/servicekey`)).status).toBe(401)
    expect((await admin('GET', '/domains')).body.map((domain: { okmsId: string }) => domain.okmsId))
      .toEqual([emulator.okmsId])
  })
})

it('a domain that was removed and added again has nothing of the first: no key, no credential, no token', async () => {
  const { okmsId } = (await admin('POST', '/domains', { name: 'once' })).body
  const holder = async () => {
    const { certificatePEM, privateKeyPEM } =
      (await admin('POST', `/domains/${okmsId}/credentials`, { name: 'c' })).body
    return emulator.clientWith({ certificate: { certificatePem: certificatePEM, privateKeyPem: privateKeyPEM } })
  }
  const before = await holder()
  const { body: { token } } = await admin('POST', '/tokens', { name: 't', okmsIds: [okmsId] })
  const { body: { id } } = await before.request('POST', `/api/${okmsId}/v1/servicekey`, { name: 'k', type: 'oct' })
  const encrypt = async (client: Client, headers = {}) =>
    (await client.request('POST', `/api/${okmsId}/v1/servicekey/${id}/encrypt`, { plaintext: 'AAAA' }, { headers })).status
  const bearing = { authorization: `Bearer ${token}` }
  expect([await encrypt(before), await encrypt(emulator.clientWith({}), bearing)]).toEqual([200, 200])

  await admin('DELETE', `/domains/${okmsId}?force=true`)
  expect((await admin('POST', '/domains', { name: 'again', okmsId })).status).toBe(201)
  const after = await holder()
  expect([await encrypt(before), await encrypt(emulator.clientWith({}), bearing), await encrypt(after)])
    .toEqual([401, 403, 404])
  expect((await after.request('GET', `/api/${okmsId}/v1/servicekey`)).body.objects_list).toEqual([])
  expect((await after.request('POST', `/api/${okmsId}/v1/servicekey`, { name: 'k', type: 'oct', id })).status).toBe(409)
  await admin('DELETE', `/domains/${okmsId}?force=true`)
})

describe('a credential', () => {
  const status = async ({ certificatePEM, privateKeyPEM }: { certificatePEM: string, privateKeyPEM: string }) =>
    (await emulator.clientWith({ certificate: { certificatePem: certificatePEM, privateKeyPem: privateKeyPEM } })
      .request('GET', `/api/${emulator.okmsId}/v1/random`)).status

  it.each([
    ['ECDSA', 'EC PRIVATE KEY', 'ec'], ['RSA', 'RSA PRIVATE KEY', 'rsa']
  ])('over an %s key made here lets in; its private key is shown once', async (certificateType, label, keyType) => {
    const made =
      (await admin('POST', credentials(), { name: 'c', description: 'd', certificateType, validity: 2 })).body
    expect(made.privateKeyPEM).toContain(`-----BEGIN ${label}-----`)
    expect(new X509Certificate(made.certificatePEM).publicKey.asymmetricKeyType).toBe(keyType)
    expect(await status(made)).toBe(200)
    const { privateKeyPEM: _, ...shown } = made
    expect((await admin('GET', credentials(`/${made.id}`))).body).toEqual(shown)
    expect(shown)
      .toMatchObject({ okmsId: emulator.okmsId, status: 'READY', fromCSR: false, certificateType, identityURNs: ['urn:v1:eu:identity:account:emulator-ovh'] })
    expect((await admin('GET', credentials())).body).toContainEqual(shown)
  })

  it.each([
    ['P-256', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']], ['P-384', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384']],
    ['P-521', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-521']], ['RSA', ['rsa:2048']]
  ])('over a signing request with a %s key lets the holder of that key in', async (_, newkey) => {
    const privateKeyPEM = openssl(['genpkey', '-algorithm', newkey[0] === 'ec' ? 'EC' : 'RSA', ...newkey.slice(1)], '')
    const key = path.join(emulator.folder, 'csr-key.pem')
    writeFileSync(key, privateKeyPEM)
    const csr = openssl(
      ['req', '-new', '-key', key, '-subj', '/CN=ignored', '-addext', 'subjectAltName=DNS:ignored.example'], ''
    )
    const made = (await admin('POST', credentials(), { name: 'csr', csr })).body
    expect(made).toMatchObject({ fromCSR: true, certificateType: newkey[0] === 'ec' ? 'ECDSA' : 'RSA' })
    expect(made).not.toHaveProperty('privateKeyPEM')
    expect(new X509Certificate(made.certificatePEM).subject).toBe(`CN=${emulator.okmsId}`)
    expect(await status({ ...made, privateKeyPEM })).toBe(200)
  })

  it('is refused from the next request on once it is revoked, on a connection that is open', async () => {
    const made = (await admin('POST', credentials(), { name: 'c' })).body
    const client = emulator.clientWith({
      certificate: { certificatePem: made.certificatePEM, privateKeyPem: made.privateKeyPEM }
    })
    const ask = async () => (await client.request('GET', `/api/${emulator.okmsId}/v1/random`)).status
    expect(await ask()).toBe(200)
    const revoked = (await admin('DELETE', credentials(`/${made.id.toUpperCase()}`))).body
    expect([revoked.id, revoked.status, await ask()]).toEqual([made.id, 'REVOKED', 401])
  })

  it('is shown as expired once it is', async () => {
    const made = (await admin('POST', credentials(), { name: 'c', validity: 1 })).body
    emulator.clock.advance(24 * 3600 * 1000 + 1000)
    const { body } = await admin('GET', credentials(`/${made.id}`))
    emulator.clock.advance(-24 * 3600 * 1000 - 1000)
    expect(body.status).toBe('EXPIRED')
  })

  it.each<[object, RegExp]>([
    [{ csr: 'nonsense' }, /^csr: not a PEM block CERTIFICATE REQUEST$/],
    [{ csr: '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----' }, /^csr: not a certificate signing request/],
    [{ validity: 366 }, /^body.validity: got the number 366/],
    [{ identityURNs: [] }, /^body.identityURNs: /],
    [{ identityURNs: Array.from({ length: 26 }, () => 'urn:v1:eu:identity:user:a/b') }, /^body.identityURNs: /],
    [{ description: 'x'.repeat(201) }, /^body.description: /]
  ])('%j is refused', async (fields, text) => {
    const { status, body } = await admin('POST', credentials(), { name: 'c', ...fields })
    expect([status, body.errors]).toEqual([400, [expect.stringMatching(text)]])
  })

  it('is refused over a signing request whose sender does not hold the key', async () => {
    const csr = openssl([
      'req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', '/dev/null', '-subj',
      '/CN=a'
    ], '')
    const der = Buffer.from(csr.replace(/-----[^-]+-----|\s/g, ''), 'base64')
    // The last byte is of the signature.
    der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1)
    const { status, body } = await admin('POST', credentials(), { name: 'c', csr: `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----` })
    expect([status, body.errors]).toEqual([400, [expect.stringMatching(/^csr: .*signature/)]])
  })
})
