// Authentication over real sockets: each trap of TLS that could let in a caller without rights.

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { connect, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../../src/store/open-store.js'
import { accessCertificate, caOf, credentialIdIn, foreignCa } from '../../harness/certificates.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: [] }) })
afterAll(async () => { await emulator.close() })

const random = (okmsId = emulator.okmsId) => `/api/${okmsId}/v1/random?length=8`
const own = () => ({
  certificatePem: readFileSync(emulator.files.certificate, 'utf8'),
  privateKeyPem: readFileSync(emulator.files.privateKey, 'utf8')
})
const credentialId = () => credentialIdIn(emulator.files.certificate)

/** The refusal's status and text for a client that shows this certificate. */
async function refusal (
  certificate: ReturnType<typeof own> | undefined, target = random(), version?: 'TLSv1.2' | 'TLSv1.3'
) {
  const { status, body, headers } = await emulator.clientWith({
    certificate, ...(version && { minVersion: version, maxVersion: version })
  }).request('GET', target)
  return { status, text: body.errors?.[0], code: body.error_code, challenge: headers['www-authenticate'] }
}

describe('a client', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('gets in with its access certificate on %s', async (version) => {
    const { status, body } = await emulator.clientWith({ certificate: own(), minVersion: version, maxVersion: version })
      .request('GET', random())
    expect(status).toBe(200)
    expect(Buffer.from(body.bytes, 'base64')).toHaveLength(8)
  })

  it('is refused on TLS 1.1', async () => {
    await expect(emulator.clientWith({ certificate: own(), minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' })
      .request('GET', random())).rejects.toThrow()
  })

  it('without a certificate learns what to use', async () => {
    expect(await refusal(undefined)).toMatchObject({
      status: 401, code: 50475011, challenge: 'Bearer', text: expect.stringContaining('no credentials')
    })
  })

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('of another CA is refused on %s, though the names in its certificate are right', async (version) => {
    const certificate = accessCertificate(foreignCa(), { okmsId: emulator.okmsId, credentialId: credentialId() })
    expect(await refusal(certificate, random(), version))
      .toMatchObject({ status: 401, code: 50475012, text: expect.stringContaining('issued by "CN=CCMUsersCA", not by the CA of this server') })
  })

  it('with a certificate of our CA that is no credential is refused', async () => {
    const unknown = randomUUID()
    expect(await refusal(accessCertificate(caOf(emulator), { okmsId: emulator.okmsId, credentialId: unknown })))
      .toMatchObject({
        status: 401, code: 50475013, text: expect.stringContaining('is not a credential of this server')
      })
  })

  it('with an expired certificate learns when it expired', async () => {
    const certificate = accessCertificate(caOf(emulator), {
      okmsId: emulator.okmsId,
      credentialId: credentialId(),
      notBefore: Date.UTC(2020, 0, 1),
      notAfter: Date.UTC(2020, 0, 2)
    })
    expect(await refusal(certificate)).toMatchObject({ status: 401, code: 50475015, text: 'client certificate: expired on 2020-01-02T00:00:00Z; add another with okms-emulator credential add' })
  })

  it('with a certificate that is not yet valid learns when it will be', async () => {
    const certificate = accessCertificate(caOf(emulator), {
      okmsId: emulator.okmsId,
      credentialId: credentialId(),
      notBefore: Date.UTC(2040, 0, 1),
      notAfter: Date.UTC(2040, 0, 2)
    })
    expect(await refusal(certificate)).toMatchObject({ status: 401, code: 50475014, text: 'client certificate: not valid before 2040-01-01T00:00:00Z; compare the clocks of client and server' })
  })

  it('of another domain is refused there, and learns that an unknown domain is unknown', async () => {
    expect(await refusal(own(), random(randomUUID()))).toMatchObject({ status: 404, code: 16994305 })
  })

  it('with an unknown bearer token is refused, although its certificate is valid', async () => {
    const { status } = await emulator.client.request('GET', random(), undefined, {
      headers: { authorization: 'Bearer x.y.z' }
    })
    expect(status).toBe(401)
  })
})

describe('a session', () => {
  /** Connects, makes a request, and gives the session that could be resumed. */
  async function session (version: 'TLSv1.2' | 'TLSv1.3') {
    const { certificatePem: cert, privateKeyPem: key } = own()
    const sessions: Buffer[] = []
    const socket = await connected({ cert, key, minVersion: version, maxVersion: version })
    socket.on('session', (one: Buffer) => sessions.push(one))
    const status = await statusOver(socket)
    socket.destroy()
    expect(status).toBe(200)
    return sessions.at(-1) ?? socket.getSession()
  }

  async function connected (options: object): Promise<TLSSocket> {
    return await new Promise((resolve, reject) => {
      const socket = connect({
        host: '127.0.0.1', port: emulator.port, ca: readFileSync(emulator.files.ca), servername: 'localhost', ...options
      }, () => resolve(socket))
      socket.once('error', reject)
    })
  }

  async function statusOver (socket: TLSSocket): Promise<number> {
    return await new Promise((resolve, reject) => {
      socket.once('data', (chunk: Buffer) => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(chunk.toString())?.[1])))
      socket.once('error', reject)
      socket.write(`GET ${random()} HTTP/1.1\r\nhost: localhost\r\n\r\n`)
    })
  }

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('on %s cannot be resumed by a client without its certificate', async (version) => {
    const resumed = await connected({ session: await session(version), minVersion: version, maxVersion: version })
    expect(resumed.isSessionReused()).toBe(false)
    expect(await statusOver(resumed)).toBe(401)
    resumed.destroy()
  })
})

describe('an open connection', () => {
  it('ends to work when its certificate expires', async () => {
    const fresh = await startTestEmulator()
    try {
      expect((await fresh.api('GET', '/random')).status).toBe(200)
      fresh.clock.advance(366 * 24 * 3600 * 1000)
      expect((await fresh.api('GET', '/random')).body.errors[0]).toContain('client certificate: expired on')
      fresh.clock.advance(-2 * 366 * 24 * 3600 * 1000)
      expect((await fresh.api('GET', '/random')).body.errors[0]).toContain('client certificate: not valid before')
    } finally {
      await fresh.close()
    }
  })
})

describe('a revoked credential', () => {
  it('is refused by its serial', async () => {
    const fresh = await startTestEmulator({ flags: [] })
    const certificate = {
      certificatePem: readFileSync(fresh.files.certificate, 'utf8'),
      privateKeyPem: readFileSync(fresh.files.privateKey, 'utf8')
    }
    const serial = credentialIdIn(fresh.files.certificate)
    const again = await fresh.restart([], ({ data }) => {
      const store = openStore({ folder: data }, { durable: false })
      store.credentials.revoke(serial, Date.now())
      store.close()
    })
    try {
      const { status, body } = await again.clientWith({ certificate }).request('GET', random(again.okmsId))
      expect([status, body.errors[0]]).toEqual([401, `client certificate: credential ${serial} was revoked; add another with okms-emulator credential add`])
      // The start has seen to it that there is another.
      expect((await again.api('GET', '/random')).status).toBe(200)
    } finally {
      await again.close()
    }
  })
})

describe('a credential of another domain', () => {
  it('is refused on this one', async () => {
    const fresh = await startTestEmulator({ flags: [] })
    const first = fresh.okmsId
    const second = await fresh.restart(['--okms-id', randomUUID()])
    try {
      expect(second.okmsId).not.toBe(first)
      const { status, body } = await second.client.request('GET', random(first))
      expect([status, body.error_code]).toEqual([403, 16924673])
    } finally {
      await second.close()
    }
  })
})
