// Access certificates: what a client shows to the service (service.md 2.4).

import type { KeyObject } from 'node:crypto'
import { commonName, issuerOf, signCertificate, type CertifiedKey } from './certificate.js'
import { domainName, extendedKeyUsage } from './asn1/extensions.js'
import { serialOf } from './asn1/serial-number.js'

export interface AccessCertificateRequest {
  readonly ca: CertifiedKey
  readonly okmsId: string
  readonly credentialId: string
  /** Epoch milliseconds, as `notAfter`. */
  readonly notBefore: number
  readonly notAfter: number
  readonly publicKey: KeyObject
}

/** Certificate in PEM. It has these two extensions and no more, like the service's own. */
export function issueAccessCertificate (request: AccessCertificateRequest): string {
  const issuer = issuerOf(request.ca)
  return signCertificate({
    serial: serialOf(request.credentialId),
    issuer: issuer.name,
    subject: commonName(request.okmsId),
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    publicKey: request.publicKey,
    extensions: [extendedKeyUsage('clientAuth'), domainName(request.okmsId)]
  }, issuer.privateKey)
}
