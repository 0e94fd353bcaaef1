// Writes and signs X.509 version 3 certificates (RFC 5280 section 4.1).

import { createPrivateKey, createPublicKey, sign, X509Certificate, type KeyObject } from 'node:crypto'
import { memoize } from '../domain/memoize.js'
import { isAcceptedKey } from './accepted-keys.js'
import {
  bits, childrenOf, decode, encode, explicit, integer, nothing, octetsOf, oid, sequence, set, time, utf8, type Der
} from './asn1/der.js'
import { toPem } from './asn1/pem.js'

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
  /** Its subjectKeyIdentifier, which need not be the SHA-1 of its key; undefined when it has none. */
  readonly keyIdentifier: Buffer | undefined
}

interface SignatureRow {
  readonly hash: string
  readonly algorithm: () => Der
}

/** By curve (RFC 5758 section 3.2), each with the hash of its own strength. */
const ecdsaSignatures: Readonly<Record<string, SignatureRow>> = {
  prime256v1: { hash: 'sha256', algorithm: () => sequence(oid('1.2.840.10045.4.3.2')) },
  secp384r1: { hash: 'sha384', algorithm: () => sequence(oid('1.2.840.10045.4.3.3')) },
  secp521r1: { hash: 'sha512', algorithm: () => sequence(oid('1.2.840.10045.4.3.4')) }
}

/** PKCS#1 v1.5 with SHA-256; its parameters are NULL (RFC 4055 section 5). */
const rsaSignature: SignatureRow = {
  hash: 'sha256',
  algorithm: () => sequence(oid('1.2.840.113549.1.1.11'), nothing())
}

/** How an issuer with this key signs; undefined for a key that clients do not take from an issuer. */
function signatureFor (key: KeyObject): SignatureRow | undefined {
  if (!isAcceptedKey(key)) return undefined
  return key.asymmetricKeyType === 'rsa' ? rsaSignature : ecdsaSignatures[key.asymmetricKeyDetails?.namedCurve ?? '']
}

const subjectKeyIdentifierOid = '2.5.29.14'
const commonNameOid = '2.5.4.3'

/** A distinguished name with only a common name. */
export const commonName = (text: string): Der => sequence(set(sequence(oid(commonNameOid), utf8(text))))

/** Certificate in PEM, signed by the issuer's key. */
export function signCertificate (content: CertificateContent, issuerKey: KeyObject): string {
  const scheme = signatureFor(issuerKey)
  if (scheme === undefined) throw new TypeError('an issuer with a key that it cannot sign with')
  const { algorithm, hash } = scheme
  const toBeSigned = sequence(
    explicit(0, integer(2)), // version 3
    integer(content.serial),
    algorithm(),
    content.issuer,
    sequence(time(content.notBefore), time(content.notAfter)),
    content.subject,
    decode(content.publicKey.export({ type: 'spki', format: 'der' })),
    explicit(3, sequence(...content.extensions)))
  const signature = sign(hash, encode(toBeSigned), issuerKey)
  return toPem('CERTIFICATE', encode(sequence(toBeSigned, algorithm(), bits(signature))))
}

/**
 * The issuer for a CA certificate and its key; the name is copied byte by byte, so that it
 * compares equal in every client. Reading them takes as long as the rest of a certificate, so it is done once.
 */
export const issuerOf = memoize((ca: CertifiedKey): Issuer => {
  const certificate = new X509Certificate(ca.certificatePem)
  const name = childrenOf(childrenOf(decode(certificate.raw))[0] ?? sequence())[5]
  if (name === undefined) throw new TypeError('certificate without a subject')
  const privateKey = createPrivateKey(ca.privateKeyPem)
  const identifier = extensionOf(certificate, subjectKeyIdentifierOid)
  const keyIdentifier = identifier && octetsOf(decode(identifier))
  return {
    name, privateKey, publicKey: createPublicKey(privateKey), notAfter: Date.parse(certificate.validTo), keyIdentifier
  }
})

/** The content of an extension, DER; undefined when the certificate has none of this OID. */
export function extensionOf (certificate: X509Certificate, dotted: string): Buffer | undefined {
  const wanted = encode(oid(dotted))
  const [toBeSigned] = childrenOf(decode(certificate.raw))
  const last = toBeSigned && childrenOf(toBeSigned).at(-1)
  const extensions = last === undefined ? [] : childrenOf(last).flatMap(childrenOf).map(childrenOf)
  return octetsOf(extensions.find(([name]) => name !== undefined && encode(name).equals(wanted))?.at(-1))
}
