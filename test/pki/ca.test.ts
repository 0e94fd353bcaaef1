// The local CA, read by OpenSSL.

import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCa } from '../../src/pki/ca.js'
import { openssl, printed } from './openssl.js'

const now = Date.UTC(2026, 10, 25, 12)

describe('createCa', () => {
  const ca = createCa({ now })
  const text = printed(ca.certificatePem)

  it('is named as the issuer of the service, on both sides', () => {
    expect(text).toContain('Issuer: CN=CCMUsersCA ')
    expect(text).toContain('Subject: CN=CCMUsersCA ')
  })

  it('may sign certificates and revocation lists, but make no further CA', () => {
    expect(text).toContain('Basic Constraints: critical CA:TRUE, pathlen:0 ')
    expect(text).toContain('Key Usage: critical Certificate Sign, CRL Sign ')
  })

  it('is a P-256 key signed with SHA-256, of X.509 version 3', () => {
    expect(text).toContain('Version: 3 ')
    expect(text).toContain('Signature Algorithm: ecdsa-with-SHA256 ')
    expect(text).toContain('NIST CURVE: P-256 ')
  })

  it('lasts twenty years, and is already valid for a clock that is put back by years', () => {
    const { validFrom, validTo } = new X509Certificate(ca.certificatePem)
    expect(Date.parse(validTo) - now).toBe(20 * 365 * 86_400_000)
    expect(Date.parse(validFrom)).toBeLessThan(now - 5 * 366 * 86_400_000)
  })

  it('writes dates from 2050 on as GeneralizedTime', () => {
    const late = createCa({ now: Date.UTC(2049, 11, 1) })
    const { validFrom, validTo } = new X509Certificate(late.certificatePem)
    expect([validFrom, validTo].map((date) => new Date(date).getUTCFullYear())).toEqual([2039, 2069])
    expect(openssl(['asn1parse'], late.certificatePem)).toMatch(/UTCTIME[^\n]*:39.*\n.*GENERALIZEDTIME[^\n]*:2069/)
  })

  it('has another key and another positive serial each time', () => {
    const many = Array.from({ length: 20 }, () => new X509Certificate(createCa({ now }).certificatePem))
    expect(new Set(many.map(({ serialNumber }) => serialNumber)).size).toBe(20)
    expect(many.filter(({ serialNumber }) => BigInt(`0x${serialNumber}`) >= 1n << 127n)).toEqual([])
  })

  it('can be made again over its own key', () => {
    const again = createCa({ now, privateKeyPem: ca.privateKeyPem })
    const [one, other] = [ca, again].map(({ certificatePem }) => new X509Certificate(certificatePem))
    expect(one!.publicKey.equals(other!.publicKey)).toBe(true)
  })
})
