// One request to a server, made so that each kind of failure can be distinguished.

import { X509Certificate } from 'node:crypto'
import net from 'node:net'
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { codeOf, messageOf } from '../../domain/thrown.js'
import { hostOf, portOf } from '../../domain/text/url-host.js'
import { jsonOrText, requestHttps } from '../../emulator/https-request.js'
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
  | {
    readonly kind: 'answer'
    readonly status: number
    readonly body: string
    readonly errorCode: number | undefined
    readonly serverTime: number
  }
  | {
    readonly kind: 'failure'
    readonly code: string
    readonly message: string
    readonly shown: PeerCertificate | undefined
  }

/** Never rejects. */
export async function probe (probe: Probe): Promise<Outcome> {
  const { endpoint, proxy, patience } = probe
  if (proxy === undefined) return await askOver(probe)
  try {
    return await askOver(probe, await openTunnel(proxy, { host: hostOf(endpoint), port: portOf(endpoint) }, patience))
  } catch (error) {
    if (error instanceof TunnelFault) {
      return { kind: 'failure', code: error.code, message: error.message, shown: undefined }
    }
    throw error
  }
}

async function askOver ({ endpoint, path, ca, client, patience }: Probe, tunnel?: net.Socket): Promise<Outcome> {
  let shown: PeerCertificate | undefined
  try {
    const { status, headers, text } = await requestHttps({
      host: hostOf(endpoint),
      port: portOf(endpoint),
      path,
      ...(tunnel === undefined ? {} : { socket: tunnel }),
      ca,
      ...(client === undefined ? {} : { cert: client.certificate, key: client.privateKey }),
      // So that the certificate of a server that is refused can be looked at; `refuse` ends the
      // request before anything is sent.
      rejectUnauthorized: false,
      checkServerIdentity: faultOfName,
      patience,
      refuse (socket) {
        shown = socket.getPeerCertificate()
        const refused: unknown = socket.authorizationError
        const reason = codeOf(refused) ?? (refused ? messageOf(refused) : '')
        return reason === '' ? undefined : Object.assign(new Error(reason), { code: reason })
      }
    })
    return {
      kind: 'answer',
      status,
      body: text.slice(0, 1000),
      errorCode: errorCodeOf(text),
      serverTime: Date.parse(headers.date ?? '')
    }
  } catch (error) {
    return { kind: 'failure', code: codeOf(error) ?? '', message: messageOf(error), shown }
  }
}

/** The `error_code` of a reply; undefined when the body is not an error of the service. */
function errorCodeOf (text: string): number | undefined {
  const body = jsonOrText(text)
  const code: unknown = typeof body === 'object' && body !== null && 'error_code' in body ? body.error_code : undefined
  return typeof code === 'number' ? code : undefined
}

/**
 * Undefined when the certificate is for this name. OpenSSL checks addresses: some releases of Node do not find IPv6
 * addresses in certificates (nodejs/node#64144).
 */
export function faultOfName (name: string, certificate: PeerCertificate): Error | undefined {
  const isCarried = net.isIP(name) > 0 && new X509Certificate(certificate.raw).checkIP(name) !== undefined
  return isCarried ? undefined : checkServerIdentity(name, certificate)
}

/** Whether the port replies to HTTP without TLS, within `patience` milliseconds. */
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
