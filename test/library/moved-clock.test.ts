// A test moves the clock of its emulator, while its clients go on living in the time of the machine.

import { once } from 'node:events'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/index.js'
import { createBoundFetch } from '../../src/library/bound-fetch.js'
import { opensslAccepts } from '../pki/openssl.js'

const day = 86_400_000
const folders: string[] = []
const open: Array<() => unknown> = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

async function start (options: EmulatorOptions = {}) {
  const time = { moved: 0 }
  const kms = await startEmulator({ clock: () => Date.now() + time.moved, ...options })
  open.push(kms.close)
  return { kms, time }
}

/** The fetch of another client. */
function fetchAs (kms: Emulator, cert: string, key: string) {
  const { fetch, close } = createBoundFetch({ endpoint: kms.endpoint, tls: { ca: kms.tls.ca, cert, key } })
  open.push(close)
  return fetch
}

const adminOf = (kms: Emulator) =>
  fetchAs(kms, readFileSync(kms.files.adminCertificate, 'utf8'), readFileSync(kms.files.adminPrivateKey, 'utf8'))

async function post<T> (fetching: typeof fetch, route: string, body: object): Promise<T> {
  const response = await fetching(route, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body)
  })
  expect([route, response.status]).toEqual([route, 201])
  return await response.json() as T
}

const statusOf = async (kms: Emulator, fetching: typeof fetch = kms.fetch, headers: Record<string, string> = {}) => {
  const response = await fetching(`/api/${kms.okmsId}/v1/servicekey`, { headers })
  return { status: response.status, text: await response.text() }
}

/** Over a new connection, which a client of this machine, and one of the emulator's time, must trust. */
async function shownFor (kms: Emulator, servername: string, moved: number): Promise<X509Certificate> {
  const socket = connect({ port: kms.port, ca: kms.tls.ca, servername, ALPNProtocols: ['http/1.1'] })
  await once(socket, 'secureConnect')
  const certificate = socket.getPeerX509Certificate()
  socket.destroy()
  if (certificate === undefined) throw new Error('the server showed no certificate')
  for (const time of [Date.now(), Date.now() + moved]) {
    expect(opensslAccepts('sslserver', certificate.toString(), kms.tls.ca, '-attime', String(Math.floor(time / 1000))))
      .toBe('OK')
  }
  return certificate
}

const moves = [
  ['400 days ahead', 400 * day],
  ['400 days back', -400 * day],
  ['ten years ahead', 3653 * day],
  ['five years back', -1826 * day]
] as const

describe('the server certificate', { timeout: 60_000 }, () => {
  it.each(moves)('is accepted by clients of the machine\'s time with a clock that is moved %s, and again when it comes back', async (_, moved) => {
    const { kms, time } = await start()
    const names = ['localhost', 'kms.internal']
    for (const name of names) await shownFor(kms, name, 0)
    time.moved = moved
    const later = await Promise.all(names.map(async (name) => await shownFor(kms, name, moved)))
    expect((await statusOf(kms)).status).toBe(200)
    time.moved = 0
    const back = await Promise.all(names.map(async (name) => await shownFor(kms, name, moved)))
    expect(back.map(({ serialNumber }) => serialNumber)).toEqual(later.map(({ serialNumber }) => serialNumber))
    time.moved = -Math.sign(moved) * 400 * day
    for (const name of names) await shownFor(kms, name, time.moved)
  })

  it.each(moves)('is accepted from the start with a clock that begins %s', async (_, moved) => {
    const { kms } = await start({ clock: () => Date.now() + moved })
    await shownFor(kms, 'localhost', moved)
    await shownFor(kms, 'kms.internal', moved)
    expect((await statusOf(kms)).status).toBe(200)
  })

  it('is accepted with kept folders over starts with clocks that differ', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'moved-clock-'))
    folders.push(folder)
    const kept = { data: path.join(folder, 'data'), certs: path.join(folder, 'certs') }
    const seen: string[] = []
    for (const moved of [3653 * day, 0, -1826 * day, 400 * day]) {
      const kms = await startEmulator({ ...kept, clock: () => Date.now() + moved })
      await shownFor(kms, 'localhost', moved)
      await shownFor(kms, 'kms.internal', moved)
      expect((await statusOf(kms)).status).toBe(200)
      seen.push(`${kms.okmsId} ${kms.tls.ca} ${kms.tls.cert}`)
      await kms.close()
    }
    expect(new Set(seen).size).toBe(1)
  })
})

describe('after 400 days', () => {
  const made = async (kms: Emulator) => {
    const admin = adminOf(kms)
    const credential = await post<{ certificatePEM: string, privateKeyPEM: string }>(admin, `/_emulator/domains/${kms.okmsId}/credentials`, { name: 'made by API' })
    const { token } = await post<{ token: string }>(admin, '/_emulator/tokens', {
      name: 'made by API', expiresAt: new Date(Date.now() + 365 * day).toISOString()
    })
    return {
      admin,
      byCertificate: fetchAs(kms, credential.certificatePEM, credential.privateKeyPEM),
      authorization: `Bearer ${token}`
    }
  }

  it('credentials and tokens made by API have expired, the credential of tls and files and the admin certificate have not', async () => {
    const { kms, time } = await start()
    const { admin, byCertificate, authorization } = await made(kms)
    const anonymous = createBoundFetch({ endpoint: kms.endpoint, tls: { ca: kms.tls.ca } })
    open.push(anonymous.close)
    const all = async () => [
      (await statusOf(kms)).status,
      (await admin('/_emulator/domains')).status,
      (await statusOf(kms, byCertificate)).status,
      (await statusOf(kms, anonymous.fetch, { authorization })).status
    ]
    expect(await all()).toEqual([200, 200, 200, 200])
    time.moved = 400 * day
    expect(await all()).toEqual([200, 200, 401, 401])
    expect((await statusOf(kms, byCertificate)).text).toContain('expired on')
    time.moved = -400 * day
    expect((await statusOf(kms, byCertificate)).text).toContain('not valid before')
    expect(await all()).toEqual([200, 200, 401, 200])
    time.moved = 0
    expect(await all()).toEqual([200, 200, 200, 200])
  })

  it('the credential of tls and files has expired too where that is asked for', async () => {
    const { kms, time } = await start({ clockAppliesToClient: true })
    expect((await statusOf(kms)).status).toBe(200)
    time.moved = 400 * day
    expect(await statusOf(kms)).toMatchObject({ status: 401, text: expect.stringContaining('expired on') as string })
    expect((await adminOf(kms)('/_emulator/domains')).status).toBe(200)
  })

  it('a credential that is only called like the one of tls and files is not spared', async () => {
    const { kms, time } = await start()
    const admin = adminOf(kms)
    const { name } = (await (await admin(`/_emulator/domains/${kms.okmsId}/credentials`)).json() as Array<{ name: string }>)[0] ?? { name: '' }
    const twin = await post<{ certificatePEM: string, privateKeyPEM: string }>(admin, `/_emulator/domains/${kms.okmsId}/credentials`, { name })
    time.moved = 400 * day
    expect((await statusOf(kms, fetchAs(kms, twin.certificatePEM, twin.privateKeyPEM))).status).toBe(401)
    expect((await statusOf(kms)).status).toBe(200)
  })

  it('the credential of tls and files can still be revoked', async () => {
    const { kms, time } = await start()
    time.moved = 400 * day
    const id = new X509Certificate(kms.tls.cert).serialNumber.toLowerCase().padStart(32, '0').replace(
      /^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'
    )
    expect((await adminOf(kms)(`/_emulator/domains/${kms.okmsId}/credentials/${id}`, { method: 'DELETE' })).status).toBe(200)
    expect(await statusOf(kms)).toMatchObject({ status: 401, text: expect.stringContaining('revoked') as string })
  })

  it('the credential of kept folders is spared over a restart, and replaced where it has to expire by the clock', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'moved-clock-'))
    folders.push(folder)
    const kept = { data: path.join(folder, 'data'), certs: path.join(folder, 'certs') }
    const clock = () => Date.now() + 400 * day
    const first = await startEmulator(kept)
    await first.close()

    const spared = await startEmulator({ ...kept, clock })
    expect((await statusOf(spared)).status).toBe(200)
    expect(spared.tls).toEqual(first.tls)
    await spared.close()

    const expiring = await startEmulator({ ...kept, clock, clockAppliesToClient: true })
    expect((await statusOf(expiring)).status).toBe(200)
    expect(expiring.tls.cert).not.toBe(first.tls.cert)
    expect((await statusOf(expiring, fetchAs(expiring, first.tls.cert, first.tls.key))).status).toBe(401)
    await expiring.close()
  })

  it('clients are spared and refused alike where the handshake refuses them', async () => {
    const { kms, time } = await start({ refuseInHandshake: true })
    const { byCertificate } = await made(kms)
    time.moved = 400 * day
    expect((await statusOf(kms)).status).toBe(200)
    await expect(statusOf(kms, byCertificate)).rejects.toThrow('fetch failed')
  })
})
