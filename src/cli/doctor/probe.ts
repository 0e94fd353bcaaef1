// One question to a server, asked so that whatever goes wrong is told apart.

import { X509Certificate } from 'node:crypto'
import https from 'node:https'
import net from 'node:net'
import { checkServerIdentity, TLSSocket, type PeerCertificate } from 'node:tls'
import { codeOf, messageOf } from '../../domain/thrown.js'
import { openTunnel, TunnelFault } from './tunnel.js'

export interface Probe {
  readonly endpoint: URL
  readonly path: string
  /** PEM. */
  readonly ca: string
  /** Milliseconds. */
  readonly patience: number
  readonly client?: { readonly certificate: string, readonly privateKey: string } | undefined
  /** Connect through this proxy. */
  readonly proxy?: URL | undefined
}

export type Outcome =
  | { readonly kind: 'answer', readonly status: number, readonly body: string, readonly serverTime: number }
  | { readonly kind: 'failure', readonly code: string, readonly message: string, readonly shown: PeerCertificate | undefined }

/** Never rejects. */
export async function ask (probe: Probe): Promise<Outcome> {
  const { endpoint, proxy, patience } = probe
  if (proxy === undefined) return await askOver(probe)
  try {
    return await askOver(probe, await openTunnel(proxy, { host: hostOf(endpoint), port: portOf(endpoint) }, patience))
  } catch (error) {
    if (error instanceof TunnelFault) return { kind: 'failure', code: error.code, message: error.message, shown: undefined }
    throw error
  }
}

async function askOver ({ endpoint, path, ca, client, patience }: Probe, tunnel?: net.Socket): Promise<Outcome> {
  return await new Promise((resolve) => {
    let shown: PeerCertificate | undefined
    const request = https.get({
      host: hostOf(endpoint),
      port: portOf(endpoint),
      path,
      ...(tunnel === undefined ? {} : { socket: tunnel }),
      ca,
      ...(client === undefined ? {} : { cert: client.certificate, key: client.privateKey }),
      agent: false,
      // So that the certificate can be looked at when it is refused; nothing is asked of a server that is.
      rejectUnauthorized: false,
      checkServerIdentity: faultOfName,
      signal: AbortSignal.timeout(patience)
    }, (response) => {
      const body: Buffer[] = []
      response.on('data', (part: Buffer) => { body.push(part) })
      response.on('error', fail)
      response.on('end', () => {
        resolve({ kind: 'answer', status: response.statusCode ?? 0, body: Buffer.concat(body).toString().slice(0, 1000), serverTime: Date.parse(response.headers.date ?? '') })
      })
    })
    request.on('socket', (socket) => {
      socket.once('secureConnect', () => {
        if (!(socket instanceof TLSSocket)) return
        shown = socket.getPeerCertificate()
        const refused: unknown = socket.authorizationError
        const reason = codeOf(refused) ?? (refused ? messageOf(refused) : '')
        if (typeof reason === 'string' && reason !== '') request.destroy(Object.assign(new Error(reason), { code: reason }))
      })
    })
    request.on('error', fail)

    function fail (error: Error & { readonly code?: unknown }): void {
      resolve({ kind: 'failure', code: typeof error.code === 'string' ? error.code : error.name, message: error.message, shown })
    }
  })
}

/** Undefined when the certificate is for this name. Addresses are OpenSSL's to judge: some releases of Node find none of IPv6 in any certificate (nodejs/node#64144). */
export function faultOfName (name: string, certificate: PeerCertificate): Error | undefined {
  const isCarried = net.isIP(name) > 0 && new X509Certificate(certificate.raw).checkIP(name) !== undefined
  return isCarried ? undefined : checkServerIdentity(name, certificate)
}

/** Whether the port answers HTTP without TLS, within `patience` milliseconds. */
export async function speaksPlainHttp (endpoint: URL, patience: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = net.connect({ host: hostOf(endpoint), port: portOf(endpoint) }, () => { socket.write('HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n') })
    socket.setTimeout(patience, () => { done(false) })
    socket.once('data', (bytes: Buffer) => { done(bytes.subarray(0, 5).toString('latin1') === 'HTTP/') })
    socket.once('error', () => { done(false) })
    socket.once('close', () => { done(false) })
    function done (answer: boolean): void {
      resolve(answer)
      socket.destroy()
    }
  })
}

export const hostOf = ({ hostname }: URL) => hostname.replace(/^\[(.*)\]$/, '$1')
export const portOf = ({ port }: URL) => port === '' ? 443 : Number(port)
