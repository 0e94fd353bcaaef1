// Raw signatures (RFC 7518 section 3.1) of messages and of ready digests.

import type { SignatureAlgorithm } from '../../domain/keys/algorithms.js'
import { curveParameters } from '../keys/checks/ec-key-check.js'
import { toInteger } from '../integers.js'
import { signNatively, verifyNatively } from './native-signature.js'
import { signDigestEcdsa, verifyDigestEcdsa } from './prehashed-ecdsa.js'
import { signDigestRsa, verifyDigestRsa } from './prehashed-rsa.js'
import type { SigningKey, VerifyingKey } from '../keys/signing-key.js'

interface SignatureOptions {
  /** The input is the digest of the message, made with the algorithm's hash. */
  readonly isDigest: boolean
}

/** Program faults, not client errors: services check the algorithm and the digest before the call. */
function expectFit (
  algorithm: SignatureAlgorithm, key: SigningKey | VerifyingKey, input: Buffer, { isDigest }: SignatureOptions
): void {
  const fits = key.kty === 'EC' ? algorithm.kty === 'EC' && algorithm.crv === key.crv : algorithm.kty === 'RSA'
  if (!fits) throw new Error(`${algorithm.name} does not fit this ${key.kty} key`)
  if (isDigest && input.length !== algorithm.digestLength) throw new Error(`a ${algorithm.hash} digest has ${algorithm.digestLength} bytes, not ${input.length}`)
}

/** Returns RSA signature bytes, or r || s of fixed width (IEEE P1363). Private-key work runs off the event loop. */
export async function sign (
  algorithm: SignatureAlgorithm, key: SigningKey, input: Buffer, options: SignatureOptions
): Promise<Buffer> {
  expectFit(algorithm, key, input, options)
  if (!options.isDigest) return await signNatively(algorithm, key.privateKey, input)
  if (algorithm.kty === 'EC' && key.kty === 'EC') return await signDigestEcdsa(algorithm, key, input)
  if (algorithm.kty === 'RSA' && key.kty === 'RSA') return await signDigestRsa(algorithm, key, input)
  throw new Error('unreachable: the fit was checked')
}

/**
 * The lengths and ranges that a signature must have before any arithmetic: RFC 8017 section 8.2.2 step 1,
 * FIPS 186-5 section 6.4.2 step 1.
 */
function isWellFormed (key: VerifyingKey, signature: Buffer): boolean {
  if (key.kty === 'RSA') return signature.length === Math.ceil(key.modulusBits / 8) && toInteger(signature) < key.n
  const { width, n } = curveParameters[key.crv]
  if (signature.length !== 2 * width) return false
  return [signature.subarray(0, width), signature.subarray(width)].map(toInteger).every((value) => value > 0n &&
    value < n)
}

/**
 * False for every invalid signature, whatever its bytes and length. A promise, because a P-521 verification takes as
 * long as an entire request, and runs on the threadpool.
 */
export async function verify (
  algorithm: SignatureAlgorithm, key: VerifyingKey, input: Buffer, signature: Buffer, options: SignatureOptions
): Promise<boolean> {
  expectFit(algorithm, key, input, options)
  if (!isWellFormed(key, signature)) return false
  if (!options.isDigest) return await verifyNatively(algorithm, key.publicKey, input, signature)
  if (algorithm.kty === 'EC' && key.kty === 'EC') return await verifyDigestEcdsa(algorithm, key, input, signature)
  if (algorithm.kty === 'RSA' && key.kty === 'RSA') return verifyDigestRsa(algorithm, key, input, signature)
  throw new Error('unreachable: the fit was checked')
}
