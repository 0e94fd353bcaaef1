import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pathOf, redactedPath } from '../../../src/domain/text/redacted-path.js'

const id = '7b0d2f7e-8a3f-4c57-b0a1-5d5f2f1f6c11'

describe('the redacted path', () => {
  it.each([
    '/', '/api', `/api/${id}/v1/servicekey/${id}/activate`, '/swagger/static/swagger-ui-bundle.js', '/1.0/order/cart', '/ca.pem', '/v1/servicekey',
    '/auth/oauth2/token', '/_emulator/service-accounts', '/api/v1/serviceKeys', '/api/my-domain/v1/servicekey/key-1',
    '/servicekey//', '/%20', `/_emulator/policies/urn:v1:eu:resource:okms:${id}/allow`
  ])('of %s is the path', (path) => {
    expect(redactedPath(path)).toBe(path)
    expect(redactedPath(`${path}?token=secret`)).toBe(path)
    expect(redactedPath(`${path}#secret`)).toBe(path)
    expect(redactedPath(`https://user:secret@host:1${path}`)).toBe(path)
  })

  it.each([
    ['a parameter without a question mark', '/api/token=abc', '/api/token...'],
    ['a password before the host, without a scheme', '//admin:hunter2@kms/api', '//.../api'],
    ['a key in base64 with slashes', '/servicekey/aB3+cd/9KqW/Zm9vYmFy1xQ2/Tg==', '/servicekey/.../.../.../Tg...'],
    ['the same behind an id', `/api/${id}/v1/servicekey/aB3+cd/9KqW/Zm9vYmFy1xQ2`, `/api/${id}/v1/servicekey/.../.../...`],
    ['a key in base64 with a part like a word', '/AAAA/AAabZcaOja/AAAAAAAAAAAAAAAA', '/.../AAabZcaOja/...'],
    ['a long segment', `/a/${'x'.repeat(21)}/b`, '/a/.../b'],
    ['a bearer token', '/Bearer%20eyJhbGciOiJub25lIn0/api', '/.../api']
  ])('hides %s', (_, url, shown) => {
    expect(redactedPath(url)).toBe(shown)
  })

  it('without the query is what the router matches', () => {
    expect(['/a?b#c', '/a#b?c', '/a', ''].map(pathOf)).toEqual(['/a', '/a', '/a', ''])
  })
})

const bytes = (least: number, most: number) => fc.uint8Array({ minLength: least, maxLength: most })
const base64 = (most: number) => bytes(24, most).map((octets) => Buffer.from(octets).toString('base64'))
const base64url = (least: number, most: number) =>
  bytes(least, most).map((octets) => Buffer.from(octets).toString('base64url'))
const header = fc.constantFrom('{"alg":"ES256"}', '{"alg":"dir","enc":"A256GCM"}', '{"alg":"HS256","typ":"JWT"}')
  .map((text) => Buffer.from(text).toString('base64url'))

/** Of every kind that could be pasted in place of an id. */
const secrets = {
  'a JWS': fc.tuple(header, base64url(20, 300), base64url(32, 64)).map((parts) => parts.join('.')),
  'a JWE': fc.tuple(header, base64url(12, 12), base64url(1, 300), base64url(16, 16))
    .map(([head, ...parts]) => [head, '', ...parts].join('.')),
  'an opaque token': base64url(16, 200),
  'a key in base64': base64(100),
  'a key in base64, escaped': base64(100).map(encodeURIComponent),
  PEM: base64(800).map((text) => `-----BEGIN PRIVATE KEY-----\n${text.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`),
  'PEM, escaped': base64(800).map((text) => encodeURIComponent(`-----BEGIN CERTIFICATE-----\n${text.replace(/.{64}/g, '$&\n')}\n`)),
  'hexadecimal digits': bytes(16, 64).map((octets) => Buffer.from(octets).toString('hex')),
  'a bearer token with its scheme': base64url(24, 100).map((text) => `Bearer ${text}`)
}

const places: ReadonlyArray<(secret: string) => string> = [
  (secret) => `/${secret}`,
  (secret) => `/api/${secret}/v1/servicekey`,
  (secret) => `/api/${id}/v1/servicekey/${secret}`,
  (secret) => `/api/${id}/v1/servicekey/${secret}/activate`,
  (secret) => `/nowhere/token=${secret}`,
  (secret) => `/nowhere/a;jwt=${secret}/b`,
  (secret) => `https://user:${secret.replaceAll('/', '_')}@localhost/api`,
  (secret) => `//user:${secret.replaceAll('/', '_')}@localhost/api`,
  (secret) => `/swagger/?token=${secret}`,
  (secret) => `/swagger/#${secret}`
]

describe.each(Object.entries(secrets))('%s in a path', (_, secret) => {
  it('is not shown, nor a long part of it', () => {
    fc.assert(fc.property(secret, fc.constantFrom(...places), (text, place) => {
      const shown = redactedPath(place(text))
      expect(shown).not.toContain(text)
      // All parts that are shown are those of the place: what is left of the secret is shorter than a word.
      const parts = shown.split('/').filter((part) => text.includes(part) && part.length > 12)
      expect(parts).toEqual([])
    }), { numRuns: 200 })
  })
})
