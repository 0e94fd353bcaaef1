// One HTTPS request and its whole reply: how commands call a server. The protocol `http:` is for servers of others.

import http, { type IncomingHttpHeaders } from 'node:http'
import https from 'node:https'
import { TLSSocket } from 'node:tls'

export interface HttpsRequest extends https.RequestOptions {
  /** Sent as JSON. */
  readonly json?: object | undefined
  /** Milliseconds for the whole exchange; afterwards it fails with the code ABORT_ERR. */
  readonly patience: number
  /** Called when the TLS connection is open; the request ends with the error that it returns. */
  readonly refuse?: (socket: TLSSocket) => Error | undefined
}

export interface HttpsReply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Rejects with the error of the connection. Each request has a connection of its own, unless it names an agent. */
export async function requestHttps ({ json, patience, refuse, ...options }: HttpsRequest): Promise<HttpsReply> {
  return await new Promise((resolve, reject) => {
    const request = (options.protocol === 'http:' ? http : https).request({
      agent: false,
      signal: AbortSignal.timeout(patience),
      ...(json === undefined ? {} : { headers: { 'content-type': 'application/json' } }),
      ...options
    }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => { text += part })
      response.on('error', reject)
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, headers: response.headers, text }) })
    })
    if (refuse !== undefined) {
      request.once('socket', (socket) => {
        if (!(socket instanceof TLSSocket)) return
        socket.once('secureConnect', () => {
          const error = refuse(socket)
          if (error !== undefined) request.destroy(error)
        })
      })
    }
    request.on('error', reject)
    request.end(json === undefined ? undefined : JSON.stringify(json))
  })
}

/** OpenSSL's codes for a server certificate that the given CA did not sign. */
export const untrustedCodes: ReadonlySet<unknown> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'INVALID_CA'
])

/** The value of a reply: JSON, the text itself where it is not JSON, undefined where it is empty. */
export function jsonOrText (text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}
