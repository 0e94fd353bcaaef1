// PKCS#12 files, opened by OpenSSL 3 without its legacy provider, by Node and by Java.

import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { issueAccessCertificate } from '../../../src/pki/access-certificate.js'
import { createCa } from '../../../src/pki/ca.js'
import { pkcs12, pkcs12Holds } from '../../../src/pki/pkcs12/pkcs12.js'
import { fileWith, hasJava, openssl } from '../openssl.js'

const now = Date.now()
const ca = createCa({ now })
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const privateKeyPem = pair.privateKey.export({ type: 'sec1', format: 'pem' }).toString()
const certify = (credentialId: string) => issueAccessCertificate({
  ca, okmsId: credentialId, credentialId, notBefore: now, notAfter: now + 86_400_000, publicKey: pair.publicKey
})
const certificatePem = certify('f18b5e0d-75b8-40a3-9b0e-0123456789ab')
const password = 'a long password'
const file = pkcs12({ certificatePem, privateKeyPem, caPem: ca.certificatePem, password, friendlyName: 'okms-demo' })

const fingerprint = (pem: string) => new X509Certificate(pem).fingerprint256

describe('pkcs12', () => {
  it('gives OpenSSL the key, the certificate and the CA', () => {
    const key = openssl(['pkcs12', '-nocerts', '-nodes', '-passin', `pass:${password}`], file)
    expect(openssl(['ec'], key)).toBe(privateKeyPem)
    const own = openssl(['pkcs12', '-clcerts', '-nokeys', '-passin', `pass:${password}`], file)
    expect(fingerprint(own)).toBe(fingerprint(certificatePem))
    const chain = openssl(['pkcs12', '-cacerts', '-nokeys', '-passin', `pass:${password}`], file)
    expect(fingerprint(chain)).toBe(fingerprint(ca.certificatePem))
  })

  // The counter of the key derivation may carry over bytes, which only some salts show.
  it('opens whatever its random salts are', () => {
    for (let round = 0; round < 20; round++) {
      const again = pkcs12({
        certificatePem, privateKeyPem, caPem: ca.certificatePem, password: `${password}${round}`, friendlyName: 'x'
      })
      expect(() => createSecureContext({ pfx: again, passphrase: `${password}${round}` })).not.toThrow()
    }
  })

  it('does not open with another password', () => {
    expect(() => openssl(['pkcs12', '-nodes', '-passin', 'pass:wrong'], file)).toThrow(/Mac verify error/)
  })

  it('is found out when a byte of it is changed', () => {
    const changed = Buffer.from(file)
    changed[changed.length >> 1]! ^= 1
    expect(() => openssl(['pkcs12', '-nodes', '-passin', `pass:${password}`], changed)).toThrow()
  })

  it('does not show the key to who has no password', () => {
    const secret = pair.privateKey.export({ format: 'jwk' }).d ?? ''
    expect(file.includes(Buffer.from(secret, 'base64url'))).toBe(false)
  })

  it.skipIf(!hasJava)('is a key store for Java, with the friendly name as alias and the chain complete', () => {
    const listed = execFileSync('keytool', ['-list', '-v', '-keystore', fileWith(file), '-storepass', password], {
      encoding: 'utf8'
    })
    expect(listed).toContain('Alias name: okms-demo')
    expect(listed).toContain('Entry type: PrivateKeyEntry')
    expect(listed).toContain('Certificate chain length: 2')
    expect(listed).toContain(fingerprint(certificatePem))
  })
  if (!hasJava) console.warn('skipped: Java is not here, so keytool did not read the PKCS#12 file')

  it('tells which certificate it holds', () => {
    expect(pkcs12Holds(file, certificatePem)).toBe(true)
    expect(pkcs12Holds(file, certify('00000000-75b8-40a3-9b0e-0123456789ab'))).toBe(false)
  })
})
