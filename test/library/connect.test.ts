// A program connects to a server that runs elsewhere and holds the same object as with startEmulator.

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectEmulator, startEmulator, type ConnectOptions, type Emulator } from '../../src/index.js'
import { createBoundFetch } from '../../src/library/bound-fetch.js'

let folder: string
let server: Emulator
let admin: ConnectOptions['admin']
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'okms-connect-test-'))
  server = await startEmulator({ certs: path.join(folder, 'certs'), pki: path.join(folder, 'pki') })
  const read = (file: string) => readFileSync(file, 'utf8')
  admin = { ca: server.tls.ca, cert: read(server.files.adminCertificate), key: read(server.files.adminPrivateKey) }
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const open: Emulator[] = []
afterEach(async () => { for (const emulator of open.splice(0)) await emulator.close() })

async function connect (options: Partial<ConnectOptions> = {}): Promise<Emulator> {
  const connected = await connectEmulator({ endpoint: server.endpoint, admin, ...options })
  open.push(connected)
  return connected
}

const randomOf = async ({ fetch, okmsId }: Pick<Emulator, 'fetch' | 'okmsId'>) =>
  (await fetch(`/api/${okmsId}/v1/random`)).status

describe('connectEmulator', () => {
  it.each<[string, () => ConnectOptions['admin']]>([
    ['the texts of the admin certificate', () => admin],
    ['the folders of the server', () => ({ certs: path.join(folder, 'certs') })]
  ])('with %s gives what startEmulator gives', async (_name, access) => {
    const connected = await connect({ admin: access() })
    expect(Object.keys(connected).sort()).toEqual(Object.keys(server).sort())
    expect(connected).toMatchObject({ endpoint: server.endpoint, port: server.port, okmsId: server.okmsId })
    expect(await randomOf(connected)).toBe(200)
    expect(connected.environment['KMS_RESTAPI_CERT']).toBe(connected.files.certificate)
    for (const file of Object.values(connected.files)) expect(existsSync(file), file).toBe(true)
    expect(statSync(connected.files.privateKey).mode & 0o777).toBe(0o600)
    expect(statSync(connected.files.adminPrivateKey).mode & 0o777).toBe(0o600)
  })

  it('has a credential of its own, which ends with it, as its files do; the server runs on', async () => {
    const connected = await connectEmulator({ endpoint: server.endpoint, admin })
    const { tls, files, okmsId } = connected
    expect(tls.cert).not.toBe(server.tls.cert)
    await connected.close()
    await connected.close()
    const { fetch, close } = createBoundFetch({ endpoint: server.endpoint, tls })
    expect(await randomOf({ fetch, okmsId })).toBe(401)
    close()
    expect(existsSync(files.certificate)).toBe(false)
    expect(await randomOf(server)).toBe(200)
  })

  it('goes on working when it resets the server or restores a snapshot that was taken before', async () => {
    const { okmsId } = await server.createDomain({ name: 'of the program' })
    const { id, restore, remove } = await server.snapshot()
    for (const options of [{}, { okmsId }]) {
      const connected = await connect(options)
      await connected.reset()
      expect(await randomOf(connected)).toBe(200)
      await (await connected.snapshots.get(id)).restore()
      expect(await randomOf(connected)).toBe(200)
      // The program that restores keeps its own credential, and no other.
      await restore()
      expect(await randomOf(connected)).toBe(401)
    }
    expect(await randomOf(server)).toBe(200)
    await remove()
    await server.reset()
  })

  it('closes without an error when the server is gone', async () => {
    const other = await startEmulator()
    const read = (file: string) => readFileSync(file, 'utf8')
    const { adminCertificate: cert, adminPrivateKey: key } = other.files
    const connected = await connectEmulator({
      endpoint: other.endpoint, admin: { ca: other.tls.ca, cert: read(cert), key: read(key) }
    })
    await other.close()
    await connected.close()
    expect(existsSync(connected.files.certificate)).toBe(false)
  })

  it('does not connect with the certificate of a domain', async () => {
    const { ca, cert, key } = server.tls
    await expect(connectEmulator({ endpoint: server.endpoint, admin: { ca, cert, key } }))
      .rejects.toMatchObject({ name: 'EmulatorRefusal', errorCode: 16924674 })
  })

  it('names a domain that does not exist', async () => {
    const okmsId = '11111111-1111-4111-8111-111111111111'
    await expect(connect({ okmsId })).rejects.toMatchObject({
      name: 'EmulatorRefusal', message: expect.stringContaining(okmsId) as string
    })
  })

  it('says when no server replies', async () => {
    await expect(connect({ endpoint: 'https://localhost:1' })).rejects.toMatchObject({
      code: 'ServerUnreachable', message: expect.stringContaining('https://localhost:1') as string
    })
  })

  it('takes the endpoint from the folders of the server, and says when they name none', async () => {
    const connected = await connectEmulator({ admin: { certs: path.join(folder, 'certs') } })
    open.push(connected)
    expect(connected.endpoint).toBe(server.endpoint)
    expect(await randomOf(connected)).toBe(200)
    const elsewhere = path.join(folder, 'elsewhere')
    await expect(connectEmulator({ admin: { certs: elsewhere } })).rejects.toMatchObject({
      code: 'ClientFilesMissing', message: expect.stringContaining(path.join(elsewhere, 'okms.yaml')) as string
    })
  })

  const pemTexts = { ca: '-----BEGIN', cert: '-----BEGIN', key: '-----BEGIN' }
  it.each([
    ['nothing', undefined, /accepted: an object/],
    ['no endpoint with texts', { admin: pemTexts }, /endpoint: got undefined/],
    ['plain HTTP', { endpoint: 'http://localhost:8443', admin: { certs: 'x' } }, /endpoint: got 'http/],
    ['no admin certificate', { endpoint: 'https://localhost:1' }, /admin: accepted/],
    ['a wrong id', { endpoint: 'https://localhost:1', admin: { certs: 'x' }, okmsId: 'x' }, /okmsId: got 'x'/],
    ['another option', { endpoint: 'https://localhost:1', admin: { certs: 'x' }, port: 1 }, /port: unknown option/]
  ])('refuses %s', async (_name, options, message) => {
    await expect(connectEmulator(options as never)).rejects.toMatchObject({
      code: 'UsageWrong', message: expect.stringMatching(message) as string
    })
  })

  it('never repeats a private key that it does not accept', async () => {
    const options = { endpoint: 'https://localhost:1', admin: { ca: 'a', cert: 'b', key: '-----BEGIN SECRET' } }
    await expect(connectEmulator(options)).rejects.not.toThrow('SECRET')
  })
})
