// Small HTTP proxies: one that tunnels (RFC 9110 section 9.3.6), one that refuses, one that takes TLS apart.

import { createPrivateKey, createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import { newPrivateKeyPem } from '../../src/pki/ca.js'
import { commonName, signCertificate, type CertifiedKey } from '../../src/pki/certificate.js'
import { authority, keyUsage, subjectKeyIdentifier } from '../../src/pki/asn1/extensions.js'
import { randomSerial } from '../../src/pki/asn1/serial-number.js'
import { issueServerCertificate } from '../../src/pki/server-certificate.js'

const day = 86_400_000

export interface TestProxy {
  readonly url: string
  /** What was asked for, as in `CONNECT localhost:8443`, with the credentials that were shown. */
  readonly asked: Array<{ readonly authority: string | undefined, readonly authorization: string | undefined }>
  close (): void
}

/** A CA as companies have them for their proxies. */
function corporateCa (): CertifiedKey {
  const privateKeyPem = newPrivateKeyPem()
  const privateKey = createPrivateKey(privateKeyPem)
  const publicKey = createPublicKey(privateKey)
  const certificatePem = signCertificate({
    serial: randomSerial(),
    issuer: commonName('Corporate Proxy CA'),
    subject: commonName('Corporate Proxy CA'),
    notBefore: Date.now() - day,
    notAfter: Date.now() + day,
    publicKey,
    extensions: [authority(0), keyUsage('keyCertSign'), subjectKeyIdentifier(publicKey)]
  }, privateKey)
  return { certificatePem, privateKeyPem }
}

/** Has a certificate of the company's for the name, and answers in the server's place. */
export async function startInterceptor (): Promise<{ readonly port: number, close (): void }> {
  const { certificatePem, privateKeyPem } = issueServerCertificate({
    ca: corporateCa(), names: ['localhost', '127.0.0.1'], now: Date.now()
  })
  const server = https.createServer({ cert: certificatePem, key: privateKeyPem }, (_request, response) => {
    response.end('hello from the proxy')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as net.AddressInfo).port,
    close: () => { server.closeAllConnections(); server.close() }
  }
}

/** @param portFor Port of this machine that a wanted port leads to, or a status to refuse with. */
export async function startProxy (portFor: (wanted: number) => number |
  { readonly status: number }): Promise<TestProxy> {
  const asked: TestProxy['asked'] = []
  const sockets = new Set<Duplex>()
  const server = http.createServer((_request, response) => { response.writeHead(405).end() })
  server.on('connect', (request: http.IncomingMessage, socket: Duplex) => {
    asked.push({ authority: request.url, authorization: request.headers['proxy-authorization'] })
    sockets.add(socket)
    const target = portFor(Number(/:(\d+)$/.exec(request.url ?? '')?.[1]))
    if (typeof target !== 'number') {
      socket.end(`HTTP/1.1 ${target.status} ${http.STATUS_CODES[target.status]}\r\n\r\n`)
      return
    }
    const onwards = net.connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(onwards).pipe(socket)
    })
    sockets.add(onwards)
    for (const one of [socket, onwards]) one.on('error', () => { socket.destroy(); onwards.destroy() })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    asked,
    close () {
      for (const socket of sockets) socket.destroy()
      server.closeAllConnections()
      server.close()
    }
  }
}
