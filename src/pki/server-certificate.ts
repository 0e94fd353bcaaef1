// Certificates that servers show to their clients.

import { createPrivateKey, createPublicKey } from 'node:crypto'
import { newPrivateKeyPem } from './ca.js'
import { commonName, issuerOf, signCertificate, type CertifiedKey } from './certificate.js'
import {
  authorityKeyIdentifier, endEntity, extendedKeyUsage, keyUsage, serverNames, subjectKeyIdentifier
} from './asn1/extensions.js'
import { randomSerial } from './asn1/serial-number.js'

const hour = 3600 * 1000

/** Clients with a slow clock are not turned away. */
const backdated = hour

/** Browsers refuse server certificates over 398 days (CA/Browser Forum baseline requirements, section 6.3.2). */
const lifetime = 397 * 24 * hour

export interface ServerCertificateRequest {
  readonly ca: CertifiedKey
  /** DNS names (ASCII) and IP addresses, at least one. */
  readonly names: readonly string[]
  /** Epoch milliseconds. */
  readonly now: number
  /** A later time for which it must be as good as for `now`, where a clock has been moved. */
  readonly latest?: number
}

/** Issues a certificate over a new P-256 key; it never outlives the CA. */
export function issueServerCertificate ({ ca, names, now, latest = now }: ServerCertificateRequest): CertifiedKey {
  const issuer = issuerOf(ca)
  const privateKeyPem = newPrivateKeyPem()
  const publicKey = createPublicKey(createPrivateKey(privateKeyPem))
  const certificatePem = signCertificate({
    serial: randomSerial(),
    issuer: issuer.name,
    // Clients look at the alternative names alone (RFC 9525 section 2); a subject helps
    // people who read the certificate.
    subject: commonName('okms-emulator'),
    notBefore: now - backdated,
    notAfter: Math.min(latest - backdated + lifetime, issuer.notAfter),
    publicKey,
    extensions: [
      endEntity(),
      keyUsage('digitalSignature'),
      extendedKeyUsage('serverAuth'),
      serverNames(names),
      subjectKeyIdentifier(publicKey),
      ...(issuer.keyIdentifier === undefined ? [] : [authorityKeyIdentifier(issuer.keyIdentifier)])
    ]
  }, issuer.privateKey)
  return { certificatePem, privateKeyPem }
}
