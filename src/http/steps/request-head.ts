// Rejects requests with ambiguous headers (request smuggling) that Node's HTTP parser accepts.

import type { IncomingMessage } from 'node:http'
import { httpErrors } from '../reply/http-errors.js'
import { refusal, type DomainError } from '../../domain/errors/domain-error.js'

/** Typical clients send about ten. Node reads 2000 and drops the rest. */
const maxHeaders = 200

/** Characters of the path, and of the names and values of the headers. */
export const maxHeadLength = 16 * 1024

/** Of these, Node keeps the first and silently drops the others (RFC 9110 section 5.3 allows none of them twice). */
const onlyOnce = ['host', 'content-type', 'authorization'] as const

const invalid = (text: string) => refusal(httpErrors.RequestInvalid, [text])

/** Why the head is rejected, or undefined. It runs for every request, so it compares lengths first. */
export function faultOfHead ({
  url = '', rawHeaders, headers, httpVersionMajor, httpVersionMinor
}: IncomingMessage): DomainError | undefined {
  if (httpVersionMajor !== 1) return invalid('the request line has no HTTP version, or another one; HTTP/1.1 is expected')
  if (rawHeaders.length > 2 * maxHeaders) return invalid(`headers: more than ${maxHeaders}, the most that this server reads`)
  const tooLarge = faultOfLength(url.length + lengthOf(rawHeaders), headers.cookie?.length ?? 0)
  if (tooLarge !== undefined) return invalid(tooLarge)
  const repeated = repeatedHeader(rawHeaders)
  if (repeated !== undefined) return invalid(`${repeated}: this header was sent more than once; send it once`)
  // RFC 9112 section 3.2
  if (headers.host === undefined && httpVersionMinor >= 1) return invalid('host: missing; HTTP/1.1 requires this header')
  const coding = headers['transfer-encoding']
  // RFC 9112 section 6.1
  if (coding !== undefined && (httpVersionMinor === 0 || coding.toLowerCase() !== 'chunked')) return invalid('transfer-encoding: accepted: chunked, with HTTP/1.1; most clients set it by themselves')
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return invalid('content-encoding: compressed bodies are not accepted; send the body uncompressed, without this header')
  return undefined
}

function lengthOf (rawHeaders: readonly string[]): number {
  let length = 0
  for (const text of rawHeaders) length += text.length
  return length
}

export const largeHead = 'headers: the request line and the headers are larger than 16 kB, the most that this server reads'

function faultOfLength (length: number, ofCookies: number): string | undefined {
  if (length <= maxHeadLength) return undefined
  // Browsers send cookies to every port of a host (RFC 6265 section 8.5), so those of other servers arrive here.
  return length - ofCookies <= maxHeadLength
    ? `${largeHead}, because of ${Math.ceil(ofCookies / 1024)} kB of cookies; this server sets no cookies, so delete those of this host name, or reach the server by another name or address`
    : `${largeHead}; secrets and large values belong in the body`
}

function repeatedHeader (rawHeaders: readonly string[]): string | undefined {
  const counts = [0, 0, 0]
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    for (let which = 0; which < onlyOnce.length; which++) {
      const single = onlyOnce[which] ?? ''
      if (name.length !== single.length || name.toLowerCase() !== single) continue
      const count = (counts[which] ?? 0) + 1
      if (count > 1) return single
      counts[which] = count
    }
  }
  return undefined
}
