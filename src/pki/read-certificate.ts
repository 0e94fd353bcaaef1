// Reads a certificate from a file, and checks whether a private key belongs to it.

import { createPrivateKey, X509Certificate } from 'node:crypto'

/** Times in epoch milliseconds. */
export interface CertificateFacts {
  readonly certificate: X509Certificate
  /** Hexadecimal, lower case. */
  readonly serialHex: string
  readonly subject: string
  readonly issuer: string
  readonly notBefore: number
  readonly notAfter: number
}

/** Undefined when the text holds no readable certificate. */
export function readCertificate (pem: string | Buffer): CertificateFacts | undefined {
  try {
    const certificate = new X509Certificate(pem)
    return {
      certificate,
      serialHex: certificate.serialNumber.toLowerCase(),
      subject: certificate.subject,
      issuer: certificate.issuer,
      notBefore: Date.parse(certificate.validFrom),
      notAfter: Date.parse(certificate.validTo)
    }
  } catch {
    return undefined
  }
}

/** Whether a private key in PEM needs a passphrase: PKCS#8, or the older form with a DEK-Info header. */
export const isEncryptedKey = (pem: string): boolean => /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem)

/** Whether the text is a readable private key, and the certificate's. */
export function keyState (
  certificate: X509Certificate, privateKeyPem: string | Buffer
): 'own' | 'another' | 'unreadable' {
  try {
    return certificate.checkPrivateKey(createPrivateKey(privateKeyPem)) ? 'own' : 'another'
  } catch {
    return 'unreadable'
  }
}
