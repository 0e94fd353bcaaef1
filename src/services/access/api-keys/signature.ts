// The signature of the OVHcloud API (signature.md 1): SHA-1 over the application secret, the consumer key and the call.

import { createHash, timingSafeEqual } from 'node:crypto'

/** What only the two sides know. */
export interface SigningKeys {
  readonly applicationSecret: string
  readonly consumerKey: string
}

interface SignedRequest {
  /** In capitals. */
  readonly method: string
  /** The exact bytes sent; none for a request without a body. */
  readonly body: Buffer
  /** Decimal text of epoch seconds, as sent. */
  readonly timestamp: string
}

/** A request as the client wrote it. */
export interface ClientRequest extends SignedRequest {
  /** Absolute and not normalised: scheme, host, port if written, path, query. */
  readonly url: string
}

/** A request as the server receives it. */
export interface ReceivedRequest extends SignedRequest {
  /** The raw request target: path and query, as on the request line. */
  readonly target: string
  /** The Host header as sent. */
  readonly host: string
}

export function signatureOf (
  { applicationSecret, consumerKey }: SigningKeys, { method, url, body, timestamp }: ClientRequest
): string {
  const hash = createHash('sha1')
    .update([applicationSecret, consumerKey, method, url, ''].join('+')).update(body).update(`+${timestamp}`)
  return `$1$${hash.digest('hex')}`
}

const signaturePattern = /^\$1\$[\da-f]{40}$/

/** Whether a text has the form of a signature. */
export const isSignature = (text: string): boolean => signaturePattern.test(text)

/** Whether the signature is that of the request, under one of the URLs that the client may have signed. */
export function isSignatureOf (signature: string, keys: SigningKeys, received: ReceivedRequest): boolean {
  const sent = Buffer.from(signature)
  return isSignature(signature) && urlsOf(received)
    .map((url) => timingSafeEqual(Buffer.from(signatureOf(keys, { ...received, url })), sent))
    .includes(true)
}

const defaultPorts = { http: 80, https: 443 } as const

/**
 * The URLs that a client may have signed for what it sent. The scheme is not on the request line, and a proxy may
 * change it. node-ovh never signs the port. python-ovh signs a default port and does not send it.
 */
function urlsOf ({ host, target }: Pick<ReceivedRequest, 'host' | 'target'>): readonly string[] {
  const bare = host.replace(/:\d+$/, '')
  return Object.entries(defaultPorts).flatMap(([scheme, port]) =>
    [bare, host === bare ? `${bare}:${port}` : host].map((name) => `${scheme}://${name}${target}`))
}
