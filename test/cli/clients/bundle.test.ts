// bundle: what it writes, how, and over what it does not write.

import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'undici'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { run } from '../../../src/cli/run.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { openssl } from '../../pki/openssl.js'

let emulator: TestEmulator
let out: string
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })
beforeEach(() => {
  out = path.join(emulator.folder, 'bundle')
  rmSync(out, { recursive: true, force: true })
})

async function bundle (...argv: readonly string[]) {
  const output = { stdout: '', stderr: '' }
  const code = await run(['bundle', '--certs', emulator.certs, '--out', out, ...argv], {
    env: {},
    cwd: emulator.folder,
    stdout: { write: (text) => { output.stdout += text } },
    stderr: { write: (text) => { output.stderr += text } }
  })
  return { code, ...output }
}

const text = (name: string) => readFileSync(path.join(out, name), 'utf8')

it('writes every file, private ones for the owner alone', async () => {
  const { code, stdout } = await bundle()
  expect(code).toBe(0)
  const modes = Object.fromEntries(readdirSync(out)
    .map((name) => [name, (statSync(path.join(out, name)).mode & 0o777).toString(8)]))
  expect(modes).toEqual({
    'bundle.json': '644',
    'ca.pem': '644',
    'ca-and-public.pem': '644',
    'client.pem': '644',
    'client-key.pem': '600',
    'client-combined.pem': '600',
    'client.p12': '600',
    'truststore.p12': '644',
    'store.password': '600',
    'okms.yaml': '644',
    'secret.yaml': '600',
    'docker.env': '644'
  })
  expect(stdout.trimEnd().split('\n').map((file) => path.basename(file)).sort())
    .toEqual(Object.keys(modes).filter((name) => name !== 'bundle.json').sort())
})

it('its PEM files open the server', async () => {
  await bundle()
  const dispatcher = new Agent({
    connect: { ca: text('ca.pem'), cert: text('client-combined.pem'), key: text('client-combined.pem') }
  })
  const { statusCode } = await request(`${emulator.endpoint}/api/${emulator.okmsId}/v1/servicekey`, { dispatcher })
  expect(statusCode).toBe(200)
  await dispatcher.close()
})

it('its stores open with its password', async () => {
  await bundle()
  const own = openssl(['pkcs12', '-in', path.join(out, 'client.p12'), '-clcerts', '-nokeys', '-passin', `file:${path.join(out, 'store.password')}`])
  expect(new X509Certificate(own).fingerprint256).toBe(new X509Certificate(text('client.pem')).fingerprint256)
})

const hasCurl = spawnSync('curl', ['--version']).status === 0
if (!hasCurl) console.warn('skipped: curl is not here, so the bundle was not used with it')
it.runIf(hasCurl)('curl trusts the server by its list of authorities, and is let in by key and certificate in one file', async () => {
  await bundle()
  const files = ['--cacert', path.join(out, 'ca-and-public.pem'), '--cert', path.join(out, 'client-combined.pem')]
  const { stdout } = await promisify(execFile)('curl', ['-fsS', ...files, `${emulator.endpoint}/api/${emulator.okmsId}/v1/random?length=16`], { timeout: 15_000 })
  expect(Buffer.from(JSON.parse(stdout).bytes as string, 'base64')).toHaveLength(16)
})

it('Node reads docker.env, and finds the server by it', async () => {
  await bundle('--path', out)
  const script = "console.log(JSON.stringify(['ENDPOINT', 'OKMSID', 'CA', 'CERT', 'KEY'].map((name) => process.env['KMS_RESTAPI_' + name])))"
  const read = execFileSync(process.execPath, [`--env-file=${path.join(out, 'docker.env')}`, '-e', script], { encoding: 'utf8', env: {} })
  expect(JSON.parse(read)).toEqual([
    emulator.endpoint, emulator.okmsId,
    ...['ca.pem', 'client.pem', 'client-key.pem'].map((name) => path.join(out, name))
  ])
  // `docker run --env-file` takes everything after the sign literally.
  expect(text('docker.env')).not.toMatch(/['"]/)
})

describe('paths', () => {
  const auth = () => parse(text('okms.yaml')).profiles.default.restapi

  it('are absolute in okms.yaml, and in a container\'s folder elsewhere', async () => {
    await bundle()
    expect(auth()).toMatchObject({
      endpoint: emulator.endpoint,
      ca: path.join(out, 'ca.pem'),
      auth: { cert: path.join(out, 'client.pem'), key: path.join(out, 'client-key.pem') }
    })
    expect(text('docker.env')).toContain('KMS_RESTAPI_KEY=/etc/okms/client-key.pem\n')
  })

  it('are those that --path names', async () => {
    await bundle('--path', '.', '--endpoint', 'https://kms:8443')
    expect(auth()).toMatchObject({
      endpoint: 'https://kms:8443', ca: './ca.pem', auth: { cert: './client.pem', key: './client-key.pem' }
    })
    expect(text('docker.env')).toContain('KMS_RESTAPI_ENDPOINT=https://kms:8443\n')
    expect(text('docker.env')).toContain('KMS_RESTAPI_KEY=./client-key.pem\n')
  })
})

it('an API key is in docker.env alone, for a client of the OVHcloud API, and only the owner reads it', async () => {
  const secret = /^application_secret=(.+)$/m.exec(readFileSync(emulator.files.ovhConfiguration ?? '', 'utf8'))?.[1]
  const filesWithSecret = () => readdirSync(out).filter((name) => text(name).includes(secret ?? ''))
  expect(secret).toHaveLength(32)
  await bundle()
  expect(filesWithSecret()).toEqual([])
  await bundle('--client', 'terraform', '--endpoint', 'https://kms:8443')
  expect(filesWithSecret()).toEqual(['docker.env'])
  expect(text('docker.env')).toContain('OVH_ENDPOINT=https://kms:8443/1.0\n')
  expect(statSync(path.join(out, 'docker.env')).mode & 0o777).toBe(0o600)
})

it('docker.env has what clients of the KMS read, and with --client what that client reads', async () => {
  const names = () => [...text('docker.env').matchAll(/^(\w+)=/gm)].map(([, name]) => name)
  await bundle()
  expect(names()).toEqual(names().filter((name) => name?.startsWith('KMS_RESTAPI_')))
  await bundle('--client', 'python', '--client', 'go')
  expect(text('docker.env')).toContain('REQUESTS_CA_BUNDLE=/etc/okms/ca-and-public.pem\n')
  expect(statSync(path.join(out, 'docker.env')).mode & 0o777).toBe(0o644)
})

it('docker.env with the password of the stores is for the owner alone', async () => {
  await bundle('--client', 'java')
  expect(text('docker.env')).toContain(`trustStore=/etc/okms/truststore.p12 -Djavax.net.ssl.trustStorePassword=${text('store.password')}`)
  expect(statSync(path.join(out, 'docker.env')).mode & 0o777).toBe(0o600)
})

it('names its files as JSON', async () => {
  const { stdout, stderr } = await bundle('--json')
  expect(JSON.parse(stdout).files).toContain(path.join(out, 'docker.env'))
  expect(stderr).toBe(`okms-emulator: using the server at ${emulator.endpoint} with the files of ${emulator.certs}\n`)
})

it('the Secret is one of type kubernetes.io/tls with the same files', async () => {
  await bundle('--secret-name', 'my-kms')
  const secret = parse(text('secret.yaml'))
  expect(secret)
    .toMatchObject({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'my-kms' }, type: 'kubernetes.io/tls' })
  const value = (key: string) => Buffer.from(secret.data[key] as string, 'base64').toString()
  expect([value('tls.crt'), value('tls.key'), value('ca.crt')])
    .toEqual([text('client.pem'), text('client-key.pem'), text('ca.pem')])
  expect([value('endpoint'), value('okms-id')]).toEqual([emulator.endpoint, emulator.okmsId])
  expect(parse(value('okms.yaml')).profiles.default.restapi.ca).toBe('/etc/okms/ca.pem')
})

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0
it.runIf(hasKubectl)('kubectl reads the Secret', async () => {
  await bundle()
  // A change that needs no cluster makes it read the manifest by Kubernetes' own types.
  const read = execFileSync(
    'kubectl',
    ['label', '--local', '-o', 'json', '-f', path.join(out, 'secret.yaml'), 'read=yes'],
    { encoding: 'utf8', env: { ...process.env, KUBECONFIG: '/dev/null' } }
  )
  expect(JSON.parse(read)).toMatchObject({ kind: 'Secret', metadata: { labels: { read: 'yes' } } })
})
if (!hasKubectl) console.warn('skipped: kubectl is not here, so the Secret was not read with it')

describe('files in the way', () => {
  it('of an earlier bundle are written over, with the password that they had', async () => {
    await bundle()
    const password = text('store.password')
    expect(await bundle('--path', '/elsewhere')).toMatchObject({ code: 0 })
    expect(text('store.password')).toBe(password)
    expect(text('okms.yaml')).toContain('/elsewhere/ca.pem')
  })

  it.each([
    ['of somebody else', () => { writeFileSync(path.join(out, 'ca.pem'), 'mine') }],
    ['that were changed since', () => { writeFileSync(path.join(out, 'docker.env'), `${text('docker.env')}MINE=1\n`) }]
  ])('%s are left alone, and nothing else is written', async (_whose, put) => {
    await bundle()
    put()
    const before = readdirSync(out).map((name) => readFileSync(path.join(out, name)))
    expect(await bundle('--path', '/elsewhere'))
      .toMatchObject({ code: 32, stderr: expect.stringContaining('--force') as string })
    expect(readdirSync(out).map((name) => readFileSync(path.join(out, name)))).toEqual(before)
    expect(await bundle('--force')).toMatchObject({ code: 0 })
  })
})
