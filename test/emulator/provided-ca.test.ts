// A CA that OpenSSL made, brought with --ca-cert and --ca-key: accepted kinds, refused ones, and what it signs.

import { createPrivateKey } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/config.js'
import { startFailures } from '../../src/domain/errors/start-failures.js'
import { readProvidedCa } from '../../src/emulator/provided-ca.js'
import { rsaKeys } from '../fixtures/rsa-keys.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { openssl, opensslAccepts, temporaryFolder } from '../pki/openssl.js'

const fixtureKeys: Readonly<Record<string, typeof rsaKeys.rsa2048>> = {
  'RSA-2048': rsaKeys.rsa2048,
  'RSA-4096': rsaKeys.rsa4096
}
const newKeyArguments: Readonly<Record<string, readonly string[]>> = {
  'P-256': ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'P-384': ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  'P-521': ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-521']
}

interface Files {
  readonly caCert: string
  readonly caKey: string
}

/**
 * A self-signed CA as `openssl req -x509` makes it, with an RSA key of the fixtures or a new key.
 * @param more Further arguments, such as `-addext`.
 */
function opensslCa (kind = 'P-256', more: readonly string[] = [], folder = temporaryFolder()): Files {
  const files = { caCert: path.join(folder, 'root.pem'), caKey: path.join(folder, 'root-key.pem') }
  const fixture = fixtureKeys[kind]
  if (fixture) {
    const rsaKey = createPrivateKey({ key: { ...fixture }, format: 'jwk' })
    writeFileSync(files.caKey, rsaKey.export({ type: 'pkcs8', format: 'pem' }))
  }
  const key = fixture ? ['-key', files.caKey] : [...newKeyArguments[kind] ?? [], '-nodes', '-keyout', files.caKey]
  openssl(['req', '-x509', ...key, '-out', files.caCert, '-subj', '/O=Example/CN=Root', '-days', '30', ...more])
  return files
}

const flagsOf = ({ caCert, caKey }: Files) => ['--ephemeral', '--ca-cert', caCert, '--ca-key', caKey]

let running: TestEmulator[] = []
afterEach(async () => { for (const one of running) await one.close(); running = [] })

async function started (files: Files): Promise<TestEmulator> {
  const emulator = await startTestEmulator({ flags: flagsOf(files) })
  running.push(emulator)
  return emulator
}

describe('what it signs', () => {
  const kinds = [...Object.keys(fixtureKeys), ...Object.keys(newKeyArguments)]
  it.each(kinds)('%s: OpenSSL accepts it, and clients connect', async (kind) => {
    const files = opensslCa(kind)
    const emulator = await started(files)
    const ca = readFileSync(files.caCert, 'utf8')
    const read = (file: string) => readFileSync(file, 'utf8')
    expect(opensslAccepts('sslserver', read(path.join(emulator.pki, 'server.pem')), ca)).toBe('OK')
    for (const file of [emulator.files.certificate, emulator.files.adminCertificate]) {
      expect(opensslAccepts('sslclient', read(file), ca)).toBe('OK')
    }
    expect((await emulator.api('GET', '/random?length=8')).status).toBe(200)
    expect((await emulator.admin.request('GET', '/_emulator/domains')).status).toBe(200)
  })

  it.each([
    ['with a key identifier that is not the SHA-1 of its key', ['-addext', 'subjectKeyIdentifier=0102030405060708090a0b0c0d0e0f1011121314', '-addext', 'authorityKeyIdentifier=none']],
    ['without a key identifier', ['-addext', 'subjectKeyIdentifier=none']],
    ['with keyUsage and a path length, as mkcert makes it', ['-addext', 'keyUsage=critical,keyCertSign', '-addext', 'basicConstraints=critical,CA:TRUE,pathlen:0']],
    ['with the name of the emulator\'s own CA', ['-subj', '/CN=CCMUsersCA']]
  ])('a CA %s: OpenSSL accepts it', async (_, more) => {
    const files = opensslCa('RSA-2048', more)
    const emulator = await started(files)
    expect(opensslAccepts(
      'sslserver', readFileSync(path.join(emulator.pki, 'server.pem'), 'utf8'), readFileSync(files.caCert, 'utf8')
    )).toBe('OK')
  })
})

it('leaves its key where it is, and publishes its certificate alone', async () => {
  const files = opensslCa('RSA-2048')
  const emulator = await started(files)
  const key = readFileSync(files.caKey, 'utf8').split('\n')[1]
  for (const folder of [emulator.certs, emulator.pki]) {
    for (const name of readdirSync(folder)) expect(readFileSync(path.join(folder, name), 'utf8')).not.toContain(key)
  }
  expect(emulator.log()).not.toContain(key)
  expect(openssl(['x509', '-in', emulator.files.ca, '-noout', '-fingerprint']))
    .toBe(openssl(['x509', '-in', files.caCert, '-noout', '-fingerprint']))
})

it('trust survives folders that are built again', async () => {
  const files = opensslCa('P-384')
  const first = await started(files)
  const second = await started(files)
  expect(readFileSync(second.files.ca, 'utf8')).toBe(readFileSync(first.files.ca, 'utf8'))
  expect(readFileSync(second.files.certificate, 'utf8')).not.toBe(readFileSync(first.files.certificate, 'utf8'))
})

it.each(['RSA-2048', 'P-256'])('what the CA before it issued is issued again (%s), and kept while it is the same one', async (kind) => {
  // The same name as the CA before: a key of another kind must not be taken for it.
  const flags = flagsOf(opensslCa(kind, ['-subj', '/CN=CCMUsersCA']))
  const before = await startTestEmulator()
  const issued = (one: TestEmulator) => [
    one.files.certificate, one.files.adminCertificate, path.join(one.pki, 'server.pem')
  ].map((file) => readFileSync(file, 'utf8'))
  const old = issued(before)
  const after = await before.restart(flags)
  const changed = issued(after)
  for (const [index, text] of changed.entries()) expect(text).not.toBe(old[index])
  expect((await after.api('GET', '/random?length=8')).status).toBe(200)
  const again = await after.restart(flags)
  running.push(again)
  expect(issued(again)).toEqual(changed)
})

describe('refused, with the flag, the file, what was found and what is accepted', () => {
  const refusal = (flag: string, file: string, found: string, accepted: string) => expect.objectContaining({
    exitCode: startFailures.UsageWrong.exitCode,
    message: `${flag}: got ${JSON.stringify(file)} (${found}); accepted: ${accepted}`
  }) as Error
  const certificate = 'one certificate in PEM, of a self-signed root CA that is valid now'
  const key = 'the private key of --ca-cert in PEM, without a passphrase'
  const ca = 'a CA certificate, which has basicConstraints CA:TRUE and may sign certificates (keyCertSign)'
  const keys = 'a P-256, P-384 or P-521 key, or an RSA key of 2048 to 8192 bits'

  it.each<[string, string, string, string, readonly string[]]>([
    ['no CA', 'P-256', 'it is not the certificate of a CA', ca, ['-addext', 'basicConstraints=critical,CA:FALSE']],
    [
      'a CA that may not sign certificates', 'P-256', 'its keyUsage has no keyCertSign', ca,
      ['-addext', 'keyUsage=critical,cRLSign']
    ],
    ['a CA for servers only', 'P-256', 'its extendedKeyUsage is limited', 'a CA without one, or with serverAuth and clientAuth', ['-addext', 'extendedKeyUsage=serverAuth']],
    ['a short RSA key', '', 'its key is rsa 1024', keys, ['-newkey', 'rsa:1024']],
    ['an Ed25519 key', '', 'its key is ed25519', keys, ['-newkey', 'ed25519']],
    [
      'a curve that clients do not take', '', 'its key is ec secp256k1', keys,
      ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1']
    ]
  ])('%s', (_, kind, found, accepted, more) => {
    const files = opensslCa(kind, more)
    expect(() => readProvidedCa(files, Date.now())).toThrow(refusal('--ca-cert', files.caCert, found, accepted))
  })

  it('an expired CA, and one that is not valid yet', () => {
    const files = opensslCa()
    expect(() => readProvidedCa(files, Date.now() + 31 * 86_400_000)).toThrow(/^--ca-cert: got ".*root\.pem" \(it expired on 20.*Z\); accepted: one that is valid now$/)
    expect(() => readProvidedCa(files, Date.now() - 86_400_000)).toThrow(/\(it is not valid before 20.*Z; is the clock right\?\); accepted: one that is valid now$/)
  })

  it('an intermediate CA', () => {
    const root = opensslCa()
    const folder = temporaryFolder()
    const at = (name: string) => path.join(folder, name)
    const newKey = [...newKeyArguments['P-256'] ?? [], '-nodes', '-keyout', at('key')]
    openssl(['req', ...newKey, '-out', at('csr'), '-subj', '/CN=Intermediate'])
    writeFileSync(at('extensions'), 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n')
    openssl([
      'x509', '-req', '-in', at('csr'), '-CA', root.caCert, '-CAkey', root.caKey, '-CAcreateserial', '-extfile',
      at('extensions'), '-days', '10', '-out', at('cert')
    ])
    const refused = refusal('--ca-cert', at('cert'), 'it was issued by "O=Example, CN=Root"', 'a self-signed root CA: clients that trust an intermediate one alone reject what it signs')
    expect(() => readProvidedCa({ caCert: at('cert'), caKey: at('key') }, Date.now())).toThrow(refused)
    writeFileSync(at('chain'), readFileSync(at('cert'), 'utf8') + readFileSync(root.caCert, 'utf8'))
    expect(() => readProvidedCa({ caCert: at('chain'), caKey: at('key') }, Date.now()))
      .toThrow(refusal('--ca-cert', at('chain'), 'it has 2 certificates', certificate))
  })

  it('files that are missing, are of something else, or do not fit', () => {
    const files = opensslCa()
    const other = opensslCa('RSA-2048')
    expect(() => readProvidedCa({ ...files, caCert: '/nowhere/root.pem' }, Date.now()))
      .toThrow(refusal('--ca-cert', '/nowhere/root.pem', 'it cannot be read: ENOENT', certificate))
    expect(() => readProvidedCa({ ...files, caCert: files.caKey }, Date.now()))
      .toThrow(refusal('--ca-cert', files.caKey, 'it has no certificate in PEM, or one that is cut off', certificate))
    expect(() => readProvidedCa({ ...files, caKey: files.caCert }, Date.now()))
      .toThrow(refusal('--ca-key', files.caCert, 'it has no private key in PEM, or one that is cut off', key))
    expect(() => readProvidedCa({ ...files, caKey: other.caKey }, Date.now()))
      .toThrow(refusal('--ca-key', other.caKey, `it is not the key of ${files.caCert}`, key))
  })

  it.each([['PKCS#8', []], ['the older form', ['-traditional']]])('a key with a passphrase, as %s', (_, form) => {
    const files = opensslCa('RSA-2048')
    const encrypted = path.join(temporaryFolder(), 'key.pem')
    openssl(['rsa', '-in', files.caKey, '-aes256', '-passout', 'pass:secret', '-out', encrypted, ...form])
    expect(() => readProvidedCa({ ...files, caKey: encrypted }, Date.now()))
      .toThrow(refusal('--ca-key', encrypted, 'it is protected by a passphrase', key))
  })

  it('one without the other', () => {
    for (const [given, other] of [['--ca-cert', '--ca-key'], ['--ca-key', '--ca-cert']] as const) {
      expect(() => loadConfig({ argv: [given, 'file.pem'], env: {}, cwd: '/' })).toThrow(`--ca-cert, --ca-key: got only ${given}; accepted: both, or neither`)
      expect(() => loadConfig({ argv: [given, 'file.pem', other, 'other.pem'], env: {}, cwd: '/' })).not.toThrow()
    }
  })
})

it('a key in the form of `openssl ecparam`, with its parameters before it', async () => {
  const folder = temporaryFolder()
  const files = { caCert: path.join(folder, 'root.pem'), caKey: path.join(folder, 'key.pem') }
  openssl(['ecparam', '-name', 'prime256v1', '-genkey', '-out', files.caKey])
  openssl(['req', '-x509', '-key', files.caKey, '-out', files.caCert, '-subj', '/CN=Root', '-days', '30'])
  expect((await (await started(files)).api('GET', '/random?length=8')).status).toBe(200)
})
