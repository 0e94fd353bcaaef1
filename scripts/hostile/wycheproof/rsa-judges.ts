// RSA: signatures as messages and as ready digests, signing, and OAEP.

import { constants, createHash, randomBytes } from 'node:crypto'
import { importJwk } from '../../../src/crypto/jose/jwk-import.js'
import { readKey } from '../../../src/crypto/keys/key-format.js'
import { privateKeyObject } from '../../../src/crypto/keys/key-object.js'
import { createSigningKey, createVerifyingKey } from '../../../src/crypto/keys/signing-key.js'
import { sign } from '../../../src/crypto/signatures/signature.js'
import { privateRsaPool } from '../../../src/crypto/threads/private-rsa-pool.js'
import { keyWrappingAlgorithms, signatureAlgorithms, type SignatureAlgorithm } from '../../../src/domain/keys/algorithms.js'
import { bothWays } from './both-ways.js'
import { base64UrlNumber, fields, hex, number, text, type Fields } from './vectors.js'
import { hashName, isNotTaken, keyOfGroup, verdict, type Judge } from './verdict.js'

const publicKeyOf = keyOfGroup(async (group) => {
  const key = fields(group, 'publicKey')
  const jwk = { kty: 'RSA', n: base64UrlNumber(key, 'modulus'), e: base64UrlNumber(key, 'publicExponent') } as const
  const { publicJwk } = await importJwk(jwk, 'importedKey')
  if (publicJwk === null) throw new Error('no public key')
  return createVerifyingKey(publicJwk)
})

/** From PKCS #8, as a wrapped import reads it. */
const materialOf = keyOfGroup(async (group) => {
  const der = hex(group, 'privateKeyPkcs8')
  const { material } = await importJwk(readKey('PKCS8', der, 'unwrappedKey'), 'unwrappedKey')
  if (material === null) throw new Error('no private key')
  return material
})

const algorithmFor = (scheme: 'pkcs1' | 'pss', group: Fields) => Object.values<SignatureAlgorithm>(signatureAlgorithms)
  .find((row) => row.scheme === scheme && row.hash === hashName(text(group, 'sha')))

const otherHash = { notTaken: 'a hash that the service does not have with RSA' }

export const judgePkcs1: Judge = async ({ group, test }) => {
  const algorithm = algorithmFor('pkcs1', group)
  if (algorithm === undefined) return otherHash
  const key = await publicKeyOf(group)
  return isNotTaken(key) ? key : await bothWays(algorithm, key, hex(test, 'msg'), hex(test, 'sig'))
}

export const judgePss: Judge = async ({ group, test }) => {
  const algorithm = algorithmFor('pss', group)
  if (algorithm === undefined || text(group, 'mgf') !== 'MGF1') return otherHash
  if (hashName(text(group, 'mgfSha')) !== algorithm.hash) return { notTaken: 'PSS with another hash in MGF1' }
  if (number(group, 'sLen') !== algorithm.digestLength) return { notTaken: 'PSS with a salt of another length than the hash' }
  const key = await publicKeyOf(group)
  return isNotTaken(key) ? key : await bothWays(algorithm, key, hex(test, 'msg'), hex(test, 'sig'))
}

/** PKCS #1 v1.5 has one signature for a message, so ours is that of the vector. */
export const judgeSigning: Judge = async ({ group, test }) => {
  const algorithm = algorithmFor('pkcs1', group)
  if (algorithm === undefined) return otherHash
  const material = await materialOf(group)
  if (isNotTaken(material)) return material
  const [key, message] = [createSigningKey(material), hex(test, 'msg')]
  const digest = createHash(algorithm.hash).update(message).digest()
  const made = [
    await sign(algorithm, key, message, { isDigest: false }), await sign(algorithm, key, digest, { isDigest: true })
  ]
  return verdict(made.every((signature) => signature.equals(hex(test, 'sig'))))
}

export const judgeOaep: Judge = async ({ group, test }) => {
  const hash = hashName(text(group, 'sha'))
  const algorithm = Object.values(keyWrappingAlgorithms).find(({ oaepHash }) => oaepHash === hash)
  if (algorithm === undefined) return { notTaken: 'OAEP with another hash than SHA-1 and SHA-256' }
  if (hashName(text(group, 'mgfSha')) !== hash) return { notTaken: 'OAEP with another hash in MGF1' }
  if (text(test, 'label') !== '') return { notTaken: 'OAEP with a label' }
  const material = await materialOf(group)
  if (isNotTaken(material)) return material
  const key = privateKeyObject(material)
  const encrypted = hex(test, 'ct')
  // The length of an encrypted key is checked before it is decrypted.
  if (8 * encrypted.length !== key.asymmetricKeyDetails?.modulusLength) return 'refused'
  const standIn = randomBytes(300)
  const options = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: algorithm.oaepHash }
  const decrypted = await privateRsaPool.run('privateDecrypt', key, options, encrypted, standIn)
  if (decrypted.equals(standIn)) return 'refused'
  return verdict(decrypted.equals(hex(test, 'msg')))
}
