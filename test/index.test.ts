// What the package exports, as the author of a test would use it.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import https from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { options } from '../src/options.js'
import { startEmulator, type ClientTls, type Emulator, type EmulatorOptions } from '../src/index.js'

const open: Emulator[] = []
afterEach(async () => { for (const emulator of open.splice(0)) await emulator.close() })

async function start (options?: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options)
  open.push(emulator)
  return emulator
}

async function call ({ endpoint, okmsId, tls }: Pick<Emulator, 'endpoint' | 'okmsId' | 'tls'>, method: string, route: string, body?: unknown): Promise<{ status: number | undefined, body: { bytes?: string, objects_list?: unknown[], attributes?: { original_creation_date?: string } } }> {
  return await new Promise((resolve, reject) => {
    const request = https.request(`${endpoint}/api/${okmsId}/v1${route}`, { method, ...tls, agent: false, headers: { 'content-type': 'application/json' } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => { resolve({ status: response.statusCode, body: JSON.parse(Buffer.concat(parts).toString()) }) })
    })
    request.on('error', reject)
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const foldersOfOurs = () => readdirSync(tmpdir()).filter((name) => name.startsWith('okms-emulator-') && existsSync(path.join(tmpdir(), name, 'certs', 'okms.yaml')))

type OptionsOfServe = Exclude<keyof typeof options, 'config' | 'logFormat'>
/** Does not compile while an option of serve is missing here. */
const covered: [OptionsOfServe] extends [keyof EmulatorOptions] ? true : never = true

describe('startEmulator', () => {
  it('has every option of serve but those about the process', () => { expect(covered).toBe(true) })

  it('needs no option, answers over mutual TLS with what it hands out, and leaves no folder behind', async () => {
    const emulator = await startEmulator()
    const folder = path.dirname(path.dirname(emulator.files.ca))
    const reply = await call(emulator, 'GET', '/random?length=16')
    expect(reply.status).toBe(200)
    expect(Buffer.from(reply.body.bytes ?? '', 'base64')).toHaveLength(16)
    await emulator.close()
    expect(existsSync(folder)).toBe(false)
  })

  it('refuses who shows no certificate', async () => {
    const emulator = await start()
    const withoutCertificate = { ca: emulator.tls.ca } as ClientTls
    expect((await call({ ...emulator, tls: withoutCertificate }, 'GET', '/random?length=16')).status).toBe(401)
  })

  it('starts two side by side that know nothing of each other', async () => {
    const [one, other] = [await start(), await start()]
    expect(one.port).not.toBe(other.port)
    expect(one.okmsId).not.toBe(other.okmsId)
    await call(one, 'POST', '/servicekey', { name: 'of one', type: 'oct', size: 256 })
    expect((await call(other, 'GET', '/servicekey')).body.objects_list).toEqual([])
  })

  it('keeps the folders that it is given, keys included', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'library-'))
    const folders = { data: path.join(folder, 'data'), certs: path.join(folder, 'certs') }
    try {
      const first = await startEmulator(folders)
      await call(first, 'POST', '/servicekey', { name: 'kept', type: 'oct', size: 256 })
      await first.close()
      const second = await startEmulator(folders)
      const { body } = await call(second, 'GET', '/servicekey')
      await second.close()
      expect(second.tls).toEqual(first.tls)
      expect(body.objects_list).toMatchObject([{ name: 'kept' }])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('takes the time from the clock it is given', async () => {
    let now = Date.now()
    const emulator = await start({ clock: () => now })
    now += 3600_000
    const { body } = await call(emulator, 'POST', '/servicekey', { name: 'made later', type: 'oct', size: 256 })
    expect(body.attributes?.original_creation_date).toBe(new Date(now).toISOString().replace(/\.\d+Z/, 'Z'))
  })

  it('hands its log to a function, line by line, and else writes nothing', async () => {
    const entries: string[] = []
    const emulator = await start({ log: (entry) => entries.push(entry) })
    await call(emulator, 'GET', '/random?length=16')
    await emulator.close()
    open.pop()
    expect(entries.map((entry) => JSON.parse(entry)).filter(({ msg }) => msg === 'request')).toMatchObject([{ http_status: 200 }])
  })

  it('names what a program started by the test needs', async () => {
    const emulator = await start()
    expect(emulator.environment).toMatchObject({
      KMS_RESTAPI_ENDPOINT: emulator.endpoint,
      KMS_RESTAPI_OKMSID: emulator.okmsId,
      KMS_RESTAPI_CERT: emulator.files.certificate,
      NODE_EXTRA_CA_CERTS: emulator.files.ca
    })
  })

  it('names the admin certificate, which opens the admin API', async () => {
    const emulator = await start()
    const { ca, adminCertificate, adminPrivateKey } = emulator.files
    const status = await new Promise((resolve, reject) => {
      https.get(`${emulator.endpoint}/_emulator/domains`, { ca: readFileSync(ca), cert: readFileSync(adminCertificate), key: readFileSync(adminPrivateKey), agent: false }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).on('error', reject)
    })
    expect(status).toBe(200)
  })

  it('keeps the CA of a pki folder that it is given', async () => {
    const pki = path.join(mkdtempSync(path.join(tmpdir(), 'library-')), 'pki')
    try {
      const [one, other] = [await start({ pki }), await start({ pki })]
      expect(other.tls.ca).toBe(one.tls.ca)
      expect(path.dirname(one.files.adminCertificate)).toBe(pki)
    } finally {
      rmSync(path.dirname(pki), { recursive: true })
    }
  })

  it('names every option that it does not accept, and leaves nothing behind', async () => {
    const before = foldersOfOurs()
    const wrong = { port: 70_000, logLevel: 'loud', serverNames: ['kms'] } as object as EmulatorOptions
    const message = await startEmulator(wrong).then(() => 'started', (error: Error) => error.message)
    expect(message).toContain('server-names: unknown option, did you mean server-name?')
    expect(message).toContain('--port: got "70000" from the options of startEmulator')
    expect(message).toContain('--log-level: got "loud"')
    expect(foldersOfOurs()).toEqual(before)
  })
})
