// A few worker threads for RSA private-key operations that node:crypto offers only synchronously.

import type { KeyObject } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import type { PrivateRsaAnswer, PrivateRsaJob, PrivateRsaOptions } from './private-rsa-worker.js'
import { workerSources } from './worker-sources.js'
import { startThread } from './worker-thread.js'

/** Keys that each worker remembers; to send one again costs about 20 microseconds. */
const maxKeysAWorker = 256

/** Milliseconds after which a worker without work ends: an idle one holds about five megabytes, and a new one starts in some ten milliseconds. */
const idleLimit = 5000

interface Waiting {
  readonly resolve: (output: Buffer) => void
  readonly reject: (error: unknown) => void
}

interface RunningWorker {
  readonly thread: Worker
  readonly waiting: Map<number, Waiting>
  /** Ids of the keys it remembers, the least recently used first. */
  readonly keyIds: Set<number>
  /** Ends it when it stays without work. */
  ending: NodeJS.Timeout | undefined
}

interface PrivateRsaPool {
  /**
   * Rejects with the error of node:crypto, or when the worker breaks down meanwhile. `input` is copied.
   * @param standIn Answered, as a copy, in place of an error that RSA gives: the refusal then takes as long as a result.
   */
  run (operation: PrivateRsaJob['operation'], key: KeyObject, options: PrivateRsaOptions, input: Buffer, standIn?: Buffer): Promise<Buffer>
}

/**
 * Workers start when there is work that no idle one can take, up to `size`, keep the process alive only while they work, and end when they
 * have had none for `idleMs`.
 */
export function createPrivateRsaPool ({ size, startThread, idleMs = idleLimit }: { readonly size: number, startThread: () => Worker, readonly idleMs?: number }): PrivateRsaPool {
  const workers = new Set<RunningWorker>()
  const ids = new WeakMap<KeyObject, number>()
  let lastKeyId = 0
  let lastJobId = 0

  function idOf (key: KeyObject): number {
    const id = ids.get(key) ?? ++lastKeyId
    ids.set(key, id)
    return id
  }

  function start (): RunningWorker {
    const worker: RunningWorker = { thread: startThread(), waiting: new Map(), keyIds: new Set(), ending: undefined }
    const fail = (error: Error) => {
      workers.delete(worker)
      for (const { reject } of worker.waiting.values()) reject(error)
      worker.waiting.clear()
    }
    worker.thread.on('message', (answer: PrivateRsaAnswer) => {
      const waiting = worker.waiting.get(answer.id)
      worker.waiting.delete(answer.id)
      if (worker.waiting.size === 0) rest(worker)
      if ('output' in answer) waiting?.resolve(Buffer.from(answer.output.buffer, answer.output.byteOffset, answer.output.length))
      else waiting?.reject(answer.error)
    })
    worker.thread.on('error', fail)
    worker.thread.on('exit', (code) => { fail(new Error(`a worker for RSA operations ended with code ${code}`)) })
    workers.add(worker)
    return worker
  }

  function rest (worker: RunningWorker): void {
    worker.thread.unref()
    worker.ending = setTimeout(() => {
      workers.delete(worker)
      void worker.thread.terminate()
    }, idleMs).unref()
  }

  function leastBusy (): RunningWorker {
    const [first] = [...workers].sort((a, b) => a.waiting.size - b.waiting.size)
    return first && (first.waiting.size === 0 || workers.size >= size) ? first : start()
  }

  /** What the worker must be told about a key before it can use it. */
  function introduce (worker: RunningWorker, keyId: number, key: KeyObject): Pick<PrivateRsaJob, 'key' | 'forget'> {
    const known = worker.keyIds.delete(keyId)
    const [oldest] = worker.keyIds
    const forget = !known && worker.keyIds.size >= maxKeysAWorker ? oldest : undefined
    if (forget !== undefined) worker.keyIds.delete(forget)
    worker.keyIds.add(keyId)
    return { ...(known ? {} : { key }), ...(forget === undefined ? {} : { forget }) }
  }

  return {
    run: (operation, key, options, input, standIn) => new Promise((resolve, reject) => {
      const worker = leastBusy()
      clearTimeout(worker.ending)
      const keyId = idOf(key)
      const id = ++lastJobId
      worker.waiting.set(id, { resolve, reject })
      worker.thread.ref()
      // A copy of its own: what is posted takes along the whole memory that it is a view of, which Buffers share.
      const job: PrivateRsaJob = { id, operation, keyId, options, input: new Uint8Array(input), ...(standIn && { standIn: new Uint8Array(standIn) }), ...introduce(worker, keyId, key) }
      worker.thread.postMessage(job, [job.input.buffer as ArrayBuffer])
    })
  }
}

/** The pool of this process. */
export const privateRsaPool = createPrivateRsaPool({
  size: Math.min(availableParallelism(), 4),
  startThread: () => startThread(workerSources.privateRsa)
})
