// The plain HTTP port of the OVHcloud API: for programs on this machine, and for nothing else.

import { once } from 'node:events'
import net from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { request } from 'undici'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
let port: number
beforeAll(async () => {
  emulator = await startTestEmulator({ flags: ['--ephemeral', '--ovh-api-port', '0', '--admin-open-loopback'] })
  port = Number(new URL(emulator.ovhApi ?? '').port)
})
afterAll(async () => { await emulator.close() })

async function ask (path: string, headers: Readonly<Record<string, string>> = {}, method: 'GET' | 'OPTIONS' = 'GET') {
  const { statusCode, body } = await request(`http://127.0.0.1:${port}${path}`, { method, headers })
  return { status: statusCode, text: await body.text() }
}

/** Resolves to all that the server sends until it ends the connection. */
async function exchangeBytes (bytes: string | Buffer): Promise<string> {
  const socket = net.connect({ host: '127.0.0.1', port })
  await once(socket, 'connect')
  socket.write(bytes)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

async function reaches (host: string): Promise<boolean> {
  const socket = net.connect({ host, port })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

describe('the port', () => {
  it('listens on the loopback addresses alone', async () => {
    expect(emulator.ovhApi).toBe(`http://localhost:${port}`)
    expect(await reaches('127.0.0.1')).toBe(true)
    const addresses = Object.values(networkInterfaces()).flat()
      .flatMap((one) => one !== undefined && !one.internal && one.scopeid === undefined ? [one.address] : [])
    for (const address of addresses) expect(await reaches(address)).toBe(false)
  })

  it.each(['localhost', '127.0.0.1'])('has the OVHcloud API for clients that call it %s', async (host) => {
    const { status, text } = await ask('/1.0/auth/time', { host: `${host}:${port}` })
    expect(status).toBe(200)
    expect(text).toMatch(/^\d{10}$/)
    expect((await ask('/1.0/me', { host: `${host}:${port}` })).text).toContain('"errorCode":"NOT_CREDENTIAL"')
  })

  it('is not there by default', async () => {
    const other = await startTestEmulator()
    expect(other.ovhApi).toBeNull()
    await other.close()
  })

  it.each([
    '/', '/swagger/', '/page/data', '/api/x/v1/random', '/v1/servicekey', '/v1/random?length=16', '/v1/%73ervicekey',
    '/V1/random', '/_emulator/domains', '/_emulator/health', '/_emulator/metrics', '/1.0x', '//1.0/me'
  ])('has nothing at %s, and says where it is', async (path) => {
    const { status, text } = await ask(path)
    expect(status).toBe(404)
    expect(text).toContain('this port has the OVHcloud API alone')
  })

  it.each([
    'http://localhost/api/x', 'http://localhost/_emulator/domains', '/api/../1.0/me', '/api/%2e%2e/1.0/me'
  ])('has nothing at %s, as no client would send it', async (target) => {
    const reply = await exchangeBytes(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    expect(reply).toMatch(/^HTTP\/1\.1 404 .*this port has the OVHcloud API alone/s)
  })

  it.each([
    ['another origin', { origin: 'https://elsewhere.example' }],
    ['an origin of this port', { origin: 'http://localhost:80' }],
    ['a page without an origin', { 'sec-fetch-site': 'cross-site' }],
    ['a name that leads here', { host: 'elsewhere.example' }],
    ['the name of a file', { origin: 'null' }]
  ])('refuses %s', async (_name, headers) => {
    expect((await ask('/1.0/auth/time', headers)).status).toBe(403)
    expect((await ask('/1.0/me', { ...headers, 'access-control-request-method': 'GET' }, 'OPTIONS')).status).toBe(403)
  })

  it('answers bytes that are no request, and records them', async () => {
    expect(await exchangeBytes('GET /1.0/me\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*"class":"Client::BadRequest"/s)
    expect(await exchangeBytes(Buffer.from([0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5]))).toMatch(/^HTTP\/1\.1 400 .*"errors"/s)
    expect(await exchangeBytes('CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    const { body } = await emulator.admin.request('GET', '/_emulator/journal?order=desc&limit=3')
    expect(JSON.stringify(body)).toMatch(/no proxy.*not a valid HTTP\/1\.1 request/s)
    expect(emulator.log()).toContain('not a valid HTTP/1.1 request')
  })

  it('answers several requests over one connection, and logs them', async () => {
    const one = 'GET /nothing HTTP/1.1\r\nHost: localhost\r\n'
    const reply = await exchangeBytes(`${one}\r\n${one}Connection: close\r\n\r\n`)
    expect(reply.match(/HTTP\/1\.1 404/g)).toHaveLength(2)
    expect(emulator.log()).toMatch(/"http_path":"\/nothing"/)
  })

  it('cuts off a client that does not send its request', async () => {
    const slow = await startTestEmulator({
      flags: ['--ephemeral', '--ovh-api-port', '0'], timeouts: { headers: 100, request: 100 }
    })
    const socket = net.connect({ host: '127.0.0.1', port: Number(new URL(slow.ovhApi ?? '').port) })
    socket.write('GET /1.0/me HTTP/1.1\r\n')
    const [reply] = await once(socket, 'data') as [Buffer]
    expect(reply.toString()).toMatch(/^HTTP\/1\.1 400 .*not complete in time/s)
    socket.destroy()
    await slow.close()
  })

  it('closes with the server, whatever connections are open', async () => {
    const other = await startTestEmulator({ flags: ['--ephemeral', '--ovh-api-port', '0'] })
    const socket = net.connect({ host: '127.0.0.1', port: Number(new URL(other.ovhApi ?? '').port) })
    socket.write('GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await once(socket, 'data')
    const closed = once(socket, 'close')
    socket.on('error', () => {})
    await other.close()
    await closed
  })
})
