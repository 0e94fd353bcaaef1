// Formats of key material in a wrapped key (service.md 6.1): octets, JWK, PKCS #1 (RFC 8017 appendix A.1.2), PKCS #8 (RFC 5958).

import { createPrivateKey, type KeyObject } from 'node:crypto'
import { keyTypes, type KeyType } from '../domain/algorithms.js'
import { errors, refusal, type DomainError } from '../domain/errors.js'
import { keyOperations, type KeyOperation } from '../domain/key-operations.js'
import type { KeyMaterial, PublicJwk } from '../domain/service-key.js'
import { parseJsonObject } from './json-object.js'
import type { JwkInput } from './jwk-import.js'
import { privateKeyObject } from './key-object.js'

export const keyFormats = ['RAW', 'JWK', 'PKCS1', 'PKCS8'] as const
export type KeyFormat = (typeof keyFormats)[number]

/** A JWK as it came in a wrapped key, with what it says it may be used for. */
export type FormattedJwk = JwkInput & { readonly key_ops?: readonly KeyOperation[] }

interface FormatRow {
  /** Types of key that have this format. */
  readonly types: readonly KeyType[]
  /** Undefined when a key without a secret or private part has no such form. */
  readonly encode: (key: KeyMaterial | PublicJwk) => Buffer | undefined
  /** Throws KeyMaterialInvalid under `field`. Whether the key is sound is asked later, by importJwk. */
  readonly decode: (bytes: Buffer, field: string) => FormattedJwk
}

const isPrivate = (key: KeyMaterial | PublicJwk): key is KeyMaterial => key.kty === 'oct' || 'd' in key

const derOf = (key: KeyMaterial | PublicJwk, type: 'pkcs1' | 'pkcs8') => isPrivate(key) ? privateKeyObject(key).export({ format: 'der', type }) as Buffer : undefined

const formats: Record<KeyFormat, FormatRow> = {
  RAW: {
    types: ['oct'],
    encode: (key) => key.kty === 'oct' ? Buffer.from(key.k, 'base64url') : undefined,
    decode: (bytes) => ({ kty: 'oct', k: bytes.toString('base64url') })
  },
  JWK: {
    types: keyTypes,
    encode: (key) => Buffer.from(JSON.stringify(key)),
    decode: decodeJwk
  },
  PKCS1: {
    types: ['RSA'],
    encode: (key) => derOf(key, 'pkcs1'),
    decode: (bytes, field) => decodeDer(bytes, 'pkcs1', ['rsa'], field)
  },
  PKCS8: {
    types: ['RSA', 'EC'],
    encode: (key) => derOf(key, 'pkcs8'),
    decode: (bytes, field) => decodeDer(bytes, 'pkcs8', ['rsa', 'ec'], field)
  }
}

/** The key in a format; undefined when a key of its kind has no such form. */
export function encodeKey (key: KeyMaterial | PublicJwk, format: KeyFormat): Buffer | undefined {
  const { types, encode } = formats[format]
  return types.includes(key.kty) ? encode(key) : undefined
}

/** Formats that a key of this type has, for messages. */
export const formatsOf = (type: KeyType): readonly KeyFormat[] => keyFormats.filter((format) => formats[format].types.includes(type))

export function decodeKey (bytes: Buffer, format: KeyFormat, field: string): FormattedJwk {
  return formats[format].decode(bytes, field)
}

const refuse = (field: string, why: string): DomainError => refusal(errors.KeyMaterialInvalid, field, why)

const jwkMembers = ['kty', 'kid', 'use', 'alg', 'key_ops', 'ext', 'crv', 'x', 'y', 'd', 'n', 'e', 'p', 'q', 'dp', 'dq', 'qi', 'k'] as const

/** RFC 7517 section 4. `ext` is what WebCrypto adds to each JWK it exports. */
function decodeJwk (bytes: Buffer, field: string): FormattedJwk {
  const jwk = parseJsonObject(bytes)
  if (jwk === undefined) throw refuse(field, 'the material is not a JSON object, as keyFormatType JWK asks')
  const unknown = Object.keys(jwk).some((name) => !jwkMembers.some((member) => member === name))
  if (unknown) throw refuse(field, `the JWK has a member that is not known; accepted: ${jwkMembers.join(', ')}`)
  const { kty, kid: _kid, use: _use, alg: _alg, ext: _ext, key_ops: operations = [], ...members } = jwk
  const type = keyTypes.find((known) => known === kty)
  if (type === undefined) throw refuse(`${field}.kty`, `accepted: ${keyTypes.join(', ')}`)
  if (!Array.isArray(operations)) throw refuse(`${field}.key_ops`, 'not an array')
  for (const [name, value] of Object.entries(members)) {
    if (value !== null && typeof value !== 'string') throw refuse(`${field}.${name}`, 'not a text')
  }
  return { ...members, kty: type, key_ops: keyOperations.filter((operation) => operations.includes(operation)) }
}

function decodeDer (bytes: Buffer, type: 'pkcs1' | 'pkcs8', kinds: readonly string[], field: string): FormattedJwk {
  const name = type === 'pkcs1' ? 'PKCS #1 RSAPrivateKey' : 'PKCS #8 PrivateKeyInfo'
  if (bytes.subarray(0, 5).toString('latin1') === '-----') throw refuse(field, `the material is PEM; ${name} in DER is accepted (openssl: -outform DER)`)
  if (sequenceLength(bytes) !== bytes.length) throw refuse(field, `the material is not one ${name} in DER, or something follows it`)
  const key = parseDer(bytes, type)
  if (key === undefined || key.asymmetricKeyType === undefined || !kinds.includes(key.asymmetricKeyType)) throw refuse(field, `the material is not a ${name} of a key of type ${kinds.join(' or ')}`)
  const { kty, ...members } = key.export({ format: 'jwk' }) as Record<string, string>
  const keyType = keyTypes.find((known) => known === kty)
  if (keyType === undefined) throw refuse(field, `the material is not a ${name} of an accepted key type`)
  return { ...members, kty: keyType }
}

/** Undefined for whatever OpenSSL cannot read; an encrypted PKCS #8 among it. */
function parseDer (key: Buffer, type: 'pkcs1' | 'pkcs8'): KeyObject | undefined {
  try {
    return createPrivateKey({ key, format: 'der', type })
  } catch {
    return undefined
  }
}

/** Bytes of the DER SEQUENCE that begins here, header included (X.690 section 8.1); OpenSSL itself passes over what follows. */
function sequenceLength (bytes: Buffer): number | undefined {
  const [tag, first] = bytes
  if (tag !== 0x30 || first === undefined) return undefined
  if (first < 0x80) return 2 + first
  const lengthBytes = first & 0x7f
  return lengthBytes > 0 && lengthBytes <= 4 && bytes.length >= 2 + lengthBytes ? 2 + lengthBytes + bytes.readUIntBE(2, lengthBytes) : undefined
}
