// Randomness of the operating system, by way of OpenSSL.

import { randomBytes, randomUUID } from 'node:crypto'
import type { NewIv, Randomness, RandomSource } from '../../domain/random.js'
import { gcmIvLength } from '../aes-gcm.js'

export const systemSource: RandomSource = {
  bytes: (length) => randomBytes(length),
  uuid: () => randomUUID()
}

/** SP 800-38D section 8.3 allows 2^32 random IVs under one key. */
export const randomIv: NewIv = () => randomBytes(gcmIvLength)

export const systemRandom: Randomness = { source: () => systemSource, newIv: randomIv }
