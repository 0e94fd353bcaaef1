// What keys do: encrypt, decrypt, data keys, sign, verify, random (service.md 5).

import { randomBytes } from 'node:crypto'
import { contentEncryptions, signatureAlgorithms, type ContentEncryption, type SignatureAlgorithm, type SignatureAlgorithmName } from '../domain/algorithms.js'
import { errors, refusal } from '../domain/errors.js'
import type { Caller } from '../domain/identity.js'
import { dataKeySize, maxPlaintextLength } from '../domain/limits.js'
import { keySpecName, type ServiceKey } from '../domain/service-key.js'
import { decryptDirect, encryptDirect } from '../crypto/jwe.js'
import { parseCompact, signCompact } from '../crypto/jws.js'
import { sign, verify } from '../crypto/signature.js'
import { decodeBase64 } from '../crypto/base64.js'
import type { KeyMaterials } from './key-materials.js'
import type { ServiceKeys } from './service-keys.js'

export interface SignRequest {
  readonly message: Buffer
  readonly alg: SignatureAlgorithmName
  /** The message is a finished digest. */
  readonly isDigest: boolean
}

export interface VerifyRequest {
  /** A raw signature in base64, or a compact JWS. */
  readonly signature: string
  readonly message: Buffer | undefined
  readonly alg: SignatureAlgorithmName | undefined
  readonly isDigest: boolean
}

export interface CryptographicOperations {
  /** Answers a compact JWE. */
  encrypt (caller: Caller, keyId: string, request: { readonly plaintext: Buffer, readonly context: string | undefined }): string
  decrypt (caller: Caller, keyId: string, request: { readonly ciphertext: string, readonly context: string | undefined }): Buffer
  /** @param size Bits. */
  generateDataKey (caller: Caller, keyId: string, size: number): { readonly key: string, readonly plaintext: Buffer }
  decryptDataKey (caller: Caller, keyId: string, token: string): Buffer
  /** Raw signature: RSA bytes, or r || s for ECDSA. Never blocks the event loop. */
  sign (caller: Caller, keyId: string, request: SignRequest): Promise<Buffer>
  /** Compact JWS over the message; a `jwt` carries `typ` and takes a JSON object only (choices.md 4). */
  signToken (caller: Caller, keyId: string, request: SignRequest, format: 'jws' | 'jwt'): Promise<string>
  /** False for whatever is not this key's signature of this message; a request that cannot be judged is refused (choices.md 4, 15). */
  verify (caller: Caller, keyId: string, request: VerifyRequest): Promise<boolean>
  random (caller: Caller, length: number): Buffer
}

export function createCryptographicOperations ({ keys, materials }: {
  keys: Pick<ServiceKeys, 'usable'>
  materials: KeyMaterials
}): CryptographicOperations {
  async function verifyToken (key: ServiceKey, { signature, message, alg, isDigest }: VerifyRequest): Promise<boolean> {
    if (isDigest) throw refusal(errors.MessageInvalid, 'isdigest', 'true goes with a raw signature only; a token is signed over its whole payload')
    if (alg !== undefined) algorithmFor(key, alg)
    const token = parseCompact(signature)
    if (token === undefined || token.keyId !== key.keyId) return false
    if (alg !== undefined && token.algorithm !== alg) return false
    if (message !== undefined && !message.equals(token.payload)) return false
    const algorithm = signatureAlgorithms[token.algorithm]
    // An algorithm of another key type or curve comes from the token, not from the caller: the token is just not ours.
    if (!fits(algorithm, key)) return false
    return await verify(algorithm, materials.verifyingKey(key), token.signingInput, token.signature, { isDigest: false })
  }

  async function verifyRaw (key: ServiceKey, { signature, message, alg, isDigest }: VerifyRequest): Promise<boolean> {
    if (message === undefined) throw refusal(errors.MessageInvalid, 'message', 'missing; it may be left out only when `signature` is a compact JWS')
    if (alg === undefined) throw refusal(errors.MessageInvalid, 'alg', 'missing; it may be left out only when `signature` is a compact JWS')
    const algorithm = algorithmFor(key, alg)
    if (isDigest) checkDigest(message, algorithm)
    const bytes = decodeBase64(signature)
    return bytes !== undefined && await verify(algorithm, materials.verifyingKey(key), message, bytes, { isDigest })
  }

  return {
    encrypt (caller, keyId, { plaintext, context }) {
      const key = keys.usable(caller, keyId, 'encrypt')
      if (plaintext.length > maxPlaintextLength) throw refusal(errors.MessageInvalid, 'plaintext', `got ${plaintext.length} bytes; at most ${maxPlaintextLength} are encrypted`)
      return encryptDirect({ key: materials.secretKey(key), encryption: encryptionFor(key), keyId, plaintext, context })
    },

    decrypt (caller, keyId, { ciphertext, context }) {
      const key = keys.usable(caller, keyId, 'decrypt')
      return decryptDirect({ key: materials.secretKey(key), encryption: encryptionFor(key), keyId, token: ciphertext, context, field: 'ciphertext' })
    },

    generateDataKey (caller, keyId, size) {
      const key = keys.usable(caller, keyId, 'wrapKey')
      if (size % 8 !== 0 || size < dataKeySize.min || size > dataKeySize.max) throw refusal(errors.DataKeySizeInvalid, size)
      const plaintext = randomBytes(size / 8)
      return { key: encryptDirect({ key: materials.secretKey(key), encryption: encryptionFor(key), keyId, plaintext }), plaintext }
    },

    decryptDataKey (caller, keyId, token) {
      const key = keys.usable(caller, keyId, 'unwrapKey')
      return decryptDirect({ key: materials.secretKey(key), encryption: encryptionFor(key), keyId, token, field: 'key' })
    },

    async sign (caller, keyId, { message, alg, isDigest }) {
      const key = keys.usable(caller, keyId, 'sign')
      const algorithm = algorithmFor(key, alg)
      checkMessageLength(message)
      if (isDigest) checkDigest(message, algorithm)
      return await sign(algorithm, materials.signingKey(key), message, { isDigest })
    },

    async signToken (caller, keyId, { message, alg, isDigest }, format) {
      const key = keys.usable(caller, keyId, 'sign')
      const algorithm = algorithmFor(key, alg)
      checkMessageLength(message)
      if (isDigest) throw refusal(errors.MessageInvalid, 'isdigest', `true goes with format raw only; a ${format} carries the whole message`)
      if (format === 'jwt' && !isJsonObject(message)) throw refusal(errors.MessageInvalid, 'message', 'format jwt takes a JSON object (RFC 7519 section 7.1)')
      return await signCompact({ algorithm, key: materials.signingKey(key), keyId, payload: message, ...(format === 'jwt' ? { typ: 'JWT' } : {}) })
    },

    async verify (caller, keyId, request) {
      const key = keys.usable(caller, keyId, 'verify')
      // No base64 text has a dot, every compact JWS has two.
      return request.signature.includes('.') ? await verifyToken(key, request) : await verifyRaw(key, request)
    },

    random: (_caller, length) => randomBytes(length)
  }
}

/** Data keys and ciphertexts are made by oct keys alone; other types never have the usage that leads here. */
function encryptionFor (key: ServiceKey): ContentEncryption {
  const bySize: Readonly<Record<number, ContentEncryption>> = contentEncryptions
  const encryption = key.type === 'oct' && key.size !== null ? bySize[key.size] : undefined
  if (encryption === undefined) throw refusal(errors.KeyRequestInvalid, `keyId: a ${keySpecName(key)} key takes no part in this operation; an oct key does`)
  return encryption
}

function fits (algorithm: SignatureAlgorithm, key: ServiceKey): boolean {
  return algorithm.kty === key.type && (algorithm.kty === 'RSA' || algorithm.crv === key.curve)
}

function algorithmFor (key: ServiceKey, alg: SignatureAlgorithmName): SignatureAlgorithm {
  const algorithm = signatureAlgorithms[alg]
  if (!fits(algorithm, key)) throw refusal(errors.AlgorithmMismatch, alg, keySpecName(key))
  return algorithm
}

/** The contract's 5464 characters of base64 leave room for two bytes more. */
function checkMessageLength (message: Buffer): void {
  if (message.length > maxPlaintextLength) throw refusal(errors.MessageInvalid, 'message', `got ${message.length} bytes; at most ${maxPlaintextLength} are signed`)
}

function checkDigest (digest: Buffer, { name, digestLength }: SignatureAlgorithm): void {
  if (digest.length !== digestLength) throw refusal(errors.DigestLengthWrong, digest.length, name, digestLength)
}

function isJsonObject (message: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(message))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
