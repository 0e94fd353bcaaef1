// A few worker threads for RSA private-key operations that node:crypto offers only synchronously.

import type { KeyObject } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import type { PrivateRsaAnswer, PrivateRsaJob, PrivateRsaOptions } from './private-rsa-worker.js'
import { workerSources } from './worker-sources.js'
import { startThread } from './worker-thread.js'

/**
 * Milliseconds after which a worker without work ends: an idle one holds about five megabytes, and a new one
 * starts in some ten milliseconds.
 */
const idleLimit = 5000

interface Waiting {
  readonly resolve: (output: Buffer) => void
  readonly reject: (error: unknown) => void
}

interface RunningWorker {
  readonly thread: Worker
  readonly waiting: Map<number, Waiting>
  /** Ends the worker when it stays idle. */
  ending: NodeJS.Timeout | undefined
}

interface PrivateRsaPool {
  /**
   * Rejects with the error of node:crypto, or when the worker fails. `input` is copied.
   * @param standIn Returned, as a copy, in place of an RSA error, so that a failure takes as long as a result.
   */
  run (
    operation: PrivateRsaJob['operation'], key: KeyObject, options: PrivateRsaOptions, input: Buffer, standIn?: Buffer
  ): Promise<Buffer>
}

/**
 * Workers start when there is work that no idle one can take, up to `size`, keep the process alive only while they
 * work, and end when they have had none for `idleMs`.
 */
export function createPrivateRsaPool ({ size, startThread, idleMs = idleLimit }: {
  readonly size: number, startThread: () => Worker, readonly idleMs?: number
}): PrivateRsaPool {
  const workers = new Set<RunningWorker>()
  let lastJobId = 0

  function start (): RunningWorker {
    const worker: RunningWorker = { thread: startThread(), waiting: new Map(), ending: undefined }
    const fail = (error: Error) => {
      workers.delete(worker)
      for (const { reject } of worker.waiting.values()) reject(error)
      worker.waiting.clear()
    }
    worker.thread.on('message', (answer: PrivateRsaAnswer) => {
      const waiting = worker.waiting.get(answer.id)
      worker.waiting.delete(answer.id)
      if (worker.waiting.size === 0) rest(worker)
      if ('output' in answer) {
        waiting?.resolve(Buffer.from(answer.output.buffer, answer.output.byteOffset, answer.output.length))
      } else {
        waiting?.reject(answer.error)
      }
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

  return {
    run: (operation, key, options, input, standIn) => new Promise((resolve, reject) => {
      const worker = leastBusy()
      clearTimeout(worker.ending)
      const id = ++lastJobId
      worker.waiting.set(id, { resolve, reject })
      worker.thread.ref()
      // The input is a copy: posting a view transfers its entire memory, which Buffers share. The key comes with each
      // job, so that no worker keeps it: 5 of the 290 microseconds of a signature with RSA-2048.
      const job: PrivateRsaJob = {
        id, operation, key, options, input: new Uint8Array(input), ...(standIn && { standIn: new Uint8Array(standIn) })
      }
      worker.thread.postMessage(job, [job.input.buffer as ArrayBuffer])
    })
  }
}

/** The pool of this process. */
export const privateRsaPool = createPrivateRsaPool({
  size: Math.min(availableParallelism(), 4),
  startThread: () => startThread(workerSources.privateRsa)
})
