// What is refused before a route is reached, or past Fastify, has its text in the log,
// under the id that the client got.

import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { exchange, openTcp, openTls, type RawReply } from '../../hostile/raw-connection.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })

type Line = Readonly<Record<string, unknown>>

function lineOf (requestId: unknown): Line | undefined {
  return emulator.log().trim().split('\n').map((line) => JSON.parse(line) as Line).find((line) =>
    line['request_id'] === requestId)
}

const overTls = async (bytes: string | Buffer) => await exchange(await openTls(emulator), bytes)
const path = () => `/api/${emulator.okmsId}/v1/random`
const head = (rest: string) => `Host: localhost\r\nConnection: close\r\n${rest}\r\n`

describe('the log', () => {
  it.each<[string, () => Promise<RawReply[]>, string]>([
    ['a head that is too large', () => overTls(`GET ${path()} HTTP/1.1\r\n${head(`X: ${'x'.repeat(70_000)}\r\n`)}`), 'larger than 16 kB'],
    ['a method in small letters', () => overTls(`get ${path()} HTTP/1.1\r\n${head('')}`), 'it does not start with a method in capitals'],
    ['a blank in the path', () => overTls(`GET /a b HTTP/1.1\r\n${head('')}`), 'write a blank in the path as %20'],
    [
      'a path that is not ASCII', () => overTls(`GET /é HTTP/1.1\r\n${head('')}`), 'percent-encode all other characters'
    ],
    ['HTTP/2', () => overTls('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), 'this is HTTP/2'],
    ['KMIP', () => overTls(Buffer.from('42007801000000b8', 'hex')), 'this is KMIP'],
    ['two hosts', () => overTls(`GET ${path()} HTTP/1.1\r\nHost: a\r\n${head('')}`), 'host: this header was sent more than once'],
    ['a proxy request', () => overTls(`CONNECT localhost:443 HTTP/1.1\r\n${head('')}`), 'this server is no proxy'],
    ['plain HTTP on the TLS port', async () =>
      await exchange(await openTcp(emulator), `GET ${path()} HTTP/1.1\r\n${head('')}`), 'use https:// in the URL']
  ])('has the text of %s', async (_name, send, text) => {
    const [reply] = await send()
    expect(reply?.status).toBe(400)
    expect(reply?.body.errors.join()).toContain(text)
    expect(reply?.headers['x-request-id']).toBe(reply?.body.request_id)
    expect(lineOf(reply?.body.request_id)).toMatchObject({
      msg: 'request', http_status: 400, err_category: 'Argument', client_ip: '127.0.0.1', errors: reply?.body.errors
    })
  })

  it('has the text of what the bootstrap port refuses', async () => {
    const { statusCode, headers, body } = await request(`${emulator.bootstrap ?? ''}/bundle.tar`)
    const { errors } = await body.json() as { errors: string[] }
    expect(statusCode).toBe(403)
    expect(lineOf(headers['x-request-id']))
      .toMatchObject({ http_method: 'GET', http_path: '/bundle.tar', http_status: 403, errors })
  })

  it('has the text of what a page refuses', async () => {
    const { status, headers, body } = await emulator.client.request('GET', '/swagger/nothing.js')
    expect(status).toBe(404)
    expect(lineOf(headers['x-request-id']))
      .toMatchObject({ http_path: '/swagger/nothing.js', http_status: 404, errors: body.errors })
  })

  it('has no errors where nothing is refused', async () => {
    const { headers } = await emulator.api('GET', '/random')
    expect(lineOf(headers['x-request-id'])).not.toHaveProperty('errors')
  })
})
