// When certificates that were made in the middle of handshakes are written: together, a little later.

import type { Logger } from '../log/log.js'

/** Milliseconds; within this time they are written at most once. */
const savingDelayMs = 1000

/** A certificate that could not be written is only made again after the next start: that is logged, and no reason to stop. */
export function createCertificateSaving (log: Logger, save: () => void): { soon (): void, now (): void } {
  let timer: NodeJS.Timeout | undefined
  const now = () => {
    clearTimeout(timer)
    timer = undefined
    try {
      save()
    } catch (error) {
      log.warn({ err: error }, 'server certificates were not written')
    }
  }
  return { now, soon: () => { timer ??= setTimeout(now, savingDelayMs).unref() } }
}
