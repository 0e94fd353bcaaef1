// The certificate of the admin API. Its subject marks it, and no access certificate can have that subject.

import type { KeyObject } from 'node:crypto'
import { adminName } from './peer-certificate.js'
import { commonName, issuerOf, signCertificate, type CertifiedKey } from './certificate.js'
import { extendedKeyUsage } from './asn1/extensions.js'
import { serialOf } from './asn1/serial-number.js'

export interface AdminCertificateRequest {
  readonly ca: CertifiedKey
  /** UUID that becomes the serial number. */
  readonly certificateId: string
  /** Epoch milliseconds, as `notAfter`. */
  readonly notBefore: number
  readonly notAfter: number
  readonly publicKey: KeyObject
}

/** Certificate in PEM. It names no domain; an access certificate's subject is always its domain's UUID. */
export function issueAdminCertificate ({
  ca, certificateId, notBefore, notAfter, publicKey
}: AdminCertificateRequest): string {
  const issuer = issuerOf(ca)
  return signCertificate({
    serial: serialOf(certificateId),
    issuer: issuer.name,
    subject: commonName(adminName),
    notBefore,
    notAfter,
    publicKey,
    extensions: [extendedKeyUsage('clientAuth')]
  }, issuer.privateKey)
}
