// Certificate extensions that are written here (RFC 5280 section 4.2).

import { isIP } from 'node:net'
import { createHash, type KeyObject } from 'node:crypto'
import {
  bits, boolean, childrenOf, decode, encode, explicit, implicit, integer, octets, oid, sequence, utf8, type Der
} from './der.js'
import { addressBytes } from './ip-address.js'

const oids = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37'
} as const

const purposes = { serverAuth: '1.3.6.1.5.5.7.3.1', clientAuth: '1.3.6.1.5.5.7.3.2' } as const

/** Positions in the KeyUsage bit string (RFC 5280 section 4.2.1.3). */
const usageBits = { digitalSignature: 0, keyCertSign: 5, cRLSign: 6 } as const

/** Microsoft's user principal name, which the service uses to carry the domain (service.md 2.4). */
const userPrincipalName = '1.3.6.1.4.1.311.20.2.3'

function extension (name: keyof typeof oids, critical: boolean, value: Der): Der {
  return sequence(oid(oids[name]), ...(critical ? [boolean(true)] : []), octets(encode(value)))
}

/** SHA-1 of the public key's bits (RFC 5280 section 4.2.1.2, method 1). */
function keyIdentifier (publicKey: KeyObject): Buffer {
  const spki = decode(publicKey.export({ type: 'spki', format: 'der' }))
  const bitString = childrenOf(spki)[1]?.value
  if (typeof bitString !== 'string') throw new TypeError('SubjectPublicKeyInfo without a bit string')
  return createHash('sha1').update(bitString.slice(1), 'latin1').digest()
}

export const authority = (pathLength: number) =>
  extension('basicConstraints', true, sequence(boolean(true), integer(pathLength)))

export const endEntity = () => extension('basicConstraints', true, sequence())

export function keyUsage (...usages: (keyof typeof usageBits)[]): Der {
  const positions: readonly number[] = usages.map((usage) => usageBits[usage])
  const byte = positions.reduce((bitsSet, position) => bitsSet | (0x80 >> position), 0)
  return extension('keyUsage', true, bits(Buffer.from([byte]), 7 - Math.max(...positions)))
}

export const extendedKeyUsage = (purpose: keyof typeof purposes) =>
  extension('extendedKeyUsage', false, sequence(oid(purposes[purpose])))

export const subjectKeyIdentifier = (publicKey: KeyObject) =>
  extension('subjectKeyIdentifier', false, octets(keyIdentifier(publicKey)))

/** Must be the identifier that the issuer's own certificate has (RFC 5280 section 4.2.1.1). */
export const authorityKeyIdentifier = (identifier: Buffer) =>
  extension('authorityKeyIdentifier', false, sequence(implicit(0, identifier)))

/** DNS names and IP addresses of a server. */
export function serverNames (names: readonly string[]): Der {
  return extension('subjectAltName', false, sequence(...names.map((name) =>
    isIP(name) ? implicit(7, addressBytes(name)) : implicit(2, Buffer.from(name, 'ascii')))))
}

/** `okms.domain:<okmsId>` as a user principal name; critical, as the service writes it (service.md 2.4). */
export function domainName (okmsId: string): Der {
  return extension(
    'subjectAltName', true, sequence(explicit(0, oid(userPrincipalName), explicit(0, utf8(`okms.domain:${okmsId}`))))
  )
}
