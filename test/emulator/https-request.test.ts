// The one HTTPS request of the commands, against a server that does what the test wants.

import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { jsonOrText, requestHttps } from '../../src/emulator/https-request.js'
import { issueServerCertificate } from '../../src/pki/server-certificate.js'
import { foreignCa } from '../harness/certificates.js'

const ca = foreignCa()
const certified = issueServerCertificate({ ca, names: ['localhost'], now: Date.now() })

async function serve (listener: RequestListener) {
  const server = https.createServer({ cert: certified.certificatePem, key: certified.privateKeyPem }, listener)
    .listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    host: '127.0.0.1',
    servername: 'localhost',
    port: (server.address() as AddressInfo).port,
    ca: ca.certificatePem,
    patience: 5000
  }
}

it('sends JSON and returns the whole reply', async () => {
  const place = await serve((request, response) => {
    response.writeHead(201, { 'x-got': `${request.method} ${request.url} ${request.headers['content-type']} ${request.headers['content-length']}` })
    request.pipe(response)
  })
  const json = { name: 'clé' }
  const { status, headers, text } = await requestHttps({ ...place, method: 'POST', path: '/a?b=c', json })
  expect([status, headers['x-got'], jsonOrText(text)]).toEqual([201, `POST /a?b=c application/json ${Buffer.byteLength(JSON.stringify(json))}`, json])
})

it.each<[string, RequestListener]>([
  ['no reply', () => {}],
  ['half a reply', (_request, response) => { response.write('half') }]
])('%s in time is ABORT_ERR', async (_what, listener) => {
  await expect(requestHttps({ ...await serve(listener), patience: 200 })).rejects.toMatchObject({ code: 'ABORT_ERR' })
})

it('a reply that is cut off is an error', async () => {
  const place = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': 100 })
    response.write('half', () => { response.socket?.destroy() })
  })
  await expect(requestHttps(place)).rejects.toMatchObject({ code: 'ECONNRESET' })
})

it('a server that `refuse` refuses gets no request', async () => {
  let requests = 0
  const place = await serve((_request, response) => {
    requests++
    response.end()
  })
  const refused = new Error('not this one')
  await expect(requestHttps({ ...place, refuse: (socket) => socket.authorized ? refused : undefined }))
    .rejects.toBe(refused)
  expect(requests).toBe(0)
  expect(await requestHttps({ ...place, refuse: () => undefined })).toMatchObject({ status: 200 })
  expect(requests).toBe(1)
})

it.each([['', undefined], ['{"a":1}', { a: 1 }], ['<html>', '<html>']])('jsonOrText(%j)', (text, value) => {
  expect(jsonOrText(text)).toEqual(value)
})
