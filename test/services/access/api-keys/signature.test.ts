// Signatures of the OVHcloud API, against those that go-ovh, python-ovh and node-ovh made (signature.md 2).

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isSignatureOf, signatureOf } from '../../../../src/services/access/api-keys/signature.js'

interface Vector {
  readonly id: string
  readonly method: string
  readonly wireHost: string
  readonly signedUrl: string
  readonly body: string
  readonly timestamp: number
  readonly signature: string
}

const { applicationSecret, consumerKey, vectors } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../../vectors/ovh-signatures.json'), 'utf8')
) as { applicationSecret: string, consumerKey: string, vectors: readonly Vector[] }
const keys = { applicationSecret, consumerKey }

/** The request of a vector as a server receives it: the Host header has the port, whatever was signed. */
const received = ({ method, wireHost, signedUrl, body, timestamp }: Vector) => ({
  method,
  host: wireHost,
  target: signedUrl.replace(/^https?:\/\/[^/]+/, ''),
  body: Buffer.from(body),
  timestamp: String(timestamp)
})

it('has a vector of each wrapper for each case', () => {
  expect(vectors.map(({ id }) => id).sort()).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8].flatMap((number) => ['go', 'node', 'python'].map((client) => `V${number}-${client}`)))
})

describe.each(vectors)('$id: $method', (vector) => {
  const { signedUrl: url, signature } = vector
  const request = received(vector)

  it('is what the wrapper signed', () => {
    expect(signatureOf(keys, { ...request, url })).toBe(signature)
  })

  it('is accepted as the server sees the request', () => {
    expect(isSignatureOf(signature, keys, request)).toBe(true)
  })

  it.each([
    ['another secret', { keys: { ...keys, applicationSecret: 'local-as-0002' } }],
    ['another consumer key', { keys: { ...keys, consumerKey: 'local-ck-0002' } }],
    ['another method', { request: { ...request, method: 'PATCH' } }],
    ['another body', { request: { ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) } }],
    ['another path', { request: { ...request, target: `${request.target}x` } }],
    ['another host', { request: { ...request, host: `x${request.host}` } }],
    ['another time', { request: { ...request, timestamp: String(vector.timestamp + 1) } }]
  ])('is rejected with %s', (_what, changed) => {
    const other = { keys, request, ...changed }
    expect(isSignatureOf(signature, other.keys, other.request)).toBe(false)
  })
})

describe('the signed URL', () => {
  const request = { method: 'GET', target: '/1.0/me', body: Buffer.alloc(0), timestamp: '1700000000' }
  const isAccepted = (url: string, host: string) =>
    isSignatureOf(signatureOf(keys, { ...request, url }), keys, { ...request, host })

  it.each([
    ['http://localhost:27443/1.0/me', 'localhost:27443'],
    ['https://localhost:27443/1.0/me', 'localhost:27443'],
    ['http://localhost/1.0/me', 'localhost:27443'],
    ['https://localhost/1.0/me', 'localhost:27443'],
    ['https://[::1]:27443/1.0/me', '[::1]:27443'],
    ['https://[::1]/1.0/me', '[::1]:27443'],
    ['https://localhost/1.0/me', 'localhost'],
    ['https://localhost:443/1.0/me', 'localhost'],
    ['http://localhost:80/1.0/me', 'localhost']
  ])('%s is accepted when Host is %s', (url, host) => {
    expect(isAccepted(url, host)).toBe(true)
  })

  it.each([
    ['https://localhost:27444/1.0/me', 'localhost:27443'],
    ['https://localhost:27443/1.0/me', 'localhost'],
    ['https://localhost:27443/1.0/me/', 'localhost:27443'],
    ['https://localhost:27443/v1/me', 'localhost:27443'],
    ['ftp://localhost:27443/1.0/me', 'localhost:27443'],
    ['localhost:27443/1.0/me', 'localhost:27443']
  ])('%s is rejected when Host is %s', (url, host) => {
    expect(isAccepted(url, host)).toBe(false)
  })

  it('keeps an escaped slash of the path as it is', () => {
    const target = '/v2/okms/resource/x/secret/app%2Fdb'
    const signature = signatureOf(keys, { ...request, url: `https://localhost${target}` })
    const accepts = (target: string) => isSignatureOf(signature, keys, { ...request, target, host: 'localhost' })
    expect([target, target.replace('%2F', '/')].map(accepts)).toEqual([true, false])
  })
})

it.each([
  ['no version', (signature: string) => signature.replace('$1$', '')],
  ['another version', (signature: string) => signature.replace('$1$', '$2$')],
  ['capitals', (signature: string) => signature.toUpperCase()],
  ['a prefix alone', (signature: string) => signature.slice(0, -1)],
  ['more', (signature: string) => `${signature}0`],
  ['nothing', () => '']
])('a signature with %s is rejected', (_what, change) => {
  const [vector] = vectors
  if (vector === undefined) throw new Error('there are no vectors')
  expect(isSignatureOf(change(vector.signature), keys, received(vector))).toBe(false)
})
