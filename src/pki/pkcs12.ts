// PKCS#12 (RFC 7292): a certificate, its key and its CA in one file that browsers, key stores and Java read.

import { createCipheriv, createHash, createHmac, createPrivateKey, randomBytes, X509Certificate } from 'node:crypto'
import { bmp, encode, explicit, implicit, integer, nothing, octets, oid, sequence, set, type Der } from './der.js'
import { pkcs12Key } from './pkcs12-key.js'

const oids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  pbeWithSha1And3Des: '1.2.840.113549.1.12.1.3',
  sha1: '1.3.14.3.2.26'
} as const

const iterations = 2048

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
 * Triple DES and SHA-1, the oldest protection of all, on purpose: it is the one that every reader takes. AES with a SHA-256 MAC is
 * refused by macOS ("MAC verification failed") and by old Windows; OpenSSL 3 without its legacy provider, Java, NSS and Windows read this.
 * Nothing is lost: the file's mode guards the key, and its random password lies beside it.
 */
export function pkcs12 (content: Pkcs12Content): Buffer {
  const certificate = new X509Certificate(content.certificatePem).raw
  const ca = new X509Certificate(content.caPem).raw
  const key = createPrivateKey(content.privateKeyPem).export({ type: 'pkcs8', format: 'der' })
  const attributes = set(
    sequence(oid(oids.friendlyName), set(bmp(content.friendlyName))),
    sequence(oid(oids.localKeyId), set(octets(localKeyId(certificate)))))

  const certificates = encrypt(encode(sequence(certificateBag(certificate, attributes), certificateBag(ca))), content.password)
  const shroudedKey = encrypt(key, content.password)
  const safe = encode(sequence(
    sequence(oid(oids.encryptedData), explicit(0, sequence(integer(0),
      sequence(oid(oids.data), certificates.algorithm, implicit(0, certificates.ciphertext))))),
    dataContent(encode(sequence(
      sequence(oid(oids.shroudedKeyBag), explicit(0, sequence(shroudedKey.algorithm, octets(shroudedKey.ciphertext))), attributes))))))

  return encode(sequence(integer(3), dataContent(safe), macOf(safe, content.password)))
}

/** Whether a file made here holds this certificate: the key's attributes stand in the clear. */
export function pkcs12Holds (file: Buffer, certificatePem: string): boolean {
  return file.includes(localKeyId(new X509Certificate(certificatePem).raw))
}

/** Ties the key to its certificate. */
const localKeyId = (certificate: Buffer) => createHash('sha1').update(certificate).digest()

const dataContent = (content: Buffer) => sequence(oid(oids.data), explicit(0, octets(content)))

function certificateBag (certificate: Buffer, ...attributes: Der[]): Der {
  return sequence(oid(oids.certBag), explicit(0, sequence(oid(oids.x509Certificate), explicit(0, octets(certificate)))), ...attributes)
}

/** pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292 appendix C). */
function encrypt (plaintext: Buffer, password: string): { readonly algorithm: Der, readonly ciphertext: Buffer } {
  const salt = randomBytes(8)
  const cipher = createCipheriv('des-ede3-cbc',
    pkcs12Key({ password, salt, iterations, purpose: 'key', length: 24 }),
    pkcs12Key({ password, salt, iterations, purpose: 'iv', length: 8 }))
  return {
    algorithm: sequence(oid(oids.pbeWithSha1And3Des), sequence(octets(salt), integer(iterations))),
    ciphertext: Buffer.concat([cipher.update(plaintext), cipher.final()])
  }
}

function macOf (safe: Buffer, password: string): Der {
  const salt = randomBytes(8)
  const mac = createHmac('sha1', pkcs12Key({ password, salt, iterations, purpose: 'mac', length: 20 })).update(safe).digest()
  return sequence(sequence(sequence(oid(oids.sha1), nothing()), octets(mac)), octets(salt), integer(iterations))
}
