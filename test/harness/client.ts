// A client over real mutual TLS; every reply it gets is held against the contract.

import { readFileSync } from 'node:fs'
import type { SecureVersion } from 'node:tls'
import { Agent } from 'undici'
import { checkReply } from '../contract/reply-check.js'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Parsed JSON where it is JSON, else the text; undefined when empty. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the expectations of a test check what it reads
  readonly body: any
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as it is, instead of a JSON body. */
  readonly raw?: string | Buffer
}

export interface Client {
  request (method: string, path: string, body?: unknown, options?: RequestOptions): Promise<Reply>
  close (): Promise<void>
}

export interface ClientOptions {
  readonly endpoint: string
  readonly ca: string
  /** Without a certificate the client shows none. */
  readonly certificate?: { readonly certificatePem: string, readonly privateKeyPem: string } | undefined
  readonly maxVersion?: SecureVersion
  readonly minVersion?: SecureVersion
}

export function createClient ({ endpoint, ca, certificate, minVersion, maxVersion }: ClientOptions): Client {
  const agent = new Agent({
    connect: {
      ca: readFileSync(ca),
      ...(certificate === undefined ? {} : { cert: certificate.certificatePem, key: certificate.privateKeyPem }),
      ...(minVersion === undefined ? {} : { minVersion }),
      ...(maxVersion === undefined ? {} : { maxVersion })
    }
  })

  return {
    async request (method, path, body, { headers = {}, raw } = {}) {
      const payload = raw ?? (body === undefined ? null : JSON.stringify(body))
      const response = await agent.request({
        origin: endpoint,
        path,
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        body: payload
      })
      const text = await response.body.text()
      const contentType = response.headers['content-type']
      const reply = {
        status: response.statusCode,
        headers: response.headers,
        body: text === '' ? undefined : String(contentType).includes('json') ? JSON.parse(text) as unknown : text
      }
      checkReply({ method, path, ...reply })
      return reply
    },
    close: () => agent.close()
  }
}
