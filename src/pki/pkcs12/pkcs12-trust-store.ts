// A PKCS#12 file that holds a CA and no key: the form in which Java takes trusted certificates.

import { X509Certificate } from 'node:crypto'
import { encode, integer, oid, sequence, set } from '../asn1/der.js'
import { certificateBag, dataContent, encryptedContent, friendlyName, macOf } from './pkcs12-parts.js'

/**
 * Java's mark for a trusted certificate: without it the store opens but contains no trusted certificate (JDK,
 * sun.security.pkcs12.PKCS12KeyStore).
 */
const trustedKeyUsage = '2.16.840.1.113894.746875.1.1'
const anyExtendedKeyUsage = '2.5.29.37.0'

export interface TrustStoreContent {
  readonly caPem: string
  /** Not empty; guards nothing, as there is nothing secret inside. */
  readonly password: string
  /** Java's alias. */
  readonly friendlyName: string
}

/** Under the same old protection as `pkcs12`, for the same reason. */
export function pkcs12TrustStore (content: TrustStoreContent): Buffer {
  const ca = new X509Certificate(content.caPem).raw
  const attributes = set(
    friendlyName(content.friendlyName),
    sequence(oid(trustedKeyUsage), set(oid(anyExtendedKeyUsage))))
  const safe = encode(sequence(encryptedContent(encode(sequence(certificateBag(ca, attributes))), content.password)))
  return encode(sequence(integer(3), dataContent(safe), macOf(safe, content.password)))
}
