// How long the event loop of this thread has had next to nothing to do.

import { performance } from 'node:perf_hooks'

/** The part of the time in which an idle event loop may run code: some tens of requests a second. */
const busy = 0.1

/** Calls `look` every `interval` milliseconds, with the length of the idle time up to now. Returns what ends it. */
export type WatchIdleTime = (interval: number, look: (idleMs: number) => void) => () => void

export const watchIdleTime: WatchIdleTime = (interval, look) => {
  let before = performance.eventLoopUtilization()
  let idleMs = 0
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization()
    idleMs = performance.eventLoopUtilization(now, before).utilization < busy ? idleMs + interval : 0
    before = now
    look(idleMs)
  }, interval).unref()
  return () => { clearInterval(timer) }
}
