// Several servers on one certificate folder: which one okms.yaml and client.pem belong to, and what each accepts.

import {
  cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomUUID, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadConfig } from '../src/config/config.js'
import { oneClock } from '../src/domain/clock.js'
import { createMovableClocks } from '../src/services/control/clocks.js'
import { startEmulator, type Emulator } from '../src/emulator/emulator.js'
import { createLogger } from '../src/log/log.js'
import { readOkmsConfiguration } from '../src/services/clients/client-files.js'
import { readOvhConfiguration } from '../src/services/clients/ovh-configuration.js'
import { createClient } from './harness/client.js'
import { expectFittingFolders } from './harness/fitting-folders.js'
import { createMovableClock } from './harness/movable-clock.js'

const day = 86_400_000

let folder: string
let running: Emulator[]
let written: string[]
let clock: ReturnType<typeof createMovableClock>
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'okms-shared-'))
  running = []
  written = []
  clock = createMovableClock()
})
afterEach(async () => {
  for (const one of running) await one.close()
  rmSync(folder, { recursive: true, force: true })
})

const at = (...names: readonly string[]) => path.join(folder, ...names)
const text = (...names: readonly string[]) => readFileSync(at(...names), 'utf8')

/** A server on the shared folders; `data` names its own database, and without one its keys live in memory. */
async function start ({ flags = [], data }: {
  readonly flags?: readonly string[], readonly data?: string
} = {}): Promise<Emulator> {
  const store = data === undefined ? ['--ephemeral'] : ['--data', at(data)]
  const config = loadConfig({
    argv: ['--host', '127.0.0.1', '--port', '0', '--bootstrap-port', 'off', '--certs', at('certs'), ...store, ...flags],
    env: {},
    cwd: folder
  })
  const emulator = await startEmulator(config, {
    log: createLogger({ level: 'info', format: 'json', stream: { write: (line) => { written.push(line) } } }),
    clocks: createMovableClocks(oneClock(clock)),
    machineClock: clock
  })
  running.push(emulator)
  return emulator
}

async function stop (emulator: Emulator): Promise<void> {
  running = running.filter((one) => one !== emulator)
  await emulator.close()
}

const pointsAt = (...names: readonly string[]) => readOkmsConfiguration(text(...names)).endpoint
const pair = (certificate: string, privateKey: string) => ({
  certificatePem: readFileSync(certificate, 'utf8'), privateKeyPem: readFileSync(privateKey, 'utf8')
})

async function statuses (
  emulator: Emulator, certificate = emulator.files.certificate, privateKey = emulator.files.privateKey
): Promise<readonly number[]> {
  const client = createClient({
    endpoint: emulator.endpoint, ca: at('certs', 'ca.pem'), certificate: pair(certificate, privateKey)
  })
  const admin = createClient({
    endpoint: emulator.endpoint,
    ca: at('certs', 'ca.pem'),
    certificate: pair(emulator.files.adminCertificate, emulator.files.adminPrivateKey)
  })
  try {
    return [(await client.request('GET', `/api/${emulator.okmsId}/v1/random?length=8`)).status, (await admin.request('GET', '/_emulator/domains')).status]
  } finally {
    await client.close()
    await admin.close()
  }
}

it('starts of the same moment on fresh folders: every pair fits, and each server accepts what is in the folders', async () => {
  const servers = await Promise.all(Array.from({ length: 12 }, async () => await start()))
  expectFittingFolders(folder)
  for (const one of servers) {
    expect(await statuses(one, at('certs', 'client.pem'), at('certs', 'client-key.pem'))).toEqual([200, 200])
  }
  expect(new Set(servers.map(({ okmsId }) => okmsId)).size).toBe(1)
  expect(servers.map(({ endpoint }) => endpoint)).toContain(pointsAt('certs', 'okms.yaml'))
})

describe('a second server', () => {
  it('leaves okms.yaml and client.pem to the one that runs, says so, and has files of its own that work', async () => {
    const first = await start({ data: 'first' })
    const before = ['okms.yaml', 'client.pem', 'client-key.pem', 'client.p12'].map((name) => text('certs', name))
    const second = await start({ data: 'second', flags: ['--okms-id', randomUUID()] })
    expect(['okms.yaml', 'client.pem', 'client-key.pem', 'client.p12'].map((name) => text('certs', name)))
      .toEqual(before)
    expect(written.join('')).toContain(`okms.yaml and client.pem stay those of the server at ${first.endpoint}, which runs; start with --repoint to point them at this one`)
    expect(await statuses(first)).toEqual([200, 200])
    expect(await statuses(second)).toEqual([200, 200])
    expect(readOkmsConfiguration(readFileSync(second.files.okmsConfiguration, 'utf8')))
      .toMatchObject({ endpoint: second.endpoint, cert: second.files.certificate })
    expect(() => createSecureContext({
      pfx: readFileSync(second.files.pkcs12), passphrase: readFileSync(second.files.pkcs12Password, 'utf8')
    })).not.toThrow()
    const ovhConfigurations = [first, second].map(({ files: { ovhConfiguration = '' } }) => ovhConfiguration)
    expect(ovhConfigurations).toEqual([at('certs', 'ovh.conf'), at('certs', `ovh-${second.port}.conf`)])
    const endpoints = ovhConfigurations.map((file) => readOvhConfiguration(readFileSync(file, 'utf8')).endpoint)
    expect(endpoints).toEqual([`${first.endpoint}/1.0`, `${second.endpoint}/1.0`])
    await stop(second)
    expect([second.files.okmsConfiguration, ...ovhConfigurations].map((file) => existsSync(file)))
      .toEqual([false, true, false])
  })

  it('of the same domain shares the default client', async () => {
    const first = await start()
    const second = await start()
    const ovhConfiguration = at('certs', `ovh-${second.port}.conf`)
    const okmsConfiguration = at('certs', `okms-${second.port}.yaml`)
    expect(second.files).toEqual({ ...first.files, ovhConfiguration, okmsConfiguration })
    expect(pointsAt('certs', 'okms.yaml')).toBe(first.endpoint)
  })

  it('takes okms.yaml and client.pem over with --repoint', async () => {
    await start({ data: 'first' })
    const okmsId = randomUUID()
    const second = await start({ data: 'second', flags: ['--okms-id', okmsId, '--repoint'] })
    expect(pointsAt('certs', 'okms.yaml')).toBe(second.endpoint)
    expect(new X509Certificate(text('certs', 'client.pem')).subject).toBe(`CN=${okmsId}`)
    expectFittingFolders(folder)
  })

  it('takes them over when the first does not run any more, or when something else has its port', async () => {
    const first = await start()
    await stop(first)
    const second = await start()
    expect(pointsAt('certs', 'okms.yaml')).toBe(second.endpoint)
    // A server of another CA, as one that got the port by chance.
    const config = loadConfig({
      argv: [
        '--ephemeral', '--host', '127.0.0.1', '--port', '0', '--bootstrap-port', 'off', '--certs', at('other', 'certs')
      ],
      env: {},
      cwd: folder
    })
    const stranger = await startEmulator(config, { log: createLogger({ level: 'silent', format: 'json' }) })
    running.push(stranger)
    await stop(second)
    writeFileSync(at('certs', 'okms.yaml'), text('certs', 'okms.yaml').replace(second.endpoint, stranger.endpoint))
    const third = await start()
    expect(pointsAt('certs', 'okms.yaml')).toBe(third.endpoint)
  })
})

it('a server accepts the admin certificate that another one renewed while it ran', async () => {
  const first = await start({ data: 'first' })
  const before = text('pki', 'admin.pem')
  rmSync(at('pki', 'admin.pem'))
  const second = await start({ data: 'second' })
  expect(text('pki', 'admin.pem')).not.toBe(before)
  expect(await statuses(first)).toEqual([200, 200])
  expect(await statuses(second)).toEqual([200, 200])
})

describe('credentials that are written into the same folder', () => {
  it('never become the default client, whatever their domain and however long they live', async () => {
    let emulator = await start({ data: 'data' })
    const okmsId = emulator.okmsId
    const client = text('certs', 'client.pem')
    const admin = createClient({
      endpoint: emulator.endpoint,
      ca: emulator.files.ca,
      certificate: pair(emulator.files.adminCertificate, emulator.files.adminPrivateKey)
    })
    const other: { okmsId: string } = (await admin.request('POST', '/_emulator/domains', { name: 'other' })).body
    clock.advance(100 * day)
    for (const domain of [okmsId, other.okmsId, okmsId]) {
      const { id, certificatePEM, privateKeyPEM }: Record<string, string> = (await admin.request('POST', `/_emulator/domains/${domain}/credentials`, {
        name: 'of someone', identityURNs: ['urn:v1:eu:identity:user:emulator-ovh/alice']
      })).body
      writeFileSync(at('certs', `${id}_certificate.pem`), certificatePEM ?? '')
      writeFileSync(at('certs', `${id}_privatekey.pem`), privateKeyPEM ?? '')
    }
    await admin.close()
    for (const lost of [false, true]) {
      await stop(emulator)
      if (lost) rmSync(at('data'), { recursive: true })
      emulator = await start({ data: 'data' })
      expect([emulator.okmsId, text('certs', 'client.pem')]).toEqual([okmsId, client])
    }
    // Its successor is a new one: those have other rights.
    clock.advance(250 * day)
    await stop(emulator)
    emulator = await start({ data: 'data' })
    expect(emulator.okmsId).toBe(okmsId)
    const successor = new X509Certificate(text('certs', 'client.pem'))
    expect(Date.parse(successor.validTo)).toBeGreaterThan(clock() + 360 * day)
  })
})

describe('a certificate folder of an earlier version', () => {
  /** Turns the folders into what an earlier version left: one folder, and no client.pem. */
  function joined () {
    for (const name of readdirSync(at('pki'))) renameSync(at('pki', name), at('certs', name))
    const certificate = readdirSync(at('certs')).find((name) => name.endsWith('_certificate.pem')) ?? ''
    writeFileSync(at('certs', 'okms.yaml'), text('certs', 'okms.yaml')
      .replace('client.pem', certificate)
      .replace('client-key.pem', certificate.replace('_certificate', '_privatekey')))
    for (const name of ['client.pem', 'client-key.pem']) rmSync(at('certs', name))
    rmSync(at('pki'), { recursive: true })
  }

  it.each([['--ephemeral', undefined], ['a database', 'data']])('is split at the next start, with %s: its clients go on, and it is logged once', async (_, data) => {
    const options = data === undefined ? {} : { data }
    const before = await start(options)
    const kept = pair(before.files.certificate, before.files.privateKey)
    await stop(before)
    joined()
    const after = await start(options)
    expect(pair(after.files.certificate, after.files.privateKey)).toEqual(kept)
    expect(await statuses(after)).toEqual([200, 200])
    expect(after.okmsId).toBe(before.okmsId)
    expect(readdirSync(at('certs')).filter((name) => /^(ca-key|server|admin|token)/.test(name))).toEqual([])
    expect(statSync(at('pki')).mode & 0o777).toBe(0o700)
    await stop(after)
    await start(options)
    expect(written.filter((line) => line.includes('moved the files of the server to the pki folder'))).toHaveLength(1)
  })
})

describe('a pki folder that is a part of the certificate folder', () => {
  it.each<[string, () => readonly string[]]>([
    ['the same path', () => ['--pki', at('certs')]],
    ['a folder inside', () => ['--pki', at('certs', 'private')]]
  ])('%s is refused', async (_, flags) => {
    await expect(start({ flags: flags() })).rejects.toThrow(/^--pki: got .*, which is inside --certs/)
  })

  it('a link to it is refused, and no key is lost', async () => {
    await stop(await start())
    for (const name of readdirSync(at('pki'))) renameSync(at('pki', name), at('certs', name))
    rmSync(at('pki'), { recursive: true })
    symlinkSync(at('certs'), at('pki'))
    await expect(start()).rejects.toThrow(/which is inside --certs/)
    expect(existsSync(at('certs', 'ca-key.pem'))).toBe(true)
  })
})

it('a copy of the folders is a server of the same CA', async () => {
  await stop(await start())
  mkdirSync(at('copy'))
  for (const name of ['certs', 'pki']) cpSync(at(name), at('copy', name), { recursive: true })
  const config = loadConfig({
    argv: [
      '--ephemeral', '--host', '127.0.0.1', '--port', '0', '--bootstrap-port', 'off', '--certs', at('copy', 'certs')
    ],
    env: {},
    cwd: folder
  })
  running.push(await startEmulator(config, { log: createLogger({ level: 'silent', format: 'json' }) }))
  expect(text('copy', 'certs', 'ca.pem')).toBe(text('certs', 'ca.pem'))
})
