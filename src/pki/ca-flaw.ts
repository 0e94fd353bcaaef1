// Requirements for a CA certificate.

import type { X509Certificate } from 'node:crypto'
import { rfc3339 } from '../domain/clock.js'
import { acceptedKeys, describeKey, isAcceptedKey } from './accepted-keys.js'
import { extensionOf } from './certificate.js'
import { isSignedBy } from './peer-certificate.js'
import type { CertificateFacts } from './read-certificate.js'

export interface CaFlaw {
  /** What is wrong, as the end of a sentence whose subject is the certificate. */
  readonly found: string
  readonly accepted: string
}

const oids = {
  basicConstraints: '2.5.29.19',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  anyPurpose: '2.5.29.37.0'
} as const

const acceptedCa = 'a CA certificate, which has basicConstraints CA:TRUE and may sign certificates (keyCertSign)'
const acceptedRoot = 'a self-signed root CA: clients that trust an intermediate one alone reject what it signs'

/** Why a readable certificate cannot be the CA, or undefined. */
export function caFlaw (
  { certificate, notBefore, notAfter, issuer }: CertificateFacts, now: number
): CaFlaw | undefined {
  if (!certificate.ca) {
    return {
      found: isMarkedAsCa(certificate) ? 'its keyUsage has no keyCertSign' : 'it is not the certificate of a CA',
      accepted: acceptedCa
    }
  }
  if (!isSignedBy(certificate, certificate)) return { found: `it was issued by "${issuer.replaceAll('\n', ', ')}"`, accepted: acceptedRoot }
  if (!isAcceptedKey(certificate.publicKey)) return { found: `its key is ${describeKey(certificate.publicKey)}`, accepted: acceptedKeys }
  if (!allowsBothPurposes(certificate)) return { found: 'its extendedKeyUsage is limited', accepted: 'a CA without one, or with serverAuth and clientAuth' }
  if (notBefore > now) return { found: `it is not valid before ${rfc3339(notBefore)}; is the clock right?`, accepted: 'one that is valid now' }
  if (notAfter <= now) return { found: `it expired on ${rfc3339(notAfter)}`, accepted: 'one that is valid now' }
  return undefined
}

/** Whether basicConstraints begins with BOOLEAN TRUE (RFC 5280 section 4.2.1.9). */
function isMarkedAsCa (certificate: X509Certificate): boolean {
  const [, , type, , value] = extensionOf(certificate, oids.basicConstraints) ?? []
  return type === 0x01 && value !== 0
}

/** Node calls the extendedKeyUsage `keyUsage`. Verifiers apply one on a CA to everything below it. */
function allowsBothPurposes ({ keyUsage: purposes }: { readonly keyUsage: readonly string[] | undefined }): boolean {
  return purposes === undefined || purposes.includes(oids.anyPurpose) ||
    [oids.serverAuth, oids.clientAuth].every((purpose) => purposes.includes(purpose))
}
