// Access certificates as service.md 2.4 describes them, read by OpenSSL.

import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { issueAccessCertificate } from '../../src/pki/access-certificate.js'
import { createCa } from '../../src/pki/ca.js'
import { describePeerCertificate } from '../../src/pki/peer-certificate.js'
import { openssl, opensslAccepts, printed } from './openssl.js'

const now = Date.now()
const ca = createCa({ now })
const caCertificate = new X509Certificate(ca.certificatePem)
const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const okmsId = '1b4e28ba-2fa1-41d2-883f-0016d3cca427'
const notBefore = Math.floor(now / 1000) * 1000
const notAfter = notBefore + 86_400_000

const issue = (credentialId: string) =>
  issueAccessCertificate({ ca, okmsId, credentialId, notBefore, notAfter, publicKey })

describe('issueAccessCertificate', () => {
  const pem = issue('f18b5e0d-75b8-40a3-9b0e-0123456789ab')
  const text = printed(pem)
  const structure = openssl(['asn1parse'], pem)

  it('is accepted by OpenSSL for clients only', () => {
    expect(opensslAccepts('sslclient', pem, ca.certificatePem)).toBe('OK')
    expect(opensslAccepts('sslserver', pem, ca.certificatePem)).toContain('purpose')
  })

  it('names the CA of the service and, as subject, the domain', () => {
    expect(text).toContain('Issuer: CN=CCMUsersCA ')
    expect(text).toContain(`Subject: CN=${okmsId} `)
  })

  it('has a critical alternative name: the domain as a user principal name in UTF-8', () => {
    expect(text).toContain(`Subject Alternative Name: critical othername: UPN::okms.domain:${okmsId} `)
    const san = structure.split('\n').find((line, index, lines) => line.includes('OCTET STRING') &&
      lines[index - 2]?.includes('Subject Alternative Name'))
    const offset = /^ *(\d+):/.exec(san ?? '')?.[1] ?? ''
    const inside = openssl(['asn1parse', '-strparse', offset], pem)
    expect(inside).toMatch(/cont \[ 0 \][\s\S]*OBJECT +:Microsoft User Principal Name[\s\S]*cont \[ 0 \][\s\S]*UTF8STRING +:okms\.domain:/)
  })

  it('has the two extensions of the service and no other', () => {
    expect(text).toContain('Extended Key Usage: TLS Web Client Authentication ')
    expect(text.match(/X509v3 (?!extensions)/g)).toHaveLength(2)
  })

  it.each([
    ['f18b5e0d-75b8-40a3-9b0e-0123456789ab', 'F18B5E0D75B840A39B0E0123456789AB'],
    ['718b5e0d-75b8-40a3-9b0e-0123456789ab', '718B5E0D75B840A39B0E0123456789AB'],
    ['00005e0d-75b8-40a3-9b0e-0123456789ab', '5E0D75B840A39B0E0123456789AB'],
    ['0000ff0d-75b8-40a3-9b0e-0123456789ab', 'FF0D75B840A39B0E0123456789AB']
  ])('credential %s has the positive serial %s, and is found again by it', (credentialId, serial) => {
    const certificate = issue(credentialId)
    expect(openssl(['x509', '-noout', '-serial'], certificate)).toBe(`serial=${serial}\n`)
    expect(openssl(['asn1parse'], certificate)).toMatch(new RegExp(`INTEGER +:${serial}`))
    expect(describePeerCertificate(new X509Certificate(certificate), caCertificate).credentialId).toBe(credentialId)
  })
})

describe('describePeerCertificate', () => {
  const credentialId = 'f18b5e0d-75b8-40a3-9b0e-0123456789ab'
  const certificate = new X509Certificate(issue(credentialId))

  it('names its issuer, its holder and its validity', () => {
    expect(describePeerCertificate(certificate, caCertificate)).toEqual({
      issuedByUs: true,
      isAdmin: false,
      issuer: 'CN=CCMUsersCA',
      serialHex: credentialId.replaceAll(
        '-', ''
      ),
      credentialId,
      okmsId,
      notBefore,
      notAfter
    })
  })

  it('is not fooled by another CA of the same name', () => {
    const other = new X509Certificate(createCa({ now }).certificatePem)
    expect(describePeerCertificate(certificate, other).issuedByUs).toBe(false)
  })

  it('is not fooled by a changed serial', () => {
    const forged = Buffer.from(certificate.raw)
    const at = forged.indexOf(Buffer.from(credentialId.replaceAll('-', ''), 'hex'))
    forged[at + 5]! ^= 1
    expect(describePeerCertificate(new X509Certificate(forged), caCertificate).issuedByUs).toBe(false)
  })

  it('reads a self-signed RSA certificate of a stranger without an error', () => {
    const stranger = openssl([
      'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', '/dev/null', '-subj', '/O=Stranger/CN=stranger',
      '-days', '1', '-set_serial', '0x' + '7f'.repeat(18)
    ])
    expect(describePeerCertificate(new X509Certificate(stranger), caCertificate))
      .toMatchObject({ issuedByUs: false, issuer: 'O=Stranger, CN=stranger', credentialId: '' })
  })
})
