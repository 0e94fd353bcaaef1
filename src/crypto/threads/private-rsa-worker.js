// Runs RSA private-key operations on a thread of its own: node:crypto has no asynchronous privateEncrypt or privateDecrypt.

import crypto from 'node:crypto'
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'

// Long work on every core would make the event loop wait for its turn. Linux keeps a nice value for each thread; elsewhere this would
// slow down the whole process.
if (process.platform === 'linux') {
  try {
    setPriority(5)
  } catch {
    // Where a sandbox forbids it, the work is done at the same priority as the rest.
  }
}

/**
 * @typedef {{ padding: number, oaepHash?: string }} PrivateRsaOptions
 * @typedef {{
 *   id: number,
 *   operation: 'privateEncrypt' | 'privateDecrypt',
 *   keyId: number,
 *   key?: crypto.KeyObject,
 *   forget?: number,
 *   options: PrivateRsaOptions,
 *   input: Uint8Array,
 *   standIn?: Uint8Array
 * }} PrivateRsaJob `key` comes with the first job of a key; `forget` names a key that will not be used again before it is sent anew;
 * `standIn` is answered in place of what RSA refuses, so that its refusal goes the same way back as a result
 * @typedef {{ id: number, output: Uint8Array } | { id: number, error: unknown }} PrivateRsaAnswer
 */

/** @type {Map<number, crypto.KeyObject>} */
const keys = new Map()

/** @param {PrivateRsaJob} job */
function perform ({ operation, keyId, key, forget, options, input }) {
  if (forget !== undefined) keys.delete(forget)
  if (key) keys.set(keyId, key)
  const known = keys.get(keyId)
  if (!known) throw new Error('the key of this job was not sent')
  return crypto[operation]({ ...options, key: known }, input)
}

/**
 * OpenSSL's word that a padding is wrong or a number too large; a fault of ours says something else.
 * @param {unknown} error
 */
const isRsaFault = (error) => error instanceof Error && error.message.includes('rsa routines')

parentPort?.on('message', (/** @type {PrivateRsaJob} */ job) => {
  /** @type {PrivateRsaAnswer} */
  let answer
  try {
    answer = { id: job.id, output: perform(job) }
  } catch (error) {
    answer = job.standIn && isRsaFault(error) ? { id: job.id, output: job.standIn } : { id: job.id, error }
  }
  parentPort?.postMessage(answer)
})
