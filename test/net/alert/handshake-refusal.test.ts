// --refuse-in-handshake: what OpenSSL's client and Node's see instead of the reply that
// explains, in both versions of TLS.

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import tls, { type ConnectionOptions, type TLSSocket } from 'node:tls'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CertifiedKey } from '../../../src/pki/certificate.js'
import { accessCertificate, caOf, foreignCa } from '../../harness/certificates.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => {
  emulator = await startTestEmulator({ flags: ['--ephemeral', '--refuse-in-handshake', '--iam-mode', 'enforce'] })
})
afterAll(async () => { await emulator.close() })

const otherDomain = '00000000-0000-4000-8000-000000000000'
const versions = ['TLSv1.2', 'TLSv1.3'] as const

/** The emulator's own, of the root identity. */
const good = (): CertifiedKey => ({
  certificatePem: readFileSync(emulator.files.certificate, 'utf8'),
  privateKeyPem: readFileSync(emulator.files.privateKey, 'utf8')
})

async function issued (identity: string): Promise<CertifiedKey & { id: string }> {
  const { status, body } = await emulator.admin.request('POST', `/_emulator/domains/${emulator.okmsId}/credentials`, { name: 'tried', identityURNs: [`urn:v1:eu:identity:user:emulator-ovh/${identity}`] })
  expect(status).toBe(201)
  return { id: body.id, certificatePem: body.certificatePEM, privateKeyPem: body.privateKeyPEM }
}

const head = (okmsId = emulator.okmsId, operation = 'random', more = '') => `GET /api/${okmsId}/v1/${operation} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`

/** Files for s_client, which reads until the server hangs up. */
function sClientArgv (certificate: CertifiedKey | undefined, argv: readonly string[]): string[] {
  const [cert, key] = ['cert.pem', 'key.pem'].map((name) => path.join(emulator.folder, name)) as [string, string]
  if (certificate !== undefined) {
    writeFileSync(cert, certificate.certificatePem)
    writeFileSync(key, certificate.privateKeyPem)
  }
  return [
    's_client', '-connect', `127.0.0.1:${emulator.port}`, '-CAfile', emulator.files.ca,
    ...(certificate === undefined ? [] : ['-cert', cert, '-key', key]), ...argv
  ]
}

async function sClient (
  certificate: CertifiedKey | undefined,
  argv: readonly string[] = [],
  request = head(undefined, undefined, 'Connection: close\r\n')
): Promise<string> {
  const running = promisify(execFile)('openssl', sClientArgv(certificate, ['-ign_eof', ...argv]), { timeout: 10_000 })
  running.child.stdin?.end(request)
  const { stdout, stderr } = await running.catch((failed: { stdout: string, stderr: string }) => failed)
  return stdout + stderr
}

function connect (certificate: CertifiedKey | undefined, options: ConnectionOptions): TLSSocket {
  const shown = certificate === undefined ? {} : { cert: certificate.certificatePem, key: certificate.privateKeyPem }
  return tls.connect({
    port: emulator.port, host: '127.0.0.1', ca: readFileSync(emulator.files.ca), ...shown, ...options
  })
}

interface Seen { readonly code: string | undefined, readonly text: string }

/** Node's client: sends each request when `next` has come, and gives all that it read and how it ended. */
async function nodeClient (
  certificate: CertifiedKey | undefined, options: ConnectionOptions, requests: readonly string[], next = 'HTTP/1.1 '
): Promise<Seen> {
  const socket = connect(certificate, options)
  const waiting = [...requests]
  let text = ''
  const send = () => {
    const request = waiting.shift()
    if (request !== undefined) socket.write(request)
  }
  socket.on('secureConnect', send)
  socket.on('data', (part: Buffer) => {
    text += part.toString('latin1')
    if (text.split(next).length - 1 === requests.length - waiting.length) send()
  })
  return await new Promise((resolve) => {
    let code: string | undefined
    socket.on('error', (error: Error & { code?: string }) => { code = error.code })
    socket.on('close', () => { resolve({ code, text }) })
  })
}

// The alert's name has the version of SSL before it, which is another one in later OpenSSL.
const alertOf = /_ALERT_BAD_CERTIFICATE$/

const suites: ReadonlyArray<readonly string[]> = [
  ['-tls1_3', '-ciphersuites', 'TLS_AES_128_GCM_SHA256'],
  ['-tls1_3', '-ciphersuites', 'TLS_AES_256_GCM_SHA384'],
  ['-tls1_3', '-ciphersuites', 'TLS_CHACHA20_POLY1305_SHA256'],
  ['-tls1_2', '-cipher', 'ECDHE-ECDSA-AES128-GCM-SHA256'],
  ['-tls1_2', '-cipher', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
  ['-tls1_2', '-cipher', 'ECDHE-ECDSA-CHACHA20-POLY1305']
]

describe.each(suites)('%s %s %s', (...suite) => {
  it('a certificate that is not let in: the alert bad_certificate, and no reply', async () => {
    const seen = await sClient(accessCertificate(foreignCa(), { okmsId: emulator.okmsId }), suite)
    expect(seen).toMatch(/alert bad certificate.*SSL alert number 42/)
    expect(seen).not.toContain('HTTP/1.1')
  })

  it('a good certificate on the path of another domain: the same', async () => {
    const seen = await sClient(good(), suite, head(otherDomain))
    expect(seen).toMatch(/alert bad certificate.*SSL alert number 42/)
    expect(seen).not.toContain('HTTP/1.1')
  })

  it('a good certificate on its own path is answered as ever', async () => {
    expect(await sClient(good(), suite)).toContain('HTTP/1.1 200')
  })
})

describe.each(versions)('%s, Node\'s client', (version) => {
  const only: ConnectionOptions = { minVersion: version, maxVersion: version }

  it.each<[string, () => CertifiedKey | Promise<CertifiedKey>]>([
    ['of a foreign CA', () => accessCertificate(foreignCa(), { okmsId: emulator.okmsId })],
    ['of an unknown credential', () => accessCertificate(caOf(emulator), { okmsId: emulator.okmsId })],
    ['of a domain that is not here', () => accessCertificate(caOf(emulator), { okmsId: otherDomain })],
    ['of a credential without any policy', () => issued('stranger')]
  ])('a certificate %s is cut off', async (_whose, certificate) => {
    const { code, text } = await nodeClient(await certificate(), only, [head()])
    expect(code).toMatch(alertOf)
    expect(text).toBe('')
  })

  it.each([
    [
      'that is here',
      async () => (await emulator.admin.request('POST', '/_emulator/domains', { name: 'other' })).body.okmsId as string
    ],
    ['that is not here', () => otherDomain],
    ['in percent codes', () => otherDomain.replace('-', '%2D')]
  ])('the path of another domain %s: cut off', async (_which, okmsId) => {
    const { code, text } = await nodeClient(good(), only, [head(await okmsId())])
    expect(code).toMatch(alertOf)
    expect(text).toBe('')
  })

  it('a later request of the connection for another domain: the replies before it, and the alert', async () => {
    const large = head(undefined, 'random?length=4096')
    const { code, text } = await nodeClient(good(), only, [large, large, head(), head(otherDomain)])
    expect(code).toMatch(alertOf)
    expect(text.split('HTTP/1.1 ')).toEqual(['', ...Array(3).fill(expect.stringMatching(/^200/))])
  })

  it('of requests sent together, none is answered after the one that was cut off', async () => {
    const { code, text } = await nodeClient(good(), only, [head(otherDomain) + head()])
    expect(code).toMatch(alertOf)
    expect(text).toBe('')
  })

  it('before a request for another domain gets 100 Continue', async () => {
    const own = await nodeClient(good(), only, [head(undefined, 'random', 'Expect: 100-continue\r\nConnection: close\r\n')])
    expect(own.text).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200/)
    const { code, text } = await nodeClient(good(), only, [head(otherDomain, 'random', 'Expect: 100-continue\r\n')])
    expect(code).toMatch(alertOf)
    expect(text).toBe('')
  })

  it('a certificate that is revoked under an open connection: cut off at the next request', async () => {
    const { id, ...certificate } = await issued('alice')
    const { body: policy } = await emulator.admin.request('POST', '/_emulator/policies', {
      name: 'alice',
      identities: ['urn:v1:eu:identity:user:emulator-ovh/alice'],
      action: ['okms:*'],
      resources: [{ urn: `urn:v1:eu:resource:okms:${emulator.okmsId}` }]
    })
    const socket = connect(certificate, only)
    await once(socket, 'secureConnect')
    socket.write(head())
    const [first] = await once(socket, 'data') as [Buffer]
    expect(first.toString()).toContain('HTTP/1.1 200')
    await emulator.admin.request('DELETE', `/_emulator/domains/${emulator.okmsId}/credentials/${id}`)
    socket.write(head())
    const [error] = await once(socket, 'error') as [Error & { code: string }]
    expect(error.code).toMatch(alertOf)
    await emulator.admin.request('DELETE', `/_emulator/policies/${policy.id}`)
  })

  it('a client without a certificate is answered, as tokens need none', async () => {
    const { text } = await nodeClient(undefined, only, [head(undefined, undefined, 'Connection: close\r\n')])
    expect(text).toMatch(/^HTTP\/1.1 401/)
  })

  it('a token says itself where it reaches, whatever certificate is shown with it', async () => {
    const { okmsId } = (await emulator.admin.request('POST', '/_emulator/domains', { name: 'by token' })).body
    const { token } =
      (await emulator.admin.request('POST', '/_emulator/tokens', { name: 'laptop', okmsIds: [okmsId] })).body
    const { text } = await nodeClient(good(), only, [head(okmsId, undefined, `Authorization: Bearer ${token}\r\nConnection: close\r\n`)])
    expect(text).toMatch(/^HTTP\/1.1 200/)
  })

  it('many requests at once, on one connection and on many, some of them refused', async () => {
    const answered = Array.from({ length: 10 }, () => nodeClient(good(), only, [
      ...Array(4).fill(head(undefined, 'random?length=4096')), head(undefined, undefined, 'Connection: close\r\n')
    ]))
    const cut = Array.from({ length: 10 }, () => nodeClient(good(), only, [head(), head(otherDomain)]))
    for (const { code, text } of await Promise.all(answered)) {
      expect(code).toBeUndefined()
      expect(text.split('HTTP/1.1 200')).toHaveLength(6)
    }
    for (const { code, text } of await Promise.all(cut)) {
      expect(code).toMatch(alertOf)
      expect(text.split('HTTP/1.1 200')).toHaveLength(2)
    }
  })
})

it('after the client has made the server change its keys (TLS 1.3), the alert is still readable', async () => {
  const client = spawn('openssl', sClientArgv(good(), ['-tls1_3']))
  let seen = ''
  const until = (words: string | RegExp) => new Promise<void>((resolve) => {
    const look = () => { if (seen.search(words) >= 0) resolve() }
    for (const output of [client.stdout, client.stderr]) output.on('data', look)
    look()
  })
  for (const output of [client.stdout, client.stderr]) output.on('data', (part: Buffer) => { seen += part.toString() })
  await until('Verify return code')
  for (let times = 1; times <= 2; times++) {
    client.stdin.write('K\n')
    await until(new RegExp(`(KEYUPDATE[^]*){${times}}`))
    client.stdin.write(head())
    await until(new RegExp(`(HTTP/1.1 200[^]*){${times}}`))
  }
  client.stdin.write(head(otherDomain))
  await until('SSL alert number')
  expect(seen).toContain('SSL alert number 42')
  client.kill()
})

it('TLS 1.2 with a suite of CBC: cut off, without an alert and without a reply', async () => {
  const cbc = ['-tls1_2', '-cipher', 'ECDHE-ECDSA-AES128-SHA256']
  expect(await sClient(good(), cbc)).toContain('HTTP/1.1 200')
  const seen = await sClient(good(), cbc, head(otherDomain))
  expect(seen).toContain('ECDHE-ECDSA-AES128-SHA256')
  expect(seen).not.toContain('HTTP/1.1')
  expect(seen).not.toContain('SSL alert number')
})

it('a body that is too large and a reply of a hundred keys pass', async () => {
  for (let keys = 0; keys < 100; keys++) {
    await emulator.api('POST', '/servicekey', { name: `k${keys}`, type: 'oct', size: 256, operations: ['encrypt'] })
  }
  const { status, body } = await emulator.api('GET', '/servicekey?max=100')
  expect(status).toBe(200)
  expect(body.objects_list).toHaveLength(100)
  expect(await emulator.api('POST', '/servicekey', undefined, {
    raw: Buffer.alloc(1_000_000, ' '), headers: { 'content-type': 'application/json' }
  })).toMatchObject({ status: 400 })
})

it('the admin API still knows which callers are of this machine', async () => {
  const open = await startTestEmulator({ flags: ['--ephemeral', '--refuse-in-handshake', '--admin-open-loopback'] })
  expect(await open.clientWith({}).request('GET', '/_emulator/domains')).toMatchObject({ status: 200 })
  expect(await open.admin.request('GET', '/_emulator/domains')).toMatchObject({ status: 200 })
  await open.close()
  expect(await emulator.clientWith({}).request('GET', '/_emulator/domains')).toMatchObject({ status: 401 })
})

it('who hangs up in the middle of the handshake leaves nothing behind: the server still closes', async () => {
  const strict = await startTestEmulator({
    flags: ['--ephemeral', '--refuse-in-handshake'], timeouts: { handshake: 100 }
  })
  const before = await strict.api('GET', '/random')
  const half = Buffer.from([0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3])
  for (const end of ['destroy', 'end', 'resetAndDestroy'] as const) {
    const socket = net.connect(strict.port, '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write(half)
    socket[end]()
  }
  const silent = net.connect(strict.port, '127.0.0.1')
  silent.on('error', () => {})
  await once(silent, 'connect')
  silent.write(half)
  await once(silent, 'close')
  expect([before.status, (await strict.api('GET', '/random')).status]).toEqual([200, 200])
  await strict.close()
})

it.each(versions)('%s: a client that disconnects in the middle of requests and replies affects no other', async (version) => {
  const strict = await startTestEmulator({ flags: ['--ephemeral', '--refuse-in-handshake'] })
  const { ca, certificate, privateKey } = strict.files
  const shown = {
    ca: readFileSync(ca),
    cert: readFileSync(certificate),
    key: readFileSync(privateKey),
    minVersion: version,
    maxVersion: version
  }
  for (const sent of ['', head(strict.okmsId, 'random?length=4096').repeat(20), `POST /api/${strict.okmsId}/v1/servicekey HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`, head(otherDomain)]) {
    for (const end of ['destroy', 'resetAndDestroy'] as const) {
      const below = net.connect(strict.port, '127.0.0.1')
      const socket = tls.connect({ socket: below, host: '127.0.0.1', ...shown })
      for (const one of [below, socket]) one.on('error', () => {})
      await once(socket, 'secureConnect')
      await new Promise<void>((resolve) => { socket.write(sent, () => { resolve() }) })
      below[end]()
    }
  }
  for (let times = 0; times < 3; times++) expect(await strict.api('GET', '/random')).toMatchObject({ status: 200 })
  await strict.close()
  expect(strict.log()).not.toMatch(/"level":"?(?:error|fatal|50|60)/)
})

it('the log gives the reason, which the client does not receive', async () => {
  const told = () => emulator.log().split('\n').filter((line) => line.includes('bad_certificate')).map((line) =>
    JSON.parse(line) as object).at(-1)
  const { id, ...certificate } = await issued('stranger')
  await nodeClient(certificate, {}, [head()])
  expect(told()).toMatchObject({ tls_cert_id: id, client_ip: '127.0.0.1', why: 'policy: no policy is for urn:v1:eu:identity:user:emulator-ovh/stranger' })
  await nodeClient(good(), {}, [head(otherDomain)])
  expect(told()).toMatchObject({ why: `okmsId: ${otherDomain} is not the domain of this credential; use ${emulator.okmsId}, or a credential of ${otherDomain}` })
  await nodeClient(accessCertificate(foreignCa(), { okmsId: emulator.okmsId }), {}, [head()])
  expect(told()).toMatchObject({ why: expect.stringContaining('not by the CA of this server') as string })
})

it('a reply that ends as the server stops arrives whole', async () => {
  const strict = await startTestEmulator({ flags: ['--ephemeral', '--refuse-in-handshake'] })
  const { ca, certificate, privateKey } = strict.files
  const socket = tls.connect({
    port: strict.port,
    host: '127.0.0.1',
    ca: readFileSync(ca),
    cert: readFileSync(certificate),
    key: readFileSync(privateKey)
  })
  let text = ''
  socket.on('data', (part: Buffer) => { text += part.toString() })
  socket.write('GET /page/events HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(socket, 'data')
  await Promise.all([strict.close(), once(socket, 'close')])
  expect(text).toMatch(/\r\n0\r\n\r\n$/)
})

it('without the option the reply says why', async () => {
  const plain = await startTestEmulator()
  const reply = await plain.clientWith({ certificate: accessCertificate(foreignCa(), { okmsId: plain.okmsId }) })
    .request('GET', `/api/${plain.okmsId}/v1/random`)
  expect(reply).toMatchObject({ status: 401, body: { errors: [expect.stringContaining('issued by')] } })
  expect(await plain.client.request('GET', `/api/${otherDomain}/v1/random`)).toMatchObject({ status: 404 })
  await plain.close()
})
