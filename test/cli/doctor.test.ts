// doctor: each thing that can be wrong, made wrong, and named.

import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { diagnoses } from '../../src/cli/diagnosis.js'
import { examine, type Case } from '../../src/cli/examine.js'
import { run } from '../../src/cli/run.js'
import { accessCertificate, caOf, foreignCa } from '../harness/certificates.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

const day = 86_400_000

let emulator: TestEmulator
let good: Case
beforeAll(async () => {
  emulator = await startTestEmulator()
  good = { endpoint: new URL(emulator.endpoint), ca: emulator.files.ca, certificate: emulator.files.certificate, privateKey: emulator.files.privateKey, now: Date.now }
})
afterAll(async () => { await emulator.close() })

function file (content: string): string {
  const name = path.join(emulator.folder, `${randomUUID()}.pem`)
  writeFileSync(name, content)
  return name
}

function certificate (...given: Parameters<typeof accessCertificate>): Pick<Case, 'certificate' | 'privateKey'> {
  const { certificatePem, privateKeyPem } = accessCertificate(...given)
  return { certificate: file(certificatePem), privateKey: file(privateKeyPem) }
}

const at = (port: number | string, host = 'localhost') => new URL(`https://${host}:${port}`)

async function listening (server: net.Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as net.AddressInfo).port
}

it('nothing', async () => {
  expect(await examine(good)).toBeUndefined()
})

it.each<[keyof typeof diagnoses, () => Partial<Case>]>([
  ['FileUnreadable', () => ({ ca: '/nowhere/ca.pem' })],
  ['FileUnreadable', () => ({ ca: file('rubbish') })],
  ['FileUnreadable', () => ({ privateKey: file('rubbish') })],
  ['CaWrong', () => ({ ca: file(foreignCa().certificatePem) })],
  ['CertificateMissing', () => ({ certificate: undefined, privateKey: undefined })],
  ['KeyOfAnother', () => ({ privateKey: file(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()) })],
  ['CertificateExpired', () => certificate(caOf(emulator), { okmsId: emulator.okmsId, notAfter: Date.now() - 3_600_000 })],
  ['CertificateNotYetValid', () => certificate(caOf(emulator), { okmsId: emulator.okmsId, notBefore: Date.now() + 3_600_000 })],
  ['CertificateForeign', () => certificate(foreignCa(), { okmsId: emulator.okmsId })],
  ['CertificateUnknown', () => certificate(caOf(emulator), { okmsId: emulator.okmsId })],
  ['DomainUnknown', () => ({ okmsId: randomUUID() })],
  ['ClockSkew', () => ({ now: () => Date.now() + 2 * 365 * day })],
  ['ClockSkew', () => ({ now: () => Date.now() - 2 * day })]
])('%s', async (name, change) => {
  expect(await examine({ ...good, ...change() })).toMatchObject({ exitCode: diagnoses[name].exitCode, cure: diagnoses[name].cure })
})

it('HostUnknown', async () => {
  expect(await examine({ ...good, endpoint: at(1, 'nowhere.invalid') })).toMatchObject({ exitCode: diagnoses.HostUnknown.exitCode })
})

it('PortClosed', async () => {
  const server = net.createServer()
  const port = await listening(server)
  server.close()
  await once(server, 'close')
  expect(await examine({ ...good, endpoint: at(port, '127.0.0.1') })).toMatchObject({ exitCode: diagnoses.PortClosed.exitCode })
})

it('PlainHttp', async () => {
  const server = http.createServer((_request, response) => response.end())
  expect(await examine({ ...good, endpoint: at(await listening(server), '127.0.0.1') })).toMatchObject({ exitCode: diagnoses.PlainHttp.exitCode })
  server.close()
})

it('NoTls', async () => {
  const server = net.createServer((socket) => { socket.end('220 mail.example.com ESMTP\r\n') })
  expect(await examine({ ...good, endpoint: at(await listening(server), '127.0.0.1') })).toMatchObject({ exitCode: diagnoses.NoTls.exitCode })
  server.close()
})

// Other systems have no second loopback address.
it.runIf(process.platform === 'linux')('NameNotCarried', async () => {
  // A relay, as the server would take up an address that it is reached by itself.
  const relay = net.createServer((socket) => { socket.pipe(net.connect(emulator.port, '127.0.0.1')).pipe(socket) }).listen(0, '127.0.0.99')
  await once(relay, 'listening')
  expect(await examine({ ...good, endpoint: at((relay.address() as net.AddressInfo).port, '127.0.0.99') })).toMatchObject({ exitCode: diagnoses.NameNotCarried.exitCode, cause: expect.stringContaining('localhost') as string })
  relay.close()
})

it('CertificateCut', async () => {
  const strict = await startTestEmulator({ flags: ['--ephemeral', '--refuse-in-handshake'] })
  expect(await examine({ ...good, endpoint: new URL(strict.endpoint), ca: strict.files.ca })).toMatchObject({ exitCode: diagnoses.CertificateCut.exitCode })
  await strict.close()
})

it('CertificateRevoked, DomainOfAnother and PolicyMissing', async () => {
  const server = await startTestEmulator({ flags: ['--ephemeral', '--iam-mode', 'enforce'] })
  const admin = async (method: string, route: string, body?: object) => (await server.admin.request(method, `/_emulator${route}`, body)).body
  const other = await admin('POST', '/domains', { name: 'other' })
  const issued = await admin('POST', `/domains/${server.okmsId}/credentials`, { name: 'alice', identityURNs: ['urn:v1:eu:identity:user:emulator-ovh/alice'] })
  const theCase: Case = { endpoint: new URL(server.endpoint), ca: server.files.ca, certificate: file(issued.certificatePEM), privateKey: file(issued.privateKeyPEM), now: Date.now }
  try {
    expect(await examine(theCase)).toMatchObject({ exitCode: diagnoses.PolicyMissing.exitCode })
    expect(await examine({ ...theCase, okmsId: other.id ?? other.okmsId })).toMatchObject({ exitCode: diagnoses.DomainOfAnother.exitCode })
    await admin('DELETE', `/domains/${server.okmsId}/credentials/${issued.id}`)
    expect(await examine(theCase)).toMatchObject({ exitCode: diagnoses.CertificateRevoked.exitCode })
  } finally {
    await server.close()
  }
})

it('every diagnosis has an exit code of its own', () => {
  const codes = Object.values(diagnoses).map(({ exitCode }) => exitCode)
  expect(new Set(codes).size).toBe(codes.length)
})

it('the command takes what it is not told from the certificate folder, and gives the exit code', async () => {
  const doctor = async (...argv: readonly string[]) => {
    const output = { stdout: '', stderr: '' }
    const code = await run(['doctor', '--certs', emulator.certs, ...argv], { env: {}, cwd: emulator.folder, stdout: { write: (text) => { output.stdout += text } }, stderr: { write: (text) => { output.stderr += text } } })
    return { code, ...output }
  }
  expect(await doctor()).toMatchObject({ code: 0, stderr: '' })
  expect(await doctor('--endpoint', emulator.endpoint, '--ca', emulator.files.ca)).toMatchObject({ code: 50, stderr: expect.stringContaining('cure: name it with --cert') as string })
  expect(await doctor('--okms-id', randomUUID())).toMatchObject({ code: 58 })
  const [cert, key] = [readFileSync(emulator.files.certificate, 'utf8'), readFileSync(emulator.files.privateKey, 'utf8')]
  expect(await doctor('--cert', file(cert + key))).toMatchObject({ code: 0 })
})
