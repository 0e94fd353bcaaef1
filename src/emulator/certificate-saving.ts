// Writes certificates that were issued during handshakes: together, after a short delay.

import type { Logger } from '../log/log.js'

/** Minimum time between two writes, in milliseconds. */
const savingDelayMs = 1000

/** A certificate that could not be written is issued again after the next start, so a failure is only logged. */
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
