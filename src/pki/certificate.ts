// Writes and signs X.509 version 3 certificates (RFC 5280 section 4.1).

import { createPrivateKey, createPublicKey, sign, X509Certificate, type KeyObject } from 'node:crypto'
import { bits, childrenOf, decode, encode, explicit, integer, oid, sequence, set, time, utf8, type Der } from './der.js'
import { toPem } from './pem.js'

/** A certificate with its private key, both PEM. */
export interface CertifiedKey {
  readonly certificatePem: string
  readonly privateKeyPem: string
}

/** Times in epoch milliseconds; certificates hold whole seconds. */
export interface CertificateContent {
  /** Unsigned, big-endian. */
  readonly serial: Buffer
  readonly issuer: Der
  readonly subject: Der
  readonly notBefore: number
  readonly notAfter: number
  readonly publicKey: KeyObject
  readonly extensions: readonly Der[]
}

/** The issuer's side of a certificate: name and keys. */
export interface Issuer {
  readonly name: Der
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly notAfter: number
}

const ecdsaWithSha256 = '1.2.840.10045.4.3.2'
const commonNameOid = '2.5.4.3'

/** A distinguished name that is a common name alone. */
export const commonName = (text: string): Der => sequence(set(sequence(oid(commonNameOid), utf8(text))))

/** Certificate in PEM, signed by the issuer's P-256 key with ECDSA and SHA-256. */
export function signCertificate (content: CertificateContent, issuerKey: KeyObject): string {
  const algorithm = () => sequence(oid(ecdsaWithSha256))
  const toBeSigned = sequence(
    explicit(0, integer(2)), // version 3
    integer(content.serial),
    algorithm(),
    content.issuer,
    sequence(time(content.notBefore), time(content.notAfter)),
    content.subject,
    decode(content.publicKey.export({ type: 'spki', format: 'der' })),
    explicit(3, sequence(...content.extensions)))
  const signature = sign('sha256', encode(toBeSigned), issuerKey)
  return toPem('CERTIFICATE', encode(sequence(toBeSigned, algorithm(), bits(signature))))
}

/** The issuer that a CA's certificate and key make; the name is taken byte by byte, so that it compares equal in every client. */
export function issuerOf (ca: CertifiedKey): Issuer {
  const certificate = new X509Certificate(ca.certificatePem)
  const name = childrenOf(childrenOf(decode(certificate.raw))[0] ?? sequence())[5]
  if (name === undefined) throw new TypeError('certificate without a subject')
  const privateKey = createPrivateKey(ca.privateKeyPem)
  return { name, privateKey, publicKey: createPublicKey(privateKey), notAfter: Date.parse(certificate.validTo) }
}
