// Runs RSA private-key operations on a thread of its own: node:crypto has no asynchronous privateEncrypt or privateDecrypt.

import crypto from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { lowerPriority } from './lower-priority.js'

lowerPriority(5)

/**
 * @typedef {{ padding: number, oaepHash?: string }} PrivateRsaOptions
 * @typedef {{
 *   id: number,
 *   operation: 'privateEncrypt' | 'privateDecrypt',
 *   keyId: number,
 *   key?: crypto.KeyObject,
 *   forget?: number,
 *   options: PrivateRsaOptions,
 *   input: Uint8Array
 * }} PrivateRsaJob `key` comes with the first job of a key; `forget` names a key that will not be used again before it is sent anew
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

parentPort?.on('message', (/** @type {PrivateRsaJob} */ job) => {
  /** @type {PrivateRsaAnswer} */
  let answer
  try {
    answer = { id: job.id, output: perform(job) }
  } catch (error) {
    answer = { id: job.id, error }
  }
  parentPort?.postMessage(answer)
})
