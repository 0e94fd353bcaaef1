// A signature of a message, and of its digest: whether both are judged alike.

import { createHash } from 'node:crypto'
import type { VerifyingKey } from '../../../src/crypto/keys/signing-key.js'
import { verify } from '../../../src/crypto/signatures/signature.js'
import type { SignatureAlgorithm } from '../../../src/domain/keys/algorithms.js'
import { verdict, type Verdict } from './verdict.js'

export async function bothWays (
  algorithm: SignatureAlgorithm, key: VerifyingKey, message: Buffer, signature: Buffer
): Promise<Verdict> {
  const digest = createHash(algorithm.hash).update(message).digest()
  const asMessage = await verify(algorithm, key, message, signature, { isDigest: false })
  const asDigest = await verify(algorithm, key, digest, signature, { isDigest: true })
  if (asMessage !== asDigest) throw new Error(`the message is ${String(asMessage)}, its digest ${String(asDigest)}`)
  return verdict(asMessage)
}
