// Generates RSA keys, which takes seconds, on separate threads with low priority.

// Not on Node's thread pool: four key generations there would block every signature and every file operation, at the
// same priority as the event loop. A thread exists only while keys are being generated.

import type { JsonWebKey } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { workerSources } from '../threads/worker-sources.js'
import { startThread } from '../threads/worker-thread.js'

interface Wanted {
  readonly modulusLength: number
  readonly resolve: (jwk: JsonWebKey) => void
  readonly reject: (error: unknown) => void
}

const mostThreads = Math.min(availableParallelism(), 4)

let threads = 0
const waiting: Wanted[] = []

/** A private key as JWK, public exponent 65537. Keys are generated in the order of the calls. */
export function generateRsaKey (modulusLength: number): Promise<JsonWebKey> {
  return new Promise((resolve, reject) => {
    waiting.push({ modulusLength, resolve, reject })
    if (threads < mostThreads) makeKeys()
  })
}

function makeKeys (): void {
  const thread = startThread(workerSources.rsaGeneration)
  let current: Wanted | undefined
  threads++

  const next = (): void => {
    current = waiting.shift()
    if (current === undefined) void thread.terminate()
    else thread.postMessage(current.modulusLength)
  }
  thread.on('message', (jwk: JsonWebKey) => {
    current?.resolve(jwk)
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
