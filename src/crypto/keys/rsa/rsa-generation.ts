// Generates RSA keys, which takes seconds, on separate threads with low priority.

// Not on Node's thread pool: four key generations there would block every signature and every file operation, at the
// same priority as the event loop. A thread exists only while keys are being generated.

import { availableParallelism } from 'node:os'
import type { RsaMaterial } from '../../../domain/keys/service-key.js'
import { workerSources } from '../../threads/worker-sources.js'
import { startThread } from '../../threads/worker-thread.js'

interface Wanted {
  readonly modulusLength: number
  readonly resolve: (key: RsaMaterial) => void
  readonly reject: (error: unknown) => void
}

const mostThreads = Math.min(availableParallelism(), 4)

/** Nice values: a caller waits for the key, or no caller does. */
const awaited = { niceness: 10 }
const ahead = { niceness: 19 }

let threads = 0
const waiting: Wanted[] = []

/** A private key with the public exponent 65537. Keys are generated in the order of the calls. */
export function generateRsaKey (modulusLength: number): Promise<RsaMaterial> {
  return new Promise((resolve, reject) => {
    waiting.push({ modulusLength, resolve, reject })
    if (threads < mostThreads) makeKeys()
  })
}

function makeKeys (): void {
  const thread = startThread(workerSources.rsaGeneration, awaited)
  let current: Wanted | undefined
  threads++

  const next = (): void => {
    current = waiting.shift()
    if (current === undefined) void thread.terminate()
    else thread.postMessage(current.modulusLength)
  }
  thread.on('message', (jwk: Uint8Array) => {
    current?.resolve(readRsaKey(jwk))
    next()
  })
  thread.once('error', (error) => { current?.reject(error) })
  thread.once('exit', (code) => {
    threads--
    current?.reject(new Error(`the thread that made an RSA key ended with code ${code}`))
    // Calls that arrived between the last key and the end of this thread.
    if (waiting.length > 0) makeKeys()
  })
  next()
}

/** Reads the text of a JWK from a thread, and erases it. */
export function readRsaKey (jwk: Uint8Array): RsaMaterial {
  const key = JSON.parse(new TextDecoder().decode(jwk)) as RsaMaterial
  jwk.fill(0)
  return key
}

/**
 * Generates a key before any caller needs it, with the lowest priority, on a thread that does not keep the process
 * alive. Rejects when `signal` ends it.
 * @returns For `readRsaKey`.
 */
export function generateRsaKeyAhead (modulusLength: number, signal: AbortSignal): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const thread = startThread(workerSources.rsaGeneration, ahead)
    const stop = () => { void thread.terminate() }
    // Before it runs, it cannot be unreferenced.
    thread.once('online', () => { thread.unref() })
    signal.addEventListener('abort', stop, { once: true })
    thread.once('message', (jwk: Uint8Array) => {
      resolve(jwk)
      stop()
    })
    thread.once('error', reject)
    thread.once('exit', (code) => {
      signal.removeEventListener('abort', stop)
      reject(new Error(`the thread that made an RSA key ended with code ${code}`))
    })
    thread.postMessage(modulusLength)
  })
}
