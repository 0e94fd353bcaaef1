// Only canonical base64 and base64url decode (RFC 4648 sections 3.5, 4 and 5).

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from '../../../src/crypto/jose/base64.js'

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array))

describe('decodeBase64', () => {
  it('gives back what was encoded, as Buffer.from does', () => {
    fc.assert(fc.property(bytes, (given) => {
      const text = encodeBase64(given)
      expect(decodeBase64(text)).toEqual(given)
      expect(decodeBase64(text)).toEqual(Buffer.from(text, 'base64'))
    }))
  })

  it.each([
    ['', ''], ['66', 'Zg=='], ['666f', 'Zm8='], ['666f6f', 'Zm9v'], ['666f6f62', 'Zm9vYg=='],
    ['666f6f6261', 'Zm9vYmE='], ['666f6f626172', 'Zm9vYmFy']
  ])('decodes the test vectors of RFC 4648 section 10: %s', (hex, text) => {
    expect(decodeBase64(text)?.toString('hex')).toBe(hex)
  })

  it.each([
    ['padding missing', 'Zg'], ['half of the padding missing', 'Zg='], ['too much padding', 'Zg==='],
    ['padding alone', '='], ['padding inside', 'Zg==Zg=='],
    ['trailing bits set', 'Zh=='], ['trailing bits set', 'Zm9='], ['a length that none has', 'Zm9vY'],
    ['base64url letters', '-_-_'], ['a space', 'Zm 9v'], ['a line end', 'Zm9v\n'],
    ['a letter outside the alphabet', 'Zm9*'], ['a letter outside ASCII', 'Zm9\u0142'],
    ['a lone surrogate', 'Zm9\ud800'], ['a zero character', 'Zm9v\0']
  ])('refuses %s', (_why, text) => {
    expect(decodeBase64(text)).toBeUndefined()
  })

  it('accepts exactly the canonical texts among random letters', () => {
    const canonical = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ABZaz09+/=-_ \n*'), maxLength: 12 }), (text) => {
      expect(decodeBase64(text) !== undefined).toBe(canonical.test(text) && !text.endsWith('\n'))
    }), { numRuns: 2000 })
  })
})

describe('decodeBase64Url', () => {
  it('gives back what was encoded, as Buffer.from does', () => {
    fc.assert(fc.property(bytes, (given) => {
      const text = encodeBase64Url(given)
      expect(text).not.toMatch(/[+/=]/)
      expect(decodeBase64Url(text)).toEqual(given)
    }))
  })

  it.each([
    ['padding', 'Zg=='], ['trailing bits set', 'Zh'], ['trailing bits set', 'Zm9'], ['a length that none has', 'Zm9vY'],
    ['base64 letters', '+/+/'], ['a space', 'Zm 9v'], ['a dot', 'Zm9.'], ['a line end', 'Zg\n']
  ])('refuses %s', (_why, text) => {
    expect(decodeBase64Url(text)).toBeUndefined()
  })
})
