// Keys in PEM (RFC 7468): PKCS #8, PKCS #1, SEC 1 and SubjectPublicKeyInfo, read into the members of a JWK.

import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { keyTypes } from '../../domain/keys/algorithms.js'
import type { JwkInput } from '../jose/jwk-import.js'

/** Not yet checked. Undefined for what is no private or public key of a known type, or is encrypted. */
export function readPemKey (pem: string): JwkInput | undefined {
  const [, label = ''] = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(pem) ?? []
  const open = label === 'PUBLIC KEY' || label === 'RSA PUBLIC KEY' ? createPublicKey : createPrivateKey
  const { kty, ...members } = exported(() => open(pem)) ?? {}
  const type = keyTypes.find((one) => one === kty)
  return type && { ...(members as Omit<JwkInput, 'kty'>), kty: type }
}

function exported (open: () => KeyObject): JsonWebKey | undefined {
  try {
    return open().export({ format: 'jwk' })
  } catch {
    // The texts of OpenSSL do not help, and some quote the input.
    return undefined
  }
}
