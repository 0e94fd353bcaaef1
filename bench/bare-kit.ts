// What the handlers of the bare server work with: one row's key, ready for use, and the server's own cryptography.

import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import path from 'node:path'
import { decryptDirect, encryptDirect } from '../src/crypto/jose/jwe.js'
import { seal } from '../src/crypto/sealing.js'
import { sign, verify } from '../src/crypto/signatures/signature.js'
import { createSigningKey, createVerifyingKey } from '../src/crypto/keys/signing-key.js'
import { contentEncryptions, signatureAlgorithms, type SignatureAlgorithmName } from '../src/domain/keys/algorithms.js'
import type { KeyMaterial, PublicJwk } from '../src/domain/keys/service-key.js'
import { openBareSecrets, type BareSecrets } from './bare-secrets.js'

/**
 * Answers the parsed body of a request with the text of the reply.
 * @param rest What the wildcard of the row's path stands for.
 */
export type BareHandler = (body: BareBody, rest: string) => string | Promise<string>

/** Members that the requests of the table carry; each handler reads those of its own row, unchecked. */
export interface BareBody {
  readonly plaintext: string
  readonly ciphertext: string
  readonly context: string
  readonly key: string
  readonly size: number
  readonly message: string
  readonly signature: string
  readonly path: string
  readonly data: object
  readonly version: { readonly data: object }
}

/** One route of the bare server: what the driver tells it on starting. */
export interface BareRoute {
  readonly row: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Without query; may end with a wildcard. */
  readonly path: string
  readonly status: number
  readonly keyId: string
  readonly jwk: KeyMaterial | null
  /** What the server answered to the same request. */
  readonly reply: string
}

/** The functions that the server itself calls, so that both run the same code. */
export interface ServerCrypto {
  readonly encryptDirect: typeof encryptDirect
  readonly decryptDirect: typeof decryptDirect
  readonly seal: typeof seal
  readonly sign: typeof sign
  readonly verify: typeof verify
  readonly createSigningKey: typeof createSigningKey
  readonly createVerifyingKey: typeof createVerifyingKey
}

export interface BareKit {
  readonly reply: string
  readonly crypto: ServerCrypto
  readonly masterKey: KeyObject
  /** One database for all rows, opened for the first that needs it. */
  readonly secrets: BareSecrets
  /** What encryptDirect and decryptDirect take for the row's key. */
  readonly direct: {
    readonly key: KeyObject, readonly encryption: typeof contentEncryptions[256], readonly keyId: string
  }
  readonly sign: (alg: SignatureAlgorithmName, isDigest: boolean) => BareHandler
  readonly verify: (alg: SignatureAlgorithmName, isDigest: boolean) => BareHandler
}

const crypto: ServerCrypto = { encryptDirect, decryptDirect, seal, sign, verify, createSigningKey, createVerifyingKey }
const masterKey = createSecretKey(randomBytes(32))

/** @param folder For the database. */
export function bareKits (folder: string): (route: BareRoute) => BareKit {
  let secrets: BareSecrets | undefined
  function openSecrets (): BareSecrets {
    secrets ??= openBareSecrets(path.join(folder, 'bare.db'), masterKey)
    return secrets
  }
  return (route) => bareKit(route, openSecrets)
}

function bareKit ({ jwk, keyId, reply }: BareRoute, openSecrets: () => BareSecrets): BareKit {
  return {
    reply,
    crypto,
    masterKey,
    get secrets () {
      return openSecrets()
    },
    get direct () {
      return { key: createSecretKey(secretOf(need(jwk)), 'base64url'), encryption: contentEncryptions[256], keyId }
    },
    sign (name, isDigest) {
      const key = crypto.createSigningKey(need(jwk))
      const algorithm = signatureAlgorithms[name]
      return async (body) => `{"signature":"${(await crypto.sign(algorithm, key, Buffer.from(body.message, 'base64'), { isDigest })).toString('base64')}"}`
    },
    verify (name, isDigest) {
      const key = crypto.createVerifyingKey(publicOf(need(jwk)))
      const algorithm = signatureAlgorithms[name]
      return async (body) => `{"result":${await crypto.verify(algorithm, key, Buffer.from(body.message, 'base64'), Buffer.from(body.signature, 'base64'), { isDigest })}}`
    }
  }
}

function need (jwk: KeyMaterial | null): KeyMaterial {
  if (jwk === null) throw new Error('this row has no key')
  return jwk
}

function secretOf (material: KeyMaterial): string {
  if (material.kty !== 'oct') throw new Error('this row has no secret key')
  return material.k
}

function publicOf (material: KeyMaterial): PublicJwk {
  if (material.kty === 'oct') throw new Error('this row has no key pair')
  return material
}
