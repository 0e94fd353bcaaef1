// The server that a healthcheck asks, and the reasons of a failing one; the good case of the
// program itself is in process.test.ts.

import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { run } from '../../../src/cli/run.js'
import { issueServerCertificate } from '../../../src/pki/server-certificate.js'
import { foreignCa } from '../../harness/certificates.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })

let certs: string
beforeEach(() => { certs = mkdtempSync(path.join(tmpdir(), 'healthcheck-')) })
afterEach(() => { rmSync(certs, { recursive: true }) })

async function check (folder: string, argv: readonly string[], env: Record<string, string> = {}) {
  const output = { stdout: '', stderr: '' }
  const code = await run(['healthcheck', '--certs', folder, ...argv], {
    env,
    cwd: folder,
    stdout: { write: (text) => { output.stdout += text } },
    stderr: { write: (text) => { output.stderr += text } }
  })
  return { code, ...output }
}

describe('asks', () => {
  it('the server in okms.yaml', async () => {
    const { code, stdout, stderr } = await check(emulator.certs, [])
    expect([code, stdout, stderr]).toEqual([0, 'ready\n', `okms-emulator: using the server at localhost port ${emulator.port} with the files of ${emulator.certs}\n`])
  })

  it.each<[string, () => { argv?: string[], env?: Record<string, string> }]>([
    ['--endpoint', () => ({ argv: ['--endpoint', emulator.endpoint] })],
    ['--port', () => ({ argv: ['--port', String(emulator.port)] })],
    [
      'the port of serve in the environment',
      () => ({ env: { OKMS_EMULATOR_PORT: String(emulator.port), OKMS_EMULATOR_HOST: '0.0.0.0' } })
    ],
    ['okms.yaml, where serve took any free port', () => ({ env: { OKMS_EMULATOR_PORT: '0' } })]
  ])('%s', async (_what, given) => {
    const { argv = [], env = {} } = given()
    expect(await check(emulator.certs, argv, env)).toMatchObject({ code: 0, stdout: 'ready\n' })
  })

  it('another port than that of okms.yaml when it is named', async () => {
    expect(await check(emulator.certs, ['--port', '1'])).toMatchObject({
      code: 1, stdout: '', stderr: expect.stringContaining('127.0.0.1 port 1: nothing listens there') as string
    })
  })
})

it('says it as JSON', async () => {
  expect(JSON.parse((await check(emulator.certs, ['--json'])).stdout)).toEqual({ ready: true })
  expect(JSON.parse((await check(certs, ['--json'])).stdout))
    .toEqual({ ready: false, reason: expect.stringContaining('okms.yaml') as string })
})

describe('is not ready', () => {
  it('where no server ever became ready', async () => {
    expect(await check(certs, [])).toMatchObject({
      code: 1, stdout: '', stderr: expect.stringMatching(/not ready: no okms\.yaml in .*--certs/) as string
    })
  })

  it('without the CA', async () => {
    expect((await check(certs, ['--port', '8443'])).stderr).toContain(`no ca.pem in ${certs}; start the server once, or name its folder with --certs`)
  })

  it('with a CA that cannot be read', async () => {
    mkdirSync(path.join(certs, 'ca.pem'))
    expect((await check(certs, ['--port', '8443'])).stderr).toMatch(/ca\.pem cannot be read \(EISDIR/)
  })

  it('with the CA of another server', async () => {
    writeFileSync(path.join(certs, 'ca.pem'), foreignCa().certificatePem)
    expect((await check(certs, ['--port', String(emulator.port)])).stderr).toContain('the server shows a certificate of another CA')
  })

  it('while it starts', async () => {
    const ca = foreignCa()
    const { certificatePem, privateKeyPem } = issueServerCertificate({ ca, names: ['localhost'], now: Date.now() })
    const server = https.createServer({ cert: certificatePem, key: privateKeyPem }, (_request, response) => {
      response.writeHead(503, { 'content-type': 'application/json' }).end('{"live":true,"ready":false}')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => { server.close() })
    const { port } = server.address() as AddressInfo
    writeFileSync(path.join(certs, 'ca.pem'), ca.certificatePem)
    expect((await check(certs, ['--port', String(port)])).stderr).toContain('the server has not finished starting')
  })
})
