// Makes the requests of the page fuzz: well framed, so that a server that waits for more is at fault.

import type { Seeded } from '../durability/seeded.js'
import { alteredTargets, bodies, everyMethod, listedPairs } from './fuzz-values.js'

export interface FuzzRequest {
  readonly method: string
  readonly target: string
  readonly version: '1.0' | '1.1'
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>
  readonly body: Buffer
  /** The body is sent in chunks of this many bytes; 0: with a length. */
  readonly chunk: number
}

export interface FuzzPlace {
  readonly path: string
  /** The value of Host. */
  readonly host: string
  /** What the caller sends with every request. */
  readonly own: ReadonlyArray<readonly [name: string, value: string]>
  /** Headers that sign the request as it is sent. */
  readonly sign?: (request: Pick<FuzzRequest, 'method' | 'target' | 'body'>) => FuzzRequest['headers']
}

const noBody = { body: Buffer.alloc(0), chunk: 0 }

/** A request with one listed header. */
export function listedRequest (
  { path, host, own, sign }: FuzzPlace, method: string, pair: readonly [name: string, value: string]
): FuzzRequest {
  const others = [['Host', host] as const, ...own].filter(([name]) => name !== pair[0])
  return signed({ method, target: path, version: '1.1', headers: [...others, pair], ...noBody }, sign)
}

const signed = (request: FuzzRequest, sign: FuzzPlace['sign']): FuzzRequest =>
  sign === undefined ? request : { ...request, headers: [...request.headers, ...sign(request)] }

/** A request with some listed and some random headers, an altered path, another method, a body; each now and then. */
export function randomRequest ({ path, host, own, sign }: FuzzPlace, seeded: Seeded): FuzzRequest {
  const oneIn = (times: number) => seeded.integer(times) === 0
  const pairs = Array.from({ length: seeded.integer(5) }, () =>
    oneIn(4) ? [seeded.pick(listedPairs)[0], randomText(seeded)] as const : seeded.pick(listedPairs))
  const given = [['Host', host] as const, ...own].filter(() => !oneIn(25))
  const headers = [...given.filter(([name]) => !pairs.some((pair) => pair[0] === name)), ...pairs]
  if (oneIn(20)) headers.push(seeded.pick(headers.length > 0 ? headers : listedPairs))
  if (oneIn(40)) headers.push(['X-Long', 'x'.repeat(seeded.integer(20_000))])
  const method = oneIn(3) ? seeded.pick(everyMethod) : seeded.pick(['GET', 'GET', 'HEAD'])
  const request: FuzzRequest = {
    method,
    target: method === 'CONNECT' ? host : oneIn(4) ? seeded.pick(alteredTargets)(path, host) : path,
    version: oneIn(30) ? '1.0' : '1.1',
    headers,
    ...(oneIn(4) ? { body: Buffer.from(seeded.pick(bodies)), chunk: oneIn(3) ? 1 + seeded.integer(50) : 0 } : noBody)
  }
  // Now and then the signature is that of something else.
  if (oneIn(20)) return { ...request, headers: [...request.headers, ...sign?.({ ...request, target: path }) ?? []] }
  return signed(request, sign)
}

/** Printable characters, the upper half of Latin-1, and tabs; all are allowed in the value of a header. */
function randomText (seeded: Seeded): string {
  const length = seeded.integer(seeded.integer(10) === 0 ? 2000 : 30)
  return Array.from({ length }, () => String.fromCharCode(
    seeded.pick([0x20 + seeded.integer(0x5f), 0x20 + seeded.integer(0x5f), 0xa0 + seeded.integer(0x60), 9])
  )).join('').trim()
}

export function bytesOf ({ method, target, version, headers, body, chunk }: FuzzRequest): Buffer {
  const lines = [`${method} ${target} HTTP/${version}`, ...headers.map(([name, value]) => `${name}: ${value}`)]
  if (chunk > 0) lines.push('Transfer-Encoding: chunked')
  else if (body.length > 0) lines.push(`Content-Length: ${body.length}`)
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  return Buffer.concat([head, chunk === 0 ? body : inChunks(body, chunk)])
}

function inChunks (body: Buffer, length: number): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < body.length; at += length) {
    const part = body.subarray(at, at + length)
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'))
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')])
}

/** Whether the request itself ends the connection. */
export const asksToClose = ({ version, headers, method }: FuzzRequest): boolean =>
  version === '1.0' || method === 'CONNECT' ||
  headers.some(([name, value]) => name === 'Connection' && /\bclose\b/i.test(value))
