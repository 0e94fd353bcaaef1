// Initialization vectors that follow from what is encrypted, after the idea of RFC 5297: they repeat from run to run,
// and no key sees one of them with two inputs, although the keys repeat too and no state survives a run.

import { createHmac } from 'node:crypto'
import type { NewIv } from '../../domain/random.js'
import { gcmIvLength } from '../aes-gcm.js'

/**
 * The first 96 bits of HMAC-SHA-256 over AAD and plaintext: different inputs get the same IV only with the probability
 * with which two random IVs are equal, also in different runs. The same input gives the same token, and shows that it
 * is the same.
 * @param key 32 bytes, for this purpose alone.
 */
export function syntheticIv (key: Buffer): NewIv {
  return (aad, plaintext) => {
    const aadLength = Buffer.alloc(8)
    aadLength.writeBigUInt64BE(BigInt(aad.length))
    const mac = createHmac('sha256', key).update(aadLength).update(aad).update(plaintext).digest()
    return mac.subarray(0, gcmIvLength)
  }
}
