// Generates RSA keys on a separate thread, one after the other.

import { generateKeyPairSync } from 'node:crypto'
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'

// Long work on every core would make the event loop wait for its turn. Linux keeps a nice value for each thread;
// elsewhere this would slow down the whole process.
if (process.platform === 'linux') {
  try {
    setPriority(10)
  } catch {
    // Where a sandbox forbids it, the work is done at the same priority as the rest.
  }
}

parentPort?.on('message', (/** @type {number} */ modulusLength) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength, publicExponent: 0x10001 })
  parentPort?.postMessage(privateKey.export({ format: 'jwk' }))
})
