// Runs RSA private-key operations on a separate thread: node:crypto has no asynchronous
// privateEncrypt or privateDecrypt.

import crypto from 'node:crypto'
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'

// Long work on every core would make the event loop wait for its turn. Linux keeps a nice value for each thread;
// elsewhere this would slow down the whole process.
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
 *   key: crypto.KeyObject,
 *   options: PrivateRsaOptions,
 *   input: Uint8Array,
 *   standIn?: Uint8Array
 * }} PrivateRsaJob `standIn` is returned in place of an RSA error, so that a failure takes the same path as a result
 * @typedef {{ id: number, output: Uint8Array } | { id: number, error: unknown }} PrivateRsaAnswer
 */

/** @param {PrivateRsaJob} job */
const perform = ({ operation, key, options, input }) => crypto[operation]({ ...options, key }, input)

/**
 * OpenSSL found a wrong padding or a number that is too large. Our own faults have no `library`.
 * @param {unknown} error
 */
const isRsaFault = (error) => error instanceof Error && 'library' in error && error.library === 'rsa routines'

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
