// Makes RSA keys on a thread of its own, one after the other.

import { generateKeyPairSync } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { lowerPriority } from './lower-priority.js'

lowerPriority(10)

parentPort?.on('message', (/** @type {number} */ modulusLength) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength, publicExponent: 0x10001 })
  parentPort?.postMessage(privateKey.export({ format: 'jwk' }))
})
