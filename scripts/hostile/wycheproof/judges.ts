// Who judges a vector, by the type of its group.

import { judgeDer, judgeP1363 } from './ecdsa-judges.js'
import { judgeJwe, judgeJws } from './jose-judges.js'
import { judgeOaep, judgePkcs1, judgePss, judgeSigning } from './rsa-judges.js'
import { judgeAead, judgePrime } from './secret-judges.js'
import type { Vector } from './vectors.js'
import { type Judge, type Verdict } from './verdict.js'

const judges: Readonly<Record<string, Judge>> = {
  EcdsaP1363Verify: judgeP1363,
  EcdsaVerify: judgeDer,
  RsassaPkcs1Verify: judgePkcs1,
  RsassaPkcs1Generate: judgeSigning,
  RsassaPssVerify: judgePss,
  RsaesOaepDecrypt: judgeOaep,
  AeadTest: judgeAead,
  PrimalityTest: judgePrime,
  JsonWebSignature: judgeJws,
  JsonWebKey: judgeJws,
  JsonWebEncryption: judgeJwe,
  JsonWebCrypto: async (vector) => await ('jws' in vector.test ? judgeJws : judgeJwe)(vector)
}

const otherAlgorithms: Readonly<Record<string, string>> = {
  DsaVerify: 'DSA',
  DsaP1363Verify: 'DSA',
  EddsaVerify: 'EdDSA',
  MlDsaVerify: 'ML-DSA',
  MlDsaSign: 'ML-DSA',
  EcdsaBitcoinVerify: 'a curve that the service does not have',
  RsaesPkcs1Decrypt: 'RSA1_5',
  RsassaPssWithParametersVerify: 'RSASSA-PSS parameters in the key, which a JWK and rsaEncryption do not have'
}

export async function judge (vector: Vector): Promise<Verdict> {
  const type = String(vector.group['type'])
  const other = otherAlgorithms[type]
  if (other !== undefined) return { notTaken: other }
  const judgeOfType = judges[type]
  if (judgeOfType === undefined) throw new Error(`no judge for ${type}`)
  return await judgeOfType(vector)
}
