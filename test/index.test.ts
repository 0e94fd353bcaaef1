// What the package exports, as the author of a test would use it.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import https from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFailures, type StartFailureRow } from '../src/domain/errors/start-failures.js'
import type { serverOptions } from '../src/config/options.js'
import {
  StartFailure, startEmulator, type ClientTls, type Emulator, type EmulatorOptions, type StartFailureCode
} from '../src/index.js'

const open: Emulator[] = []
afterEach(async () => { for (const emulator of open.splice(0)) await emulator.close() })

async function start (options?: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options)
  open.push(emulator)
  return emulator
}

async function call (
  { endpoint, okmsId, tls }: Pick<Emulator, 'endpoint' | 'okmsId' | 'tls'>,
  method: string,
  route: string,
  body?: unknown
): Promise<{
  status: number | undefined
  body: { bytes?: string, objects_list?: unknown[], attributes?: { original_creation_date?: string } }
}> {
  return await new Promise((resolve, reject) => {
    const request = https.request(
      `${endpoint}/api/${okmsId}/v1${route}`,
      { method, ...tls, agent: false, headers: { 'content-type': 'application/json' } },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => {
          resolve({ status: response.statusCode, body: JSON.parse(Buffer.concat(parts).toString()) })
        })
      }
    )
    request.on('error', reject)
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

// Temporary folders of this file's emulators alone.
const { TMPDIR } = process.env
const temporary = mkdtempSync(path.join(tmpdir(), 'library-test-'))
const useTemporary = (folder: string | undefined) => {
  if (folder === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = folder
}
beforeEach(() => { useTemporary(temporary) })
afterAll(() => {
  useTemporary(TMPDIR)
  rmSync(temporary, { recursive: true })
})
const foldersOfOurs = () => readdirSync(temporary).filter((name) => name.startsWith('okms-emulator-'))

type CamelCase<Name extends string> =
  Name extends `${infer Word}-${infer Rest}` ? `${Word}${Capitalize<CamelCase<Rest>>}` : Name
type NameOfOption = (typeof serverOptions)[keyof typeof serverOptions]['name']
type OptionsOfServe = Exclude<CamelCase<NameOfOption>, 'logFormat'>
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
    expect(entries.map((entry) => JSON.parse(entry)).filter(({ msg }) => msg === 'request'))
      .toMatchObject([{ http_status: 200 }])
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

  it('gives the admin certificate, which opens the admin API', async () => {
    const { endpoint, files, fetch } = await start()
    const tls = {
      ca: readFileSync(files.ca, 'utf8'),
      cert: readFileSync(files.adminCertificate, 'utf8'),
      key: readFileSync(files.adminPrivateKey, 'utf8')
    }
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      https.get(`${endpoint}/_emulator/domains`, { ...tls, agent: false }, resolve).on('error', reject)
    })
    response.resume()
    expect(response.statusCode).toBe(200)
    expect((await fetch('/_emulator/domains')).status).toBe(403)
    expect(statSync(files.adminPrivateKey).mode & 0o777).toBe(0o600)
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
})

describe('a start that is refused', () => {
  /** What startEmulator rejects with; it must leave no folder. */
  async function refusedWith (options: unknown): Promise<StartFailure> {
    const before = foldersOfOurs()
    const error: unknown = await startEmulator(options as EmulatorOptions)
      .then(async (kms) => { await kms.close() }, (error: unknown) => error)
    if (!(error instanceof StartFailure)) throw new Error(`started, or rejected with ${String(error)}`)
    expect(foldersOfOurs()).toEqual(before)
    expect(error.message).not.toMatch(/--[a-z]|config/)
    return error
  }

  it.each<[string, unknown, string]>([
    ['a misspelt option', { prot: 8443 }, 'prot: unknown option, did you mean port?'],
    ['an option of several words, misspelt', { serverNames: ['kms'] }, 'serverNames: unknown option, did you mean serverName?'],
    ['the name of a flag', { 'log-level': 'info' }, 'log-level: unknown option, did you mean logLevel?'],
    ['an option of the library alone, misspelt', { clok: Date.now }, 'clok: unknown option, did you mean clock?'],
    ['an option of the process', { logFormat: 'json' }, 'logFormat: unknown option'],
    ['nothing like an option', { zzzzzzzz: 1 }, 'zzzzzzzz: unknown option'],
    ['a string for a number', { port: '8443' }, 'port: got \'8443\'; accepted: a number'],
    ['a number that is too large', { port: 70_000 }, 'port: got 70000 from startEmulator; accepted: a whole number from 0 to 65535'],
    ['a word that is none of the accepted', { logLevel: 'loud' }, 'logLevel: got \'loud\' from startEmulator; accepted: trace, debug, info, warn, error, silent'],
    ['an array for a string', { data: ['a', 'b'] }, 'data: got [ \'a\', \'b\' ]; accepted: a string'],
    ['a number among strings', { serverName: ['kms', 7] }, 'serverName: got [ \'kms\', 7 ]; accepted: a string, or an array of strings'],
    ['several names in one string', { serverName: 'one,two' }, 'serverName: got \'one,two\' from startEmulator; accepted: a host name such as kms, kms.example.org or *.example.org, or an IP address; give an array for several'],
    ['null', { okmsId: null }, 'okmsId: got null; accepted: a string'],
    ['a string for a function', { log: 'stdout' }, 'log: got \'stdout\'; accepted: a function'],
    ['a time for a clock', { clock: 1_764_000_000_000 }, 'clock: got 1764000000000; accepted: a function that returns epoch milliseconds'],
    ['a clock that returns a Date', { clock: () => new Date() }, 'clock: got [Function: clock]; accepted: a function that returns epoch milliseconds'],
    ['a string for a switch', { clockAppliesToClient: 'yes' }, 'clockAppliesToClient: got \'yes\'; accepted: a boolean'],
    ['two options that exclude each other', { ephemeral: true, durable: true }, 'ephemeral, durable: got both; accepted: one of them, as memory cannot be synced to disk'],
    ['no object', 8443, 'startEmulator: got 8443; accepted: an object of options, such as { port: 8443 }'],
    ['two mistakes at once', { prot: 1, logLevel: 'loud' }, 'prot: unknown option, did you mean port?\nlogLevel: got \'loud\' from startEmulator; accepted: trace, debug, info, warn, error, silent']
  ])('%s', async (_, options, message) => {
    expect(await refusedWith(options)).toMatchObject({ name: 'StartFailure', code: 'UsageWrong', exitCode: 2, message })
  })

  it('the pki folder inside the certificate folder', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'library-'))
    try {
      expect(await refusedWith({ certs: folder, pki: path.join(folder, 'pki') })).toMatchObject({
        code: 'UsageWrong',
        message: expect.stringMatching(/^pki: got .*, which is inside certs; accepted: a folder outside/) as string
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('a port that is taken', async () => {
    const { port } = await start()
    expect(await refusedWith({ port }))
      .toMatchObject({ code: 'PortInUse', exitCode: 10, message: expect.stringContaining(`port ${port} on 127.0.0.1 is in use by another program; choose another, or leave the option port out`) as string })
    expect(await refusedWith({ bootstrapPort: port })).toMatchObject({
      code: 'BootstrapPortInUse', message: expect.stringContaining('leave the option bootstrapPort out') as string
    })
    expect(await refusedWith({ ovhApiPort: port })).toMatchObject({
      code: 'OvhApiPortInUse', message: expect.stringContaining('leave the option ovhApiPort out') as string
    })
  })

  it('an address that this machine does not have', async () => {
    expect(await refusedWith({ host: '192.0.2.1' })).toMatchObject({
      code: 'PortForbidden',
      exitCode: 11,
      message: expect.stringContaining('choose another with the options host and port') as string
    })
  })

  it('a folder that is a file, or that another emulator works on', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'library-'))
    const file = path.join(folder, 'file')
    writeFileSync(file, '')
    try {
      for (const options of [{ certs: file }, { data: file }, { data: path.join(file, 'data') }]) {
        expect(await refusedWith({ certs: path.join(folder, 'certs'), ...options }))
          .toMatchObject({ code: 'FolderNotWritable', exitCode: 21, message: expect.stringContaining(file) as string })
      }
      const data = path.join(folder, 'data')
      await start({ data, certs: path.join(folder, 'certs') })
      expect(await refusedWith({ data })).toMatchObject({
        code: 'FolderInUse', exitCode: 20, message: expect.stringContaining('with the option data') as string
      })
    } finally {
      for (const emulator of open.splice(0)) await emulator.close()
      rmSync(folder, { recursive: true })
    }
  })

  it('a CA that is another than the published one', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'library-'))
    try {
      for (const name of ['one', 'other']) {
        await (await startEmulator({ certs: path.join(folder, name, 'certs') })).close()
      }
      expect(await refusedWith({ certs: path.join(folder, 'one', 'certs'), pki: path.join(folder, 'other', 'pki') }))
        .toMatchObject({ code: 'CertificatesBroken', message: expect.stringContaining('with pki') as string })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('a temporary folder that cannot be made', async () => {
    useTemporary('/dev/null')
    await expect(startEmulator())
      .rejects.toMatchObject({ code: 'FolderNotWritable', message: expect.stringContaining('/dev/null') as string })
  })

  it('names no flag in any text for a program', () => {
    const ofTheCommandLine: readonly string[] = [
      'FilesInTheWay', 'ServerUnreachable', 'ServerMissing', 'AuthorityEphemeral'
    ] satisfies StartFailureCode[]
    for (const [code, row] of Object.entries<StartFailureRow>(startFailures)) {
      if (ofTheCommandLine.includes(code) || row.inProgram !== undefined) continue
      expect(String(row.text)).not.toMatch(/--[a-z]/)
    }
  })
})
