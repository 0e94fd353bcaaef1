// PKCS#12 (RFC 7292): a certificate, its key and its CA in one file that browsers, key stores and Java read.

import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import { childrenOf, decode, encode, explicit, integer, octets, octetsOf, oid, sequence, set } from '../asn1/der.js'
import {
  certificateBag, dataContent, encrypt, encryptedContent, friendlyName, macMatches, macOf
} from './pkcs12-parts.js'

const oids = {
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  localKeyId: '1.2.840.113549.1.9.21'
} as const

export interface Pkcs12Content {
  readonly certificatePem: string
  readonly privateKeyPem: string
  readonly caPem: string
  /** Not empty: macOS takes no other. */
  readonly password: string
  /** What key stores show; Java's alias. */
  readonly friendlyName: string
}

/**
 * Triple DES and SHA-1, the oldest protection, is deliberate: it is the only one that every reader accepts. AES with a
 * SHA-256 MAC is refused by macOS ("MAC verification failed") and by old Windows; OpenSSL 3 without its legacy
 * provider, Java, NSS and Windows read this. Security does not suffer: the mode of the file protects the key, and its
 * random password is in the same folder.
 */
export function pkcs12 (content: Pkcs12Content): Buffer {
  const certificate = new X509Certificate(content.certificatePem).raw
  const ca = new X509Certificate(content.caPem).raw
  const key = createPrivateKey(content.privateKeyPem).export({ type: 'pkcs8', format: 'der' })
  const attributes = set(
    friendlyName(content.friendlyName),
    sequence(oid(oids.localKeyId), set(octets(localKeyId(certificate)))))

  const certificates = encode(sequence(certificateBag(certificate, attributes), certificateBag(ca)))
  const shroudedKey = encrypt(key, content.password)
  const safe = encode(sequence(
    encryptedContent(certificates, content.password),
    dataContent(encode(sequence(
      sequence(
        oid(oids.shroudedKeyBag),
        explicit(0, sequence(shroudedKey.algorithm, octets(shroudedKey.ciphertext))),
        attributes
      ))))))

  return encode(sequence(integer(3), dataContent(safe), macOf(safe, content.password)))
}

/** Whether a file made here holds this certificate: the attributes of the key are not encrypted. */
export function pkcs12Holds (file: Buffer, certificatePem: string): boolean {
  return file.includes(localKeyId(new X509Certificate(certificatePem).raw))
}

/** Whether the password opens a file that was made here, as its MAC says. */
export function pkcs12Opens (file: Buffer, password: string): boolean {
  try {
    const [, content, mac] = childrenOf(decode(file))
    const safe = content && octetsOf(childrenOf(childrenOf(content)[1] ?? content)[0])
    return mac !== undefined && safe !== undefined && macMatches(mac, safe, password)
  } catch {
    return false
  }
}

/** Ties the key to its certificate. */
const localKeyId = (certificate: Buffer) => createHash('sha1').update(certificate).digest()
