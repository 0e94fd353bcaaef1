// Signatures of messages as node:crypto makes and checks them: it hashes the message itself.

import crypto, { type KeyObject } from 'node:crypto'
import type { SignatureAlgorithm } from '../../domain/keys/algorithms.js'

/**
 * RFC 7518 sections 3.3 to 3.5: raw r || s, and a PSS salt as long as the hash (Node's
 * default is the longest possible).
 */
const options = {
  pkcs1: () => ({ padding: crypto.constants.RSA_PKCS1_PADDING }),
  pss: ({ digestLength }: SignatureAlgorithm) => ({
    padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: digestLength
  }),
  ecdsa: () => ({ dsaEncoding: 'ieee-p1363' as const })
} satisfies Record<
  SignatureAlgorithm['scheme'], (algorithm: SignatureAlgorithm) => Omit<crypto.SignKeyObjectInput, 'key'>
>

/** Signs on the threadpool. */
export function signNatively (algorithm: SignatureAlgorithm, key: KeyObject, message: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    crypto.sign(algorithm.hash, message, { key, ...options[algorithm.scheme](algorithm) }, (error, signature) => {
      if (error) reject(error)
      else resolve(signature)
    })
  })
}

/**
 * P-384 takes half a millisecond and P-521 a whole one, which would delay other requests; RSA and P-256 take less than
 * the transfer to the threadpool and back.
 */
const verifiesOnThreadpool = (algorithm: SignatureAlgorithm) => algorithm.kty === 'EC' && algorithm.crv !== 'P-256'

export function verifyNatively (
  algorithm: SignatureAlgorithm, key: KeyObject, message: Buffer, signature: Buffer
): Promise<boolean> {
  const input = { key, ...options[algorithm.scheme](algorithm) }
  return new Promise((resolve, reject) => {
    if (!verifiesOnThreadpool(algorithm)) return resolve(crypto.verify(algorithm.hash, message, input, signature))
    crypto.verify(algorithm.hash, message, input, signature, (error, result) => {
      if (error) reject(error)
      else resolve(result)
    })
  })
}
