// What keys do: encrypt, decrypt, data keys, sign, verify, random (service.md 5).

import {
  contentEncryptions, signatureAlgorithms, type ContentEncryption, type SignatureAlgorithm, type SignatureAlgorithmName
} from '../../domain/keys/algorithms.js'
import { keyErrors } from '../../domain/errors/keys.js'
import { spelled, type Wording } from '../../domain/errors/wording.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { keyFor, keyUses, type KeyUse } from '../../domain/keys/key-operations.js'
import type { Caller } from '../../domain/access/identity.js'
import { dataKeySize, maxPlaintextLength } from '../../domain/limits.js'
import type { Randomness } from '../../domain/random.js'
import { keySpecName, type ServiceKey } from '../../domain/keys/service-key.js'
import { decryptDirect, encryptDirect } from '../../crypto/jose/jwe.js'
import { parseJsonObject } from '../../crypto/jose/json-object.js'
import { parseCompact, signCompact } from '../../crypto/jose/jws.js'
import { systemRandom } from '../../crypto/random/system-random.js'
import { sign, verify } from '../../crypto/signatures/signature.js'
import { decodeBase64 } from '../../crypto/jose/base64.js'
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
  /** Returns a compact JWE. */
  encrypt (
    caller: Caller, keyId: string, request: { readonly plaintext: Buffer, readonly context: string | undefined }
  ): string
  decrypt (
    caller: Caller, keyId: string, request: { readonly ciphertext: string, readonly context: string | undefined }
  ): Buffer
  /** @param size Bits. */
  generateDataKey (caller: Caller, keyId: string, size: number): { readonly key: string, readonly plaintext: Buffer }
  decryptDataKey (caller: Caller, keyId: string, token: string): Buffer
  /** Raw signature: RSA bytes, or r || s for ECDSA. Never blocks the event loop. */
  sign (caller: Caller, keyId: string, request: SignRequest): Promise<Buffer>
  /** Compact JWS over the message; a `jwt` carries `typ` and takes a JSON object only (choices.md 4). */
  signToken (caller: Caller, keyId: string, request: SignRequest, format: 'jws' | 'jwt'): Promise<string>
  /**
   * False for anything but this key's signature of this message; a request that cannot be decided
   * is refused (choices.md 4, 15).
   */
  verify (caller: Caller, keyId: string, request: VerifyRequest): Promise<boolean>
  random (caller: Caller, length: number): Buffer
}

export function createCryptographicOperations ({ keys, materials, randomness = systemRandom }: {
  keys: Pick<ServiceKeys, 'usable'>
  materials: KeyMaterials
  randomness?: Randomness
}): CryptographicOperations {
  const { newIv } = randomness
  const dataKeys = randomness.source('data keys')
  const randomBytes = randomness.source('random bytes')

  async function verifyToken (key: ServiceKey, { signature, message, alg, isDigest }: VerifyRequest): Promise<boolean> {
    if (isDigest) throw refusal(keyErrors.MessageInvalid, 'isDigest', 'got true with a token; leave it out: a token is signed over its whole payload')
    if (alg !== undefined) algorithmFor(key, alg)
    const token = parseCompact(signature)
    // Whatever `kid` says: the caller named the key, and `kid` is only a hint (RFC 7515 section 4.1.4).
    if (token === undefined) return false
    if (alg !== undefined && token.algorithm !== alg) return false
    if (message !== undefined && !message.equals(token.payload)) return false
    const algorithm = signatureAlgorithms[token.algorithm]
    // An algorithm of another key type or curve comes from the token, not from the caller: the
    // token was signed with another key.
    if (!fits(algorithm, key)) return false
    return await verify(algorithm, materials.verifyingKey(key), token.signingInput, token.signature, {
      isDigest: false
    })
  }

  async function verifyRaw (key: ServiceKey, { signature, message, alg, isDigest }: VerifyRequest): Promise<boolean> {
    if (message === undefined) throw refusal(keyErrors.MessageInvalid, 'message', 'missing; it may be left out only when `signature` is a compact JWS')
    if (alg === undefined) throw refusal(keyErrors.MessageInvalid, 'algorithm', 'missing; it may be left out only when `signature` is a compact JWS')
    const algorithm = algorithmFor(key, alg)
    if (isDigest) checkDigest(message, algorithm)
    const bytes = decodeBase64(signature)
    return bytes !== undefined && await verify(algorithm, materials.verifyingKey(key), message, bytes, { isDigest })
  }

  return {
    encrypt (caller, keyId, { plaintext, context }) {
      const key = keys.usable(caller, keyId, 'encrypt')
      if (plaintext.length > maxPlaintextLength) {
        throw refusal(keyErrors.MessageInvalid, 'plaintext', ({ call }) =>
        `got ${plaintext.length} bytes; at most ${maxPlaintextLength} are encrypted. For more, encrypt on the client with a data key (${call('generateDataKey', keyId)})`)
      }
      return encryptDirect({
        key: materials.secretKey(key), encryption: encryptionFor(key, 'encrypt'), keyId, plaintext, context, newIv
      })
    },

    decrypt (caller, keyId, { ciphertext, context }) {
      const key = keys.usable(caller, keyId, 'decrypt')
      return decryptDirect({
        key: materials.secretKey(key),
        encryption: encryptionFor(key, 'decrypt'),
        keyId,
        token: ciphertext,
        context,
        subject: 'ciphertext'
      })
    },

    generateDataKey (caller, keyId, size) {
      const key = keys.usable(caller, keyId, 'generateDataKey')
      if (size % 8 !== 0 || size < dataKeySize.min || size > dataKeySize.max) {
        throw refusal(keyErrors.DataKeySizeInvalid, size)
      }
      const plaintext = dataKeys.bytes(size / 8, caller.okmsId)
      return {
        key: encryptDirect({
          key: materials.secretKey(key), encryption: encryptionFor(key, 'generateDataKey'), keyId, plaintext, newIv
        }),
        plaintext
      }
    },

    decryptDataKey (caller, keyId, token) {
      const key = keys.usable(caller, keyId, 'decryptDataKey')
      return decryptDirect({
        key: materials.secretKey(key),
        encryption: encryptionFor(key, 'decryptDataKey'),
        keyId,
        token,
        subject: 'dataKey'
      })
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
      if (isDigest) throw refusal(keyErrors.MessageInvalid, 'isDigest', `got true with format ${format}, which contains the whole message; leave it out, or use format raw`)
      if (format === 'jwt' && parseJsonObject(message) === undefined) {
        throw refusal(keyErrors.MessageInvalid, 'message', 'not a JSON object in UTF-8 with each member once and without a byte order mark, which format jwt takes (RFC 7519 sections 4 and 7.1); use format jws for other messages')
      }
      return await signCompact({
        algorithm, key: materials.signingKey(key), keyId, payload: message, ...(format === 'jwt' ? { typ: 'JWT' } : {})
      })
    },

    async verify (caller, keyId, request) {
      const key = keys.usable(caller, keyId, 'verify')
      // No base64 text has a dot, every compact JWS has two.
      return request.signature.includes('.') ? await verifyToken(key, request) : await verifyRaw(key, request)
    },

    random: ({ okmsId }, length) => randomBytes.bytes(length, okmsId)
  }
}

/** Only oct keys create data keys and ciphertexts; an RSA key has these operations for key transport. */
function encryptionFor (key: ServiceKey, use: KeyUse): ContentEncryption {
  const bySize: Readonly<Record<number, ContentEncryption>> = contentEncryptions
  const encryption = key.type === 'oct' && key.size !== null ? bySize[key.size] : undefined
  if (encryption === undefined) throw refusal(keyErrors.KeyRequestInvalid, 'keyId', (spelling) => `a key of type ${keySpecName(key)} cannot ${keyUses[use].words}; ${spelled(keyFor(use), spelling)}`)
  return encryption
}

function fits (algorithm: SignatureAlgorithm, key: ServiceKey): boolean {
  return algorithm.kty === key.type && (algorithm.kty === 'RSA' || algorithm.crv === key.curve)
}

function algorithmFor (key: ServiceKey, alg: SignatureAlgorithmName): SignatureAlgorithm {
  const algorithm = signatureAlgorithms[alg]
  if (!fits(algorithm, key)) {
    throw refusal(keyErrors.AlgorithmMismatch, alg, keySpecName(key), Object.values(signatureAlgorithms)
      .filter((one) => fits(one, key))
      .map(({ name }) => name))
  }
  return algorithm
}

/** A front door may let through a little more: 5464 characters of base64 leave room for two bytes. */
function checkMessageLength (message: Buffer): void {
  if (message.length > maxPlaintextLength) {
    throw refusal(keyErrors.MessageInvalid, 'message', ({ setting }) =>
    `got ${message.length} bytes; at most ${maxPlaintextLength} are signed. For more, send its digest with ${setting('isDigest', true)}`)
  }
}

function checkDigest (digest: Buffer, { name, digestLength }: SignatureAlgorithm): void {
  if (digest.length !== digestLength) {
    throw refusal(keyErrors.DigestLengthWrong, digest.length, name, digestLength, digestHint(digest, digestLength))
  }
}

/** Hexadecimal digits are valid base64 of half as much again, and valid text of twice as much. */
function digestHint ({ length }: Buffer, expected: number): Wording {
  if (length === 2 * expected) return '. This is the length of the digest in hexadecimal digits: encode its bytes as base64 instead'
  if (length === expected * 3 / 2) return '. This is what the digest in hexadecimal digits decodes to: encode its bytes as base64 instead'
  return ({ name }) => `. Leave ${name('isDigest')} out to have the message hashed here${length > 64 ? '' : ', or choose the algorithm of this digest'}`
}
