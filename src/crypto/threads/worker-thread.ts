// Starts a worker thread from the text of a module.

import { Worker } from 'node:worker_threads'

/** @param source An ES module that imports only modules of Node. */
export function startThread (source: string, workerData?: unknown): Worker {
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), { execArgv: [], workerData })
}
