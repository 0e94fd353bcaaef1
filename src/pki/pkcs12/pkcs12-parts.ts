// The parts that PKCS#12 files are made of (RFC 7292): certificate bags, password encryption, the MAC around all.

import { createCipheriv, createHmac, randomBytes } from 'node:crypto'
import {
  bmp, childrenOf, encode, explicit, implicit, integer, nothing, octets, octetsOf, oid, sequence, set, type Der
} from '../asn1/der.js'
import { pkcs12Key } from './pkcs12-key.js'

const oids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  certBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  pbeWithSha1And3Des: '1.2.840.113549.1.12.1.3',
  sha1: '1.3.14.3.2.26'
} as const

/** Rounds of the key derivation; the file's mode is what guards it. */
const iterations = 2048

/** What key stores show; Java's alias. */
export const friendlyName = (name: string) => sequence(oid(oids.friendlyName), set(bmp(name)))

/** A safe whose bags are encrypted with the password. */
export function encryptedContent (bags: Buffer, password: string): Der {
  const { algorithm, ciphertext } = encrypt(bags, password)
  return sequence(oid(oids.encryptedData), explicit(0, sequence(integer(0),
    sequence(oid(oids.data), algorithm, implicit(0, ciphertext)))))
}

export const dataContent = (content: Buffer) => sequence(oid(oids.data), explicit(0, octets(content)))

export function certificateBag (certificate: Buffer, ...attributes: Der[]): Der {
  return sequence(
    oid(oids.certBag), explicit(0, sequence(oid(oids.x509Certificate), explicit(0, octets(certificate)))), ...attributes
  )
}

/** pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292 appendix C). */
export function encrypt (plaintext: Buffer, password: string): {
  readonly algorithm: Der, readonly ciphertext: Buffer
} {
  const salt = randomBytes(8)
  const cipher = createCipheriv('des-ede3-cbc',
    pkcs12Key({ password, salt, iterations, purpose: 'key', length: 24 }),
    pkcs12Key({ password, salt, iterations, purpose: 'iv', length: 8 }))
  return {
    algorithm: sequence(oid(oids.pbeWithSha1And3Des), sequence(octets(salt), integer(iterations))),
    ciphertext: Buffer.concat([cipher.update(plaintext), cipher.final()])
  }
}

export function macOf (safe: Buffer, password: string, salt: Buffer = randomBytes(8)): Der {
  const mac = createHmac('sha1', pkcs12Key({ password, salt, iterations, purpose: 'mac', length: 20 }))
    .update(safe)
    .digest()
  return sequence(sequence(sequence(oid(oids.sha1), nothing()), octets(mac)), octets(salt), integer(iterations))
}

/** Whether a MAC that `macOf` made is that of this content under this password. */
export function macMatches (mac: Der, safe: Buffer, password: string): boolean {
  const salt = octetsOf(childrenOf(mac)[1])
  return salt !== undefined && encode(macOf(safe, password, salt)).equals(encode(mac))
}
