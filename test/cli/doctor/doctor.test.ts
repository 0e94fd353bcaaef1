// doctor: each thing that can be wrong, made wrong, and named.

import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { networkInterfaces } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diagnoses } from '../../../src/cli/doctor/diagnosis.js'
import { runChecks, type Case } from '../../../src/cli/doctor/checks.js'
import { proxyFor } from '../../../src/cli/doctor/proxies.js'
import { run } from '../../../src/cli/run.js'
import { packErrorCode } from '../../../src/domain/errors/error-code.js'
import { authenticationErrors } from '../../../src/domain/errors/access/authentication.js'
import type { CertifiedKey } from '../../../src/pki/certificate.js'
import { issueServerCertificate } from '../../../src/pki/server-certificate.js'
import { accessCertificate, caOf, foreignCa } from '../../harness/certificates.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { startInterceptor, startProxy } from '../../harness/proxies.js'

const day = 86_400_000

const closing: Array<() => unknown> = []
let emulator: TestEmulator
let good: Case
beforeAll(async () => {
  emulator = await startTestEmulator()
  good = {
    endpoint: new URL(emulator.endpoint),
    ca: emulator.files.ca,
    certificate: emulator.files.certificate,
    privateKey: emulator.files.privateKey,
    now: Date.now
  }
})
afterAll(async () => {
  for (const close of closing) await close()
  await emulator.close()
})

function file (content: string): string {
  const name = path.join(emulator.folder, `${randomUUID()}.pem`)
  writeFileSync(name, content)
  return name
}

function certificate (...given: Parameters<typeof accessCertificate>): Pick<Case, 'certificate' | 'privateKey'> {
  const { certificatePem, privateKeyPem } = accessCertificate(...given)
  return { certificate: file(certificatePem), privateKey: file(privateKeyPem) }
}

const at = (port: number, host = '127.0.0.1') => new URL(`https://${host}:${port}`)

async function listening (server: net.Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => server.close())
  return (server.address() as net.AddressInfo).port
}

/** A server that answers TLS with this certificate, and everything with one reply. */
async function broken (
  { certificatePem, privateKeyPem }: CertifiedKey, status = 500, body = 'out of order'
): Promise<Partial<Case>> {
  const server = https.createServer(
    { cert: certificatePem, key: privateKeyPem, requestCert: true, rejectUnauthorized: false },
    (_request, response) => { response.writeHead(status).end(body) }
  )
  return { endpoint: at(await listening(server)) }
}

/** Another emulator, with a client certificate of alice, who has no policy, and functions to use it. */
async function startStrict (flags: readonly string[]) {
  const server = await startTestEmulator({ flags: ['--ephemeral', ...flags] })
  closing.push(() => server.close())
  const admin = async (method: string, route: string, body?: object) =>
    (await server.admin.request(method, `/_emulator${route}`, body)).body
  const issued = await admin('POST', `/domains/${server.okmsId}/credentials`, { name: 'alice', identityURNs: ['urn:v1:eu:identity:user:emulator-ovh/alice'] })
  const other = await admin('POST', '/domains', { name: 'other' })
  const own = {
    endpoint: new URL(server.endpoint),
    ca: server.files.ca,
    certificate: server.files.certificate,
    privateKey: server.files.privateKey
  }
  return {
    other: other.okmsId as string,
    own,
    alice: { ...own, certificate: file(issued.certificatePEM), privateKey: file(issued.privateKeyPEM) },
    revoke: () => admin('DELETE', `/domains/${server.okmsId}/credentials/${issued.id}`)
  }
}

const cutting = ['--refuse-in-handshake', '--iam-mode', 'enforce']

type Wrong = () => Partial<Case> | Promise<Partial<Case>>

/** What makes each diagnosis, over a real socket. Compiles only when every diagnosis has a case. */
const wrongs: Record<keyof typeof diagnoses, Record<string, Wrong>> = {
  FileUnreadable: {
    'no such file': () => ({ ca: '/nowhere/ca.pem' }),
    'no certificate in it': () => ({ ca: file('rubbish') }),
    'no key in it': () => ({ privateKey: file('rubbish') })
  },
  HostUnknown: { 'a name that is nowhere (RFC 6761)': () => ({ endpoint: at(1, 'nowhere.invalid') }) },
  PortClosed: {
    'nothing listens': async () => {
      const server = net.createServer()
      const port = await listening(server)
      server.close()
      await once(server, 'close')
      return { endpoint: at(port) }
    }
  },
  Unreachable: {
    // The broadcast address of the loopback network: Linux has no route to it for TCP,
    // whatever other networks there are.
    ...(process.platform === 'linux' ? { 'no route': () => ({ endpoint: at(443, '127.255.255.255') }) } : {}),
    'no answer': async () => ({ endpoint: at(await listening(net.createServer(() => {}))), patience: 100 })
  },
  PlainHttp: {
    'an HTTP server': async () => ({
      endpoint: at(await listening(http.createServer((_request, response) => response.end())))
    })
  },
  NoTls: {
    'a mail server': async () => ({
      endpoint: at(await listening(net.createServer((socket) => { socket.end('220 mail.example.com ESMTP\r\n') })))
    })
  },
  CaWrong: { 'a foreign CA': () => ({ ca: file(foreignCa().certificatePem) }) },
  NameNotCarried: {
    // A server of our own, as an emulator would take up an address that it is reached by itself.
    'another name': () =>
      broken(issueServerCertificate({ ca: caOf(emulator), names: ['elsewhere.example'], now: Date.now() }))
  },
  ServerCertificateExpired: {
    'made years ago': () =>
      broken(issueServerCertificate({ ca: caOf(emulator), names: ['127.0.0.1'], now: Date.now() - 3 * 365 * day }))
  },
  ClockSkew: {
    ahead: () => ({ now: () => Date.now() + 2 * 365 * day }),
    behind: () => ({ now: () => Date.now() - 2 * day }),
    'a server certificate of tomorrow': () =>
      broken(issueServerCertificate({ ca: caOf(emulator), names: ['127.0.0.1'], now: Date.now() + 2 * day }))
  },
  CertificateMissing: { 'neither certificate nor key': () => ({ certificate: undefined, privateKey: undefined }) },
  KeyOfAnother: {
    'another key': () => ({
      privateKey: file(generateKeyPairSync('ec', { namedCurve: 'P-256' })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString())
    })
  },
  CertificateExpired: {
    'an hour ago': () => certificate(caOf(emulator), { okmsId: emulator.okmsId, notAfter: Date.now() - 3_600_000 })
  },
  CertificateNotYetValid: {
    'in an hour': () => certificate(caOf(emulator), { okmsId: emulator.okmsId, notBefore: Date.now() + 3_600_000 })
  },
  CertificateRevoked: {
    'a credential that was removed': async () => {
      const { alice, revoke } = await startStrict([])
      await revoke()
      return alice
    }
  },
  CertificateForeign: { 'of a foreign CA': () => certificate(foreignCa(), { okmsId: emulator.okmsId }) },
  CertificateUnknown: { 'of a credential that is not in the store': () => certificate(caOf(emulator), { okmsId: emulator.okmsId }) },
  DomainOfAnother: {
    'the path of a second domain': async () => {
      const { own, other } = await startStrict([])
      return { ...own, okmsId: other }
    }
  },
  DomainUnknown: { 'a domain that is nowhere': () => ({ okmsId: randomUUID() }) },
  PolicyMissing: { 'an identity without a policy': async () => (await startStrict(['--iam-mode', 'enforce'])).alice },
  CertificateCut: {
    'a foreign CA': async () => ({
      ...(await startStrict(cutting)).own, ...certificate(foreignCa(), { okmsId: emulator.okmsId })
    }),
    'no policy': async () => (await startStrict(cutting)).alice,
    'another domain': async () => {
      const { own, other } = await startStrict(cutting)
      return { ...own, okmsId: other }
    }
  },
  ProxyFails: {
    'a proxy that refuses': async () => {
      const proxy = await startProxy(() => ({ status: 403 }))
      closing.push(() => { proxy.close() })
      return { proxy: proxyFor(good.endpoint, { HTTPS_PROXY: proxy.url }) }
    },
    'a proxy that answers without TLS': async () => {
      const port = await listening(net.createServer((socket) => { socket.end('220 mail.example.com ESMTP\r\n') }))
      const proxy = await startProxy(() => port)
      closing.push(() => { proxy.close() })
      return { proxy: proxyFor(good.endpoint, { HTTPS_PROXY: proxy.url }) }
    }
  },
  Intercepted: {
    'a certificate of the company\'s': async () => {
      const interceptor = await startInterceptor()
      closing.push(() => { interceptor.close() })
      return { endpoint: at(interceptor.port) }
    }
  },
  AnswerUnexpected: {
    'a server that is out of order': () =>
      broken(issueServerCertificate({ ca: caOf(emulator), names: ['127.0.0.1'], now: Date.now() }))
  }
}

it('nothing', async () => {
  expect(await runChecks(good)).toBeUndefined()
})

// Some releases of Node would say otherwise (nodejs/node#64144).
it.runIf(
  Object.values(networkInterfaces()).flat().some((one) => one?.address === '::1')
)('nothing, by an address of IPv6', async () => {
  const relay = net.createServer((socket) => { socket.pipe(net.connect(emulator.port, '127.0.0.1')).pipe(socket) })
    .listen(0, '::1')
  await once(relay, 'listening')
  closing.push(() => relay.close())
  expect(await runChecks({ ...good, endpoint: at((relay.address() as net.AddressInfo).port, '[::1]') })).toBeUndefined()
})

describe.each(
  Object.entries(wrongs) as ReadonlyArray<[keyof typeof diagnoses, Record<string, Wrong>]>
)('%s', (name, cases) => {
  it.each(Object.entries(cases))('%s', async (_what, wrong) => {
    const { exitCode, cure } = diagnoses[name]
    expect(await runChecks({ ...good, ...await wrong() })).toMatchObject({ exitCode, cure })
  })
})

describe('the reply is read by its error_code, whatever its text says', () => {
  const replying = async (status: number, code: number, text: string) => {
    const certified = issueServerCertificate({ ca: caOf(emulator), names: ['127.0.0.1'], now: Date.now() })
    return await runChecks({
      ...good, ...await broken(certified, status, JSON.stringify({ error_code: code, errors: [text] }))
    })
  }

  it.each([
    ['CertificateRevoked', 401, authenticationErrors.CertificateRevoked],
    ['CertificateExpired', 401, authenticationErrors.CertificateExpired],
    ['CertificateNotYetValid', 401, authenticationErrors.CertificateNotYetValid],
    ['CertificateForeign', 401, authenticationErrors.CertificateForeign],
    ['CertificateUnknown', 401, authenticationErrors.CertificateUnknown],
    ['DomainUnknown', 404, authenticationErrors.DomainNotOfCaller]
  ] as const)('%s', async (name, status, error) => {
    expect(await replying(status, packErrorCode(error), 'access denied'))
      .toMatchObject({ exitCode: diagnoses[name].exitCode })
  })

  it.each([
    [401, 'the certificate was revoked'],
    [401, 'the certificate has expired'],
    [404, 'no domain'],
    [401, 'not a credential']
  ])('%s with an unknown code: %s', async (status, text) => {
    expect(await replying(status, 1, text))
      .toMatchObject({ exitCode: diagnoses.AnswerUnexpected.exitCode, cause: expect.stringContaining(text) as string })
  })
})

it('every diagnosis has an exit code of its own', () => {
  const codes = Object.values(diagnoses).map(({ exitCode }) => exitCode)
  expect(new Set(codes).size).toBe(codes.length)
})

it('the command takes unspecified values from the certificate folder, and returns the exit code', async () => {
  const doctor = async (...argv: readonly string[]) => {
    const output = { stdout: '', stderr: '' }
    const code = await run(['doctor', '--certs', emulator.certs, ...argv], {
      env: {},
      cwd: emulator.folder,
      stdout: { write: (text) => { output.stdout += text } },
      stderr: { write: (text) => { output.stderr += text } }
    })
    return { code, ...output }
  }
  expect(await doctor()).toMatchObject({ code: 0, stderr: `okms-emulator: using the server at ${emulator.endpoint} with the files of ${emulator.certs}\n` })
  expect(await doctor('--endpoint', emulator.endpoint, '--ca', emulator.files.ca))
    .toMatchObject({ code: 50, stderr: expect.stringContaining('cure: name it with --cert') as string })
  expect(await doctor('--okms-id', randomUUID())).toMatchObject({ code: 58 })
  const [cert, key] = [
    readFileSync(emulator.files.certificate, 'utf8'), readFileSync(emulator.files.privateKey, 'utf8')
  ]
  expect(await doctor('--cert', file(cert + key))).toMatchObject({ code: 0 })
})
