// The bootstrap port, asked by curl and unpacked by tar as a sibling container would.

import { execFile, spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { once } from 'node:events'
import net from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { request } from 'undici'
import { openBootstrap } from '../../../src/web/bootstrap/bootstrap.js'
import { pino } from 'pino'
import { startFailures } from '../../../src/domain/errors/start-failures.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { openssl, temporaryFolder } from '../../pki/openssl.js'

let emulator: TestEmulator
const shared = new Map<string, TestEmulator>()
const own: TestEmulator[] = []
afterEach(async () => { for (const one of own.splice(0)) await one.close() })
afterAll(async () => { for (const one of shared.values()) await one.close() })

const startWith = async (flags: readonly string[]) => await startTestEmulator({ flags: ['--ephemeral', ...flags] })

/** One for all tests that give the same flags. */
async function use (...flags: readonly string[]): Promise<void> {
  const key = flags.join(' ')
  emulator = shared.get(key) ?? await startWith(flags)
  shared.set(key, emulator)
}

/** One for this test alone. */
async function start (...flags: readonly string[]): Promise<void> {
  emulator = await startWith(flags)
  own.push(emulator)
}
const open = ['--bootstrap-host', '127.0.0.1']

/** Sends the secret, unless the headers say otherwise. */
async function get (
  name: string,
  { method = 'GET', headers = {} }: { method?: 'GET' | 'POST' | 'HEAD', headers?: Record<string, string> } = {}
) {
  const authorization = emulator.bootstrapSecret === undefined ? {} : { authorization: `Bearer ${emulator.bootstrapSecret.text}` }
  const url = `${emulator.bootstrap!.replace('localhost', '127.0.0.1')}${name}`
  const { statusCode, body, headers: sent } = await request(url, { method, headers: { ...authorization, ...headers } })
  return { status: statusCode, headers: sent, text: await body.text() }
}

const here = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
const skipped = ['curl', 'tar'].filter((program) => !here(program))
if (skipped.length > 0) console.warn(`skipped: ${skipped.join(' and ')} not here`)

/** What docs/access.md tells a sibling container to run. */
const ofThePage = /^```\n(curl [^]*?)^```$/m.exec(
  readFileSync(path.join(import.meta.dirname, '../../../docs/access.md'), 'utf8')
)?.[1] ?? 'false'

/** What Node's parser would refuse itself is sent as bytes; the connection ends with the reply. */
async function exchangeBytes (head: string): Promise<string> {
  const socket = net.connect({ host: '127.0.0.1', port: Number(new URL(emulator.bootstrap!).port) })
  await once(socket, 'connect')
  socket.end(`${head}\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

describe('by default', () => {
  it('answers CONNECT with the four fields', async () => {
    await use()
    const reply = await exchangeBytes('CONNECT localhost:443 HTTP/1.1')
    expect(reply).toMatch(/^HTTP\/1\.1 400 /)
    expect(reply).toMatch(/"errors":\["CONNECT: this server is no proxy/)
  })

  it.each(['200-ok', '', 'x'])('ignores an expectation that HTTP does not have: "%s"', async (expectation) => {
    await use()
    const reply = await exchangeBytes(`GET /ca.pem HTTP/1.1\r\nExpect: ${expectation}`)
    expect(reply).toMatch(/^HTTP\/1\.1 200 /)
    expect(reply).toContain('BEGIN CERTIFICATE')
    expect(await exchangeBytes(`GET /client-key.pem HTTP/1.1\r\nExpect: ${expectation}`)).toMatch(/^HTTP\/1\.1 403 .*"error_id"/s)
  })

  it('listens on loopback and gives ca.pem to every client', async () => {
    await use()
    expect(await get('/ca.pem', { headers: { host: 'kms.example.com' } }))
      .toMatchObject({ status: 200, text: readFileSync(emulator.files.ca, 'utf8') })
  })

  it.each(['/bundle.tar', '/client-key.pem', '/client.pem', '/client.p12', '/store.password', '/'])('keeps %s, with the four fields that say how to open it', async (name) => {
    await use()
    const { status, text } = await get(name)
    expect(status).toBe(403)
    expect(Object.keys(JSON.parse(text))).toEqual(['error_id', 'error_code', 'errors', 'request_id'])
    expect(text).toContain('--bootstrap-host')
    expect(text).not.toContain('PRIVATE')
  })

  it('does without when its port is taken', async () => {
    const blocker = net.createServer().listen(0, '127.0.0.1')
    await once(blocker, 'listening')
    const taken = (blocker.address() as net.AddressInfo).port
    try {
      const log = pino({ level: 'silent' })
      expect(await openBootstrap({
        hosts: ['127.0.0.1'],
        port: taken,
        portChosen: false,
        opened: false,
        caPem: '',
        names: [],
        secret: undefined,
        bundle: () => [],
        log
      })).toBeUndefined()
    } finally {
      blocker.close()
    }
  })

  it('is not there when it is off', async () => {
    const listening = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length
    const before = listening()
    await start('--bootstrap-port', 'off')
    expect(emulator.bootstrap).toBeNull()
    expect(listening()).toBe(before + 1)
  })
})

describe('when opened', () => {
  it.runIf(skipped.length === 0)('gives a sibling all it needs, with curl and tar alone', async () => {
    await use(...open, '--server-name', 'kms')
    const folder = temporaryFolder()
    const script = `set -e
SECRET=${emulator.bootstrapSecret?.text ?? ''}
curl () { command curl --resolve "kms:${new URL(emulator.bootstrap!).port}:127.0.0.1" --resolve "kms:${emulator.port}:127.0.0.1" "$@"; }
${ofThePage.replaceAll('18443', new URL(emulator.bootstrap!).port)}
curl -fsS --cacert "$KMS_RESTAPI_CA" --cert "$KMS_RESTAPI_CERT" --key "$KMS_RESTAPI_KEY" "$KMS_RESTAPI_ENDPOINT/api/$KMS_RESTAPI_OKMSID/v1/random?length=16"`
    // The server is in this process: waiting without letting it answer would be for ever.
    const { stdout } = await promisify(execFile)('sh', ['-c', script], {
      cwd: folder, timeout: 15_000, env: { PATH: process.env.PATH }
    })
    const answer = JSON.parse(stdout)
    expect(Buffer.from(answer.bytes as string, 'base64')).toHaveLength(16)
    const modes = readdirSync(folder).map((name) => `${name} ${(statSync(path.join(folder, name)).mode & 0o077).toString(8)}`)
    expect(modes).toEqual(
      expect.arrayContaining(['client-key.pem 0', 'client-combined.pem 0', 'client.p12 0', 'store.password 0'])
    )
  })

  it('lists its files, and gives each by its name', async () => {
    await use(...open)
    const names = (await get('/')).text.trim().split('\n')
    expect(names).toEqual([
      'bundle.tar', 'ca.pem', 'client.pem', 'client-key.pem', 'client-combined.pem', 'client.p12', 'truststore.p12',
      'store.password', 'okms.yaml', 'ca-and-public.pem', 'okms.env'
    ])
    for (const name of names) {
      expect(await get(`/${name}`)).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
    }
    expect((await get('/client-key.pem')).text).toBe(readFileSync(emulator.files.privateKey, 'utf8'))
    expect(openssl(['verify', '-CAfile', emulator.files.ca], (await get('/client.pem')).text)).toContain('OK')
  })

  it('uses the host name of the request', async () => {
    await use(...open, '--server-name', 'kms')
    for (const [host, endpoint] of [
      ['kms:18443', 'kms'], ['localhost', 'localhost'], ['127.0.0.1:1', '127.0.0.1'], ['[::1]:1', '[::1]'],
      ['KMS', 'kms']
    ] as const) {
      expect((await get('/okms.yaml', { headers: { host } })).text).toContain(`"https://${endpoint}:${emulator.port}"`)
    }
  })

  it.each([
    ['a public name, as a page that leads its name here would', { host: 'rebound.example.com' }],
    ['a private name that is not configured', { host: 'evil.lan' }],
    ['a name of one label that is not configured', { host: 'evil' }],
    ['a name under localhost', { host: 'evil.localhost' }],
    ['a name of containers that is not configured', { host: 'host.docker.internal' }],
    ['a program with another secret', { authorization: `Bearer ${'x'.repeat(32)}` }],
    ['a program with another scheme', { authorization: `Basic ${'x'.repeat(32)}` }],
    ['a program with an empty secret', { authorization: 'Bearer ' }],
    ['a page with a header of its own', { 'x-requested-with': 'page', authorization: '' }],
    ['a name that is none', { host: 'a"b' }],
    ['a page of another origin', { origin: 'https://example.com' }],
    ['a page that embeds it', { 'sec-fetch-site': 'cross-site' }]
  ])('gives no key to %s', async (_who, headers) => {
    await use(...open)
    const { status, text } = await get('/client-key.pem', { headers })
    expect(status).toBe('authorization' in headers ? 401 : 403)
    expect(text).not.toContain('PRIVATE')
    expect(text).not.toContain(emulator.bootstrapSecret?.text)
  })

  it('says where the secret is when it is missing', async () => {
    await use(...open)
    const { statusCode, headers, body } = await request(`${emulator.bootstrap!.replace('localhost', '127.0.0.1')}/bundle.tar`)
    expect([statusCode, headers['www-authenticate']]).toEqual([401, 'Bearer'])
    expect(await body.text()).toContain('bootstrap.secret in the pki folder')
  })

  it('keeps the secret in a private file, and takes the same one after a restart', async () => {
    const folder = temporaryFolder()
    const folders = ['--certs', path.join(folder, 'certs'), '--pki', path.join(folder, 'pki')]
    await start(...open, ...folders)
    const { text, file = '' } = emulator.bootstrapSecret ?? {}
    expect(readFileSync(file, 'utf8').trim()).toBe(text)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await emulator.close()
    await start(...open, ...folders)
    expect(emulator.bootstrapSecret?.text).toBe(text)
  })

  it('takes the secret of the option, and writes it nowhere', async () => {
    const secret = 'given-by-the-environment'
    await start(...open, '--bootstrap-secret', secret)
    expect(emulator.bootstrapSecret).toEqual({ text: secret, file: undefined })
    expect(await get('/bundle.tar')).toMatchObject({ status: 200 })
  })

  it.each(['short', 'with a blank in the middle', 'x'.repeat(129)])('refuses the secret "%s" without repeating it', async (secret) => {
    const refused = startTestEmulator({ flags: ['--ephemeral', ...open, '--bootstrap-secret', secret] })
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining(`--bootstrap-secret: got ${secret.length} characters`) as string })
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining(secret) as string })
  })

  it('answers what is not there with the four fields', async () => {
    await use(...open)
    for (const [name, method] of [['/ca-key.pem', 'GET'], ['/../ca-key.pem', 'GET'], ['/ca.pem', 'POST']] as const) {
      const { status, text } = await get(name, { method })
      expect(status).toBe(404)
      expect(Object.keys(JSON.parse(text))).toEqual(['error_id', 'error_code', 'errors', 'request_id'])
    }
  })

  it('answers HEAD without a body', async () => {
    await use(...open)
    expect(await get('/ca.pem', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
  })
})

it('a port that was chosen and is taken stops the start, and says which option to change', async () => {
  await use()
  const taken = new URL(emulator.bootstrap!).port
  await expect(startTestEmulator({ flags: ['--ephemeral', '--bootstrap-port', taken] })).rejects.toMatchObject({
    exitCode: startFailures.BootstrapPortInUse.exitCode, message: expect.stringContaining('--bootstrap-port') as string
  })
})
