// --refuse-in-handshake: what OpenSSL's client and others see instead of the reply that explains.

import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CertifiedKey } from '../../src/pki/certificate.js'
import { createAdmission } from '../../src/services/admission.js'
import { accessCertificate, caOf, foreignCa } from '../harness/certificates.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: ['--ephemeral', '--refuse-in-handshake'] }) })
afterAll(async () => { await emulator.close() })

const otherDomain = '00000000-0000-4000-8000-000000000000'

/** What s_client says of a request; it reads until the server hangs up. */
async function sClient (certificate: CertifiedKey | undefined, argv: readonly string[] = [], okmsId = emulator.okmsId): Promise<string> {
  const [cert, key] = ['cert.pem', 'key.pem'].map((name) => path.join(emulator.folder, name))
  if (certificate !== undefined) {
    writeFileSync(cert!, certificate.certificatePem)
    writeFileSync(key!, certificate.privateKeyPem)
  }
  const shown = certificate === undefined ? '' : `-cert ${cert!} -key ${key!}`
  const request = `GET /api/${okmsId}/v1/random HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n`
  const script = `printf '${request}' | openssl s_client -ign_eof -connect 127.0.0.1:${emulator.port} -CAfile ${emulator.files.ca} ${shown} ${argv.join(' ')} 2>&1; true`
  return (await promisify(execFile)('sh', ['-c', script], { timeout: 10_000 })).stdout
}

describe('TLS 1.3', () => {
  it.each(['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'])('%s: the alert bad_certificate', async (suite) => {
    const seen = await sClient(accessCertificate(foreignCa(), { okmsId: emulator.okmsId }), ['-tls1_3', '-ciphersuites', suite])
    expect(seen).toMatch(/alert bad certificate.*SSL alert number 42/)
    expect(seen).not.toContain('HTTP/1.1')
  })

  it.each<[string, () => CertifiedKey]>([
    ['of an unknown credential', () => accessCertificate(caOf(emulator), { okmsId: emulator.okmsId })],
    ['of a domain that is not here', () => accessCertificate(caOf(emulator), { okmsId: otherDomain })],
    ['of a foreign CA', () => accessCertificate(foreignCa(), { okmsId: emulator.okmsId })]
  ])('a certificate %s is cut off', async (_whose, certificate) => {
    expect(await sClient(certificate())).toMatch(/alert bad certificate/)
  })

  it('a good certificate on the path of another domain gets a reply: TLS knows no path', async () => {
    const certificate = { certificatePem: readFileSync(emulator.files.certificate, 'utf8'), privateKeyPem: readFileSync(emulator.files.privateKey, 'utf8') }
    expect(await sClient(certificate, [], otherDomain)).toContain('HTTP/1.1 404')
    expect(await sClient(certificate)).toContain('HTTP/1.1 200')
  })
})

it('TLS 1.2: the connection is closed, without an alert and without a reply', async () => {
  const seen = await sClient(accessCertificate(foreignCa(), { okmsId: emulator.okmsId }), ['-tls1_2'])
  expect(seen).not.toContain('HTTP/1.1')
  expect(seen).not.toContain('SSL alert number')
})

it('a good certificate works as ever, also for a second request on the connection', async () => {
  for (let times = 0; times < 3; times++) expect(await emulator.api('GET', '/random')).toMatchObject({ status: 200 })
})

it('a client without a certificate is answered, as tokens need none', async () => {
  expect(await sClient(undefined)).toContain('HTTP/1.1 401')
})

it('where policies are enforced, a credential without any policy is cut off, and the root identity is not', async () => {
  const enforcing = await startTestEmulator({ flags: ['--ephemeral', '--refuse-in-handshake', '--iam-mode', 'enforce'] })
  expect(await enforcing.api('GET', '/random')).toMatchObject({ status: 200 })
  await enforcing.close()
  const admits = (granted: boolean) => createAdmission({ authentication: { byCertificate: () => ({ identities: [] }) as never }, authorisation: { hasPolicy: () => granted }, refuseAllButAdmin: () => {} })({} as never)
  expect([admits(true), admits(false)]).toEqual([true, false])
})

it('without the option the reply says why', async () => {
  const plain = await startTestEmulator()
  const reply = await plain.clientWith({ certificate: accessCertificate(foreignCa(), { okmsId: plain.okmsId }) }).request('GET', `/api/${plain.okmsId}/v1/random`)
  expect(reply).toMatchObject({ status: 401, body: { errors: [expect.stringContaining('issued by')] } })
  await plain.close()
})
