// Key material in each format of a wrapped key: one row per format, with its writer and reader (service.md 6.1, 6.7).

import { keyTypes } from '../../domain/keys/algorithms.js'
import { keyErrors } from '../../domain/errors/keys.js'
import { spelled, type Subject, type Wording } from '../../domain/errors/wording.js'
import { refusal, type DomainError } from '../../domain/errors/domain-error.js'
import type { JwkIntent } from '../../domain/keys/jwk-intent.js'
import type { KeyFormat } from '../../domain/keys/key-format.js'
import { keyOperations, type KeyOperation } from '../../domain/keys/key-operations.js'
import type { KeyMaterial, PublicJwk } from '../../domain/keys/service-key.js'
import { encodeBase64Url } from '../jose/base64.js'
import { DerFault } from './der-reader.js'
import { parseJsonObject } from '../jose/json-object.js'
import type { JwkInput } from '../jose/jwk-import.js'
import { privateKeyObject, publicKeyObject } from './key-object.js'
import { keyLook } from './key-look.js'
import { readPkcs1, readPkcs8 } from './pkcs-key.js'

/** The content of a wrapped key, before it is checked like every imported JWK. */
export type ReadJwk = JwkInput & JwkIntent

interface Format {
  /** Takes only types that have this format (domain/keys/key-format.ts). */
  write (key: KeyMaterial | PublicJwk): Buffer
  read (bytes: Buffer, refuse: (why: Wording) => DomainError): ReadJwk
}

const isPrivate = (key: KeyMaterial | PublicJwk): key is Exclude<KeyMaterial, { kty: 'oct' }> => 'd' in key

const formats: Record<KeyFormat, Format> = {
  RAW: {
    write (key) {
      if (key.kty !== 'oct') throw new Error('only an oct key has a raw form')
      return Buffer.from(key.k, 'base64url')
    },
    read (bytes, refuse) {
      if (![16, 24, 32].includes(bytes.length)) throw refuse(`${bytes.length} bytes; a RAW key has 16, 24 or 32 (128, 192 or 256 bits)`)
      return { kty: 'oct', k: encodeBase64Url(bytes) }
    }
  },
  JWK: {
    write: (key) => Buffer.from(JSON.stringify(key)),
    read: readJwk
  },
  PKCS1: {
    write: (key) => isPrivate(key)
      ? privateKeyObject(key).export({ format: 'der', type: 'pkcs1' })
      : publicKeyObject(publicPart(key)).export({ format: 'der', type: 'pkcs1' }),
    read: reading(readPkcs1)
  },
  PKCS8: {
    write (key) {
      if (!isPrivate(key)) throw new Error('only a private key has a PKCS #8 form')
      return privateKeyObject(key).export({ format: 'der', type: 'pkcs8' })
    },
    read: reading(readPkcs8)
  }
}

/** Writes material, or the public part of a public-only key, in a format that its type and class have. */
export function writeKey (format: KeyFormat, key: KeyMaterial | PublicJwk): Buffer {
  return formats[format].write(key)
}

/**
 * Reads material. Refuses with KeyMaterialInvalid what is not in this format; importJwk
 * checks whether the key is valid.
 */
export function readKey (format: KeyFormat, bytes: Buffer, subject: Subject): ReadJwk {
  return formats[format].read(bytes, (why) => {
    const cause = keyLook(bytes, format) ?? why
    return refusal(keyErrors.KeyMaterialInvalid, subject, (spelling) => `not a key in the format ${format}: ${spelled(cause, spelling)}`)
  })
}

function publicPart (key: KeyMaterial | PublicJwk): PublicJwk {
  if (key.kty === 'oct') throw new Error('an oct key has no public part')
  return key
}

function reading (read: (bytes: Buffer) => JwkInput): Format['read'] {
  return (bytes, refuse) => {
    try {
      return read(bytes)
    } catch (error) {
      if (error instanceof DerFault) throw refuse((spelling) => `${error.message}${spelled(error.hint, spelling)}`)
      throw error
    }
  }
}

const textMembers = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'crv', 'x', 'y', 'k', 'use', 'alg'] as const
/**
 * Members that other software adds and that say nothing of the material: names and certificates (RFC 7517 section 4),
 * WebCrypto's `ext`, and times that some libraries write. Ignored, whatever they hold.
 */
const ignoredMembers = ['kid', 'ext', 'x5c', 'x5t', 'x5t#S256', 'x5u', 'iat', 'nbf', 'exp']
const jwkMembers: readonly string[] = ['kty', 'key_ops', ...textMembers, ...ignoredMembers]

/**
 * The members of a plain import (service.md 4.1), and those that are ignored. Others are rejected: they could make it
 * another key, as `oth` does.
 */
function readJwk (bytes: Buffer, refuse: (why: Wording) => DomainError): ReadJwk {
  const jwk = parseJsonObject(bytes)
  if (jwk === undefined) throw refuse('not a JSON object in UTF-8, without byte order mark, that names each member once')
  if ('oth' in jwk) throw refuse('it has oth: an RSA key of more than two primes')
  if (Object.keys(jwk).some((name) => !jwkMembers.includes(name))) throw refuse(`it has a member that is not known; known: ${jwkMembers.join(', ')}`)
  const kty = keyTypes.find((type) => type === jwk['kty'])
  if (kty === undefined) throw refuse(`kty is missing or another; accepted: ${keyTypes.join(', ')}`)
  const read: Partial<Record<(typeof textMembers)[number], string>> = {}
  for (const name of textMembers) {
    const value = jwk[name]
    if (value === undefined || value === null) continue
    if (typeof value !== 'string') throw refuse(`${name} is not a string`)
    read[name] = value
  }
  return { kty, ...read, key_ops: readOperations(jwk['key_ops'], refuse) }
}

function readOperations (value: unknown, refuse: (why: Wording) => DomainError): readonly KeyOperation[] | undefined {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) throw refuse('key_ops is not a list')
  return value.map((given: unknown) => {
    const operation = keyOperations.find((known) => known === given)
    if (operation === undefined) throw refuse(`key_ops has an operation that this service does not know; known: ${keyOperations.join(', ')}`)
    return operation
  })
}
