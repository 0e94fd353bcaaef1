// Tokens of JOSE: the key comes as a JWK, as in an import, and decides what is done with the token.

import { importJwk } from '../../../src/crypto/jose/jwk-import.js'
import { parseCompact } from '../../../src/crypto/jose/jws.js'
import { unwrapFromTransport } from '../../../src/crypto/jose/jwe-rsa-oaep.js'
import { readKey } from '../../../src/crypto/keys/key-format.js'
import { privateKeyObject } from '../../../src/crypto/keys/key-object.js'
import { createVerifyingKey } from '../../../src/crypto/keys/signing-key.js'
import { verify } from '../../../src/crypto/signatures/signature.js'
import { DomainError } from '../../../src/domain/errors/domain-error.js'
import { keyWrappingAlgorithmNames, signatureAlgorithms } from '../../../src/domain/keys/algorithms.js'
import { intendedOperations } from '../../../src/domain/keys/jwk-intent.js'
import { hex, text, type Fields } from './vectors.js'
import { verdict, type Judge, type NotTaken } from './verdict.js'

/** The one key of a group, or of a set in it. */
function jwkOf (group: Fields, names: readonly string[]): Fields | undefined {
  const found = names.map((name) => group[name]).find((value) => value !== undefined) as Fields
  const [jwk, ...others] = 'keys' in found ? found['keys'] as readonly Fields[] : [found]
  return others.length > 0 ? undefined : jwk
}

const severalKeys = { notTaken: 'a set of several keys: a call names one' }

/** Reads the key as a wrapped import does. Throws DomainError where that refuses it. */
async function importedKey (jwk: Fields) {
  const read = readKey('JWK', Buffer.from(JSON.stringify(jwk)), 'unwrappedKey')
  const key = await importJwk(read, 'unwrappedKey')
  const intended = intendedOperations(key, read, undefined)
  return { key, operations: 'operations' in intended ? intended.operations : [] }
}

async function refusingAs<Outcome> (attempt: () => Promise<Outcome>): Promise<Outcome | 'refused'> {
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof DomainError) return 'refused'
    throw error
  }
}

/** A token that this service does not make or read: HMAC, key agreement, key wrapping by AES, RSA1_5. */
const otherToken = ({ kty, alg }: Fields): NotTaken => ({ notTaken: `tokens of ${kty === 'oct' ? 'oct keys' : String(kty)}, ${String(alg)}` })

export const judgeJws: Judge = async ({ group, test }) => {
  const jwk = jwkOf(group, ['public', 'private'])
  if (jwk === undefined) return severalKeys
  if (jwk['kty'] === 'oct') return otherToken(jwk)
  return await refusingAs(async () => {
    const { key: { publicJwk }, operations } = await importedKey(jwk)
    const jws = parseCompact(text(test, 'jws'))
    if (publicJwk === null || jws === undefined || !operations.includes('verify')) return 'refused'
    const [algorithm, key] = [signatureAlgorithms[jws.algorithm], createVerifyingKey(publicJwk)]
    const fits = key.kty === 'EC' ? algorithm.kty === 'EC' && algorithm.crv === key.crv : algorithm.kty === 'RSA'
    return verdict(fits && await verify(algorithm, key, jws.signingInput, jws.signature, { isDigest: false }))
  })
}

export const judgeJwe: Judge = async ({ group, test }) => {
  const jwk = jwkOf(group, ['private'])
  if (jwk === undefined) return severalKeys
  if (!keyWrappingAlgorithmNames.some((name) => name === jwk['alg'])) return otherToken(jwk)
  return await refusingAs(async () => {
    const { key: { material }, operations } = await importedKey(jwk)
    if (material === null || !operations.includes('unwrapKey')) return 'refused'
    const plaintext = await unwrapFromTransport({
      key: privateKeyObject(material), keyId: text(jwk, 'kid').toLowerCase(), token: text(test, 'jwe')
    })
    return verdict(!('pt' in test) || plaintext.equals(hex(test, 'pt')))
  })
}
