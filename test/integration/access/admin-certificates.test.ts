// The certificates of the admin API: added, listed and revoked, and replaced in the pki folder.

import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { authenticationErrors } from '../../../src/domain/errors/access/authentication.js'
import { packErrorCode } from '../../../src/domain/errors/error-code.js'
import { issueAdminCertificate } from '../../../src/pki/admin-certificate.js'
import type { CertifiedKey } from '../../../src/pki/certificate.js'
import { caOf } from '../../harness/certificates.js'
import type { Client } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

const day = 24 * 3600 * 1000
const route = '/_emulator/admin-certificates'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: [] }) })
afterAll(async () => { await emulator.close() })

async function start (): Promise<TestEmulator> {
  const own = await startTestEmulator({ flags: [] })
  onTestFinished(async () => { await own.close() })
  return own
}

const inFolder = (pki: string): CertifiedKey => ({
  certificatePem: readFileSync(path.join(pki, 'admin.pem'), 'utf8'),
  privateKeyPem: readFileSync(path.join(pki, 'admin-key.pem'), 'utf8')
})

function putIntoFolder (pki: string, { certificatePem, privateKeyPem }: CertifiedKey): void {
  writeFileSync(path.join(pki, 'admin-key.pem'), privateKeyPem)
  writeFileSync(path.join(pki, 'admin.pem'), certificatePem)
}

/** As another server on the same pki folder would issue it. */
function issuedElsewhere (one: TestEmulator): CertifiedKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const [notBefore, notAfter] = [Date.now() - day, Date.now() + 300 * day]
  const ca = caOf(one)
  return {
    certificatePem: issueAdminCertificate({ ca, certificateId: randomUUID(), notBefore, notAfter, publicKey }),
    privateKeyPem: privateKey.export({ type: 'sec1', format: 'pem' }).toString()
  }
}

async function added (one: TestEmulator, body: object = { name: 'added' }) {
  const { status, body: { certificatePEM, privateKeyPEM, ...shown } } = await one.admin.request('POST', route, body)
  expect(status).toBe(201)
  return { shown, certificate: { certificatePem: certificatePEM as string, privateKeyPem: privateKeyPEM as string } }
}

const list = async (client: Client) => (await client.request('GET', route)).body
const status = async (client: Client) => (await client.request('GET', '/_emulator/domains')).status
const clientOf = (one: TestEmulator, certificate: CertifiedKey) => one.clientWith({ certificate })

const revoked = packErrorCode(authenticationErrors.AdminCertificateRevoked)

describe('an admin certificate', () => {
  it('is added, listed and shown, its key once, and is accepted', async () => {
    const { shown, certificate } = await added(emulator, { name: 'for CI', validity: 2 })
    expect(shown).toMatchObject({ name: 'for CI', status: 'READY', fromFolder: false })
    expect(Date.parse(shown.expiredAt) - Date.parse(shown.createdAt)).toBeLessThanOrEqual(2 * day)
    expect((await emulator.admin.request('GET', `${route}/${shown.id}`)).body).toEqual(shown)
    expect(await list(clientOf(emulator, certificate))).toContainEqual(shown)
    expect((await list(emulator.admin))[0]).toMatchObject({ name: 'admin.pem', fromFolder: true, status: 'READY' })
  })

  it('is refused from the next request on once it is revoked, on an open connection, and after a restart', async () => {
    const first = await start()
    const [kept, ended] = [await added(first), await added(first)]
    const client = clientOf(first, ended.certificate)
    expect(await status(client)).toBe(200)
    const { body } = await first.admin.request('DELETE', `${route}/${ended.shown.id.toUpperCase()}`)
    expect(body).toEqual({ ...ended.shown, status: 'REVOKED' })
    const refused = await client.request('GET', '/_emulator/domains')
    expect([refused.status, refused.body.error_code]).toEqual([401, revoked])
    const second = await first.restart()
    onTestFinished(() => second.stop())
    expect([await status(clientOf(second, kept.certificate)), await status(clientOf(second, ended.certificate))])
      .toEqual([200, 401])
  })

  it('can revoke itself, and is the only one that ends', async () => {
    const own = await start()
    const { shown, certificate } = await added(own)
    const client = clientOf(own, certificate)
    expect((await client.request('DELETE', `${route}/${shown.id}`)).body.status).toBe('REVOKED')
    expect([await status(client), await status(own.admin)]).toEqual([401, 200])
  })

  it('is shown as expired once it is, and then refused', async () => {
    const own = await start()
    const { shown, certificate } = await added(own, { name: 'short', validity: 1 })
    own.clock.advance(day + 1000)
    expect((await own.admin.request('GET', `${route}/${shown.id}`)).body.status).toBe('EXPIRED')
    expect(await status(clientOf(own, certificate))).toBe(401)
  })

  it.each([
    [{}], [{ name: '' }], [{ name: 'é' }], [{ name: 'a', validity: 0 }], [{ name: 'a', validity: 366 }]
  ])('%j is refused', async (body) => {
    expect((await emulator.admin.request('POST', route, body)).status).toBe(400)
  })
})

describe('the admin certificate of the pki folder', () => {
  it('is replaced there before it is revoked: the owner of the folder is never locked out', async () => {
    const own = await start()
    const before = inFolder(own.pki)
    const [{ id }] = await list(own.admin)
    expect((await own.admin.request('DELETE', `${route}/${id}`)).body).toMatchObject({ id, status: 'REVOKED' })
    const after = inFolder(own.pki)
    expect(after.certificatePem).not.toBe(before.certificatePem)
    expect([await status(own.admin), await status(clientOf(own, after))]).toEqual([401, 200])
  })

  it.each([
    ['one that was added', async (one: TestEmulator) => (await added(one)).certificate],
    ['one that another server on the folder issued', (one: TestEmulator) => issuedElsewhere(one)]
  ])('ends at once when %s takes its place', async (_, other) => {
    const own = await start()
    const certificate = await other(own)
    expect(await status(own.admin)).toBe(200)
    putIntoFolder(own.pki, certificate)
    expect([await status(own.admin), await status(clientOf(own, certificate))]).toEqual([401, 200])
  })

  it('ends at the next start when its files were removed', async () => {
    const first = await start()
    const before = inFolder(first.pki)
    const { certificate } = await added(first)
    const second = await first.restart([], ({ pki }) => {
      for (const name of ['admin.pem', 'admin-key.pem']) rmSync(path.join(pki, name))
    })
    onTestFinished(() => second.stop())
    expect([
      await status(clientOf(second, before)), await status(second.admin), await status(clientOf(second, certificate))
    ]).toEqual([401, 200, 200])
  })

  it('stays revoked when it is put back, and the next start replaces it', async () => {
    const first = await start()
    const before = inFolder(first.pki)
    const [{ id }] = await list(first.admin)
    await first.admin.request('DELETE', `${route}/${id}`)
    putIntoFolder(first.pki, before)
    expect(await status(clientOf(first, before))).toBe(401)
    const second = await first.restart()
    onTestFinished(() => second.stop())
    expect([await status(clientOf(second, before)), await status(second.admin)]).toEqual([401, 200])
  })

  it.each([
    ['of another key', ({ certificatePem }: CertifiedKey, other: CertifiedKey) => ({ ...other, certificatePem })],
    ['that is nonsense', () => ({ certificatePem: 'nonsense', privateKeyPem: 'nonsense' })]
  ])('does not end for a certificate %s', async (_, broken) => {
    const own = await start()
    putIntoFolder(own.pki, broken(issuedElsewhere(own), issuedElsewhere(own)))
    expect(await status(own.admin)).toBe(200)
  })

  it('does not end when its file cannot be read, until the next start', async () => {
    const own = await start()
    const { certificate } = await added(own)
    const file = path.join(own.pki, 'admin.pem')
    rmSync(file)
    mkdirSync(file)
    expect([await status(own.admin), await status(clientOf(own, certificate))]).toEqual([200, 200])
    expect((await list(own.admin))[0]).toMatchObject({ fromFolder: true, status: 'READY' })
  })
})
