// What a client's certificate says about its holder. Loads no DER code. The certificate is read once per connection.

import type { X509Certificate } from 'node:crypto'
import { uuidExpression } from '../domain/uuid.js'
import { uuidOf } from './asn1/serial-number.js'

export interface PeerCertificate {
  /** The signature is our CA's; says nothing about time or revocation. */
  readonly issuedByUs: boolean
  readonly issuer: string
  /** Hexadecimal, lower case. */
  readonly serialHex: string
  /** Lower case UUID; empty when the serial cannot be one. */
  readonly credentialId: string
  /** The domain: a common name that is a UUID; empty on every other certificate. Trustworthy only when `issuedByUs`. */
  readonly okmsId: string
  /** It bears the mark of an admin certificate. Trustworthy only when `issuedByUs`. */
  readonly isAdmin: boolean
  /** Epoch milliseconds, as `notAfter`. */
  readonly notBefore: number
  readonly notAfter: number
}

/** The subject of an admin certificate; see admin-certificate.ts. */
export const adminName = 'okms-emulator admin'

/** The common name of an access certificate is its domain. */
const domainName = new RegExp(`^CN=(${uuidExpression})$`, 'm')

/** Never throws on a certificate that Node could read. */
export function describePeerCertificate (certificate: X509Certificate, ca: X509Certificate): PeerCertificate {
  return {
    issuedByUs: isSignedBy(certificate, ca),
    issuer: certificate.issuer.replaceAll('\n', ', '),
    serialHex: certificate.serialNumber.toLowerCase(),
    credentialId: uuidOf(certificate.serialNumber) ?? '',
    okmsId: domainName.exec(certificate.subject)?.[1] ?? '',
    isAdmin: certificate.subject === `CN=${adminName}`,
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo)
  }
}

/**
 * OpenSSL reports an error for a key of another kind than the signature, as two CAs of one name may
 * have: that is no signature either.
 */
export function isSignedBy (certificate: X509Certificate, ca: X509Certificate): boolean {
  try {
    return certificate.checkIssued(ca) && certificate.verify(ca.publicKey)
  } catch {
    return false
  }
}
