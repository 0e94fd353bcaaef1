// env: what it prints, from the folder of a server that runs or has run.

import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { rootCertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientEnvironments } from '../../../src/services/clients/client-environment.js'
import { ovhConfigurationText } from '../../../src/services/clients/ovh-configuration.js'
import { run } from '../../../src/cli/run.js'
import { shells } from '../../../src/cli/clients/shells.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })

/** An object among the words is the environment. */
async function print (...words: ReadonlyArray<string | Record<string, string>>) {
  const output = { stdout: '', stderr: '' }
  const argv = words.filter((word) => typeof word === 'string')
  const code = await run(['env', '--certs', emulator.certs, ...argv], {
    env: Object.assign({}, ...words.filter((word) => typeof word === 'object')),
    cwd: emulator.folder,
    stdout: { write: (text) => { output.stdout += text } },
    stderr: { write: (text) => { output.stderr += text } }
  })
  return { code, ...output }
}

/** What a POSIX shell has after evaluating the text. */
function evaluated (text: string): Record<string, string> {
  const printed = execFileSync('env', ['-i', 'sh', '-c', `${text}\nexec env -0`], { encoding: 'utf8' })
  return Object.fromEntries(printed.split('\0')
    .filter((line) => line !== '')
    .map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
}

it('names the endpoint, the domain and the files of the running server', async () => {
  const { stdout } = await print('--client', 'okms-cli')
  expect(evaluated(stdout)).toMatchObject({
    KMS_RESTAPI_ENDPOINT: emulator.endpoint,
    KMS_RESTAPI_OKMSID: emulator.okmsId,
    KMS_RESTAPI_CA: emulator.files.ca,
    KMS_RESTAPI_CERT: emulator.files.certificate,
    KMS_RESTAPI_KEY: emulator.files.privateKey,
    KMS_RESTAPI_AUTH_METHOD: 'mtls'
  })
})

it.each(clientEnvironments.map(({ name, variables }) => [
  name, Object.keys(variables).filter((variable) => !variable.endsWith('KEY_ID'))
] as const))('%s: its own variables', async (name, variables) => {
  const values = evaluated((await print('--client', name)).stdout)
  for (const variable of variables) expect(values[variable]).toBeTruthy()
})

it('prints the key for OpenBao and OpenTofu when it is given', async () => {
  const keyId = '1f1754e8-f2f8-40f0-9015-4c816b6f41b4'
  const values = evaluated((await print('--client', 'openbao', '--client', 'opentofu', '--key-id', keyId)).stdout)
  expect([values.OVHCLOUDKMS_KEY_ID, values.KMS_KEY_ID]).toEqual([keyId, keyId])
})

describe('a client of the OVHcloud API', () => {
  const names = ['terraform', 'go-ovh', 'python-ovh', 'node-ovh', 'ovhcloud-cli']
  const configuration = () => readFileSync(emulator.files.ovhConfiguration ?? '', 'utf8')

  it.each(names)('%s: the endpoint without a slash at its end, and the keys of ovh.conf', async (name) => {
    const values = evaluated((await print('--client', name)).stdout)
    expect(values.OVH_ENDPOINT).toBe(`${emulator.endpoint}/1.0`)
    expect(configuration()).toBe(ovhConfigurationText({
      endpoint: values.OVH_ENDPOINT!,
      applicationKey: values.OVH_APPLICATION_KEY!,
      applicationSecret: values.OVH_APPLICATION_SECRET!,
      consumerKey: values.OVH_CONSUMER_KEY!
    }))
  })

  it('named by another endpoint finds the API there', async () => {
    const { stdout } = await print('--client', 'go-ovh', '--endpoint', 'https://kms:8443/')
    expect(evaluated(stdout).OVH_ENDPOINT).toBe('https://kms:8443/1.0')
  })

  it.each([
    ['go-ovh', 'SSL_CERT_FILE'], ['ovhcloud-cli', 'SSL_CERT_FILE'], ['python-ovh', 'REQUESTS_CA_BUNDLE']
  ])('%s needs no CA on the plain port', async (name, variable) => {
    const copy = path.join(emulator.folder, `plain-${name}`)
    cpSync(emulator.certs, copy, { recursive: true })
    const plain = configuration().replaceAll(emulator.endpoint, 'http://127.0.0.1:8080')
    writeFileSync(path.join(copy, 'ovh.conf'), plain)
    const values = evaluated((await print('--client', name, '--certs', copy)).stdout)
    expect(values.OVH_ENDPOINT).toBe('http://127.0.0.1:8080/1.0')
    expect(values).not.toHaveProperty(variable)
    const withGo = evaluated((await print('--client', 'go', '--client', name, '--certs', copy)).stdout)
    expect(withGo.SSL_CERT_FILE).toBe(path.join(copy, 'ca-and-public.pem'))
  })

  it('in a folder without a key lacks its variables, and a note says so', async () => {
    const copy = path.join(emulator.folder, 'without-key')
    cpSync(emulator.certs, copy, { recursive: true })
    rmSync(path.join(copy, 'ovh.conf'))
    const { code, stdout, stderr } = await print('--client', 'terraform', '--certs', copy)
    expect(Object.keys(evaluated(stdout)).filter((name) => name.startsWith('OVH_'))).toEqual([])
    expect(evaluated(stdout).TF_VAR_okms_ca).toBe(path.join(copy, 'ca.pem'))
    expect([code, stderr]).toEqual([0, expect.stringContaining('ovh.conf has no API key')])
  })
})

it('without a client: only what clients of the KMS read', async () => {
  const names = Object.keys(evaluated((await print()).stdout))
    .filter((name) => name !== 'PWD' && name !== 'SHLVL' && name !== '_')
  expect(names.sort())
    .toEqual(['AUTH_METHOD', 'CA', 'CERT', 'ENDPOINT', 'KEY', 'OKMSID', 'TYPE'].map((name) => `KMS_RESTAPI_${name}`))
})

it('without a client it makes no file', async () => {
  const before = readdirSync(emulator.certs)
  await print()
  expect(readdirSync(emulator.certs)).toEqual(before)
})

it('says on standard error which server and which folder it used', async () => {
  expect((await print()).stderr).toBe(`okms-emulator: using the server at ${emulator.endpoint} with the files of ${emulator.certs}\n`)
})

it('prints an object with --json', async () => {
  expect(JSON.parse((await print('--json')).stdout))
    .toMatchObject({ KMS_RESTAPI_ENDPOINT: emulator.endpoint, KMS_RESTAPI_KEY: emulator.files.privateKey })
  expect(JSON.parse((await print('--json', '--unset')).stdout)).toMatchObject({ KMS_RESTAPI_ENDPOINT: null })
})

it.each([[], ['--client', 'node', '--client', 'openbao']])('unsets what it sets: %j', async (...argv) => {
  const set = Object.keys(evaluated((await print(...argv)).stdout))
  const left = Object.keys(evaluated(`${(await print(...argv)).stdout}\n${(await print('--unset', ...argv)).stdout}`))
  expect(left).toEqual(Object.keys(evaluated('')))
  expect(set.length).toBeGreaterThan(left.length + 5)
})

describe('--path', () => {
  it('names the files as another container sees them', async () => {
    const { stdout, stderr } = await print(
      '--path', '/certs/', '--endpoint', 'https://kms:8443', '--client', 'okms-cli', '--client', 'curl', '--client',
      'terraform'
    )
    expect(evaluated(stdout)).toMatchObject({
      KMS_RESTAPI_ENDPOINT: 'https://kms:8443',
      KMS_RESTAPI_CA: '/certs/ca.pem',
      KMS_RESTAPI_CERT: `/certs/${path.basename(emulator.files.certificate)}`,
      KMS_RESTAPI_KEY: `/certs/${path.basename(emulator.files.privateKey)}`,
      CURL_CA_BUNDLE: '/certs/ca-and-public.pem',
      TF_VAR_okms_ca: '/certs/ca.pem'
    })
    expect(stderr).not.toContain('this machine')
    expect(readFileSync(path.join(emulator.certs, 'ca-and-public.pem'), 'utf8')).toContain('BEGIN CERTIFICATE')
  })

  it('names the stores of Java, which are made in the folder that goes there', async () => {
    const { JAVA_TOOL_OPTIONS: java } = evaluated((await print('--path', '/certs', '--client', 'java')).stdout)
    expect(java).toContain('-Djavax.net.ssl.trustStore=/certs/truststore.p12')
    expect(java).toMatch(/-Djavax\.net\.ssl\.keyStore=\/certs\/[\w.-]+\.p12/)
    expect(readdirSync(emulator.certs)).toContain('truststore.p12')
  })

  it('says that localhost is another machine there', async () => {
    expect((await print('--path', '.')).stderr).toMatch(/is this machine; .* --endpoint/)
  })

  it.each([[''], ['/a\nb']])('refuses %j', async (folder) => {
    expect(await print('--path', folder))
      .toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--path: got') as string })
  })
})

describe('where a proxy is set', () => {
  const proxy = { HTTPS_PROXY: 'http://proxy.example:3128' }

  it.each(shells.map(({ name }) => name))('%s: NO_PROXY is extended', async (shell) => {
    const { stdout } = await print('--shell', shell, { ...proxy, NO_PROXY: '.corp.example' })
    expect(stdout).toMatch(/NO_PROXY\W+\.corp\.example,localhost,127\.0\.0\.1,::1/)
  })

  it('undoing it leaves NO_PROXY as it was', async () => {
    const before = { ...proxy, NO_PROXY: '.corp.example,10.0.0.1' }
    const after = { ...before, ...evaluated((await print(before)).stdout) }
    expect(after.NO_PROXY).toBe('.corp.example,10.0.0.1,localhost,127.0.0.1,::1')
    expect(evaluated((await print('--unset', after)).stdout)).toMatchObject({ NO_PROXY: before.NO_PROXY })
    expect((await print('--unset', before)).stdout).not.toContain('NO_PROXY')
  })

  it('--path says nothing of it, as the proxies there are not known', async () => {
    expect((await print('--path', '/certs', proxy)).stdout).not.toContain('NO_PROXY')
  })
})

/** How a line of each shell begins that sets a variable, and one that takes it away; a file can only empty it. */
it.each<[string, RegExp, RegExp]>([
  ['sh', /^export (\w+)=/gm, /^unset (\w+)$/gm],
  ['fish', /^set -gx (\w+) /gm, /^set -e (\w+)$/gm],
  ['powershell', /^\$Env:(\w+) = /gm, /^Remove-Item -ErrorAction Ignore Env:(\w+)$/gm],
  ['dotenv', /^(\w+)=./gm, /^(\w+)=$/gm],
  ['github', /^(\w+)=./gm, /^(\w+)=$/gm]
])('%s: unsets every variable that it sets, of every client', async (shell, set, unset) => {
  const everyClient = clientEnvironments.flatMap(({ name }) => ['--client', name])
  const names = async (words: RegExp, ...argv: readonly string[]) =>
    [...(await print('--shell', shell, ...everyClient, ...argv)).stdout.matchAll(words)].map(([, name]) => name).sort()
  const given = await names(set, '--key-id', '1f1754e8-f2f8-40f0-9015-4c816b6f41b4')
  expect(given.length).toBeGreaterThan(20)
  expect(await names(unset, '--unset')).toEqual(given)
})

it('unsets also when the folder is gone', async () => {
  expect(await print('--unset', '--client', 'node', '--certs', path.join(emulator.folder, 'nowhere')))
    .toMatchObject({ code: 0, stdout: expect.stringContaining('unset NODE_EXTRA_CA_CERTS\n') as string })
})

it('a list that replaces a client\'s own has the public authorities in it', async () => {
  const { SSL_CERT_FILE: file } = evaluated((await print('--client', 'python')).stdout)
  const list = readFileSync(file!, 'utf8')
  expect(list).toContain(readFileSync(emulator.files.ca, 'utf8'))
  expect(list.split('BEGIN CERTIFICATE').length).toBeGreaterThan(Math.min(20, rootCertificates.length))
})

it('writes key stores that only the owner reads', async () => {
  await print('--client', 'java')
  expect(statSync(path.join(emulator.certs, 'truststore.p12')).mode & 0o777).toBe(0o600)
})

it('another endpoint', async () => {
  const { stdout } = await print('--client', 'node', '--endpoint', 'https://kms:8443/')
  expect(evaluated(stdout).KMS_RESTAPI_ENDPOINT).toBe('https://kms:8443')
})

it.each([
  ['http://kms:8443'], ['kms:8443'], ['https://kms/api'], ['https://me@kms']
])('refuses the endpoint %s', async (endpoint) => {
  expect(await print('--endpoint', endpoint))
    .toMatchObject({ code: 2, stderr: expect.stringContaining('--endpoint: got') as string })
})

it('refuses a client that it does not know, and names those that it does', async () => {
  expect(await print('--client', 'rust'))
    .toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('accepted: okms-cli, go, curl') as string })
})

describe('the folder', () => {
  it('may be a copy under another path, where no server ever ran', async () => {
    const copy = path.join(emulator.folder, 'it\'s a copy')
    cpSync(emulator.certs, copy, { recursive: true })
    const { stdout } = await print('--client', 'okms-cli', '--certs', copy)
    expect(evaluated(stdout))
      .toMatchObject({ KMS_RESTAPI_ENDPOINT: emulator.endpoint, KMS_RESTAPI_CA: path.join(copy, 'ca.pem') })
  })

  it('that has no client files is named, with what to do', async () => {
    expect(await print('--certs', path.join(emulator.folder, 'nowhere')))
      .toMatchObject({ code: 31, stderr: expect.stringMatching(/nowhere.*--certs/) as string })
  })

  it('that takes no file gives the CA alone, and says so', async () => {
    const other = await startTestEmulator()
    rmSync(path.join(other.certs, 'ca-and-public.pem'), { force: true })
    chmodSync(other.certs, 0o555)
    const { stdout, stderr, code } = await print('--client', 'curl', '--certs', other.certs)
    chmodSync(other.certs, 0o755)
    // The superuser may write everywhere.
    if (process.getuid?.() !== 0) {
      expect(evaluated(stdout).CURL_CA_BUNDLE).toBe(path.join(other.certs, 'ca.pem'))
      expect(stderr).toContain('trust our CA alone')
    }
    expect(code).toBe(0)
    await other.close()
  })
})
