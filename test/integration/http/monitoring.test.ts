// Health and metrics of a running server: for callers without a certificate, and without a name or an id.

import { execFile } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import tls, { type ConnectionOptions } from 'node:tls'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../harness/client.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
/** Shows no certificate. */
let anyone: Client
beforeAll(async () => {
  emulator = await startTestEmulator({
    flags: ['--ephemeral', '--refuse-in-handshake'], timeouts: { handshake: 300 }
  })
  anyone = emulator.clientWith({})
})
afterAll(async () => { await emulator.close() })

async function metrics (): Promise<string> {
  const { status, body } = await anyone.request('GET', '/_emulator/metrics')
  expect(status).toBe(200)
  return body
}

/** 0 for one that is not there yet. */
async function sample (name: string): Promise<number> {
  const line = (await metrics()).split('\n').find((text) => text.startsWith(`${name} `))
  return Number(line?.split(' ').at(-1) ?? 0)
}

const admin = async (method: string, path: string, body?: object) =>
  (await emulator.admin.request(method, `/_emulator${path}`, body)).body

describe('health', () => {
  it('needs no certificate', async () => {
    expect((await anyone.request('GET', '/_emulator/health')).body).toEqual({ live: true, ready: true })
  })

  it('is refused with a field at fault for another check', async () => {
    const { status, body } = await anyone.request('GET', '/_emulator/health?check=dead')
    expect([status, body.problems]).toEqual([400, [{ field: 'check', text: expect.stringContaining('ready') }]])
  })
})

describe('metrics', () => {
  it('count operations by kind and result, with their latencies', async () => {
    const total = 'okms_emulator_operations_total'
    const count = (result: string) => sample(`${total}{operation="GenerateRandomBytes",result="${result}"}`)
    const before = [await count('2xx'), await count('4xx')]
    await emulator.api('GET', '/random?length=16')
    await emulator.api('GET', '/random?length=16')
    await emulator.api('GET', '/random?length=x')
    expect([await count('2xx'), await count('4xx')]).toEqual([(before[0] ?? 0) + 2, (before[1] ?? 0) + 1])
    const duration = 'okms_emulator_operation_duration_seconds'
    expect(await sample(`${duration}_count{operation="GenerateRandomBytes"}`)).toBeGreaterThanOrEqual(3)
    expect(await sample(`${duration}_sum{operation="GenerateRandomBytes"}`)).toBeGreaterThan(0)
  })

  it('count paths that are no operation under one name', async () => {
    const none = 'okms_emulator_operations_total{operation="none",result="4xx"}'
    const before = await sample(none)
    await anyone.request('GET', '/nowhere/4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11')
    await anyone.request('GET', '/elsewhere')
    expect(await sample(none)).toBe(before + 2)
  })

  it('have the numbers of domains, keys and secrets', async () => {
    const numbers = async () => await Promise.all([
      'okms_emulator_domains', 'okms_emulator_secrets', 'okms_emulator_keys{state="active"}',
      'okms_emulator_keys{state="deactivated"}'
    ].map(sample))
    const before = await numbers()
    const { okmsId } = await admin('POST', '/domains', { name: 'another' })
    const { id } = (await emulator.api('POST', '/servicekey', { name: 'a key', type: 'oct' })).body
    await emulator.api('POST', '/servicekey', { name: 'a key', type: 'oct' })
    await emulator.api('POST', `/servicekey/${id}/deactivate`, { reason: 'unspecified' })
    await emulator.client.request('POST', `/api/${emulator.okmsId}/v2/secret`, { path: 'a', version: { data: {} } })
    expect(await numbers()).toEqual(before.map((value) => value + 1))
    await admin('DELETE', `/domains/${okmsId}`)
    expect(await sample('okms_emulator_domains')).toBe(before[0])
  })

  it('contain no name and no id of anything that exists, nor of what was requested', async () => {
    const { okmsId } = await admin('POST', '/domains', { name: 'the-domain' })
    const account = await admin('POST', '/service-accounts', { name: 'the-account', okmsIds: [okmsId] })
    const made: readonly object[] = [
      account,
      await admin('POST', `/domains/${okmsId}/credentials`, { name: 'the-credential', identityURNs: ['urn:v1:eu:identity:account:the-identity'] }),
      await admin('POST', '/tokens', { name: 'the-token', okmsIds: [okmsId] }),
      await admin('POST', '/admin-certificates', { name: 'the-certificate' }),
      await admin('PUT', '/groups/the-group', { members: ['urn:v1:eu:identity:account:the-member'] }),
      await admin('POST', '/policies', {
        name: 'the-policy', identities: ['*'], action: ['*'], resources: [{ urn: '*' }]
      }),
      (await emulator.api('POST', '/servicekey', { name: 'the-key', context: 'the-context', type: 'oct' })).body,
      (await emulator.client.request('POST', `/api/${emulator.okmsId}/v2/secret`, {
        path: 'the/path', metadata: { customMetadata: { theField: 'the-value' } }, version: { data: { a: 'the-data' } }
      })).body
    ]
    await emulator.api('GET', '/servicekey/the-unknown-key')
    await anyone.request('GET', '/the-unknown-page')
    await anyone.request('GET', '/_emulator/domains', undefined, { headers: { authorization: 'Bearer the-bearer' } })
    const text = await metrics()
    expect(text).not.toMatch(/the-|the\/path|theField/)
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/i)
    expect(text).not.toMatch(/urn:|BEGIN|127\.0\.0\.1|localhost/)
    const values = made.flatMap((one) => Object.values(one)).filter((value) => typeof value === 'string')
    // Words of ours, such as the state of a credential.
    expect(values.filter((value) => value.length > 12 && text.includes(value))).toEqual([])
    await admin('DELETE', `/domains/${okmsId}?force=true`)
  })

  it('do not exist with --metrics off', async () => {
    const silent = await startTestEmulator({ flags: ['--ephemeral', '--metrics', 'off'] })
    const { status, body } = await silent.clientWith({}).request('GET', '/_emulator/metrics')
    expect([status, body.errors[0]]).toEqual([404, expect.stringContaining('--metrics off')])
    expect((await silent.clientWith({}).request('GET', '/_emulator/health')).status).toBe(200)
    await silent.close()
  })
})

describe('rejected handshakes', () => {
  const rejected = (cause: string) => sample(`okms_emulator_rejected_handshakes_total{cause="${cause}"}`)

  /** An error, which this expects, comes before it. */
  const closed = (socket: net.Socket) =>
    new Promise<void>((resolve) => socket.on('error', () => {}).on('close', () => { resolve() }).resume())

  async function connect (options: ConnectionOptions): Promise<void> {
    const socket = tls.connect({
      host: '127.0.0.1', port: emulator.port, servername: 'localhost', ca: readFileSync(emulator.files.ca), ...options
    })
    await closed(socket)
  }

  async function send (bytes: string): Promise<void> {
    const socket = net.connect({ host: '127.0.0.1', port: emulator.port })
    socket.write(bytes, 'latin1')
    await closed(socket)
  }

  const causes: Readonly<Record<string, () => Promise<void>>> = {
    // Node's client ends the connection without an alert.
    async server_certificate () {
      const client = execFile('openssl', ['s_client', '-connect', `127.0.0.1:${emulator.port}`, '-verify_return_error'])
      await once(client, 'exit')
    },
    protocol_version: () => connect({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    cipher: () => connect({ maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA:@SECLEVEL=0', ecdhCurve: 'P-256' }),
    not_tls: () => send('\x16 this is no TLS at all, but it begins as a handshake does'),
    timeout: () => send('\x16'),
    async plain_http () {
      const [response] = await once(http.get(`http://127.0.0.1:${emulator.port}/`, { agent: false }), 'response')
      await once(response.resume(), 'end')
    },
    async client_certificate () {
      const { id, certificatePEM, privateKeyPEM } = await admin('POST', `/domains/${emulator.okmsId}/credentials`, { name: 'x' })
      await admin('DELETE', `/domains/${emulator.okmsId}/credentials/${id}`)
      await connect({ cert: certificatePEM, key: privateKeyPEM })
    }
  }

  it('are not counted for bytes over TLS that are no request', async () => {
    const before = await Promise.all(Object.keys(causes).map(rejected))
    const socket = tls.connect({
      host: '127.0.0.1', port: emulator.port, servername: 'localhost', ca: readFileSync(emulator.files.ca)
    })
    socket.write('no request\r\n\r\n')
    await closed(socket)
    expect(await Promise.all(Object.keys(causes).map(rejected))).toEqual(before)
  })

  it.each(Object.keys(causes))('are counted under the cause %s', async (cause) => {
    const before = await rejected(cause)
    await causes[cause]?.()
    expect(await rejected(cause)).toBe(before + 1)
  })
})
