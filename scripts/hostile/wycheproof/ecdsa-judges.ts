// ECDSA signatures: as messages and as ready digests, with every hash.

import { createHash } from 'node:crypto'
import { fixedWidth, toInteger } from '../../../src/crypto/integers.js'
import { importJwk } from '../../../src/crypto/jose/jwk-import.js'
import { curveParameters } from '../../../src/crypto/keys/checks/ec-key-check.js'
import { derContents, DerFault, derUnsigned, readDerSequence } from '../../../src/crypto/keys/der-reader.js'
import { createVerifyingKey } from '../../../src/crypto/keys/signing-key.js'
import { verifyDigestEcdsa } from '../../../src/crypto/signatures/prehashed-ecdsa.js'
import { signatureAlgorithms, type SignatureAlgorithm } from '../../../src/domain/keys/algorithms.js'
import { bothWays } from './both-ways.js'
import { base64UrlNumber, fields, hex, text, type Fields } from './vectors.js'
import { hashName, isNotTaken, keyOfGroup, verdict, type Judge, type Verdict } from './verdict.js'

const algorithms: Readonly<Record<string, Extract<SignatureAlgorithm, { kty: 'EC' }>>> = {
  secp256r1: signatureAlgorithms.ES256, secp384r1: signatureAlgorithms.ES384, secp521r1: signatureAlgorithms.ES512
}

const algorithmOf = (group: Fields) => algorithms[text(fields(group, 'publicKey'), 'curve')]

const keyOf = keyOfGroup(async (group) => {
  const { crv } = algorithmOf(group) ?? {}
  if (crv === undefined) return { notTaken: 'a curve that the service does not have' }
  const coordinate = (name: string) =>
    fixedWidth(Buffer.from(base64UrlNumber(fields(group, 'publicKey'), name), 'base64url'), curveParameters[crv].width)
      ?.toString('base64url')
  const jwk = { kty: 'EC', crv, x: coordinate('wx'), y: coordinate('wy') } as const
  const { publicJwk } = await importJwk(jwk, 'importedKey')
  const key = publicJwk && createVerifyingKey(publicJwk)
  if (key?.kty !== 'EC') throw new Error('not an EC key')
  return key
})

/** Bytes of digest that ECDSA takes with SHAKE (RFC 8692 section 3). */
const shakeLengths: Readonly<Record<string, number>> = { shake128: 32, shake256: 64 }

async function judge (group: Fields, test: Fields, signature: Buffer): Promise<Verdict> {
  const [algorithm, key] = [algorithmOf(group), await keyOf(group)]
  if (isNotTaken(key)) return key
  if (algorithm === undefined) throw new Error('a key without its algorithm')
  const [message, hash] = [hex(test, 'msg'), hashName(text(group, 'sha'))]
  if (hash === algorithm.hash) return await bothWays(algorithm, key, message, signature)
  // Another hash than that of the algorithm of this curve, as a ready digest. Its caller checks what a signature is.
  const { n, width } = curveParameters[algorithm.crv]
  const numbers = [signature.subarray(0, width), signature.subarray(width)].map(toInteger)
  if (signature.length !== 2 * width || !numbers.every((value) => value > 0n && value < n)) return 'refused'
  const outputLength = shakeLengths[hash]
  const digest = createHash(hash, outputLength === undefined ? {} : { outputLength }).update(message).digest()
  return verdict(await verifyDigestEcdsa(algorithm, key, digest, signature))
}

/** r and s of a signature in DER, in the width of the curve; the octets as they are if it is no such signature. */
function rawSignature (der: Buffer, width: number): Buffer {
  try {
    const numbers = derContents(readDerSequence(der), ['integer', 'integer']) ?? []
    const [r, s] = numbers.map((each) => fixedWidth(derUnsigned(each), width))
    return r === undefined || s === undefined ? der : Buffer.concat([r, s])
  } catch (error) {
    if (error instanceof DerFault) return der
    throw error
  }
}

export const judgeP1363: Judge = async ({ group, test }) => await judge(group, test, hex(test, 'sig'))

/** The service takes r and s in fixed width. What is no DER is judged as it is, and must be refused. */
export const judgeDer: Judge = async ({ group, test }) => {
  const { crv } = algorithmOf(group) ?? {}
  const signature = hex(test, 'sig')
  return await judge(group, test, crv === undefined ? signature : rawSignature(signature, curveParameters[crv].width))
}
