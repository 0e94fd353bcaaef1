// Certificate signing requests (PKCS#10, RFC 2986): returns the public key after verifying that
// the sender has the private one.

import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import asn1 from 'node-forge/lib/asn1.js'
import { acceptedKeys, describeKey, isAcceptedKey } from './accepted-keys.js'
import { childrenOf, decode, encode, type Der } from './asn1/der.js'
import { fromPem } from './asn1/pem.js'

/** Why a request cannot be used; the text says what is accepted. */
export class CsrFault extends Error {}

/** Hashes of the signature algorithms that are accepted (RFC 5758, RFC 4055), with the key type of each. */
const signatures: Readonly<Record<string, { readonly hash: string, readonly keyType: 'ec' | 'rsa' }>> = {
  '1.2.840.10045.4.3.2': { hash: 'sha256', keyType: 'ec' },
  '1.2.840.10045.4.3.3': { hash: 'sha384', keyType: 'ec' },
  '1.2.840.10045.4.3.4': { hash: 'sha512', keyType: 'ec' },
  '1.2.840.113549.1.1.11': { hash: 'sha256', keyType: 'rsa' },
  '1.2.840.113549.1.1.12': { hash: 'sha384', keyType: 'rsa' },
  '1.2.840.113549.1.1.13': { hash: 'sha512', keyType: 'rsa' }
}

/** Subject and attributes of a request are not looked at: the certificate's are the service's own. Throws CsrFault. */
export function publicKeyOfCsr (pem: string): KeyObject {
  const [info, algorithm, signature] = partsOf(pem)
  const publicKey = readPublicKey(childrenOf(info)[2])
  if (!isAcceptedKey(publicKey)) throw new CsrFault(`its key is ${describeKey(publicKey)}; ${acceptedKeys} is accepted`)

  const scheme = signatures[oidOf(childrenOf(algorithm)[0])]
  if (scheme === undefined) throw new CsrFault('its signature algorithm is not accepted; ECDSA or RSA PKCS#1 with SHA-256, SHA-384 or SHA-512 are')
  if (scheme.keyType !== publicKey.asymmetricKeyType || !isSigned(scheme.hash, encode(info), publicKey, signature)) {
    throw new CsrFault('its signature is not by the private key of the public key in it')
  }
  return publicKey
}

function partsOf (pem: string): readonly [info: Der, algorithm: Der, signature: Der] {
  const der = fromPem(['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'], pem)
  if (der === undefined) throw new CsrFault('not a PEM block CERTIFICATE REQUEST')
  try {
    const request = decode(der)
    const [info, algorithm, signature, ...others] = childrenOf(request)
    const isRequest = [request, info, algorithm].every((part) => part?.type === asn1.Type.SEQUENCE) &&
      signature?.type === asn1.Type.BITSTRING && others.length === 0
    if (isRequest && info !== undefined && algorithm !== undefined) return [info, algorithm, signature]
  } catch {
    // not DER: the same answer as for other DER
  }
  throw new CsrFault('not a certificate signing request in DER (RFC 2986)')
}

function readPublicKey (info: Der | undefined): KeyObject {
  try {
    if (info !== undefined) return createPublicKey({ key: encode(info), format: 'der', type: 'spki' })
  } catch {
    // OpenSSL's own text says no more
  }
  throw new CsrFault(`its public key cannot be read; ${acceptedKeys} is accepted`)
}

function isSigned (hash: string, content: Buffer, publicKey: KeyObject, signature: Der): boolean {
  // The first byte of a BIT STRING counts its unused bits: none in a signature.
  return typeof signature.value === 'string' && signature.value.startsWith('\0') &&
    verify(hash, content, publicKey, Buffer.from(signature.value.slice(1), 'latin1'))
}

function oidOf (element: Der | undefined): string {
  try {
    return typeof element?.value === 'string' ? asn1.derToOid(element.value) : ''
  } catch {
    return ''
  }
}
