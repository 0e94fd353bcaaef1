// A trust store that Java trusts and that OpenSSL reads.

import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCa } from '../../../src/pki/ca.js'
import { pkcs12TrustStore } from '../../../src/pki/pkcs12/pkcs12-trust-store.js'
import { fileWith, hasJava, openssl } from '../openssl.js'

const ca = createCa({ now: Date.now() })
const password = 'a long password'
const store = pkcs12TrustStore({ caPem: ca.certificatePem, password, friendlyName: 'okms-emulator-ca' })
const { fingerprint256 } = new X509Certificate(ca.certificatePem)

describe('pkcs12TrustStore', () => {
  it('gives OpenSSL the CA, and no key', () => {
    const contents = openssl(['pkcs12', '-nodes', '-passin', `pass:${password}`], store)
    expect(new X509Certificate(contents.slice(contents.indexOf('-----BEGIN'))).fingerprint256).toBe(fingerprint256)
    expect(contents).not.toContain('PRIVATE KEY')
    expect(contents).toContain('2.16.840.1.113894.746875.1.1: <Unsupported tag 6>')
  })

  it.runIf(hasJava)('is a trusted certificate to Java', () => {
    const listed = execFileSync(
      'keytool',
      ['-list', '-v', '-storetype', 'PKCS12', '-keystore', fileWith(store), '-storepass', password],
      { encoding: 'utf8' }
    )
    expect(listed).toContain('Entry type: trustedCertEntry')
    expect(listed).toContain(fingerprint256)
  })
  if (!hasJava) console.warn('skipped: Java is not here, so keytool did not read the trust store')
})
